package records

import (
	"fmt"
	"slices"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/markdown"
	"fairlead/internal/web/ui"
)

// open leads from an ID to the page of its record, whatever its type.
func open(v *frame.Visit) error {
	id, err := record.ParseID(v.R.PathValue("id"))
	if err != nil {
		return fault.Because(err, fault.NotFound, "There is no such record.")
	}
	names, err := v.Clerk.Names(v.Context(), id)
	if err != nil {
		return err
	}
	n, ok := names[id]
	if !ok || n.Hidden {
		return fault.New(fault.NotFound, "There is no such record, or you may not see it.")
	}
	t, err := v.Clerk.Type(n.Type)
	if err != nil {
		return err
	}
	return v.Redirect(frame.Link(t, n.Number), "")
}

func show(v *frame.Visit, t *record.Type) error {
	d, err := v.Clerk.Detail(v.Context(), t, v.R.PathValue("key"))
	if err != nil {
		return err
	}
	return showDetail(v, t, d, 0, "")
}

// showDetail composes the page of a record: where it stands in its life, what
// the records make of it, its facts, the picture that explains it, what it is linked to, what was said, what
// happened to it. notice stands on top; draft is a comment that was not kept.
func showDetail(v *frame.Visit, t *record.Type, d *desk.Detail, status int, draft string, notice ...g.Node) error {
	if err := named(v, d); err != nil {
		return err
	}
	picture, err := pictureOf(v, t, d.Record)
	if err != nil {
		return err
	}
	answer, err := answerOf(v, t, d.Record)
	if err != nil {
		return err
	}
	rd := reader{v, d.Names}
	return v.Show(frame.Shown{
		Title: t.Label(d.Record), Here: "/" + t.Plural, Status: status,
		Crumbs: []ui.Crumb{{Label: t.Titles, Href: "/" + t.Plural}, {Label: t.Number(d.Record.Head().Number)}},
		Main: []g.Node{
			g.Group(notice),
			ui.Headline(ui.HeadlineProps{Title: shorten(t.Label(d.Record), 160), State: stateTag(t, d.Record), Actions: recordActions(v, t, d)}),
			lifeline(t, d.Record),
			approvals(v, rd, t, d),
			ui.Columns(
				g.Group{answer, facts(v, rd, t, d), picture, inbound(rd, t, d)},
				g.Group{comments(rd, t, d, draft), attachments(rd, t, d), history(rd, t, d)},
			),
		},
	})
}

func stateTag(t *record.Type, r record.Record) g.Node {
	if r.Head().Archived {
		return ui.Tag(ui.ToneInfo, "Archived")
	}
	s, ok := t.Lifecycle.State(r.Head().State)
	if !ok {
		return nil
	}
	return ui.Tag(ui.Tone(s.Tone), s.Title)
}

func recordActions(v *frame.Visit, t *record.Type, d *desk.Detail) []g.Node {
	base := frame.Link(t, d.Record.Head().Number)
	var more []ui.MenuItem
	if d.MayArchive {
		label, name := "Archive", ui.IconArchive
		if d.Record.Head().Archived {
			label, name = "Bring back", ui.IconUndo
		}
		more = append(more, ui.MenuItem{Label: label, Icon: name, Href: base + "/archive", Post: true})
	}
	var actions []g.Node
	if d.MayUpdate && hasForm(t) {
		actions = append(actions, ui.Button(ui.ButtonProps{Label: "Edit", Icon: ui.IconEdit, Href: base + "/edit"}))
	}
	for i, tr := range notWaiting(d) {
		kind := ui.ButtonPlain
		if i == 0 && leadsOn(t, d.Record.Head().State, tr) {
			kind = ui.ButtonMain
		}
		if i > 1 {
			more = append(more, transitionItem(base, t, d, tr))
			continue
		}
		actions = append(actions, transitionButton(base, t, d, tr, kind))
	}
	if len(more) > 0 {
		actions = append(actions, ui.Menu(ui.MenuProps{ID: "more", Button: ui.ButtonProps{Label: "More", Icon: ui.IconMore, IconOnly: true, Kind: ui.ButtonQuiet}, Items: more}))
	}
	return actions
}

// notWaiting are the steps that can be asked for: not those that wait for consent.
func notWaiting(d *desk.Detail) []record.Transition {
	return slices.DeleteFunc(slices.Clone(d.Transitions), func(tr record.Transition) bool {
		return slices.ContainsFunc(d.Approvals, func(r record.Record) bool { return r.(*catalog.Approval).Transition == tr.Name })
	})
}

