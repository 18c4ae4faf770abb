package records

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

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
	return v.Show(shown(v, t, d, ""))
}

// shown composes the page of a record: where it stands in its life, its facts,
// what it is linked to, what was said, what happened to it.
func shown(v *frame.Visit, t *record.Type, d *desk.Detail, draft string) frame.Shown {
	rd := reader{v, d.Names}
	number := t.Number(d.Record.Head().Number)
	return frame.Shown{
		Title: t.Label(d.Record), Here: "/" + t.Plural,
		Crumbs: []ui.Crumb{{Label: t.Titles, Href: "/" + t.Plural}, {Label: number}},
		Main: []g.Node{
			ui.Headline(ui.HeadlineProps{Title: shorten(t.Label(d.Record), 160), State: stateTag(t, d.Record), Actions: recordActions(v, t, d)}),
			lifeline(t, d.Record),
			approvals(v, rd, t, d),
			ui.Columns(
				g.Group{facts(v, rd, t, d), inbound(rd, t, d)},
				g.Group{comments(rd, t, d, draft), attachments(rd, t, d), history(rd, t, d)},
			),
		},
	}
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
	for i, tr := range d.Transitions {
		kind := ui.ButtonPlain
		if i == 0 && leadsOn(t, tr) {
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

// leadsOn reports whether a step goes on with the work, rather than ending or
// questioning it: such a step may be the main button.
func leadsOn(t *record.Type, tr record.Transition) bool {
	to, _ := t.Lifecycle.State(tr.To)
	return to.Tone != record.Warn && to.Tone != record.Bad && !to.Aside
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

// facts shows the fields that are known, and names those that are not.
func facts(v *frame.Visit, rd reader, t *record.Type, d *desk.Detail) g.Node {
	var known []ui.Fact
	var wide []g.Node
	var unknown []string
	for _, f := range ownFirst(v.Clerk.Fields(t)) {
		if f.Label && !t.LabelField().System || f.System && !showsSystem(f) {
			continue
		}
		n := rd.value(f, d.Record)
		switch {
		case n == nil:
			if !f.System {
				unknown = append(unknown, strings.ToLower(f.Title[:1])+f.Title[1:])
			}
		case f.Kind.Name == "markdown" || f.Kind.Name == "rows":
			wide = append(wide, ui.Section(ui.SectionProps{Title: f.Title}, n))
		default:
			known = append(known, ui.Fact{Label: f.Title, Value: n})
		}
	}
	if len(unknown) > 0 {
		known = append(known, ui.Fact{Label: "Not filled in", Value: h.Span(h.Class("soft"), g.Text(strings.Join(unknown, ", ")))})
	}
	return g.Group{ui.Facts(known...), g.Group(wide)}
}

// ownFirst puts the fields that the desk keeps behind those of the type.
func ownFirst(fields []*record.Field) []*record.Field {
	sorted := slices.Clone(fields)
	slices.SortStableFunc(sorted, func(a, b *record.Field) int {
		switch {
		case a.System == b.System:
			return 0
		case b.System:
			return -1
		}
		return 1
	})
	return sorted
}

// showsSystem tells which of the fields that the desk keeps are worth a line.
func showsSystem(f *record.Field) bool {
	return !slices.Contains([]string{"number", "version", "archived", "created", "updated", "state"}, f.Name)
}

// inbound lists what points to the record.
func inbound(rd reader, t *record.Type, d *desk.Detail) g.Node {
	var sections []g.Node
	for _, in := range d.Inbound {
		var lines []ui.LineProps
		for _, r := range in.First {
			line := ui.LineProps{Text: shorten(in.Type.Label(r), 90), Href: frame.Link(in.Type, r.Head().Number), Note: in.Type.Number(r.Head().Number)}
			if s, ok := in.Type.Lifecycle.State(r.Head().State); ok {
				line.Note = s.Title
			}
			lines = append(lines, line)
		}
		title := in.Type.Titles
		if !strings.EqualFold(in.Field.Title, t.Title) {
			title += " (" + strings.ToLower(in.Field.Title) + ")"
		}
		all := fmt.Sprintf("/%s?filter=%s", in.Type.Plural, escape(in.Field.Name+operator(in.Field)+t.Number(d.Record.Head().Number)))
		sections = append(sections, linkedSection(title, in.Count, all, lines))
	}
	return g.Group(sections)
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
	box := ui.CommentBox(ui.CommentBoxProps{Action: base + "/comments", Name: "text", Draft: draft})
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
	form := ui.Form(ui.FormProps{
		Action: base + "/attachments", Files: true, Compact: true,
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

// history shows what happened to the record, the latest first.
func history(rd reader, t *record.Type, d *desk.Detail) g.Node {
	var events []ui.Event
	for _, e := range d.History {
		events = append(events, rd.event(t, e))
	}
	return ui.Section(ui.SectionProps{ID: "history", Title: "History"}, ui.Timeline(events...))
}

func (rd reader) event(t *record.Type, e desk.Event) ui.Event {
	what := map[record.Operation]string{record.Created: "added this", record.Updated: "changed this", record.Removed: "removed this"}[e.Op]
	out := ui.Event{When: rd.moment(e.At), Who: rd.who(e.By), What: what, Note: e.Note}
	if e.Op == record.Created {
		return out
	}
	for _, ch := range e.Changes {
		f := t.Field(ch.Field)
		if f == nil {
			continue
		}
		out.Changes = append(out.Changes, ui.Change{Label: f.Title, Old: rd.past(f, ch.Before), New: rd.past(f, ch.After)})
	}
	return out
}

// past writes a value as the journal keeps it.
func (rd reader) past(f *record.Field, raw any) string {
	v := f.Kind.New(f)
	if raw == nil || v.SetJSON(raw) != nil || !v.Known() {
		return ""
	}
	if p, ok := v.(record.Pointing); ok && f.Kind.Name != "rows" {
		var names []string
		p.EachTarget(func(id record.ID) { names = append(names, rd.who(id)) })
		return strings.Join(names, ", ")
	}
	if o := f.Option(v.Text()); o != nil {
		return o.Title
	}
	return shorten(v.Format(rd.v.Locale), 200)
}

// operator is how a filter asks whether a field points to a record.
func operator(f *record.Field) string {
	if f.IsMany() {
		return ":"
	}
	return "="
}
