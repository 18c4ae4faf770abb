package records

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// linkedColumns is how many columns of its own list a linked record shows.
const linkedColumns = 4

// inbound lists what points to the record.
func inbound(rd reader, t *record.Type, d *desk.Detail) g.Node {
	var sections []g.Node
	for _, in := range d.Inbound {
		sections = append(sections, linked(rd, t, d, in))
	}
	return g.Group(sections)
}

// linked shows the first records of one type that point here, as their own list
// would, and leads to all of them.
func linked(rd reader, t *record.Type, d *desk.Detail, in desk.Inbound) g.Node {
	var columns []*record.Field
	table := ui.TableProps{Label: in.Type.Titles + ", " + strings.ToLower(in.Field.Title), Columns: []ui.Column{{Label: in.Type.Title}}}
	for _, f := range linkedFields(rd, in) {
		columns = append(columns, f)
		table.Columns = append(table.Columns, ui.Column{Label: f.Title, Numeric: f.Kind.Numeric})
	}
	for _, r := range in.First {
		table.Rows = append(table.Rows, linkedRow(rd, in.Type, columns, r))
	}
	number := t.Number(d.Record.Head().Number)
	all := fmt.Sprintf("/%s?filter=%s", in.Type.Plural, escape(in.Field.Name+operator(in.Field)+number))
	var actions []g.Node
	if in.Count > len(in.First) {
		actions = append(actions, ui.Button(ui.ButtonProps{Label: "Show all", Small: true, Kind: ui.ButtonQuiet, Href: all}))
	}
	return ui.Section(ui.SectionProps{Title: in.Type.Titles, Note: linkedNote(t, in), Actions: actions}, ui.Table(table))
}

func linkedRow(rd reader, t *record.Type, columns []*record.Field, r record.Record) ui.Row {
	number := t.Number(r.Head().Number)
	name := t.Label(r)
	row := ui.Row{Cells: []g.Node{ui.RecordCell(shorten(name, 90), frame.Link(t, r.Head().Number), without(number, name))}}
	for _, f := range columns {
		row.Cells = append(row.Cells, rd.cell(f, r))
	}
	return row
}

// without gives the number of a record, where it is not already its name.
func without(number, name string) string {
	if number == name {
		return ""
	}
	return number
}

// linkedFields are the columns of a list of linked records: the first ones of
// their own list that say something of the records shown, and their state.
func linkedFields(rd reader, in desk.Inbound) []*record.Field {
	visible := rd.v.Clerk.Fields(in.Type)
	var fields []*record.Field
	for _, name := range in.Type.Columns {
		f := in.Type.Field(name)
		if f == nil || f.Label || f == in.Field || name == "state" || !slices.Contains(visible, f) {
			continue
		}
		known := slices.ContainsFunc(in.First, func(r record.Record) bool { return f.Value(r).Known() })
		if known && len(fields) < linkedColumns-1 {
			fields = append(fields, f)
		}
	}
	if len(in.Type.Lifecycle.States) > 0 {
		fields = append(fields, in.Type.Field("state"))
	}
	return fields
}

// linkedNote says how many there are, and as what this record stands in them
// where it could stand in them in several ways.
func linkedNote(t *record.Type, in desk.Inbound) string {
	note := fmt.Sprint(in.Count)
	if in.Count >= desk.MaxInbound {
		note = fmt.Sprintf("%d or more", desk.MaxInbound)
	}
	ways := 0
	for _, f := range in.Type.Pointers() {
		if !f.System && (f.Target == "" || f.Target == t.Name) {
			ways++
		}
	}
	if ways > 1 {
		note += " · as " + strings.ToLower(in.Field.Title)
	}
	return note
}

// operator is how a filter asks whether a field points to a record.
func operator(f *record.Field) string {
	if f.IsMany() {
		return ":"
	}
	return "="
}

// named adds to the names of a record's page those that the records linked to
// it and the changes of its history mention.
func named(v *frame.Visit, d *desk.Detail) error {
	var ids []record.ID
	add := func(id record.ID) {
		if _, ok := d.Names[id]; !ok && !id.IsZero() {
			ids = append(ids, id)
		}
	}
	for _, in := range d.Inbound {
		for _, f := range in.Type.Pointers() {
			for _, r := range in.First {
				f.Value(r).(record.Pointing).EachTarget(add)
			}
		}
	}
	for _, e := range d.History {
		for _, change := range e.Changes {
			f := d.Type.Field(change.Field)
			for _, raw := range []any{change.Before, change.After} {
				eachMentioned(f, raw, add)
			}
		}
	}
	if len(ids) == 0 {
		return nil
	}
	names, err := v.Clerk.Names(v.Context(), ids...)
	for id, n := range names {
		d.Names[id] = n
	}
	return err
}

// eachMentioned calls add for the records that a value of the journal refers to.
func eachMentioned(f *record.Field, raw any, add func(record.ID)) {
	if f == nil || raw == nil || !f.Points() {
		return
	}
	v := f.Kind.New(f)
	if err := v.SetJSON(raw); err != nil {
		return // written by an older program
	}
	v.(record.Pointing).EachTarget(add)
}