// leadsOn reports whether a step goes on with the work, rather than back, aside
// or to its end: such a step may be the main button.
func leadsOn(t *record.Type, from string, tr record.Transition) bool {
	place := func(name string) int {
		return slices.IndexFunc(t.Lifecycle.States, func(s record.State) bool { return s.Name == name })
	}
	to, _ := t.Lifecycle.State(tr.To)
	return to.Tone != record.Warn && to.Tone != record.Bad && !to.Aside && !to.Closed && place(tr.To) > place(from)
}

// asksFirst reports whether a step needs something of the person before it is
// done: a field that is not known yet.
func asksFirst(t *record.Type, r record.Record, tr record.Transition) bool {
	return slices.ContainsFunc(tr.Needs, func(name string) bool { return !t.Field(name).Value(r).Known() })
}

func transitionButton(base string, t *record.Type, d *desk.Detail, tr record.Transition, kind ui.ButtonKind) g.Node {
	to := base + "/step/" + tr.Name
	if asksFirst(t, d.Record, tr) {
		return ui.Button(ui.ButtonProps{Label: tr.Title + "…", Kind: kind, Href: to})
	}
	return ui.PostButton(to, ui.ButtonProps{Label: tr.Title, Kind: kind}, versionOf(d.Record))
}

func transitionItem(base string, t *record.Type, d *desk.Detail, tr record.Transition) ui.MenuItem {
	return ui.MenuItem{Label: tr.Title + "…", Href: base + "/step/" + tr.Name}
}

func versionOf(r record.Record) ui.HiddenValue {
	return ui.HiddenValue{Name: "version", Value: fmt.Sprint(r.Head().Version)}
}

// lifeline shows where the record stands among the states of its type.
func lifeline(t *record.Type, r record.Record) g.Node {
	if len(t.Lifecycle.States) == 0 {
		return nil
	}
	now, _ := t.Lifecycle.State(r.Head().State)
	var steps []ui.Step
	state := ui.StepDone
	for _, s := range t.Lifecycle.States {
		if s.Aside && s.Name != now.Name {
			continue
		}
		if s.Name == now.Name {
			steps, state = append(steps, ui.Step{Label: s.Title, State: ui.StepNow}), ui.StepAhead
			continue
		}
		steps = append(steps, ui.Step{Label: s.Title, State: state})
	}
	return ui.Steps("State", steps...)
}

func comments(rd reader, t *record.Type, d *desk.Detail, draft string) g.Node {
	base := frame.Link(t, d.Record.Head().Number)
	var list []ui.Comment
	for _, r := range slices.Backward(d.Comments) {
		c := r.(*catalog.Comment)
		list = append(list, ui.Comment{
			ID: "comment-" + c.ID.String(), Who: rd.person(c.Author.ID, c.CreatedBy), When: rd.moment(c.Created), Body: markdown.Node(string(c.Text)),
		})
	}
	var box g.Node
	if rd.v.Clerk.May(record.Create, mustType(rd.v, "comment")) {
		box = ui.CommentBox(ui.CommentBoxProps{Action: base + "/comments", Name: "text", Draft: draft})
	} else if len(list) == 0 {
		return nil
	}
	return ui.Section(ui.SectionProps{ID: "comments", Title: "Comments"}, ui.Comments(box, list...))
}

// person names somebody by the person, else by the account.
func (rd reader) person(person, account record.ID) string {
	if n, ok := rd.names[person]; ok && !n.Hidden {
		return n.Label
	}
	return rd.who(account)
}

func attachments(rd reader, t *record.Type, d *desk.Detail) g.Node {
	base := frame.Link(t, d.Record.Head().Number)
	var files []ui.Attachment
	for _, r := range d.Attachments {
		a := r.(*catalog.Attachment)
		files = append(files, ui.Attachment{
			Name: a.Name, Href: "/files/" + a.ID.String(), Size: size(a.File.Size), Who: rd.person(a.Author.ID, a.CreatedBy), When: rd.moment(a.Created),
		})
	}
	if !rd.v.Clerk.May(record.Create, mustType(rd.v, "attachment")) {
		if len(files) == 0 {
			return nil
		}
		return ui.Section(ui.SectionProps{ID: "attachments", Title: "Files"}, ui.Attachments(files...))
	}
	form := ui.Form(ui.FormProps{
		Action: base + "/attachments", Label: "Add a file", Files: true, Compact: true,
		Body:    []g.Node{ui.FileField(ui.Field{Name: "file", Label: "Add a file", HideLabel: true, Required: true}, ui.FileProps{Limit: fmt.Sprintf("up to %d MB", desk.MaxFile>>20)})},
		Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Attach", Small: true})},
	})
	return ui.Section(ui.SectionProps{ID: "attachments", Title: "Files"}, ui.Attachments(files...), form)
}

func size(bytes int64) string {
	switch {
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
	case bytes >= 1<<10:
		return fmt.Sprintf("%d kB", bytes>>10)
	}
	return fmt.Sprintf("%d bytes", bytes)
}
