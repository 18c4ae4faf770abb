package draw

import (
	"math"

	g "maragu.dev/gomponents"
)

// levelBars is the layout of level bars.
type levelBars struct {
	box
	x    linear
	row  float64 // height of one row
	bar  float64 // thickness of a bar
	over float64 // height of the name over each bar; 0: names stand at the left
}

// level draws level bars, each with its name before or over it and its value
// at its end. They need no axis.
func (p barPlot) level(c *canvas) {
	l := p.layoutLevel(c)
	for i, r := range p.rows {
		p.levelBar(c, l, l.top+float64(i)*l.row, r)
	}
	zero := l.x.at(0)
	c.add(line(zero, l.top, zero, l.bottom, pen{"var(--faint)", 1, ""}.attrs()))
	if p.hasTarget() {
		x := l.x.at(p.target.Value)
		c.level(p.Frame, *p.target, x, l.top-6, x, l.bottom)
		c.text(label{x: x, y: l.top - 10, s: named(p.target.Label, p.short(p.target.Value)), anchor: middle, color: "var(--ink)"})
	}
}

// layoutLevel draws what stands over the bars and measures the rest.
func (p barPlot) layoutLevel(c *canvas) levelBars {
	l := levelBars{row: 28, bar: 14}
	names := math.Min(widest(p.labels()), c.width*0.3) + 12
	if c.narrow() {
		l.row, l.over, names = 44, 18, 0
	}
	l.top = p.head(c, p.keys) + 4
	if p.hasTarget() {
		l.top += lineSpace
	}
	e := p.extent()
	values := math.Max(math.Min(widest(p.valueLabels()), c.width*0.25), unknownLen) + 8
	l.left, l.right = names, c.width-values
	if e.lo < 0 {
		l.left += values
	}
	if e.hi <= 0 {
		l.right = c.width - 4
	}
	l.bottom = l.top + l.row*float64(len(p.rows))
	l.x = linear{e.lo, e.hi, l.left, l.right}
	c.height = l.bottom + 6
	return l
}

// levelBar draws the bar whose row begins at y.
func (p barPlot) levelBar(c *canvas, l levelBars, y float64, r barRow) {
	top := y + (l.row-l.over-l.bar)/2 + l.over
	mid := top + l.bar/2
	if l.over > 0 {
		c.text(label{x: 0, y: y + l.over - 4, s: r.label, color: "var(--ink)"})
	} else {
		c.text(label{x: 0, y: mid + textDrop, s: r.label, color: "var(--ink)", max: c.width * 0.3})
	}
	marks := g.Group{tip(r.tip), hit(0, y, c.width, l.row)}
	for _, part := range r.parts {
		marks = append(marks, c.block(l.x.at(part.from), top, l.x.at(part.to), top+l.bar, part))
	}
	c.add(g.El("g", marks...))
	endAt := l.x.at(r.total)
	switch {
	case r.unknown:
		c.unknownBlock(math.Min(endAt, c.width-unknownLen-1), top, unknownLen, l.bar)
	case r.total < 0:
		c.text(label{x: endAt - 6, y: mid + textDrop, s: r.value, anchor: end})
	default:
		c.text(label{x: endAt + 6, y: mid + textDrop, s: r.value, max: c.width - endAt - 6})
	}
}
