package draw

import (
	"math"
	"sort"

	g "maragu.dev/gomponents"
)

// key explains one kind of mark: in a legend over the picture, or beside the
// marks themselves.
type key struct {
	label  string
	sample func(c *canvas, x, y float64) g.Node // the mark, sampleWidth wide around the middle height y
	y      float64                              // where its marks end, for a label beside them
}

const (
	sampleWidth = 20.0
	keyGap      = 18.0
)

// lineSample is the sample of marks drawn with a pen.
func lineSample(p pen) func(*canvas, float64, float64) g.Node {
	return func(_ *canvas, x, y float64) g.Node {
		return line(x, y, x+sampleWidth, y, p.attrs())
	}
}

// areaSample is the sample of marks filled with a fill.
func areaSample(f fill) func(*canvas, float64, float64) g.Node {
	return func(c *canvas, x, y float64) g.Node {
		return rect(x+4, y-5, sampleWidth-8, 10, g.Attr("rx", "1.5"), c.paint(f))
	}
}

// legend draws keys in lines from y down and returns the room they took.
func (c *canvas) legend(keys []key, y float64) float64 {
	if len(keys) == 0 {
		return 0
	}
	x, top := 0.0, y
	for _, k := range keys {
		w := sampleWidth + 6 + math.Min(textWidth(clean(k.label)), c.width-sampleWidth-6)
		if x > 0 && x+w > c.width {
			x, y = 0, y+lineSpace
		}
		c.add(k.sample(c, x, y+lineSpace/2))
		c.text(label{x: x + sampleWidth + 6, y: y + lineSpace/2 + textDrop, s: k.label, max: c.width - sampleWidth - 6})
		x += w + keyGap
	}
	return y + lineSpace - top + 6
}

// besideRoom is the room that labels beside the marks need at the right, or 0 if
// there is too little room or there are too many keys.
func (c *canvas) besideRoom(keys []key) float64 {
	labels := make([]string, len(keys))
	for i, k := range keys {
		labels[i] = k.label
	}
	w := widest(labels) + sampleWidth + 16
	if len(keys) > 6 || w > c.width/4 {
		return 0
	}
	return w
}

// beside writes each key at the right of the box, level with where its marks
// end, or as near to that as the other labels allow.
func (c *canvas) beside(keys []key, b box) {
	keys = append([]key(nil), keys...)
	sort.SliceStable(keys, func(i, j int) bool { return keys[i].y < keys[j].y })
	wanted := make([]float64, len(keys))
	for i, k := range keys {
		wanted[i] = k.y
	}
	for i, y := range spread(wanted, 16, b.top, b.bottom) {
		c.add(keys[i].sample(c, b.right+10, y))
		c.text(label{x: b.right + 10 + sampleWidth + 6, y: y + textDrop, s: keys[i].label, color: "var(--ink)"})
	}
}

// spread moves rising places apart until neighbours are at least gap from each
// other, and between lo and hi as far as there is room.
func spread(places []float64, gap, lo, hi float64) []float64 {
	out := append([]float64(nil), places...)
	for i := range out {
		if i > 0 {
			out[i] = math.Max(out[i], out[i-1]+gap)
		}
	}
	limit := hi
	for i := len(out) - 1; i >= 0; i-- {
		out[i] = math.Max(math.Min(out[i], limit), lo+float64(i)*gap)
		limit = out[i] - gap
	}
	return out
}
