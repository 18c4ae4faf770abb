package projects

import (
	"fmt"
	"strings"
	"time"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// file is the health review of one project: what is known, what can be done, and
// what was decided.
type file struct {
	v       *frame.Visit
	s       *record.Snapshot
	today   record.Date
	project *catalog.Project
	review  projects.Review
}

func showReview(v *frame.Visit) error {
	f, err := lookAtFile(v)
	if err != nil {
		return err
	}
	return v.Show(frame.Shown{Title: "Review of " + f.project.Name, Here: "/portfolio", Crumbs: []ui.Crumb{{Label: "Portfolio", Href: "/portfolio"}, {Label: f.project.Name, Href: f.v.LinkTo(f.project)}, {Label: "Review"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: f.title(), Lede: []g.Node{g.Text(f.lede())}, Actions: []g.Node{
			ui.Button(ui.ButtonProps{Label: "Board", Href: "/portfolio/board?project=" + f.number()}), ui.Button(ui.ButtonProps{Label: "The record", Href: f.v.LinkTo(f.project)}),
		}}),
		f.instruments(), f.finish(), f.burnUp(), f.ways(), f.concerns(), f.decided(),
	}})
}

func lookAtFile(v *frame.Visit) (*file, error) {
	s, err := v.Whole("projects")
	if err != nil {
		return nil, err
	}
	f := &file{v: v, s: s, today: v.Clerk.Desk().Today()}
	t := record.TypeFor[catalog.Project](s)
	for p := range record.Each[catalog.Project](s) {
		if t.Number(p.Number) == v.R.PathValue("number") {
			f.project = p
		}
	}
	if f.project == nil {
		return nil, fault.New(fault.NotFound, "There is no project %s.", v.R.PathValue("number"))
	}
	f.review = projects.ReviewOf(s, f.project, f.today, v.Locale)
	return f, nil
}

func (f *file) number() string { return f.s.Dictionary().TypeOf(f.project).Number(f.project.Number) }

func (f *file) title() string {
	if n := len(f.review.Trouble); n > 0 {
		return fmt.Sprintf("%s: %s", f.project.Name, signal.Count(n, "thing is wrong", "things are wrong"))
	}
	return f.project.Name + ": nothing is known to be wrong"
}

func (f *file) lede() string {
	if len(f.review.Trouble) == 0 {
		return "As far as its tasks, milestones, reports, risks and gates say."
	}
	return strings.Join(f.review.Trouble, ". ") + "."
}

func (f *file) instruments() g.Node {
	e, c := f.review.Health.Value.Earned, &f.review.Concerns
	money := func(label string, m record.Money, note, href string) ui.InstrumentProps {
		p := ui.InstrumentProps{Label: label, Figure: "unknown", Note: note, Href: href}
		if m.Known() {
			p.Figure, p.Full = m.Short(f.v.Locale), m.Format(f.v.Locale)
		}
		return p
	}
	done := ui.InstrumentProps{Label: "Done, by value", Figure: "unknown", Note: "tasks and reports do not say", Href: "/portfolio/board?project=" + f.number()}
	if e.EV.Known() && e.BAC.Known() && e.BAC.Minor > 0 {
		done.Figure, done.Note = fmt.Sprintf("%d\u00a0%%", e.EV.Minor*100/e.BAC.Minor), fmt.Sprintf("%s of %s", e.EV.Short(f.v.Locale), e.BAC.Short(f.v.Locale))
	}
	delay := "no delay is named"
	if c.Delay > 0 {
		delay = fmt.Sprintf("and %s, on average", signal.Count(int(c.Delay), "day", "days"))
	}
	return ui.Instruments("The figures", done,
		money("At completion", e.EAC(), "if cost goes on as it went", "#burnup"),
		money("Still to be spent", e.ETC(), f.left(), "#ways"),
		money("Open risks and issues", c.Expected.In(f.project.Budget.Currency), delay, "#risks"))
}

// left says what was spent of the budget.
func (f *file) left() string {
	e := f.review.Health.Value.Earned
	if !e.AC.Known() || !e.BAC.Known() {
		return "what was spent is not known"
	}
	return fmt.Sprintf("%s of %s spent", e.AC.Short(f.v.Locale), e.BAC.Short(f.v.Locale))
}

// burnUp shows what was planned, done and spent over time.
func (f *file) burnUp() g.Node {
	b := projects.BurnUpOf(f.s, f.project, f.today)
	scale := frame.MoneyScale{Currency: f.project.Budget.Currency, Locale: f.v.Locale}
	line := draw.Line{Frame: scale.Frame("Work of " + f.project.Name + ": planned, done, and what it cost"), Today: f.today.Time()}
	line.Date = func(t time.Time) string { return record.DateOf(t).Format(f.v.Locale) }
	series := func(name string, tone draw.Tone, expected bool, levels []projects.Level) {
		if len(levels) == 0 {
			return
		}
		s := draw.Series{Name: name, Tone: tone, Expected: expected}
		for _, l := range levels {
			s.Points = append(s.Points, draw.Point{At: l.On.Time(), Value: scale.Value(l.Amount)})
		}
		line.Series = append(line.Series, s)
	}
	series("Done", draw.Good, false, b.Earned)
	series("Spent", draw.Bad, false, b.Actual)
	series("Planned", draw.Sea, true, b.Planned)
	if len(line.Series) == 0 {
		return ui.Section(ui.SectionProps{ID: "burnup", Title: "Planned, done and spent"}, ui.Note("Neither tasks nor status reports say what is worth what."))
	}
	if b.Budget.Known() {
		line.Target = &draw.Level{Label: "Budget", Value: scale.Value(b.Budget)}
	}
	return ui.Section(ui.SectionProps{ID: "burnup", Title: "Planned, done and spent"}, draw.Figure(line),
		ui.Note("Done is the budgeted cost of the work done, from status reports and, for today, from the tasks. Where it runs below what was planned, the project is behind; where what was spent runs above it, it costs too much."))
}

