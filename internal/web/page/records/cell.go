package records

import (
	"fmt"
	"strings"
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/markdown"
	"fairlead/internal/web/ui"
)

// reader shows values of records to a visitor.
type reader struct {
	v     *frame.Visit
	names desk.Names
}

// value shows a field in full; nil when it is unknown.
func (rd reader) value(f *record.Field, r record.Record) g.Node {
	return rd.show(f, f.Value(r), false)
}

// cell shows a field on one line of a list; an unknown value is empty.
func (rd reader) cell(f *record.Field, r record.Record) g.Node {
	n := rd.show(f, f.Value(r), true)
	if n == nil {
		return g.Text("")
	}
	if full := rd.full(f, f.Value(r)); len([]rune(full)) > cutFrom {
		return h.Span(h.Title(full), n)
	}
	return n
}

// cutFrom is the length of a text from which a narrow column may cut it; it is
// then shown in full on hover.
const cutFrom = 18

// full is the text of a cell; empty for those that are never cut.
func (rd reader) full(f *record.Field, v record.Value) string {
	switch p, ok := v.(record.Pointing); {
	case ok && f.Kind.Name != "rows":
		var names []string
		p.EachTarget(func(id record.ID) {
			if n := rd.names[id]; n.Label != "" {
				names = append(names, n.Label)
			}
		})
		return strings.Join(names, ", ")
	case f.Kind.Name == "text" || f.Kind.Name == "markdown" || f.Kind.Name == "tags":
		return shorten(v.Text(), 300)
	}
	return ""
}

func (rd reader) show(f *record.Field, val record.Value, short bool) g.Node {
	if !val.Known() {
		return nil
	}
	switch v := val.(type) {
	case *record.Markdown:
		if short {
			return g.Text(shorten(v.Text(), 80))
		}
		return markdown.Node(v.Text())
	case *record.Link:
		return ui.ExternalLink(v.Text(), v.Text())
	case *record.Money:
		if short {
			return ui.Figure(ui.FigureProps{Short: v.Short(rd.v.Locale), Full: v.Format(rd.v.Locale)})
		}
	case *record.Date:
		return rd.date(*v)
	case *record.Instant:
		if short {
			return rd.shortTime(*v)
		}
		return ui.Time(v.Text(), v.Format(rd.v.Locale))
	case *record.File:
		return g.Text(v.Name)
	case record.Pointing:
		if f.Kind.Name != "rows" {
			return rd.references(v, short)
		}
	}
	switch f.Kind.Name {
	case "enum":
		return option(f, val.Text())
	case "boolean":
		return yesNo(val, short)
	case "rows":
		return rd.rows(f, val, short)
	}
	return g.Text(withUnit(f, val.Format(rd.v.Locale)))
}

func withUnit(f *record.Field, text string) string {
	if f.Unit == "" || f.Kind.Name == "duration" {
		return text
	}
	return text + " " + f.Unit
}

func yesNo(val record.Value, short bool) g.Node {
	switch {
	case val.Text() == "true":
		return g.Text("Yes")
	case short:
		return nil
	}
	return g.Text("No")
}

// option shows a choice as a tag in its tone.
func option(f *record.Field, name string) g.Node {
	o := f.Option(name)
	if o == nil {
		return g.Text(name)
	}
	if o.Tone == record.Neutral && f.Name != "state" {
		return h.Span(h.Class("fig"), g.Text(o.Title))
	}
	return ui.Tag(ui.Tone(o.Tone), o.Title)
}

// date is shown with the distance from today on hover.
func (rd reader) date(d record.Date) g.Node {
	return h.Span(h.Title(distance(rd.v.Clerk.Desk().Today().DaysUntil(d))), ui.Time(d.Text(), d.Format(rd.v.Locale)))
}

// shortTime leaves out the year of a time in this year; it stands in full on hover.
func (rd reader) shortTime(i record.Instant) g.Node {
	in := rd.v.Locale
	if i.Time().UTC().Year() == rd.v.Clerk.Desk().Now().UTC().Year() {
		in.Date = strings.Trim(strings.Replace(in.Date, "2006", "", 1), " ,-/")
	}
	return h.Span(h.Title(i.Format(rd.v.Locale)), ui.Time(i.Text(), i.Format(in)))
}

func distance(days int) string {
	switch {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case days > 0:
		return fmt.Sprintf("in %d days", days)
	}
	return fmt.Sprintf("%d days ago", -days)
}

// shownReferences bounds a list of references in a cell.
const shownReferences = 3

func (rd reader) references(p record.Pointing, short bool) g.Node {
	var nodes []g.Node
	total := 0
	p.EachTarget(func(id record.ID) {
		total++
		if short && total > shownReferences {
			return
		}
		if len(nodes) > 0 {
			nodes = append(nodes, g.Text(", "))
		}
		nodes = append(nodes, rd.name(id))
	})
	if short && total > shownReferences {
		nodes = append(nodes, g.Textf(" +%d", total-shownReferences))
	}
	return g.Group(nodes)
}

// name shows a record by its label, as a link.
func (rd reader) name(id record.ID) g.Node {
	n, ok := rd.names[id]
	switch {
	case !ok:
		return ui.Unknown("gone")
	case n.Hidden:
		return ui.Unknown("not for you")
	}
	t, err := rd.v.Clerk.Type(n.Type)
	if err != nil {
		return g.Text(n.Label)
	}
	return ui.Link(shorten(n.Label, 60), frame.Link(t, n.Number))
}

// rows shows a table inside a record; in a list, how many lines it has.
func (rd reader) rows(f *record.Field, val record.Value, short bool) g.Node {
	lines := record.RowValues(val)
	if short {
		return g.Textf("%d", len(lines))
	}
	var columns []ui.Column
	for _, sub := range f.Row {
		columns = append(columns, ui.Column{Label: sub.Title, Numeric: sub.Kind.Numeric})
	}
	var out []ui.Row
	for _, line := range lines {
		var cells []g.Node
		for i, sub := range f.Row {
			n := rd.show(sub, line[i], true)
			if n == nil {
				n = g.Text("")
			}
			cells = append(cells, n)
		}
		out = append(out, ui.Row{Cells: cells})
	}
	return ui.Table(ui.TableProps{Label: f.Title, Columns: columns, Rows: out})
}

func shorten(text string, most int) string {
	runes := []rune(text)
	if len(runes) <= most {
		return text
	}
	return string(runes[:most-1]) + "…"
}

// moment shows when something happened.
func (rd reader) moment(i record.Instant) g.Node {
	return ui.Time(i.Time().UTC().Format(time.RFC3339), i.Format(rd.v.Locale))
}

// who names whoever did something.
func (rd reader) who(account record.ID) string { return rd.v.Who(account, rd.names) }
