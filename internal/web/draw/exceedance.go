package draw

import (
	"math"
	"slices"
	"strconv"
	"strings"

	g "maragu.dev/gomponents"
)

// Exceedance shows how likely it is to lose more than an amount: a loss exceedance
// curve, on logarithmic axes, so that small and large losses, frequent and rare ones,
// can all be read. Beside it stands what is accepted, as points. The curves go from
// the top left down to the right: the lower, the better.
type Exceedance struct {
	Frame
	Curves []ExceedanceCurve // the first is the one that is asked about
	Limits []ExceedancePoint // what is accepted at most, joined by a line
	// LimitName says what the limits are; "" without any.
	LimitName string
	Least     float64 // the lowest chance that is shown; zero: 0.001
}

// ExceedanceCurve is one curve. Points without a loss above zero, or without a chance
// between zero and one, are left out.
type ExceedanceCurve struct {
	Name   string
	Points []ExceedancePoint
}

// ExceedancePoint is a loss and the chance of more than that in a year, from 0 to 1.
type ExceedancePoint struct{ Loss, Chance float64 }

func (p ExceedancePoint) drawable(least float64) bool {
	return known(p.Loss) && p.Loss > 0 && p.Chance >= least && p.Chance <= 1
}

// logarithmic maps values above zero to places, each decade as wide as any other.
type logarithmic struct{ linear }

func newLogarithmic(lo, hi, from, to float64) logarithmic {
	return logarithmic{linear{math.Log10(lo), math.Log10(hi), from, to}}
}

func (s logarithmic) at(v float64) float64 { return s.linear.at(math.Log10(v)) }

// logTicks are 1, 2 and 5 times the powers of ten from lo to hi.
func logTicks(lo, hi float64) (ticks []float64) {
	for exponent := int(math.Floor(math.Log10(lo))); exponent <= int(math.Ceil(math.Log10(hi))) && len(ticks) < 400; exponent++ {
		for _, mantissa := range []float64{1, 2, 5} {
			if v := scaled(mantissa, exponent); v >= lo*(1-1e-9) && v <= hi*(1+1e-9) {
				ticks = append(ticks, v)
			}
		}
	}
	return ticks
}

// cleaned keeps what can be drawn, by rising loss.
func (p Exceedance) cleaned() Exceedance {
	if !(p.Least > 0 && p.Least < 0.5) {
		p.Least = 0.001
	}
	p.Least = math.Max(p.Least, 1e-6)
	keep := func(points []ExceedancePoint) []ExceedancePoint {
		out := slices.DeleteFunc(slices.Clone(points), func(q ExceedancePoint) bool { return !q.drawable(p.Least) })
		slices.SortStableFunc(out, func(a, b ExceedancePoint) int { return compareFloat(a.Loss, b.Loss) })
		return out
	}
	var curves []ExceedanceCurve
	for _, c := range p.Curves {
		if c.Points = keep(c.Points); len(c.Points) > 0 {
			curves = append(curves, c)
		}
	}
	p.Curves, p.Limits = curves, keep(p.Limits)
	return p
}

func compareFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// losses is from which loss to which the picture goes.
func (p Exceedance) losses() (lo, hi float64) {
	lo, hi = math.Inf(1), 0
	for _, c := range p.Curves {
		lo, hi = math.Min(lo, c.Points[0].Loss), math.Max(hi, c.Points[len(c.Points)-1].Loss)
	}
	for _, q := range p.Limits {
		lo, hi = math.Min(lo, q.Loss), math.Max(hi, q.Loss)
	}
	if lo = math.Max(lo, hi/1e5); lo >= hi {
		lo, hi = lo/2, hi*2
	}
	return lo, hi
}

