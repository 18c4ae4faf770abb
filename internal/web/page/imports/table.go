package imports

import (
	"fmt"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// mapping is the table of the columns: which field each fills.
func (c *choices) mapping() g.Node {
	options := c.fieldOptions()
	var rows []ui.Row
	for i, column := range c.look.Header {
		rows = append(rows, ui.Row{Cells: []g.Node{
			g.Group{g.Text(column), c.sampleOf(i)},
			ui.Fields(c.fieldOf(i, column, options), c.details(i, column)),
		}})
	}
	return ui.Section(ui.SectionProps{Title: "Columns", Note: c.coverage()},
		ui.Table(ui.TableProps{Label: "Columns of the file and the fields that they fill",
			Columns: []ui.Column{{Label: "Column of the file"}, {Label: "Field that it fills"}}, Rows: rows}))
}

// coverage says how many columns are used.
func (c *choices) coverage() string {
	used := 0
	for _, column := range c.look.Header {
		if ruleOf(c.request.Map, column) >= 0 || len(c.uses(column)) > 0 {
			used++
		}
	}
	return fmt.Sprintf("%d of %d are used", used, len(c.look.Header))
}

func (c *choices) fieldOf(i int, column string, options []ui.Option) g.Node {
	value := ""
	if at := ruleOf(c.request.Map, column); at >= 0 {
		value = c.request.Map.Fields[at].Field
	}
	return ui.SelectField(ui.Field{Name: ui.RowName("column", i, "field"), Label: "Field for " + column, HideLabel: true},
		ui.SelectProps{Value: value, Options: options, Empty: "Leave out"})
}

// details are how a column fills its field, and what else it is used for.
func (c *choices) details(i int, column string) g.Node {
	var parts g.Group
	if at := ruleOf(c.request.Map, column); at >= 0 {
		r := c.request.Map.Fields[at]
		f := c.typ.Field(r.Field)
		switch {
		case f == nil:
		case canCreate(f):
			parts = append(parts, ui.CheckField(ui.Field{Name: ui.RowName("column", i, "create"), Label: "Add those that are missing"}, r.Create))
		case f.Kind.Name == "enum" || f.Name == "state" || f.Kind.Name == "boolean":
			parts = append(parts, c.translations(i, column, f, r))
		}
	}
	if also := c.uses(column); len(also) > 0 {
		parts = append(parts, h.Div(h.Class("note"), g.Text("Also: "+strings.Join(also, "; "))))
	}
	return parts
}

func (c *choices) translations(i int, column string, f *record.Field, r importer.Rule) g.Node {
	var row catalog.ImportColumn
	row.SetTranslations(r.Values)
	names := make([]string, len(f.Options))
	for j, o := range f.Options {
		names[j] = o.Name
	}
	return ui.TextField(ui.Field{Name: ui.RowName("column", i, "values"), Label: "Translations for " + column, HideLabel: true, Help: shorten("Into: "+strings.Join(names, ", "), 120)},
		ui.TextProps{Value: row.Values, Placeholder: "theirs = ours; theirs = ours", Code: true})
}

// uses lists what a column is used for beside the field that it is chosen for.
func (c *choices) uses(column string) []string {
	var out []string
	m := c.request.Map
	chosen := ruleOf(m, column)
	for i, r := range m.Fields {
		f := c.typ.Field(r.Field)
		switch {
		case f == nil || i == chosen:
		case r.Column == column:
			out = append(out, f.Title)
		case strings.Contains(r.Template, "{"+column+"}"):
			out = append(out, f.Title+" ("+r.Template+")")
		case r.ID == column:
			out = append(out, "which "+f.Title+" is meant")
		}
	}
	if column == m.ExternalID || strings.Contains(m.ExternalID, "{"+column+"}") || column == m.ID {
		out = append(out, "identifies the row")
	}
	return out
}

// preview shows the first rows as the records that they would become.
func (c *choices) preview() g.Node {
	if c.typ == nil {
		return nil
	}
	rows, err := importer.Try(c.v.Context(), c.v.Clerk, c.file, c.look.Format, c.request.Map, c.request.Currency)
	if err != nil {
		return ui.Callout(ui.ToneWarn, "It cannot be imported yet.", h.P(g.Text(why(err))))
	}
	fields := c.shownFields()
	columns := []ui.Column{{Label: "Row"}, {Label: "Would be"}}
	for _, f := range fields {
		columns = append(columns, ui.Column{Label: f.Title, Numeric: f.Kind.Numeric})
	}
	var table []ui.Row
	for _, p := range rows {
		cells := []g.Node{g.Textf("%d", p.Line), effect(p)}
		for _, f := range fields {
			cells = append(cells, cell(c.v, f, p))
		}
		table = append(table, ui.Row{Cells: cells})
	}
	return ui.Section(ui.SectionProps{Title: "The first rows as " + strings.ToLower(c.typ.Titles)}, problems(rows),
		ui.Table(ui.TableProps{Label: "The first rows as records", Columns: columns, Rows: table}))
}

func why(err error) string {
	if fault.KindOf(err) == fault.Internal {
		return fault.Public(err)
	}
	return reasonOf(err)
}

// shownFields are those that the map fills, in the order of the record.
func (c *choices) shownFields() []*record.Field {
	var out []*record.Field
	for _, f := range c.typ.Fields {
		for _, r := range c.request.Map.Fields {
			if r.Field == f.Name {
				out = append(out, f)
				break
			}
		}
	}
	return out
}

// problems says what is wrong with the first rows.
func problems(rows []importer.Preview) g.Node {
	var items []g.Node
	for _, p := range rows {
		if p.Problem != "" {
			items = append(items, h.Li(g.Textf("Row %d: %s", p.Line, p.Problem)))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return ui.Callout(ui.ToneWarn, "Not every row could be taken.", h.Ul(items...))
}

func effect(p importer.Preview) g.Node {
	switch {
	case p.Problem != "":
		return ui.Tag(ui.ToneBad, "not taken")
	case p.Effect == desk.Creates:
		return ui.Tag(ui.ToneGood, "added")
	case p.Effect == desk.Updates:
		return ui.Tag(ui.ToneInfo, "changed")
	}
	return ui.Tag(ui.ToneInfo, "unchanged")
}

// cell shows a value as it was read.
func cell(v *frame.Visit, f *record.Field, p importer.Preview) g.Node {
	if p.Record == nil {
		return nil
	}
	value := f.Value(p.Record)
	if text := p.Named[f.Name]; text != "" && f.Kind.Name != "rows" {
		if value.Known() {
			return g.Text(shorten(text, 60))
		}
		return ui.Unknown(shorten("not there: "+text, 60))
	}
	if o := f.Option(value.Text()); o != nil {
		return g.Text(o.Title)
	}
	if !value.Known() {
		return nil
	}
	return g.Text(shorten(value.Format(v.Locale), 60))
}
