package draw

import (
	"strconv"

	g "maragu.dev/gomponents"
)

// Tone is the colour of a mark and, so that meaning never hangs on colour alone,
// the pattern of its area. Good, Warn and Bad are for states only; use the
// others to tell things apart.
type Tone int

// The tones. Auto goes by a mark's place among its siblings; up to six are told apart.
const (
	Auto    Tone = iota
	Sea          // the accent
	Ink          // as dark as text
	Soft         // in the background
	Good         // a state that needs nothing
	Warn         // a state to watch; hatched
	Bad          // a state to act on; cut across
	Unknown      // not known; an outline of dashes
)

// color is the CSS colour of a tone.
func (t Tone) color() string {
	return [...]string{
		"var(--sea)", "var(--sea)", "var(--ink)", "var(--soft)",
		"var(--good)", "var(--warn)", "var(--bad)", "var(--unknown)",
	}[t.valid()]
}

func (t Tone) valid() Tone {
	if t < Auto || t > Unknown {
		return Unknown
	}
	return t
}

// pen draws lines.
type pen struct {
	color string
	width float64
	dash  string // as in stroke-dasharray; "": unbroken
}

func (p pen) attrs() g.Node {
	return g.Group{
		g.Attr("fill", "none"), g.Attr("stroke", p.color),
		g.If(p.width != 1, g.Attr("stroke-width", strconv.FormatFloat(p.width, 'g', -1, 64))),
		g.If(p.dash != "", g.Attr("stroke-dasharray", p.dash)),
	}
}

// seriesPen is the pen of the i-th series. No two of the first six share a dash.
func seriesPen(i int, t Tone) pen {
	pens := [...]pen{
		{"var(--sea)", 2, ""},
		{"var(--ink)", 1.4, "6 3"},
		{"var(--soft)", 1.6, "1.5 2.5"},
		{"var(--ink)", 1.4, "10 3 2 3"},
		{"var(--soft)", 1.2, "14 4"},
		{"var(--sea)", 1.4, "3 3"},
	}
	p := pens[i%len(pens)]
	if t != Auto {
		p.color = t.color()
	}
	return p
}

// weave is what an area is filled with.
type weave string

const (
	solid weave = "solid"
	hatch weave = "hatch"
	dots  weave = "dots"
	cross weave = "cross"
	calm  weave = "calm" // a tint
	pale  weave = "pale" // a tint in an outline of dashes: what is expected
	open  weave = "open" // nothing but an outline of dashes
)

// fill fills areas.
type fill struct {
	color string
	weave weave
}

// seriesFill is the fill of the i-th series: that of its tone, or one of six.
func seriesFill(i int, t Tone) fill {
	switch t.valid() {
	case Auto:
		fills := [...]fill{
			{"var(--sea)", solid}, {"var(--sea)", hatch}, {"var(--soft)", solid},
			{"var(--soft)", dots}, {"var(--ink)", hatch}, {"var(--sea)", calm},
		}
		return fills[i%len(fills)]
	case Warn:
		return fill{t.color(), hatch}
	case Bad:
		return fill{t.color(), cross}
	case Unknown:
		return fill{t.color(), open}
	}
	return fill{t.color(), solid}
}

// paint returns the attributes that fill an area, defining a pattern on the
// canvas where one is needed.
func (c *canvas) paint(f fill) g.Node {
	switch f.weave {
	case solid:
		return g.Attr("fill", f.color)
	case calm:
		return tint(f.color, ".4")
	case pale:
		return g.Group{tint(f.color, ".16"), g.Attr("stroke", f.color), g.Attr("stroke-dasharray", "3 2")}
	case open:
		return pen{f.color, 1, "3 2"}.attrs()
	}
	return g.Attr("fill", "url(#"+c.pattern(f)+")")
}

// tint fills an area with a part of a colour, as over the page's own.
func tint(color, share string) g.Node {
	return g.Group{g.Attr("fill", color), g.Attr("fill-opacity", share)}
}

// pattern defines a fill's pattern once and returns its id. Ids hold the
// canvas's own, since all pictures of a page share one space of names.
func (c *canvas) pattern(f fill) string {
	id := c.id + "-" + string(f.weave) + "-" + f.color[len("var(--"):len(f.color)-1]
	if c.patterns[id] {
		return id
	}
	c.patterns[id] = true
	c.defs = append(c.defs, g.El("pattern", g.Attr("id", id),
		g.Attr("width", "5"), g.Attr("height", "5"), g.Attr("patternUnits", "userSpaceOnUse"),
		g.Attr("patternTransform", "rotate(45)"), f.tile()))
	return id
}

// tile is the repeated piece of a pattern, five units square.
func (f fill) tile() g.Node {
	ground := func(share string) g.Node { return rect(0, 0, 5, 5, tint(f.color, share)) }
	switch f.weave {
	case dots:
		return g.Group{ground(".16"), dot(2.5, 2.5, 1.2, g.Attr("fill", f.color))}
	case cross:
		return g.Group{ground("1"), line(0, 2.5, 5, 2.5, pen{"var(--wash)", 0.8, ""}.attrs())}
	}
	return g.Group{ground(".2"), line(1, 0, 1, 5, pen{f.color, 2, ""}.attrs())}
}