// Draw implements Picture.
func (p Exceedance) Draw(width int) g.Node {
	p = p.cleaned()
	if len(p.Curves) == 0 {
		return p.empty(width)
	}
	c := newCanvas("exceedance", p.Frame, p.describe(), width)
	top := p.unit(c, 0)
	top += c.legend(p.keys(), top)
	height := 300.0
	if c.narrow() {
		height = 240
	}
	b := box{left: 52, top: top + 8, right: c.width - 14, bottom: top + 8 + height}
	lo, hi := p.losses()
	x, y := newLogarithmic(lo, hi, b.left, b.right), newLogarithmic(p.Least, 1, b.bottom, b.top)
	p.axes(c, b, x, y, lo, hi)
	p.limits(c, x, y)
	for i := len(p.Curves) - 1; i >= 0; i-- { // the first one on top
		var line path
		for n, q := range p.Curves[i].Points {
			if n == 0 {
				line.move(x.at(q.Loss), y.at(q.Chance))
			} else {
				line.line(x.at(q.Loss), y.at(q.Chance))
			}
		}
		c.add(line.node(seriesPen(i, Auto).attrs(), g.Attr("stroke-linejoin", "round")))
	}
	p.marks(c, x, y)
	p.tips(c, x, b)
	c.height = b.bottom + 2*lineSpace + 6
	return c.svg()
}

// axes draws faint lines at 1, 2 and 5 times each power of ten, with labels where
// there is room.
func (p Exceedance) axes(c *canvas, b box, x, y logarithmic, lo, hi float64) {
	rules := g.Group{pen{"var(--line)", 1, ""}.attrs()}
	var across, upright rooms
	for _, v := range logTicks(p.Least, 1) {
		rules = append(rules, line(b.left, y.at(v), b.right, y.at(v)))
		if r := around(y.at(v), textSize/2+2); upright.free(r) {
			upright = append(upright, r)
			c.text(label{x: b.left - 8, y: y.at(v) + textDrop, s: chanceText(v), anchor: end, max: b.left - 8})
		}
	}
	for _, v := range logTicks(lo, hi) {
		rules = append(rules, line(x.at(v), b.top, x.at(v), b.bottom))
		across.write(c, label{x: x.at(v), y: b.bottom + lineSpace, s: p.short(v), anchor: middle})
	}
	c.add(g.El("g", rules...))
	c.text(label{x: (b.left + b.right) / 2, y: b.bottom + 2*lineSpace, s: "Lost in a year: more than", anchor: middle})
}

// limits draws what is accepted: points on a thin line.
func (p Exceedance) limits(c *canvas, x, y logarithmic) {
	if len(p.Limits) > 1 {
		var line path
		for n, q := range p.Limits {
			if n == 0 {
				line.move(x.at(q.Loss), y.at(q.Chance))
			} else {
				line.line(x.at(q.Loss), y.at(q.Chance))
			}
		}
		c.add(line.node(pen{"var(--ink)", 1, "2 3"}.attrs()))
	}
}

// marks draws the points of what is accepted over the curves, those that the first
// curve exceeds in the colour of a bad state and cut across.
func (p Exceedance) marks(c *canvas, x, y logarithmic) {
	for _, q := range p.Limits {
		px, py := x.at(q.Loss), y.at(q.Chance)
		chance, ok := p.Curves[0].at(q.Loss)
		mark := g.Group{tip(p.tellLimit(q)), hit(px-9, py-9, 18, 18)}
		if ok && chance > q.Chance {
			mark = append(mark, diamond(px, py, 6, g.Attr("fill", "var(--bad)")), line(px-3, py, px+3, py, pen{"var(--wash)", 1.5, ""}.attrs()))
		} else {
			mark = append(mark, diamond(px, py, 6, g.Attr("fill", "var(--wash)"), g.Attr("stroke", "var(--ink)"), g.Attr("stroke-width", "1.5")))
		}
		c.add(g.El("g", mark...))
	}
}

// at is the chance of more than a loss, between the points of a curve; false outside.
func (c ExceedanceCurve) at(loss float64) (float64, bool) {
	for n, q := range c.Points {
		if q.Loss < loss {
			continue
		}
		if n == 0 {
			return q.Chance, q.Loss == loss
		}
		before := c.Points[n-1]
		if q.Loss == before.Loss {
			return q.Chance, true
		}
		share := (math.Log(loss) - math.Log(before.Loss)) / (math.Log(q.Loss) - math.Log(before.Loss))
		return before.Chance + share*(q.Chance-before.Chance), true
	}
	return 0, false
}

