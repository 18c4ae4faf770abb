package records

import (
	"fmt"
	"net/url"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

func (a asked) table(v *frame.Visit, t *record.Type, page desk.Page, wrong string, again *bulkForm) g.Node {
	rd := reader{v, page.Names}
	table := ui.TableProps{Label: t.Titles, Empty: a.empty(v, t, wrong)}
	for _, f := range a.columns {
		table.Columns = append(table.Columns, a.column(t, f))
	}
	for _, r := range page.Records {
		table.Rows = append(table.Rows, a.row(rd, t, r, again.selected(r)))
	}
	actions := bulkActions(v, t, a, again)
	if len(actions) == 0 || len(page.Records) == 0 {
		return h.Div(h.Class("list"), ui.Table(table))
	}
	table.Select = "id"
	back := ui.HiddenValue{Name: "back", Value: a.address(t, nil)}
	return ui.Bulk(ui.BulkProps{Action: "/" + t.Plural + "/bulk", Hidden: []ui.HiddenValue{back}, Table: table, Actions: actions})
}

func (a asked) column(t *record.Type, f *record.Field) ui.Column {
	c := ui.Column{Label: f.Title, Numeric: f.Kind.Numeric}
	if !f.Sortable() {
		return c
	}
	next := f.Name
	switch a.order {
	case f.Name:
		c.Sorted, next = ui.Ascending, "-"+f.Name
	case "-" + f.Name:
		c.Sorted = ui.Descending
	}
	c.Sort = a.address(t, url.Values{"order": {next}})
	return c
}

func (a asked) row(rd reader, t *record.Type, r record.Record, checked bool) ui.Row {
	number := t.Number(r.Head().Number)
	row := ui.Row{Value: r.Head().ID.String(), Label: number, Checked: checked}
	for i, f := range a.columns {
		if i == 0 {
			text := shorten(f.Value(r).Text(), 90)
			if text == "" || !f.Label {
				text = shorten(t.Label(r), 90)
			}
			row.Cells = append(row.Cells, ui.RecordCell(text, frame.Link(t, r.Head().Number), without(number, text)))
			continue
		}
		row.Cells = append(row.Cells, rd.cell(f, r))
	}
	return row
}

func (a asked) empty(v *frame.Visit, t *record.Type, wrong string) g.Node {
	all := ui.Button(ui.ButtonProps{Label: "Show all", Href: "/" + t.Plural + "?filter="})
	if wrong != "" {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconFilter, Title: "The filter cannot be read", Text: "Correct it above, or see what it may say.",
			Actions: []g.Node{all, ui.Button(ui.ButtonProps{Label: "How filters are written", Kind: ui.ButtonQuiet, Href: "/help/filter"})}})
	}
	if a.archived {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconArchive, Title: "Nothing is archived", Text: "Records that are archived leave the lists and stand here. They can be brought back."})
	}
	if !a.none {
		return ui.Empty(ui.EmptyProps{Icon: ui.IconFilter, Title: "Nothing matches", Text: "No " + strings.ToLower(t.Title) + " fits this filter.",
			Actions: []g.Node{all}})
	}
	p := ui.EmptyProps{Icon: frame.Icon(t), Title: "No " + strings.ToLower(t.Titles) + " yet", Text: t.Help}
	if v.Clerk.May(record.Create, t) && hasForm(t) {
		p.Actions = []g.Node{
			ui.Button(ui.ButtonProps{Label: "Add the first", Kind: ui.ButtonMain, Href: "/" + t.Plural + "/new"}),
		}
		if mayImport(v) {
			p.Actions = append(p.Actions, ui.Button(ui.ButtonProps{Label: "Import a file", Href: "/imports/new?type=" + t.Name}))
		}
	}
	return ui.Empty(p)
}

func (a asked) pager(t *record.Type, page desk.Page) ui.PagerProps {
	p := ui.PagerProps{Extra: []g.Node{a.otherSide(t)}}
	if len(page.Records) > 0 {
		p.Shown = fmt.Sprintf("%d shown", len(page.Records))
	}
	if a.after != "" {
		p.First = a.address(t, nil)
	}
	if page.Next != "" {
		p.Next = a.address(t, url.Values{"after": {page.Next}})
	}
	return p
}

// otherSide leads to what is archived, and back.
func (a asked) otherSide(t *record.Type) g.Node {
	if a.archived {
		return ui.Button(ui.ButtonProps{Label: "Back to what is in use", Small: true, Kind: ui.ButtonQuiet, Href: "/" + t.Plural})
	}
	return ui.Button(ui.ButtonProps{Label: "Show archived", Small: true, Kind: ui.ButtonQuiet, Href: "/" + t.Plural + "?filter=&archived=yes"})
}
