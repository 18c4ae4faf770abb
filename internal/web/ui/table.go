package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Direction is how a column is sorted.
type Direction string

// The directions. A column that can be sorted and is not is Unsorted.
const (
	Unsorted   Direction = ""
	Ascending  Direction = "ascending"
	Descending Direction = "descending"
)

// Column is the head of a column.
type Column struct {
	Label   string
	Numeric bool   // right aligned; also for money and durations
	Hide    bool   // the label is for screen readers only: a column of buttons
	Sort    string // address of the list sorted by this column, the other way round when it is already; empty cannot be sorted
	Sorted  Direction
}

// Row is one line of a table.
type Row struct {
	Value string // sent when the row is selected
	Label string // what a screen reader calls the row's checkbox: its name
	Cells []g.Node

	Checked bool // the row is selected from the start
}

// TableProps describes a table.
type TableProps struct {
	Label   string // what it lists, for screen readers
	Columns []Column
	Rows    []Row
	Select  string   // name of the row checkboxes; empty has none
	Totals  []g.Node // one for each column; may be empty
	Empty   g.Node   // what stands there when there are no rows
}

// wideFrom is the number of columns from which a table scrolls sideways at any
// width; narrower ones keep their head in sight instead.
const wideFrom = 9

// Table is a dense list. The first column names the row and stays in sight when
// the table scrolls sideways. On a phone each row stands as its name with the
// other cells below it, each behind the label of its column.
func Table(p TableProps) g.Node {
	return h.Div(class("scroll", when(len(p.Columns) >= wideFrom, "always")), h.Role("region"), h.Aria("label", p.Label), h.TabIndex("0"),
		h.Table(class("table", when(p.Select != "", "select-rows")),
			h.THead(h.Tr(
				g.If(p.Select != "", h.Td(h.Class("check"), h.Input(h.Type("checkbox"), g.Attr("data-all"), h.Aria("label", "Select all on this page")))),
				g.Map(p.Columns, tableHead))),
			h.TBody(p.body()),
			g.If(len(p.Totals) > 0, h.TFoot(h.Tr(g.If(p.Select != "", h.Td(h.Class("check"))), p.cells(p.Totals))))))
}

func tableHead(c Column) g.Node {
	label := g.Text(c.Label)
	if c.Hide {
		label = unseen(c.Label)
	}
	if c.Sort != "" {
		label = h.A(href(c.Sort), g.Text(c.Label), h.Span(class("arrow", string(c.Sorted)), h.Aria("hidden", "true")))
	}
	return h.Th(class(when(c.Numeric, "num")), h.Scope("col"), attr("aria-sort", string(c.Sorted)), label)
}

func (p TableProps) body() g.Node {
	if len(p.Rows) == 0 {
		span := len(p.Columns)
		if p.Select != "" {
			span++
		}
		return h.Tr(h.Class("none"), h.Td(h.ColSpan(strconv.Itoa(span)), p.Empty))
	}
	return g.Map(p.Rows, func(r Row) g.Node {
		return h.Tr(g.If(p.Select != "", checkCell(p.Select, r)), p.cells(r.Cells))
	})
}

func checkCell(name string, r Row) g.Node {
	return h.Td(h.Class("check"), h.Input(h.Type("checkbox"), h.Name(name), h.Value(r.Value), h.Aria("label", "Select "+r.Label), flag("checked", r.Checked)))
}

// cells sets the cells of a row; the first is its head.
func (p TableProps) cells(cells []g.Node) g.Node {
	out := make(g.Group, len(cells))
	for i, c := range cells {
		var column Column
		if i < len(p.Columns) {
			column = p.Columns[i]
		}
		look := class(when(column.Numeric, "num"))
		if i == 0 {
			out[i] = h.Th(look, h.Scope("row"), c)
		} else {
			out[i] = h.Td(look, attr("data-label", when(!column.Hide, column.Label)), c)
		}
	}
	return out
}

// RecordCell is the first cell of a list of records: the name as a link, and the number.
func RecordCell(name, to, number string) g.Node {
	return g.Group{linked(name, to), g.If(number != "", h.Span(h.Class("id"), g.Text(number)))}
}

// BulkProps describes a list whose selected rows can be acted on together.
type BulkProps struct {
	Action  string // where the POST goes; buttons may send it elsewhere
	Hidden  []HiddenValue
	Table   TableProps // Select must be set
	Actions []g.Node   // submit buttons
}

// Bulk is a table in a form with acts for the selected rows. With scripts the
// acts appear when something is selected, a click with Shift selects a range,
// and the number of selected rows is said.
func Bulk(p BulkProps) g.Node {
	return h.Form(h.Class("bulk"), h.Method("post"), h.Action(URL(p.Action)), g.Attr("data-bulk"), hidden(p.Hidden),
		Table(p.Table),
		h.Div(h.Class("bulk-bar"), g.El("output", g.Text("Selected rows")), g.Group(p.Actions)))
}
