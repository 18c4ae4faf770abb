package draw

import (
	"math"

	g "maragu.dev/gomponents"
)

// barPlot is what all pictures made of bars share.
type barPlot struct {
	Frame
	desc     string
	rows     []barRow
	keys     []key
	target   *Level
	labelled bool // the values may take the place of the axis
}

// barRow is one bar with all its parts.
type barRow struct {
	label   string
	parts   []barPart
	total   float64 // where the bar ends, and its value is written
	value   string  // the value written at its end; "": none
	unknown bool    // a part of it, or all, is not known
	tip     string
}

// barPart is a piece of a bar. If its tip is empty, the bar's holds.
type barPart struct {
	from, to float64
	fill     fill
	tip      string
}

const (
	thickest   = 36.0 // a bar is no thicker, however much room there is
	unknownLen = 22.0 // length of the outline that stands for an unknown value
)

func (p barPlot) draw(width int, horizontal bool) g.Node {
	c := newCanvas("bars", p.Frame, p.desc, width)
	if horizontal {
		p.level(c)
	} else {
		p.upright(c)
	}
	return c.svg()
}

// extent holds zero, the ends of all bars, and the target.
func (p barPlot) extent() extent {
	e := extent{}.withZero()
	for _, r := range p.rows {
		for _, part := range r.parts {
			e.add(part.from)
			e.add(part.to)
		}
	}
	if p.hasTarget() {
		e.add(p.target.Value)
	}
	return e
}

func (p barPlot) hasTarget() bool { return p.target.drawable() }

// head writes the unit and the legend and returns where the bars may begin.
func (p barPlot) head(c *canvas, keys []key) float64 {
	top := p.unit(c, 0)
	return top + c.legend(keys, top)
}

func (p barPlot) labels() []string {
	all := make([]string, len(p.rows))
	for i, r := range p.rows {
		all[i] = r.label
	}
	return all
}

func (p barPlot) valueLabels() []string {
	all := make([]string, len(p.rows))
	for i, r := range p.rows {
		all[i] = r.value
	}
	return all
}

// block is a piece of a bar between two corners.
func (c *canvas) block(x1, y1, x2, y2 float64, part barPart) g.Node {
	x, y := math.Min(x1, x2), math.Min(y1, y2)
	return rect(x, y, math.Abs(x2-x1), math.Abs(y2-y1), c.paint(part.fill), g.If(part.tip != "", tip(part.tip)))
}

// unknownBlock draws the outline that stands for an unknown value.
func (c *canvas) unknownBlock(x, y, w, height float64) {
	c.add(rect(x, y, w, height, pen{"var(--unknown)", 1, "3 2"}.attrs()))
	if w >= 10 && height >= 13 {
		c.text(label{x: x + w/2, y: y + height/2 + textDrop, s: "?", anchor: middle, color: "var(--unknown)"})
	}
}

// uprightBars is the layout of upright bars.
type uprightBars struct {
	box
	band
	y     linear
	thick float64
	names float64 // the baseline of the names under the bars
}

// upright draws columns, with their values over them instead of an axis where
// there is room for that.
func (p barPlot) upright(c *canvas) {
	e := p.extent()
	axis := newValueAxis(p.Frame, e, 5)
	written := widest(p.valueLabels())+10 <= (c.width-24)/float64(len(p.rows)) && len(p.rows) <= 24
	if written && p.labelled && !e.single() {
		axis = valueAxis{ticks: []float64{e.lo, e.hi}}
	}
	l := p.layoutUpright(c, axis, written)
	axis.draw(c, l.box)
	for i, r := range p.rows {
		p.column(c, l, i, r, written)
	}
	axis.baseline(c, l.box)
	p.columnNames(c, l)
	if p.hasTarget() {
		y := l.y.at(p.target.Value)
		c.level(p.Frame, *p.target, l.left, y, l.right, y)
	}
}

// layoutUpright draws what stands over and beside the columns and measures the rest.
func (p barPlot) layoutUpright(c *canvas, axis valueAxis, written bool) uprightBars {
	var target []key
	if p.hasTarget() {
		target = []key{p.levelKey(*p.target, 0)}
	}
	room, keys := 0.0, p.keys
	if len(target) > 0 {
		room = c.besideRoom(target)
	}
	if room == 0 {
		keys = append(keys[:len(keys):len(keys)], target...)
	}
	top := p.head(c, keys) + 10
	if written {
		top += lineSpace - 6
	}
	height := 220.0
	if c.narrow() {
		height = 180
	}
	b := box{left: axis.gutter(), top: top, right: c.width - math.Max(room, 4), bottom: top + height}
	l := uprightBars{box: b, names: b.bottom + lineSpace, band: band{len(p.rows), b.left, b.right}, y: axis.scale(b)}
	if written && axis.ticks[0] < 0 { // values stand under the lowest bars
		l.names += lineSpace - 4
	}
	c.height = l.names + 10
	l.thick = math.Max(math.Min(l.step()*0.6, thickest), 0.5)
	if room > 0 {
		target[0].y = l.y.at(p.target.Value)
		c.beside(target, b)
	}
	return l
}

// column draws bar i.
func (p barPlot) column(c *canvas, l uprightBars, i int, r barRow, written bool) {
	x := l.mid(i) - l.thick/2
	marks := g.Group{tip(r.tip), hit(l.start(i), l.top, l.step(), l.bottom-l.top)}
	for _, part := range r.parts {
		marks = append(marks, c.block(x, l.y.at(part.from), x+l.thick, l.y.at(part.to), part))
	}
	c.add(g.El("g", marks...))
	tipAt := l.y.at(r.total)
	switch {
	case r.unknown:
		c.unknownBlock(x, math.Max(tipAt-unknownLen, l.top), l.thick, unknownLen)
	case written && r.total < 0:
		c.text(label{x: l.mid(i), y: tipAt + 15, s: r.value, anchor: middle, color: "var(--ink)"})
	case written:
		c.text(label{x: l.mid(i), y: p.overLevel(l, tipAt-5), s: r.value, anchor: middle, color: "var(--ink)"})
	}
}

// overLevel lifts the baseline of a value that the target's line would strike through.
func (p barPlot) overLevel(l uprightBars, baseline float64) float64 {
	if !p.hasTarget() {
		return baseline
	}
	y := l.y.at(p.target.Value)
	if y < baseline-textSize || y > baseline+3 {
		return baseline
	}
	return y - 5
}

// columnNames writes the names under the columns: all of them, shortened if
// need be, or every second, third, … where not even short ones have room.
func (p barPlot) columnNames(c *canvas, l uprightBars) {
	const shortest, longest = 40.0, 96.0 // of a label that is worth its room
	widest := widest(p.labels()) + 6
	every := 1
	if widest > l.step() && l.step() < shortest {
		every = int(math.Ceil(math.Min(widest, longest) / l.step()))
	}
	for i, r := range p.rows {
		if i%every == 0 {
			c.text(label{x: l.mid(i), y: l.names, s: r.label, anchor: middle, max: l.step()*float64(every) - 6})
		}
	}
}
