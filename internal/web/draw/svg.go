package draw

import (
	"fmt"
	"hash/fnv"
	"math"
	"strconv"

	g "maragu.dev/gomponents"
)

// canvas collects the marks of one picture. Every coordinate that reaches it
// goes through num, every text through clean.
type canvas struct {
	width, height float64
	day           float64 // how wide a day is on a timeline; 0: this is none
	stretch       bool    // fill whatever box the page gives, in both directions
	id            string
	title, desc   string
	defs          []g.Node
	patterns      map[string]bool
	marks         []g.Node
}

// newCanvas starts a picture of a kind; desc is its text alternative. The caller
// sets the height before svg is called.
func newCanvas(kind string, f Frame, desc string, width int) *canvas {
	w := float64(min(max(width, 240), 4000))
	id := fnv.New32a()
	fmt.Fprintf(id, "%s\x00%s\x00%s\x00%d", kind, f.Title, desc, width)
	return &canvas{
		width: w, id: fmt.Sprintf("pic%08x", id.Sum32()),
		title: f.Title, desc: desc, patterns: map[string]bool{},
	}
}

// narrow tells whether there is too little room for labels beside the marks.
func (c *canvas) narrow() bool { return c.width < 520 }

func (c *canvas) add(marks ...g.Node) { c.marks = append(c.marks, marks...) }

// svg returns the finished picture. Text is soft ink of 12 units unless a mark
// says otherwise.
func (c *canvas) svg() g.Node {
	return g.El("svg",
		g.Attr("xmlns", "http://www.w3.org/2000/svg"),
		g.Attr("class", c.class()), g.Attr("role", "img"),
		g.Attr("viewBox", "0 0 "+num(c.width)+" "+num(c.height)),
		g.If(c.day > 0, g.Attr("data-day", strconv.FormatFloat(c.day, 'f', 4, 64))),
		g.If(c.stretch, g.Attr("preserveAspectRatio", "none")),
		g.Attr("font-size", "12"), g.Attr("fill", "var(--soft)"),
		g.El("title", g.Text(clean(c.title))),
		g.El("desc", g.Text(clean(c.desc))),
		g.If(len(c.defs) > 0, g.El("defs", c.defs...)),
		g.Group(c.marks),
	)
}

func (c *canvas) class() string {
	if c.stretch {
		return "pic pic-stretch"
	}
	return "pic"
}

// num writes a coordinate, rounded to a tenth of a unit.
func num(v float64) string { return string(appendNum(nil, v)) }

// appendNum appends a coordinate to a path. What is no number becomes 0, so that
// a mistake in a layout can never break the page around the picture.
func appendNum(b []byte, v float64) []byte {
	if !(math.Abs(v) < 1e9) {
		v = 0
	}
	tenths := int64(math.Round(v * 10))
	if tenths < 0 {
		b, tenths = append(b, '-'), -tenths
	}
	b = strconv.AppendInt(b, tenths/10, 10)
	if tenths%10 != 0 {
		b = append(b, '.', byte('0'+tenths%10))
	}
	return b
}

// path is the d attribute of a path in the making.
type path []byte

func (p *path) to(command byte, x, y float64) {
	*p = append(*p, command)
	*p = appendNum(*p, x)
	*p = append(*p, ' ')
	*p = appendNum(*p, y)
}

func (p *path) move(x, y float64) { p.to('M', x, y) }
func (p *path) line(x, y float64) { p.to('L', x, y) }
func (p *path) close()            { *p = append(*p, 'Z') }

// node returns the path as an element, or nothing if it is empty.
func (p path) node(rest ...g.Node) g.Node {
	if len(p) == 0 {
		return nil
	}
	return g.El("path", g.Attr("d", string(p)), g.Group(rest))
}

func at(name string, v float64) g.Node { return g.Attr(name, num(v)) }

func rect(x, y, w, height float64, rest ...g.Node) g.Node {
	return g.El("rect", at("x", x), at("y", y), at("width", math.Max(w, 0)), at("height", math.Max(height, 0)), g.Group(rest))
}

func line(x1, y1, x2, y2 float64, rest ...g.Node) g.Node {
	return g.El("line", at("x1", x1), at("y1", y1), at("x2", x2), at("y2", y2), g.Group(rest))
}

func dot(x, y, r float64, rest ...g.Node) g.Node {
	return g.El("circle", at("cx", x), at("cy", y), at("r", r), g.Group(rest))
}

func diamond(x, y, r float64, rest ...g.Node) g.Node {
	var p path
	p.move(x, y-r)
	p.line(x+r, y)
	p.line(x, y+r)
	p.line(x-r, y)
	p.close()
	return p.node(rest...)
}

// tip is the text shown when the pointer rests on the mark that it is put into.
func tip(s string) g.Node { return g.El("title", g.Text(clean(s))) }

// hit is an invisible area that the pointer finds: give it a tip, or put it into
// a group that has one.
func hit(x, y, w, height float64, rest ...g.Node) g.Node {
	return rect(x, y, w, height, g.Attr("class", "pic-hit"), g.Attr("fill", "none"), g.Attr("pointer-events", "all"), g.Group(rest))
}
