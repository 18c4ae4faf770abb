package projects

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	html "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// finishes says with what chance each project is done by the promised day, and when
// it will be, and who waits for whom.
func (h *home) finishes() g.Node {
	f := projects.FinishesOn(h.s, h.today)
	if len(f.Projects) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "When each project will be done", Columns: []ui.Column{
		{Label: "Project"}, {Label: "Promised"}, {Label: "Chance", Numeric: true}, {Label: "Half of the runs"}, {Label: "8 in 10"}, {Label: "9 in 10"}, {Label: "What decides it"},
	}}
	for i := range f.Projects {
		t.Rows = append(t.Rows, h.finish(&f.Projects[i], f))
	}
	wrong := g.Node(nil)
	if f.Wrong != "" {
		wrong = ui.Callout(ui.ToneBad, "Nothing can be computed: "+f.Wrong)
	}
	return ui.Section(ui.SectionProps{ID: "finish", Title: "When will they be done?"}, wrong, ui.Table(t), ui.Note(h.ground(f)), h.past(f))
}

// ground says what the dates rest on.
func (h *home) ground(f *projects.Finishes) string {
	text := fmt.Sprintf("From %s of all open tasks together: in each the work left is drawn from the estimates, and whoever is free takes the next task, of what is in work first, then of the project of the highest priority. Nobody does two tasks at once. Leave and holidays are not recorded and not taken off.", signal.Count(f.Runs, "run", "runs"))
	if f.Overrun.From == 0 {
		return text + " No closed project says how much longer ours take than promised, so no overrun is added."
	}
	return text + fmt.Sprintf(" All work of a run is multiplied by one overrun, which is learned from %s: half of the time it is %.2f or less.", signal.Count(f.Overrun.From, "closed project", "closed projects"), f.Overrun.Median)
}

func (h *home) finish(x *projects.Finish, f *projects.Finishes) ui.Row {
	number := h.s.Dictionary().TypeOf(x.Project).Number(x.Project.Number)
	cells := []g.Node{ui.RecordCell(x.Project.Name, h.v.LinkTo(x.Project), number), h.day(x.Project.PromisedFinish)}
	if !x.Known() {
		return ui.Row{Cells: append(cells, ui.Unknown("unknown"), g.Text("–"), g.Text("–"), g.Text("–"), g.Text(unforeseen(x, f)))}
	}
	return ui.Row{Cells: append(cells, g.Group{chanceTag(x), g.Text(" "), ui.Link("why", "/portfolio/reviews/"+number+"#finish")}, h.day(x.P50), h.day(x.P80), h.day(x.P90), ui.Link(x.Deciders[0].Task.Name, h.v.LinkTo(x.Deciders[0].Task)))}
}

func (h *home) day(d record.Date) g.Node {
	if !d.Known() {
		return ui.Unknown("unknown")
	}
	return g.Text(d.Format(h.v.Locale))
}

// unforeseen says why it is not known when a project will be done.
func unforeseen(x *projects.Finish, f *projects.Finishes) string {
	switch {
	case len(x.Missing) > 0:
		return fmt.Sprintf("%s not say how much work is left", signal.Count(len(x.Missing), "task does", "tasks do"))
	case f.Wrong != "":
		return "see above"
	}
	return "no open task says what is left"
}

// chanceTag is the chance of the promised day.
func chanceTag(x *projects.Finish) g.Node {
	if !x.HasChance {
		return ui.Unknown("no promise")
	}
	tone := ui.ToneWarn
	switch {
	case x.Chance.Share >= projects.EnoughChance:
		tone = ui.ToneGood
	case x.Chance.Share < projects.ShortChance:
		tone = ui.ToneBad
	}
	return ui.Tag(tone, signal.Likely(x.Chance.Share))
}

// shownQueues is how many waits are listed.
const shownQueues = 10

// queues says which task waits for whom, across projects.
func (h *home) queues() g.Node {
	f := projects.FinishesOn(h.s, h.today)
	if len(f.Waits) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "Who waits for whom", Columns: []ui.Column{{Label: "Task"}, {Label: "Waits for"}, {Label: "Who is at"}, {Label: "Days of work lost", Numeric: true}, {Label: "In how many runs", Numeric: true}}}
	for _, q := range f.Waits[:min(len(f.Waits), shownQueues)] {
		who := g.Node(g.Text("somebody"))
		if q.Person != nil {
			who = ui.Link(q.Person.Name, h.v.LinkTo(q.Person))
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{taskCell(h.v, h.s, q.Task), who, taskCell(h.v, h.s, q.Behind), g.Textf("%.1f", q.Days), g.Text(signal.Likely(q.Share))}})
	}
	return ui.Section(ui.SectionProps{ID: "queues", Title: "Who waits for whom"}, ui.Table(t), ui.Note("A task stands here when the only one who does it is at another, half a day of work or longer on average over all runs."))
}

