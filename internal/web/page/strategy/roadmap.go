package strategy

import (
	"fmt"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/web/draw"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// roadmap is what the page of the roadmap rests on.
type roadmap struct {
	view
	themes    []strategy.Theme
	conflicts []strategy.Conflict
	troubled  map[record.ID]bool // items with a conflict
	fixed     bool               // nothing of it can be dragged: it is not the plan
}

func showRoadmap(v *frame.Visit) error {
	r, err := lookAtRoadmap(v)
	if err != nil {
		return err
	}
	return r.show(0, "")
}

func lookAtRoadmap(v *frame.Visit) (*roadmap, error) {
	w, err := look(v)
	if err != nil {
		return nil, err
	}
	return roadmapOf(w), nil
}

func roadmapOf(w view) *roadmap {
	r := &roadmap{view: w, themes: strategy.Roadmap(w.s), conflicts: strategy.Conflicts(w.s), troubled: map[record.ID]bool{}}
	for _, c := range r.conflicts {
		r.troubled[c.Item.ID] = true
	}
	return r
}

// show shows the page, with what was wrong about a move that was asked for.
func (r *roadmap) show(status int, problem string) error {
	wrong := g.Node(nil)
	if problem != "" {
		wrong = ui.Callout(ui.ToneBad, problem)
	}
	return r.v.Show(frame.Shown{Title: "Roadmap", Here: "/strategy", Status: status, Crumbs: []ui.Crumb{{Label: "Strategy", Href: "/strategy"}, {Label: "Roadmap"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: r.title(), Lede: []g.Node{g.Text(r.lede())}, Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Compare scenarios", Kind: ui.ButtonPlain, Href: "/strategy/scenarios"}), r.add("roadmap_item", "New step")}}),
		wrong,
		h.Div(h.Class("sheet"), r.timeline()),
		h.Div(h.Class("screen"), r.replan()),
		r.wrong(), r.since(),
		h.Div(h.Class("screen"), r.steps()),
	}})
}

// count counts the steps for which f holds.
func (r *roadmap) count(f func(*catalog.RoadmapItem) bool) int {
	n := 0
	for _, t := range r.themes {
		for _, i := range t.Items {
			if f(i) {
				n++
			}
		}
	}
	return n
}

func (r *roadmap) title() string {
	ahead := r.count(func(i *catalog.RoadmapItem) bool { return i.State != "done" })
	if ahead == 0 {
		return "No step lies ahead"
	}
	text := signal.Count(ahead, "step lies ahead", "steps lie ahead")
	if n := len(r.troubled); n > 0 {
		return fmt.Sprintf("%s; %d cannot go as planned", text, n)
	}
	return text + "; all can go as planned"
}

func (r *roadmap) lede() string {
	doing := r.count(func(i *catalog.RoadmapItem) bool { return i.State == "doing" })
	done := r.count(func(i *catalog.RoadmapItem) bool { return i.State == "done" })
	late := r.count(func(i *catalog.RoadmapItem) bool { return i.State != "done" && i.Ends.Before(r.today) })
	return fmt.Sprintf("%s; %d in work, %d past the end, %d done. As of %s.",
		signal.Count(len(r.themes), "theme", "themes"), doing, late, done, r.today.Format(r.v.Locale))
}

// spans is the picture: a line for each theme that has steps with dates.
func (r *roadmap) spans(title string) draw.Timeline {
	line := draw.Timeline{Apart: true, Today: r.today.Time(), Frame: draw.Frame{Title: title, Date: func(t time.Time) string { return record.DateOf(t).Format(r.v.Locale) }}}
	for _, t := range r.themes {
		row := draw.TimelineRow{Label: t.Name}
		for _, i := range t.Items {
			if i.Starts.Known() || i.Ends.Known() {
				row.Spans = append(row.Spans, draw.Span{Label: i.Title, From: i.Starts.Time(), To: i.Ends.Time(), Tone: r.tone(i), Expected: i.State == "planned", Handle: r.handle(i)})
			}
		}
		if len(row.Spans) > 0 {
			line.Rows = append(line.Rows, row)
		}
	}
	return line
}

func (r *roadmap) timeline() g.Node {
	line := r.spans("Roadmap by theme")
	if len(line.Rows) == 0 {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconMap, Title: "No step has dates yet", Text: "Give the steps a start and an end, and they stand here by theme.", Actions: []g.Node{r.add("roadmap_item", "New step")}})
	}
	return ui.Section(ui.SectionProps{Title: "Timeline"}, draw.Figure(line),
		ui.Note("Dashed: planned. Filled: in work, or green when done. Red: it conflicts with what it waits for. Steps without dates stand in the list below."))
}

