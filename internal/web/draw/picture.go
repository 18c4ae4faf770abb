package draw

import (
	"time"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// The widths to draw for, in units of the view box. Text is 12 units high, so
// a picture reads well from about three quarters to one and a half times its width.
const (
	Narrow = 360 // a phone, a column at the side
	Wide   = 720 // the main column of a page, a sheet of paper
)

// Picture is data that can be drawn. Drawing is pure: the same data give the
// same picture, byte for byte.
type Picture interface {
	// Draw returns the picture as one svg element, laid out for a box of the
	// given width (see Narrow and Wide) and as high as it needs to be.
	Draw(width int) g.Node
	// Data returns everything that the picture shows, in words.
	Data() Data
}

// Frame is what every picture has: its name, and how its numbers and dates are
// written for the reader. The functions are only called with finite numbers and
// real dates; each may be nil.
type Frame struct {
	Title  string                       // what is shown, as in a caption: "Spend against plan, 2026"
	Unit   string                       // stands over the value axis: "€ thousand a month"
	Number func(float64) string         // the full value, for hover, text and table; nil: Plain
	Short  func(float64) string         // the value rounded for axes and labels; nil: Number
	Date   func(time.Time) string       // a full date; nil: "2 Jan 2006"
	Tick   func(time.Time, Step) string // a date on an axis; nil: English
}

// Figure returns the picture as it stands on a page: drawn wide and narrow, of
// which Stylesheet shows the one that fits, with its table folded away below.
func Figure(p Picture) g.Node {
	d := p.Data()
	return h.Figure(h.Class("pic-figure"),
		h.Div(h.Class("pic-wide"), p.Draw(Wide)),
		h.Div(h.Class("pic-narrow"), p.Draw(Narrow)),
		g.If(len(d.Rows) > 0, h.Details(h.Class("pic-data"), h.Summary(g.Text("Show as a table")), d.table())),
	)
}

func (f Frame) number(v float64) string {
	if !known(v) {
		return unknownWord
	}
	if f.Number == nil {
		return Plain(v)
	}
	return f.Number(v)
}

func (f Frame) short(v float64) string {
	if f.Short == nil {
		return f.number(v)
	}
	return f.Short(v)
}

func (f Frame) date(t time.Time) string {
	if f.Date == nil {
		return t.Format("2 Jan 2006")
	}
	return f.Date(t)
}

func (f Frame) tick(t time.Time, s Step) string {
	if f.Tick == nil {
		return s.english(t)
	}
	return f.Tick(t, s)
}

// empty is the picture of nothing: it says so, rather than showing bare axes.
func (f Frame) empty(width int) g.Node {
	c := newCanvas("empty", f, emptyWord+".", width)
	c.height = 96
	c.add(rect(0.5, 0.5, c.width-1, c.height-1, g.Attr("rx", "6"), pen{"var(--line)", 1, "4 4"}.attrs()))
	c.text(label{x: c.width / 2, y: 52, s: emptyWord, anchor: middle})
	return c.svg()
}

// The words that pictures themselves say; all others come with the data.
const (
	emptyWord   = "No data yet"
	unknownWord = "unknown"
	todayWord   = "Today"
)
