package draw

import (
	"time"

	g "maragu.dev/gomponents"
)

// Sparkline is a line without axes, as high as a line or two of text: it shows
// how a figure moved and no more. It stretches to whatever box the page gives.
type Sparkline struct {
	Frame
	Points []Point
	Tone   Tone
}

const sparkHeight = 28.0

// Draw implements Picture.
func (s Sparkline) Draw(width int) g.Node {
	series := Series{Name: s.Unit, Points: sorted(s.Points)}
	if !anyKnown(series.Points) {
		return s.blank(width)
	}
	var axis timeAxis
	var values extent
	for _, p := range series.Points {
		axis.add(p.At)
		values.add(p.Value)
	}
	c := s.canvas(s.tellExtent(axis, time.Time{})+" "+s.tellSeries(series), width)
	b := box{3, 3, c.width - 3, sparkHeight - 3}
	x, y := axis.scale(b), linear{values.lo, values.hi, b.bottom, b.top}
	s.drawTrace(c, series.Points, x, y)
	c.hoverSeries(s.Frame, []Series{series}, x, box{0, 0, c.width, sparkHeight})
	return c.svg()
}

func (s Sparkline) canvas(desc string, width int) *canvas {
	c := newCanvas("sparkline", s.Frame, desc, width)
	c.height, c.stretch = sparkHeight, true
	return c
}

// drawTrace draws the line. Its strokes keep their width however the picture is
// stretched; a dot is a stroke of no length with a round end, so it stays round.
func (s Sparkline) drawTrace(c *canvas, points []Point, x timeScale, y linear) {
	t := traced(points, x, y)
	steady := g.Attr("vector-effect", "non-scaling-stroke")
	c.add(
		t.bridges.node(pen{s.Tone.color(), 1, "1 3"}.attrs(), steady),
		t.runs.node(pen{s.Tone.color(), 1.6, ""}.attrs(), steady, g.Attr("stroke-linejoin", "round")),
	)
	last, _ := lastKnown(points)
	for _, p := range append(t.alone, last) {
		var at path
		at.move(x.at(p.At), y.at(p.Value))
		at.line(x.at(p.At), y.at(p.Value))
		c.add(at.node(pen{s.Tone.color(), 5, ""}.attrs(), steady, g.Attr("stroke-linecap", "round")))
	}
}

// blank is a dashed line in place of what is not known.
func (s Sparkline) blank(width int) g.Node {
	c := s.canvas(emptyWord+".", width)
	c.add(
		line(3, sparkHeight/2, c.width-3, sparkHeight/2, pen{"var(--unknown)", 1, "3 3"}.attrs(), g.Attr("vector-effect", "non-scaling-stroke")),
		hit(0, 0, c.width, sparkHeight, tip(emptyWord)),
	)
	return c.svg()
}

// Data implements Picture.
func (s Sparkline) Data() Data {
	return Line{Frame: s.Frame, Series: []Series{{Name: s.valueName(), Points: s.Points}}}.Data()
}

func (s Sparkline) valueName() string {
	if s.Unit == "" {
		return "Value"
	}
	return s.Unit
}
