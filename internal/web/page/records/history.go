package records

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// history shows what happened to the record, the latest first.
func history(rd reader, t *record.Type, d *desk.Detail) g.Node {
	var events []ui.Event
	for _, e := range d.History {
		events = append(events, rd.event(t, e))
	}
	return ui.Section(ui.SectionProps{ID: "history", Title: "History"}, ui.Timeline(events...))
}

func (rd reader) event(t *record.Type, e desk.Event) ui.Event {
	out := ui.Event{When: rd.moment(e.At), Who: rd.who(e.By), Note: e.Note}
	switch e.Op {
	case record.Created:
		out.What, out.Icon = "added it", ui.IconPlus
	case record.Removed:
		out.What, out.Icon = "removed it", ui.IconTrash
	default:
		out.What, out.Icon, out.Changes = rd.changed(t, e)
	}
	return out
}

// changed says what somebody did to the record. A step of its life and the
// archive say it by themselves; other fields are shown before and after.
func (rd reader) changed(t *record.Type, e desk.Event) (what string, icon ui.IconName, list []ui.Change) {
	what, icon = "", ui.IconEdit
	var fields []string
	for _, ch := range e.Changes {
		f := t.Field(ch.Field)
		switch {
		case f == nil:
		case f.Name == "state":
			to, _ := t.Lifecycle.State(fmt.Sprint(ch.After))
			what, icon = "moved it to “"+to.Title+"”", ui.IconCheck
		case f.Name == "archived":
			what, icon = "brought it back", ui.IconUndo
			if ch.After == true {
				what, icon = "archived it", ui.IconArchive
			}
		default:
			fields = append(fields, strings.ToLower(f.Title))
			list = append(list, ui.Change{Label: f.Title, Old: rd.past(f, ch.Before), New: rd.past(f, ch.After)})
		}
	}
	switch {
	case what != "":
	case len(fields) == 0:
		what = "saved it again"
	case len(fields) == 1:
		what = "changed the " + fields[0]
	default:
		what = fmt.Sprintf("changed %d fields", len(fields))
	}
	return what, icon, list
}

// past writes a value as the journal keeps it.
func (rd reader) past(f *record.Field, raw any) string {
	v := f.Kind.New(f)
	if raw == nil || v.SetJSON(raw) != nil || !v.Known() {
		return ""
	}
	if p, ok := v.(record.Pointing); ok && f.Kind.Name != "rows" {
		var names []string
		p.EachTarget(func(id record.ID) { names = append(names, rd.label(id)) })
		return strings.Join(names, ", ")
	}
	switch f.Kind.Name {
	case "rows":
		return lines(len(record.RowValues(v)))
	case "boolean":
		return map[string]string{"true": "Yes", "false": "No"}[v.Text()]
	}
	if o := f.Option(v.Text()); o != nil {
		return o.Title
	}
	return shorten(withUnit(f, v.Format(rd.v.Locale)), 200)
}

// lines says how long a table inside a record is.
func lines(n int) string {
	if n == 1 {
		return "1 line"
	}
	return fmt.Sprintf("%d lines", n)
}

// label is the name of a record in a text.
func (rd reader) label(id record.ID) string {
	switch n, ok := rd.names[id]; {
	case !ok:
		return "a record that is gone"
	case n.Hidden:
		return "a record that is not for you"
	default:
		return n.Label
	}
}
