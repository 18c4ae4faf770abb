package draw

import g "maragu.dev/gomponents"

// trace is a line as it is drawn: runs of known values, the bridges over what is
// unknown between them, and the values that stand alone.
type trace struct {
	runs, bridges path
	alone         []Point
}

// traced follows sorted points.
func traced(points []Point, x timeScale, y linear) trace {
	var t trace
	var last *Point // the last known point, nil at first
	broken := false // something unknown came after it
	length := 0     // points of the present run
	for i := range points {
		p := &points[i]
		if !known(p.Value) {
			broken = true
			continue
		}
		px, py := x.at(p.At), y.at(p.Value)
		switch {
		case last == nil:
			t.runs.move(px, py)
		case broken:
			t.bridges.move(x.at(last.At), y.at(last.Value))
			t.bridges.line(px, py)
			t.runs.move(px, py)
			t.alone = aloneIf(t.alone, *last, length)
			length = 0
		default:
			t.runs.line(px, py)
		}
		last, broken = p, false
		length++
	}
	if last != nil {
		t.alone = aloneIf(t.alone, *last, length)
	}
	return t
}

// aloneIf appends the end of a run to the points that stand alone, if the run
// was no longer than one point.
func aloneIf(alone []Point, p Point, length int) []Point {
	if length == 1 {
		return append(alone, p)
	}
	return alone
}

// drawTrace draws a series: the line, its bridges over the unknown, a dot for
// each value that stands alone, and one at the end.
func drawTrace(c *canvas, points []Point, p pen, x timeScale, y linear, b box) {
	t := traced(points, x, y)
	c.add(
		t.bridges.node(pen{p.color, 1, "1 4"}.attrs()),
		t.runs.node(p.attrs(), g.Attr("stroke-linejoin", "round")),
	)
	marked := t.alone
	if float64(len(points))*16 <= b.width() {
		marked = points
	} else if last, ok := lastKnown(points); ok {
		marked = append(marked, last)
	}
	for _, m := range marked {
		if known(m.Value) {
			c.add(dot(x.at(m.At), y.at(m.Value), 2.2, g.Attr("fill", p.color)))
		}
	}
}
