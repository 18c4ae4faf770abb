package draw

import (
	"math"

	g "maragu.dev/gomponents"
)

// Bridge leads from one total to another by the steps between them: each step
// stands where the one before it ended. The totals are marks and not bars from
// zero, so that steps can be seen that are small beside them.
type Bridge struct {
	Frame
	From, To Item   // the totals; their Expected says that they are a forecast
	Steps    []Item // what is added, or taken away when negative
}

// stance is a row of a bridge: from where to where it reaches.
type stance struct {
	Item
	from, to float64
	total    bool
}

// stances places the steps one after the other. An unknown step does not move
// what follows it.
func (b Bridge) stances() []stance {
	at := b.From.Value
	all := []stance{{b.From, at, at, true}}
	for _, s := range b.Steps {
		next := at
		if known(s.Value) && known(at+s.Value) {
			next = at + s.Value
		}
		all = append(all, stance{s, at, next, false})
		at = next
	}
	return append(all, stance{b.To, b.To.Value, b.To.Value, true})
}

// Draw implements Picture.
func (b Bridge) Draw(width int) g.Node {
	if !known(b.From.Value) || !known(b.To.Value) {
		return b.empty(width)
	}
	all := b.stances()
	var e extent
	names, values := make([]string, len(all)), make([]string, len(all))
	for i, s := range all {
		e.add(s.from)
		e.add(s.to)
		names[i], values[i] = s.Label, b.signed(s)
	}
	c := newCanvas("bridge", b.Frame, b.describe(), width)
	row, over, left := 26.0, 0.0, math.Min(widest(names), c.width*0.3)+12
	if c.narrow() {
		row, over, left = 42, 18, 0
	}
	right := c.width - math.Min(widest(values), c.width*0.3) - 12
	top := b.unit(c, 0) + 4
	c.height = top + row*float64(len(all)) + 4
	x := linear{e.lo, e.hi, left + 3, right - 3}
	for i, s := range all {
		b.stance(c, x, s, box{left, top + row*float64(i), right, top + row*float64(i+1)}, over)
		c.text(label{x: c.width, y: top + row*float64(i) + over + (row-over)/2 + textDrop, s: values[i], anchor: end, color: "var(--ink)", max: c.width * 0.3})
		if i+1 < len(all) {
			end := x.at(s.to)
			y := top + row*float64(i) + over + (row-over)/2
			c.add(line(end, y, end, y+row, pen{"var(--faint)", 1, "2 2"}.attrs()))
		}
	}
	return c.svg()
}

// stance draws one row into its box; names stand over the marks where over is room for them.
func (b Bridge) stance(c *canvas, x linear, s stance, in box, over float64) {
	const thick = 14.0
	mid := in.top + over + (in.bottom-in.top-over)/2
	if over > 0 {
		c.text(label{x: 0, y: in.top + over - 4, s: s.Label, color: "var(--ink)", max: c.width})
	} else {
		c.text(label{x: 0, y: mid + textDrop, s: s.Label, color: "var(--ink)", max: c.width * 0.3})
	}
	marks := g.Group{tip(named(s.Label, b.signed(s))), hit(0, in.top, c.width, in.bottom-in.top)}
	lo, hi := x.at(math.Min(s.from, s.to)), x.at(math.Max(s.from, s.to))
	switch {
	case s.total:
		marks = append(marks, rect(lo-2, mid-thick/2-2, 4, thick+4, g.Attr("fill", "var(--ink)")))
	case !known(s.Value):
		c.unknownBlock(math.Min(lo, in.right-unknownLen), mid-thick/2, unknownLen, thick)
	default:
		marks = append(marks, rect(lo, mid-thick/2, math.Max(hi-lo, 1), thick, c.paint(s.fill())))
	}
	c.add(g.El("g", marks...))
}

// signed writes a total as it is and a step with its sign.
func (b Bridge) signed(s stance) string {
	switch {
	case !known(s.Value):
		return unknownWord
	case s.total || s.Value <= 0:
		return b.short(s.Value)
	}
	return "+" + b.short(s.Value)
}

func (b Bridge) describe() string {
	values := make([]float64, len(b.Steps))
	for i, s := range b.Steps {
		values[i] = s.Value
	}
	return sentences(
		"Bridge from "+named(b.From.Label, b.number(b.From.Value))+" to "+named(b.To.Label, b.number(b.To.Value))+" in "+count(len(b.Steps), "step")+".",
		b.tell("Steps", values, func(i int) string { return b.Steps[i].Label }),
	)
}

// Data implements Picture.
func (b Bridge) Data() Data {
	name := b.Unit
	if name == "" {
		name = "Value"
	}
	d := Data{Title: b.Title, Columns: []Column{{Name: "Step"}, {Name: name, Number: true}}}
	for _, s := range b.stances() {
		d.Rows = append(d.Rows, Row{Cells: []string{s.Label, b.number(s.Value)}, Link: s.Link})
	}
	return d
}
