package projects

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// shownCards is how many tasks stand in a column of the board: what is done and
// what lies far ahead is in the list.
const shownCards = 30

// board is the tasks of one project, or of all under way, by their state.
type board struct {
	v       *frame.Visit
	s       *record.Snapshot
	typ     *record.Type
	project *catalog.Project // nil: of all projects under way
	today   record.Date
}

func showBoard(v *frame.Visit) error {
	b, err := lookAtBoard(v)
	if err != nil {
		return err
	}
	return b.show(0, "")
}

func lookAtBoard(v *frame.Visit) (*board, error) {
	s, err := v.Whole("projects")
	if err != nil {
		return nil, err
	}
	b := &board{v: v, s: s, typ: record.TypeFor[catalog.Task](s), today: v.Clerk.Desk().Today()}
	if number := v.Form("project"); number != "" {
		projects := record.TypeFor[catalog.Project](s)
		for p := range record.Each[catalog.Project](s) {
			if projects.Number(p.Number) == number {
				b.project = p
			}
		}
		if b.project == nil {
			return nil, fault.New(fault.NotFound, "There is no project %s.", number)
		}
	}
	return b, nil
}

// address is the board's own.
func (b *board) address() string {
	if b.project == nil {
		return "/portfolio/board"
	}
	return "/portfolio/board?project=" + b.s.Dictionary().TypeOf(b.project).Number(b.project.Number)
}

func (b *board) show(status int, problem string) error {
	columns := map[string][]*catalog.Task{}
	late := 0
	for t := range record.Each[catalog.Task](b.s) {
		if t.Archived || !b.shows(t) {
			continue
		}
		columns[t.State] = append(columns[t.State], t)
		if b.late(t) {
			late++
		}
	}
	title := fmt.Sprintf("%s in work, %d to come", signal.Count(len(columns["doing"]), "task is", "tasks are"), len(columns["todo"]))
	lede := "Of all projects under way."
	if b.project != nil {
		lede = "Of " + b.project.Name + "."
	}
	if late > 0 {
		lede += fmt.Sprintf(" %s past the planned day.", signal.Count(late, "task is", "tasks are"))
	}
	wrong := g.Node(nil)
	if problem != "" {
		wrong = ui.Callout(ui.ToneBad, problem)
	}
	var parts g.Group
	for _, state := range b.typ.Lifecycle.States {
		if !state.Aside {
			parts = append(parts, b.column(state, columns[state.Name]))
		}
	}
	return b.v.Show(frame.Shown{Title: "Board", Here: "/portfolio", Status: status, Crumbs: []ui.Crumb{{Label: "Portfolio", Href: "/portfolio"}, {Label: "Board"}}, Main: []g.Node{
		ui.Headline(ui.HeadlineProps{Title: title, Lede: []g.Node{g.Text(lede)}, Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "All tasks", Href: "/tasks?view=open"})}}),
		wrong, h.Div(h.Class("board"), parts),
		ui.Note("Drag a task to another column, or press its button: both take the same step of its life, with the usual checks."),
	}})
}

func (b *board) shows(t *catalog.Task) bool {
	if b.project != nil {
		return t.Project.ID == b.project.ID
	}
	p := record.Get(b.s, t.Project)
	return p != nil && p.Runs()
}

func (b *board) late(t *catalog.Task) bool {
	return (t.State == "todo" || t.State == "doing") && t.Finish.Before(b.today)
}