// ways are what can be done, and the button that puts them up for decision.
func (f *file) ways() g.Node {
	t := ui.TableProps{Label: "What can be done", Columns: []ui.Column{{Label: "Way"}, {Label: "Still to be spent", Numeric: true}, {Label: "For it"}, {Label: "Against it"}}}
	for _, w := range f.review.Ways {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{g.Text(w.Name), f.v.Money(w.Cost, ""), orDash(w.For), orDash(w.Against)}})
	}
	put := g.Node(nil)
	if d, err := f.v.Clerk.Type("decision"); err == nil && f.v.Clerk.May(record.Create, d) {
		put = ui.PostButton("/portfolio/reviews/"+f.number(), ui.ButtonProps{Label: "Put it up for decision", Kind: ui.ButtonMain})
	}
	return ui.Section(ui.SectionProps{ID: "ways", Title: "Go on, put right, pause or stop", Actions: []g.Node{put}}, ui.Table(t),
		ui.Note("What a pause or a stop costs beside that (contracts that bind, work to wind up) is not recorded; add it to the decision."))
}

func orDash(text string) g.Node {
	if text == "" {
		return g.Text("–")
	}
	return g.Text(text)
}

// concerns lists the open risks and issues.
func (f *file) concerns() g.Node {
	t := ui.TableProps{Label: "Open risks and issues", Columns: []ui.Column{{Label: "What"}, {Label: "Kind"}, {Label: "Likely", Numeric: true}, {Label: "On average", Numeric: true}, {Label: "Due"}, {Label: "Response"}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconShield, Title: "No open risk or issue", Text: "A project without any has seldom been asked. Write down what may go wrong."})}
	for _, r := range f.review.Concerns.Open {
		kind, likely := ui.Tag(ui.ToneWarn, "risk"), ui.Unknown("unknown")
		if r.Kind == "issue" {
			kind, likely = ui.Tag(ui.ToneBad, "issue"), g.Text("is so")
		} else if r.Probability.Known() {
			likely = g.Text(r.Probability.Format(f.v.Locale))
		}
		due := ui.Tag(ui.ToneUnknown, "no day")
		if r.Due.Known() {
			due = g.Text(r.Due.Format(f.v.Locale))
		}
		if r.Due.Before(f.today) {
			due = ui.Tag(ui.ToneBad, r.Due.Format(f.v.Locale))
		}
		response := ui.Unknown("none")
		for _, o := range r.Response.Options() {
			if o.Name == string(r.Response) {
				response = g.Text(o.Title)
			}
		}
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{ui.RecordCell(r.Title, f.v.LinkTo(r), f.s.Dictionary().TypeOf(r).Number(r.Number)), kind, likely, f.v.Money(r.Expected(), ""), due, response}})
	}
	return ui.Section(ui.SectionProps{ID: "risks", Title: "What may go wrong, and what has", Actions: []g.Node{ui.Link("All", "/project_risks?view=open")}}, ui.Table(t))
}

// decided lists what was put up for decision about the project before.
func (f *file) decided() g.Node {
	var lines []ui.LineProps
	for d := range record.Each[catalog.Decision](f.s) {
		if d.About.ID == f.project.ID && !d.Archived {
			state, _ := f.s.Dictionary().TypeOf(d).Lifecycle.State(d.State)
			lines = append(lines, ui.LineProps{Text: d.Title, Href: f.v.LinkTo(d), Note: state.Title})
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{Title: "Decisions about it"}, ui.AsideSection("", lines...))
}

// putUp opens a decision with the evidence and the ways of the review in it.
func putUp(v *frame.Visit) error {
	f, err := lookAtFile(v)
	if err != nil {
		return err
	}
	t, err := v.Clerk.Type("decision")
	if err != nil {
		return err
	}
	d := &catalog.Decision{
		Title: "Whether “" + f.project.Name + "” goes on", About: signal.To(f.s, f.project), Owner: f.project.Sponsor,
		Due: f.today.AddDays(14), Stake: f.review.Health.Over(), Context: record.Markdown(f.lede()),
	}
	for _, w := range f.review.Ways {
		d.Options = append(d.Options, catalog.Option{Name: w.Name, Cost: w.Cost, For: w.For, Against: w.Against})
	}
	if err := v.Clerk.Save(v.Context(), &desk.Change{Type: t, Record: d, Note: "From the review of the project"}); err != nil {
		return err
	}
	return v.Redirect(frame.Link(t, d.Number), "The decision is open, with the evidence of today and four ways to choose from.")
}
