package draw

import (
	"math"

	g "maragu.dev/gomponents"
)

// Ranges shows from where to where things reach on one scale: how long a recovery
// may take against what was promised, when the steps of a plan run. The scale
// begins at zero.
type Ranges struct {
	Frame
	Rows   []Range
	Target *Level // a limit for all rows; nil: none
	// Most is where the scale ends: what lies beyond goes on in an arrow. Zero: at
	// the largest value.
	Most float64
	// Whisker ends the block of a row at its middle; a thin line reaches on to its To.
	Whisker bool
	// LimitName says what the limit of a row is; without it no row has one.
	LimitName string
	// FromName, ToName and MidName head the columns of the table. Without a MidName
	// no row has a middle.
	FromName, MidName, ToName string
}

// Range is one thing and what it spans. An unknown From or To makes it an outline
// without a place.
type Range struct {
	Label         string
	From, Mid, To float64
	Limit         float64 // of this row alone; zero or unknown: none
	Tone          Tone
	Note          string // stands at the right
	Link          string // where the row's name leads in the table; "": nowhere
}

// drawable reports whether the row has a place.
func (r Range) drawable() bool { return known(r.From) && known(r.To) && r.From <= r.To }

// limited reports whether the row has a limit to be shown.
func (p Ranges) limited(r Range) bool { return p.LimitName != "" && known(r.Limit) && r.Limit > 0 }

// axis are the ticks of the scale; ok is false when there is nothing to draw.
func (p Ranges) axis() (ticks []float64, ok bool) {
	var e extent
	for _, r := range p.Rows {
		if r.drawable() {
			e.add(r.From)
			e.add(r.To)
			if p.limited(r) {
				e.add(r.Limit)
			}
		}
	}
	if e.n == 0 {
		return nil, false
	}
	if p.Target.drawable() {
		e.add(p.Target.Value)
	}
	if e = e.withZero(); p.Most > 0 && known(p.Most) {
		e.hi = math.Min(e.hi, math.Max(p.Most, e.lo))
	}
	return niceTicks(e, 6), true
}

// Draw implements Picture.
func (p Ranges) Draw(width int) g.Node {
	ticks, ok := p.axis()
	if !ok {
		return p.empty(width)
	}
	c := newCanvas("ranges", p.Frame, p.describe(), width)
	var names, notes []string
	for _, r := range p.Rows {
		names, notes = append(names, r.Label), append(notes, r.Note)
	}
	row, over, left := 26.0, 0.0, math.Min(widest(names), c.width*0.34)+12
	if c.narrow() {
		row, over, left = 42, 18, 0
	}
	b := box{left: left, right: c.width - math.Min(widest(notes), c.width*0.32) - 14}
	b.top = p.unit(c, 0) + 6
	if p.Target.drawable() {
		b.top += lineSpace
	}
	b.bottom = b.top + row*float64(len(p.Rows))
	x := linear{ticks[0], ticks[len(ticks)-1], b.left + 3, b.right - 8}
	p.ticks(c, x, b, ticks)
	for i, r := range p.Rows {
		in := box{b.left, b.top + row*float64(i), b.right, b.top + row*float64(i+1)}
		for _, v := range ticks { // not through the names
			c.add(line(x.at(v), in.top+over, x.at(v), in.bottom, pen{"var(--line)", 1, ""}.attrs()))
		}
		p.row(c, x, r, in, over)
		if p.Target.drawable() {
			at := x.at(p.Target.Value)
			c.level(p.Frame, *p.Target, at, in.top+over, at, in.bottom)
		}
	}
	if p.Target.drawable() {
		c.text(label{x: x.at(p.Target.Value), y: b.top - 6, s: p.Target.Label, anchor: middle, color: "var(--ink)"})
	}
	c.height = b.bottom + lineSpace + 4
	return c.svg()
}

// ticks writes those below the rows that have room.
func (p Ranges) ticks(c *canvas, x linear, b box, ticks []float64) {
	labels := p.tickLabels(ticks)
	var taken rooms
	for i, v := range ticks {
		taken.write(c, label{x: x.at(v), y: b.bottom + lineSpace, s: labels[i], anchor: middle})
	}
}