func (b *board) column(state record.State, tasks []*catalog.Task) g.Node {
	slices.SortFunc(tasks, func(x, y *catalog.Task) int {
		if state.Closed {
			x, y = y, x // what was done last stands first
		}
		return cmp.Or(cmp.Compare(x.Finish.Text(), y.Finish.Text()), x.ID.Compare(y.ID))
	})
	var cards g.Group
	for _, t := range tasks[:min(len(tasks), shownCards)] {
		cards = append(cards, b.card(t))
	}
	more := g.Node(nil)
	if n := len(tasks) - shownCards; n > 0 {
		more = h.P(ui.Link(fmt.Sprintf("And %d more", n), "/tasks?view=all"))
	}
	return h.Section(g.Attr("data-column", state.Name), h.Aria("label", state.Title), h.H2(g.Textf("%s ", state.Title), h.Span(h.Class("note"), g.Text(strconv.Itoa(len(tasks))))), h.Ul(cards), more)
}

// card is a task with its next steps.
func (b *board) card(t *catalog.Task) g.Node {
	number := b.typ.Number(t.Number)
	var about g.Group
	if p := record.Get(b.s, t.Project); p != nil && b.project == nil {
		about = append(about, h.Div(h.Class("note"), g.Text(p.Name)))
	}
	who := "nobody"
	if p := record.Get(b.s, t.Assignee); p != nil {
		who = p.Name
	}
	about = append(about, h.Div(h.Class("note"), g.Text(who), g.Text(", "), b.due(t)))
	var steps g.Group
	if b.v.Clerk.MayWith(record.Update, b.typ, t) {
		for _, tr := range b.typ.Lifecycle.From(t.State) {
			if to, _ := b.typ.Lifecycle.State(tr.To); !to.Aside {
				steps = append(steps, h.Span(g.Attr("data-to", tr.To), ui.PostButton("/portfolio/board", ui.ButtonProps{Label: tr.Title, Kind: ui.ButtonQuiet},
					ui.HiddenValue{Name: "task", Value: fmt.Sprintf("%s@%d", number, t.Version)}, ui.HiddenValue{Name: "step", Value: tr.Name}, ui.HiddenValue{Name: "project", Value: b.v.Form("project")})))
			}
		}
	}
	return h.Li(g.If(len(steps) > 0, g.Attr("draggable", "true")), ui.Link(t.Name, frame.Link(b.typ, t.Number)), g.Text(" "), h.Span(h.Class("note"), g.Text(number)), about, h.Div(h.Class("acts"), steps))
}

func (b *board) due(t *catalog.Task) g.Node {
	switch {
	case !t.Finish.Known():
		return g.Text("without a day")
	case b.late(t):
		return ui.Tag(ui.ToneBad, t.Finish.Format(b.v.Locale))
	}
	return g.Text(t.Finish.Format(b.v.Locale))
}

// moveCard takes a task along its life, against the version that the reader saw.
func moveCard(v *frame.Visit) error {
	b, err := lookAtBoard(v)
	if err != nil {
		return err
	}
	t, err := b.asked()
	if err == nil {
		_, err = v.Clerk.Transition(v.Context(), b.typ, t, v.Form("step"), "Moved on the board")
	}
	if k := fault.KindOf(err); err != nil && (k == fault.Invalid || k == fault.Conflict) {
		return b.show(frame.Status(k), fault.Public(err))
	}
	if err != nil {
		return err
	}
	state, _ := b.typ.Lifecycle.State(t.State)
	return v.Redirect(b.address(), fmt.Sprintf("“%s” is now: %s.", t.Name, state.Title))
}

// asked is a copy of the task that the form names, in the version that it names.
func (b *board) asked() (*catalog.Task, error) {
	for t := range record.Each[catalog.Task](b.s) {
		name := b.typ.Number(t.Number) + "@"
		if version, ok := cutPrefix(b.v.Form("task"), name); ok {
			c := b.typ.Clone(t).(*catalog.Task)
			c.Version = version
			return c, nil
		}
	}
	return nil, fault.New(fault.Invalid, "Choose a task of the board.")
}

func cutPrefix(text, prefix string) (int64, bool) {
	if len(text) <= len(prefix) || text[:len(prefix)] != prefix {
		return 0, false
	}
	n, err := strconv.ParseInt(text[len(prefix):], 10, 64)
	return n, err == nil
}