// tips lays tips over the box: each tells a loss and the chance of more by each curve.
func (p Exceedance) tips(c *canvas, x logarithmic, b box) {
	points := p.Curves[0].Points
	from := b.left
	for n, q := range points {
		to := b.right
		if n+1 < len(points) {
			to = (x.at(q.Loss) + x.at(points[n+1].Loss)) / 2
		}
		if to-from < 6 && n+1 < len(points) {
			continue
		}
		lines := []string{"More than " + p.number(q.Loss)}
		for _, curve := range p.Curves {
			if chance, ok := curve.at(q.Loss); ok {
				lines = append(lines, named(curve.Name, chanceText(chance)))
			}
		}
		if to > from {
			c.add(hit(from, b.top, to-from, b.bottom-b.top, tip(strings.Join(lines, "\n"))))
		}
		from = to
	}
}

func (p Exceedance) keys() []key {
	var keys []key
	for i, c := range p.Curves {
		keys = append(keys, key{c.Name, lineSample(seriesPen(i, Auto)), 0})
	}
	if len(p.Limits) > 0 {
		keys = append(keys, key{p.LimitName, func(_ *canvas, x, y float64) g.Node {
			return diamond(x+sampleWidth/2, y, 5, g.Attr("fill", "var(--wash)"), g.Attr("stroke", "var(--ink)"), g.Attr("stroke-width", "1.5"))
		}, 0})
	}
	return keys
}

func (p Exceedance) tellLimit(q ExceedancePoint) string {
	text := named(p.LimitName, "more than "+p.number(q.Loss)+" at most "+chanceText(q.Chance))
	if chance, ok := p.Curves[0].at(q.Loss); ok {
		text += ", it is " + chanceText(chance)
	}
	return text
}

// chanceText writes a chance: 20 %, 0.5 %.
func chanceText(v float64) string {
	digits := 2
	switch {
	case v >= 0.0995:
		digits = 0
	case v >= 0.00995:
		digits = 1
	}
	text := strconv.FormatFloat(100*v, 'f', digits, 64)
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text + "\u00a0%"
}

// describe is the text alternative.
func (p Exceedance) describe() string {
	all := []string{"Loss exceedance curve on logarithmic axes: the chance of losing more than an amount in a year."}
	for _, c := range p.Curves {
		first, last := c.Points[0], c.Points[len(c.Points)-1]
		all = append(all, named(c.Name, "from "+chanceText(first.Chance)+" for more than "+p.number(first.Loss)+" down to "+chanceText(last.Chance)+" for more than "+p.number(last.Loss))+".")
	}
	for _, q := range p.Limits {
		all = append(all, p.tellLimit(q)+".")
	}
	return sentences(all...)
}

// Data implements Picture: a row for each loss of the first curve, then what is accepted.
func (p Exceedance) Data() Data {
	p = p.cleaned()
	d := Data{Title: p.Title, Columns: []Column{{Name: "More than", Number: true}}}
	for _, c := range p.Curves {
		d.Columns = append(d.Columns, Column{Name: c.Name, Number: true})
	}
	if len(p.Limits) > 0 {
		d.Columns = append(d.Columns, Column{Name: p.LimitName, Number: true})
	}
	if len(p.Curves) == 0 {
		return d
	}
	row := func(loss float64, limit string) {
		cells := []string{p.number(loss)}
		for _, c := range p.Curves {
			cell := "–"
			if chance, ok := c.at(loss); ok {
				cell = chanceText(chance)
			}
			cells = append(cells, cell)
		}
		if len(p.Limits) > 0 {
			cells = append(cells, limit)
		}
		d.Rows = append(d.Rows, Row{Cells: cells})
	}
	for _, q := range p.Limits {
		row(q.Loss, chanceText(q.Chance))
	}
	for _, q := range p.Curves[0].Points {
		row(q.Loss, "–")
	}
	return d
}