func (r *roadmap) tone(i *catalog.RoadmapItem) draw.Tone {
	switch {
	case r.troubled[i.ID]:
		return draw.Bad
	case i.State == "done":
		return draw.Good
	}
	return draw.Sea
}

// wrong lists what cannot go as planned, and where to change it.
func (r *roadmap) wrong() g.Node {
	t := ui.TableProps{Label: "Steps that cannot go as planned", Columns: []ui.Column{{Label: "Step"}, {Label: "What is wrong"}, {Label: "Change", Hide: true}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconCheck, Title: "No conflict", Text: "No step starts before what it waits for has ended."})}
	for _, c := range r.conflicts {
		t.Rows = append(t.Rows, ui.Row{Cells: []g.Node{r.cell(c.Item.Title, c.Item), g.Text(c.Told(r.v.Locale) + "."), r.change(c.Item, "Move")}})
	}
	return ui.Section(ui.SectionProps{ID: "conflicts", Title: "What cannot go as planned"}, ui.Table(t))
}

// change leads to the form of a step, in which its dates are edited.
func (r *roadmap) change(i *catalog.RoadmapItem, label string) g.Node {
	if !r.v.Clerk.MayWith(record.Update, r.s.Dictionary().TypeOf(i), i) {
		return nil
	}
	return h.Span(h.Class("acts"), ui.Link(label, r.v.LinkTo(i)+"/edit"))
}

// steps lists every step by theme, with dates or horizon.
func (r *roadmap) steps() g.Node {
	t := ui.TableProps{Label: "All steps by theme", Columns: []ui.Column{{Label: "Step"}, {Label: "Theme"}, {Label: "When"}, {Label: "Waits for"}, {Label: "Initiative"}, {Label: "State"}, {Label: "Change", Hide: true}},
		Empty: ui.Empty(ui.EmptyProps{Icon: ui.IconMap, Title: "No step yet", Text: "A step says what changes when, and what has to come first."})}
	for _, theme := range r.themes {
		for _, i := range theme.Items {
			t.Rows = append(t.Rows, r.step(i))
		}
	}
	return ui.Section(ui.SectionProps{ID: "steps", Title: "All steps", Actions: []g.Node{ui.Link("As a list", "/roadmap_items")}}, ui.Table(t))
}

func (r *roadmap) step(i *catalog.RoadmapItem) ui.Row {
	typ := r.s.Dictionary().TypeOf(i)
	state, _ := typ.Lifecycle.State(i.State)
	var waits, initiative g.Node
	var names []string
	for _, ref := range i.DependsOn {
		if on := record.Get(r.s, ref); on != nil {
			names = append(names, on.Title)
		}
	}
	waits = g.Text(signal.List(names, 3))
	if of := record.Get(r.s, i.Initiative); of != nil {
		initiative = ui.Link(of.Title, r.v.LinkTo(of))
	}
	return ui.Row{Cells: []g.Node{r.cell(i.Title, i), g.Text(i.Theme), g.Text(r.when(i)), waits, initiative, ui.Tag(ui.Tone(state.Tone), state.Title), r.change(i, "Edit")}}
}

// when says the dates of a step, else its horizon.
func (r *roadmap) when(i *catalog.RoadmapItem) string {
	from, to := i.Starts.Format(r.v.Locale), i.Ends.Format(r.v.Locale)
	switch {
	case from != "" && to != "":
		return from + " – " + to
	case from != "":
		return "from " + from
	case to != "":
		return "until " + to
	}
	for _, o := range i.Horizon.Options() {
		if o.Name == string(i.Horizon) {
			return o.Title
		}
	}
	return ""
}
