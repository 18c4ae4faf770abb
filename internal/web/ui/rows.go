package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// BlankRow is the index of the row that new rows are copied from.
const BlankRow = -1

// blankMark stands for the index in the names of the blank row; assets/js/rows.js replaces it.
const blankMark = "__row__"

// RowName is the name of a control in a row: RowName("steps", 2, "title") is "steps[2].title".
func RowName(rows string, index int, column string) string {
	return rows + "[" + rowIndex(index) + "]." + column
}

func rowIndex(i int) string {
	if i == BlankRow {
		return blankMark
	}
	return strconv.Itoa(i)
}

// RowsProps describes a small table inside a form.
type RowsProps struct {
	Columns []Column // Sort is not used
	Count   int
	// Cells are the controls of a row, one for each column, named with
	// [RowName] and with [Field].HideLabel set. It is called with 0 to Count-1,
	// and once with BlankRow for a row without values.
	Cells func(index int) []g.Node
	Add   string // label of the button: "Add a step"
}

// RowsField is a small table that is filled in within a form. Its buttons submit
// the form as add-row=<Name> and remove-row=<Name>[<index>]: the receiver then
// shows the form again with the row added or gone, and stores nothing. With
// scripts rows come and go on the page, so indexes may have gaps when they are sent.
func RowsField(f Field, p RowsProps) g.Node {
	f.Wide = true
	return groupBox(f, h.Div(h.Class("rows"), h.Data("rows", f.Name),
		h.Table(
			h.THead(h.Tr(g.Map(p.Columns, func(c Column) g.Node { return h.Th(class(when(c.Numeric, "num")), h.Scope("col"), g.Text(c.Label)) }), h.Td())),
			h.TBody(rowsOf(f.Name, p))),
		h.Template(formRow(f.Name, BlankRow, p.Cells(BlankRow))),
		Button(ButtonProps{Label: p.Add, Icon: IconPlus, Kind: ButtonQuiet, Small: true, Name: "add-row", Value: f.Name, SkipValidation: true})))
}

func rowsOf(name string, p RowsProps) g.Node {
	rows := make(g.Group, p.Count)
	for i := range rows {
		rows[i] = formRow(name, i, p.Cells(i))
	}
	return rows
}

func formRow(name string, index int, cells []g.Node) g.Node {
	label := "Remove this row"
	if index != BlankRow {
		label = "Remove row " + strconv.Itoa(index+1)
	}
	return h.Tr(
		g.Map(cells, func(c g.Node) g.Node { return h.Td(c) }),
		h.Td(h.Class("tools"), Button(ButtonProps{
			Label: label, Icon: IconClose, IconOnly: true, Kind: ButtonQuiet, Small: true,
			Name: "remove-row", Value: name + "[" + rowIndex(index) + "]", SkipValidation: true,
		})))
}