// row draws one range into its box; names stand over the marks where over is room for them.
func (p Ranges) row(c *canvas, x linear, r Range, in box, over float64) {
	const thick = 12.0
	mid := in.top + over + (in.bottom-in.top-over)/2
	if over > 0 {
		c.text(label{x: 0, y: in.top + over - 4, s: r.Label, color: "var(--ink)", max: c.width})
	} else {
		c.text(label{x: 0, y: mid + textDrop, s: r.Label, color: "var(--ink)", max: in.left - 12})
	}
	c.text(label{x: c.width, y: mid + textDrop, s: r.Note, anchor: end, color: "var(--ink)", max: c.width - in.right - 6})
	if !r.drawable() {
		c.unknownBlock(in.left+3, mid-thick/2, unknownLen, thick)
		return
	}
	lo, hi := x.at(r.From), x.at(r.To)
	if r.From > x.hi {
		lo = hi - thick // all of it lies beyond
	}
	marks := g.Group{
		tip(named(r.Label, p.tellRow(r))), hit(0, in.top, c.width, in.bottom-in.top),
	}
	if p.Whisker && p.MidName != "" && known(r.Mid) && r.From <= r.Mid && r.Mid <= r.To {
		end := x.at(r.Mid)
		marks = append(marks, rect(lo, mid-thick/2, math.Max(end-lo, 2), thick, c.paint(seriesFill(0, r.Tone))),
			line(end, mid, hi, mid, pen{"var(--ink)", 1.5, ""}.attrs()), line(hi, mid-4, hi, mid+4, pen{"var(--ink)", 1.5, ""}.attrs()))
	} else {
		marks = append(marks, rect(lo, mid-thick/2, math.Max(hi-lo, 2), thick, c.paint(seriesFill(0, r.Tone))))
	}
	if !p.Whisker && p.MidName != "" && known(r.Mid) && r.Mid <= x.hi {
		at := x.at(r.Mid)
		marks = append(marks, line(at, mid-thick/2-3, at, mid+thick/2+3, pen{"var(--wash)", 4, ""}.attrs()), line(at, mid-thick/2-3, at, mid+thick/2+3, pen{"var(--ink)", 2, ""}.attrs()))
	}
	if r.To > x.hi {
		var head path
		head.move(hi+1, mid-4)
		head.line(hi+6, mid)
		head.line(hi+1, mid+4)
		marks = append(marks, head.node(pen{"var(--ink)", 1.5, ""}.attrs(), g.Attr("fill", "none")))
	}
	if p.limited(r) && r.Limit <= x.hi {
		marks = append(marks, limitMark(x.at(r.Limit), mid, thick))
	}
	c.add(g.El("g", marks...))
}

// limitMark is a bar across the row that stands out of it above and below.
func limitMark(x, y, thick float64) g.Node {
	const out = 5
	return g.Group{
		line(x, y-thick/2-out, x, y+thick/2+out, pen{"var(--wash)", 5, ""}.attrs()),
		line(x, y-thick/2-out, x, y+thick/2+out, pen{"var(--ink)", 2.5, ""}.attrs()),
	}
}

func (p Ranges) tellRow(r Range) string {
	if !r.drawable() {
		return unknownWord
	}
	text := p.number(r.From) + " to " + p.number(r.To)
	if p.MidName != "" && known(r.Mid) {
		text += ", " + p.MidName + " " + p.number(r.Mid)
	}
	if p.limited(r) {
		text += ", " + p.LimitName + " " + p.number(r.Limit)
	}
	if r.Note != "" {
		text += " (" + r.Note + ")"
	}
	return text
}

func (p Ranges) describe() string {
	all := []string{"Ranges of " + count(len(p.Rows), "row") + ".", p.tellLevel(p.Target)}
	for _, r := range p.Rows {
		all = append(all, named(r.Label, p.tellRow(r))+".")
	}
	return sentences(all...)
}

// Data implements Picture.
func (p Ranges) Data() Data {
	d := Data{Title: p.Title, Columns: []Column{{Name: "Row"}, {Name: orElse(p.FromName, "From"), Number: true}}}
	if p.MidName != "" {
		d.Columns = append(d.Columns, Column{Name: p.MidName, Number: true})
	}
	d.Columns = append(d.Columns, Column{Name: orElse(p.ToName, "To"), Number: true})
	if p.LimitName != "" {
		d.Columns = append(d.Columns, Column{Name: p.LimitName, Number: true})
	}
	d.Columns = append(d.Columns, Column{Name: "Note"})
	for _, r := range p.Rows {
		cells := []string{r.Label, p.number(r.From)}
		if p.MidName != "" {
			cells = append(cells, p.number(r.Mid))
		}
		cells = append(cells, p.number(r.To))
		if p.LimitName != "" {
			cells = append(cells, p.limitText(r))
		}
		d.Rows = append(d.Rows, Row{Cells: append(cells, r.Note), Link: r.Link})
	}
	return d
}

func (p Ranges) limitText(r Range) string {
	if !p.limited(r) {
		return ""
	}
	return p.number(r.Limit)
}

func orElse(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}
