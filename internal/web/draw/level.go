package draw

import g "maragu.dev/gomponents"

// Level is a fixed value to compare with, such as a target or a limit. It is
// drawn as a thin dark line across the picture.
type Level struct {
	Label string
	Value float64
}

// drawable tells whether there is a level at all, with a known value.
func (l *Level) drawable() bool { return l != nil && known(l.Value) }

func levelPen() pen { return pen{"var(--ink)", 1, ""} }

// level draws a level from one place to another, over a light ground that keeps
// it visible where it crosses dark marks.
func (c *canvas) level(f Frame, l Level, x1, y1, x2, y2 float64) {
	c.add(g.El("g", tip(named(l.Label, f.number(l.Value))),
		line(x1, y1, x2, y2, pen{"var(--wash)", 3, ""}.attrs()),
		line(x1, y1, x2, y2, levelPen().attrs())))
}

// levelKey explains a level drawn at the height y.
func (f Frame) levelKey(l Level, y float64) key {
	return key{l.Label + " " + f.short(l.Value), lineSample(levelPen()), y}
}
