package draw

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Data is what a picture shows as rows of text. The first cell of a row names it.
type Data struct {
	Title   string
	Columns []Column
	Rows    []Row
}

// Column is the head of a column of Data.
type Column struct {
	Name   string
	Number bool // align to the right
}

// Row is one row of Data.
type Row struct {
	Cells []string
	Link  string // where the row's name leads, a path on this site; "": nowhere
}

// Table returns the data behind a picture as an HTML table with a caption and
// heads for columns and rows. Figure puts it below the picture, folded away.
func Table(p Picture) g.Node { return p.Data().table() }

func (d Data) table() g.Node {
	return h.Table(h.Class("pic-table"),
		h.Caption(g.Text(clean(d.Title))),
		h.THead(h.Tr(g.Map(d.Columns, Column.head))),
		h.TBody(
			g.Map(d.Rows, d.row),
			g.If(len(d.Rows) == 0, h.Tr(h.Td(g.Attr("colspan", num(float64(max(len(d.Columns), 1)))), g.Text(emptyWord)))),
		),
	)
}

func (c Column) head() g.Node {
	return h.Th(g.Attr("scope", "col"), c.class(), g.Text(clean(c.Name)))
}

func (c Column) class() g.Node { return g.If(c.Number, h.Class("num")) }

func (d Data) row(r Row) g.Node {
	cells := make(g.Group, len(r.Cells))
	for i, s := range r.Cells {
		if i == 0 {
			cells[i] = h.Th(g.Attr("scope", "row"), linked(r.Link, clean(s)))
			continue
		}
		cells[i] = h.Td(d.Columns[i].class(), g.Text(clean(s)))
	}
	return h.Tr(cells)
}

// linked returns the text as a link. Only paths on this site are linked: a
// picture's data must not be able to lead a reader elsewhere.
func linked(path, s string) g.Node {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\n") || path != clean(path) {
		return g.Text(s)
	}
	return h.A(h.Href(path), g.Text(s))
}