// taskCell names a task and its project.
func taskCell(v *frame.Visit, s *record.Snapshot, t *catalog.Task) g.Node {
	project := ""
	if p := record.Get(s, t.Project); p != nil {
		project = p.Name
	}
	return ui.RecordCell(t.Name, v.LinkTo(t), project)
}

// past lists what the overrun was learned from.
func (h *home) past(f *projects.Finishes) g.Node {
	if len(f.Past) == 0 {
		return nil
	}
	t := ui.TableProps{Label: "How long closed projects took", Columns: []ui.Column{{Label: "Project"}, {Label: "Began"}, {Label: "Promised"}, {Label: "Done"}, {Label: "Took, by what was promised", Numeric: true}}}
	for _, x := range f.Past {
		p := x.Project
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(p.Name, h.v.LinkTo(p), ""), h.day(p.Start), h.day(p.PromisedFinish), h.day(p.FinishedOn), g.Textf("%.2f", x.Ratio)}})
	}
	return ui.Disclosure("What the overrun was learned from", ui.Table(t),
		ui.Note("The logarithms of these are taken for normal with unknown mean and spread; before any was known, one project that took as long as promised was assumed. What follows for the next project is Student's t: with few closed projects it is wide."))
}

// shownDeciders is how many tasks are listed by what they do to the end.
const shownDeciders = 12

// finish says when the project will be done, and which tasks decide it.
func (f *file) finish() g.Node {
	x := projects.FinishOf(f.s, f.project, f.today)
	if x == nil || !x.Known() {
		return nil
	}
	day := func(d record.Date) string { return d.Format(f.v.Locale) }
	text := fmt.Sprintf("Half of the runs end by %s, eight in ten by %s, nine in ten by %s.", day(x.P50), day(x.P80), day(x.P90))
	if x.HasChance {
		text = fmt.Sprintf("By the promised day, %s, with a chance of %s. ", day(x.Project.PromisedFinish), signal.Likely(x.Chance.Share)) + text
	}
	t := ui.TableProps{Label: "Which tasks decide the end", Columns: []ui.Column{{Label: "Task"}, {Label: "Who"}, {Label: "Days left", Numeric: true}, {Label: "Done, on average"}, {Label: "Decides the end", Numeric: true}, {Label: "Moves the end by", Numeric: true}}}
	for _, d := range x.Deciders[:min(len(x.Deciders), shownDeciders)] {
		t.Rows = append(t.Rows, f.decider(&d))
	}
	return ui.Section(ui.SectionProps{ID: "finish", Title: "When will it be done?", Actions: []g.Node{ui.Link("What it rests on", "/portfolio#finish")}}, ui.Prose(html.P(g.Text(text))), ui.Table(t),
		ui.Note("Days left: of work, as lowest/likeliest/highest. Decides the end: in how many runs the task lies on the chain that the end waits for, by links and by people. Moves the end by: how far the average end lies apart between the tenth of the runs in which the task takes least and the one in which it takes most."))
}

func (f *file) decider(d *projects.Decider) ui.Row {
	who := ui.Unknown("nobody")
	if p := record.Get(f.s, d.Task.Assignee); p != nil {
		who = ui.Link(p.Name, f.v.LinkTo(p))
	}
	var points []string
	for _, part := range []time.Duration{d.Left.Low, d.Left.Likely, d.Left.High} {
		if text := workdays(part); !slices.Contains(points, text) {
			points = append(points, text)
		}
	}
	return ui.Row{Cells: []g.Node{ui.RecordCell(d.Task.Name, f.v.LinkTo(d.Task), ""), who, g.Text(strings.Join(points, "/")), g.Text(d.Finish.Format(f.v.Locale)), g.Text(signal.Likely(d.Share)), g.Text(signal.Count(int(math.Round(d.Swing.Hours()/24)), "day", "days"))}}
}

// workdays writes a time of work in days of eight hours.
func workdays(d time.Duration) string {
	days := d.Hours() / 8
	if days >= 10 {
		return fmt.Sprintf("%.0f", days)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", days), ".0")
}
