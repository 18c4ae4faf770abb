package draw

import (
	"math"
	"strings"
	"unicode"

	g "maragu.dev/gomponents"
)

const (
	textSize  = 12.0 // height of all text, in units
	textDrop  = 4.0  // from the middle of a line of text down to its baseline
	lineSpace = 18.0 // from one line of text to the next
)

// The anchors of a text: which of its points stands at x.
const (
	start  = "start"
	middle = "middle"
	end    = "end"
)

// label is one line of text on a canvas.
type label struct {
	x, y   float64 // y is the baseline
	s      string
	anchor string  // start, middle or end; "": start
	color  string  // "": soft ink
	max    float64 // longest width; longer text is shortened, with the whole in a tip. 0: as wide as the canvas
}

// text writes a label and returns the room that it takes.
func (c *canvas) text(l label) room {
	whole := clean(l.s)
	shown := shorten(whole, c.limit(l))
	r := c.place(l)
	c.add(g.El("text",
		at("x", r.from+(r.to-r.from)*anchorShare(l.anchor)), at("y", l.y),
		g.If(l.anchor != "" && l.anchor != start, g.Attr("text-anchor", l.anchor)),
		g.If(l.color != "", g.Attr("fill", l.color)),
		g.Text(shown),
		g.If(shown != whole, tip(whole)),
	))
	return r
}

// limit is how wide a label may be.
func (c *canvas) limit(l label) float64 {
	if l.max > 0 {
		return math.Min(l.max, c.width)
	}
	return c.width
}

// place is the room that a label takes. It is shifted to stay on the canvas.
func (c *canvas) place(l label) room {
	w := textWidth(shorten(clean(l.s), c.limit(l)))
	from := math.Max(0, math.Min(l.x-w*anchorShare(l.anchor), c.width-w))
	return room{from, from + w}
}

// anchorShare is the share of a text that lies left of its anchor.
func anchorShare(anchor string) float64 {
	switch anchor {
	case middle:
		return 0.5
	case end:
		return 1
	}
	return 0
}

// textWidth estimates the width of a text in units. The server has no fonts, so
// it reckons on the generous side with the widths of common sans-serif faces.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		w += runeWidth(r)
	}
	return w * textSize
}

// runeWidth is the width of a character in parts of the text size.
func runeWidth(r rune) float64 {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case strings.ContainsRune(" ijlIft.,:;'|!()[]·\u00a0\u202f", r):
		return 0.34
	case strings.ContainsRune("mwMW%@€—…", r):
		return 0.92
	case unicode.IsUpper(r):
		return 0.7
	case r >= 0x2e80:
		return 1.05
	}
	return 0.6
}

// shorten cuts a text that is wider than width and ends it with an ellipsis. A
// letter keeps its accents, since they have no width. Where not even the ellipsis fits, nothing is left.
func shorten(s string, width float64) string {
	if textWidth(s) <= width {
		return s
	}
	runes := []rune(s)
	room := width/textSize - runeWidth('…')
	if room < 0 {
		return ""
	}
	n := 0
	for n < len(runes) && room >= runeWidth(runes[n]) {
		room -= runeWidth(runes[n])
		n++
	}
	return strings.TrimRight(string(runes[:n]), " ,;:-–") + "…"
}

// clean makes a text fit for XML: valid UTF-8 without control characters other
// than the line breaks that a tip may have.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r):
			return ' '
		case r == 0xfffe || r == 0xffff:
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

// widest is the width of the widest of some texts.
func widest(texts []string) float64 {
	w := 0.0
	for _, s := range texts {
		w = math.Max(w, textWidth(clean(s)))
	}
	return w
}
