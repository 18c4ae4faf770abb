package draw

import (
	"math"
	"time"

	g "maragu.dev/gomponents"
)

// Line shows how values move over time: up to six series, with an interval
// around a forecast, a target and the present day where they are given.
type Line struct {
	Frame
	Series []Series
	Band   *Band
	Target *Level
	Today  time.Time // zero: not marked
}

// Draw implements Picture.
func (l Line) Draw(width int) g.Node {
	l = l.sorted()
	axis, ok := l.extent()
	if !ok {
		return l.empty(width)
	}
	values := newValueAxis(l.Frame, l.values(), 5)
	c := newCanvas("line", l.Frame, l.describe(axis, values), width)
	b, beside := l.layout(c, axis, values)
	x, y := axis.scale(b), values.scale(b)

	values.draw(c, b)
	values.baseline(c, b)
	axis.draw(c, b, l.Frame, b.bottom+20, b.bottom+35)
	l.Band.draw(c, x, y)
	if l.hasTarget() {
		c.level(l.Frame, *l.Target, b.left, y.at(l.Target.Value), b.right, y.at(l.Target.Value))
	}
	axis.today(c, b, l.Frame, l.Today)
	for i := len(l.Series) - 1; i >= 0; i-- { // the first one on top
		drawTrace(c, l.Series[i].Points, l.Series[i].pen(i), x, y, b)
	}
	if beside {
		c.beside(l.keys(y), b)
	}
	c.hoverSeries(l.Frame, l.withBand(), x, b)
	return c.svg()
}

// layout writes the unit and the legend, sets the height of the canvas, and
// returns the room left for the data and whether labels go beside it.
func (l Line) layout(c *canvas, axis timeAxis, values valueAxis) (b box, beside bool) {
	room := 0.0
	keys := l.keys(linear{})
	if len(keys) > 1 && l.endsTogether(axis) {
		room = c.besideRoom(keys)
	}
	top := l.unit(c, 0)
	if room == 0 && len(keys) > 1 {
		top += c.legend(keys, top)
	}
	if axis.holds(l.Today) {
		top += lineSpace
	}
	height := 230.0
	if c.narrow() {
		height = 190
	}
	b = box{left: values.gutter(), top: top + 8, right: c.width - math.Max(room, 12), bottom: top + 8 + height}
	c.height = b.bottom + timeAxisRoom
	return b, room > 0
}

// pen is the pen of the i-th series; what is expected is dashed.
func (s Series) pen(i int) pen {
	p := seriesPen(i, s.Tone)
	if s.Expected {
		p.dash = "4 3"
	}
	return p
}

// keys explains the series, the target and the band, each at the height of its
// last value.
func (l Line) keys(y linear) []key {
	var keys []key
	for i, s := range l.Series {
		if last, ok := lastKnown(s.Points); ok {
			keys = append(keys, key{s.Name, lineSample(s.pen(i)), y.at(last.Value)})
		}
	}
	if l.hasTarget() {
		keys = append(keys, l.levelKey(*l.Target, y.at(l.Target.Value)))
	}
	if last, ok := l.Band.last(); ok {
		keys = append(keys, l.Band.key(y.at(last.Low/2+last.High/2)))
	}
	return keys
}

func (l Line) hasTarget() bool { return l.Target.drawable() }

// endsTogether tells whether every series goes on to the right edge, where a
// label beside the picture would stand next to it.
func (l Line) endsTogether(a timeAxis) bool {
	whole := a.to.Sub(a.from)
	for _, s := range l.Series {
		if last, ok := lastKnown(s.Points); ok && a.to.Sub(last.At) > whole/20 {
			return false
		}
	}
	return true
}

// sorted returns the line with everything in the order of time.
func (l Line) sorted() Line {
	series := make([]Series, len(l.Series))
	for i, s := range l.Series {
		s.Points = sorted(s.Points)
		series[i] = s
	}
	l.Series = series
	l.Band = l.Band.sorted()
	return l
}

// extent returns the dates from first to last; ok is false without any value.
func (l Line) extent() (axis timeAxis, ok bool) {
	for _, s := range l.Series {
		ok = ok || anyKnown(s.Points)
	}
	for _, s := range l.withBand() {
		for _, p := range s.Points {
			axis.add(p.At)
		}
	}
	return axis, ok
}

// values is the extent of all that is drawn upright.
func (l Line) values() extent {
	var e extent
	for _, s := range l.withBand() {
		for _, p := range s.Points {
			e.add(p.Value)
		}
	}
	if l.hasTarget() {
		e.add(l.Target.Value)
	}
	return e.nearZero()
}

// describe is the text alternative.
func (l Line) describe(axis timeAxis, values valueAxis) string {
	all := []string{"Line chart. " + l.tellExtent(axis, l.Today)}
	if values.ticks[0] > 0 {
		all = append(all, "The value axis begins at "+l.number(values.ticks[0])+", not at zero.")
	}
	all = append(all, l.tellLevel(l.Target))
	for _, s := range l.withBand() {
		all = append(all, l.tellSeries(s))
	}
	return sentences(all...)
}

// Data implements Picture: a row for each date, a column for each series and
// for each bound of the band. A dash stands where a series has no point.
func (l Line) Data() Data {
	l = l.sorted()
	series := l.withBand()
	d := Data{Title: l.Title, Columns: []Column{{Name: "Date"}}}
	for _, s := range series {
		d.Columns = append(d.Columns, Column{s.Name, true})
	}
	next := make([]int, len(series))
	for _, t := range moments(series) {
		row := Row{Cells: []string{l.date(t)}}
		for i, s := range series {
			cell := "–"
			for ; next[i] < len(s.Points) && s.Points[next[i]].At.Equal(t); next[i]++ {
				cell = l.number(s.Points[next[i]].Value)
			}
			row.Cells = append(row.Cells, cell)
		}
		d.Rows = append(d.Rows, row)
	}
	return d
}
