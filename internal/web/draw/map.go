package draw

import (
	"math"
	"strconv"

	g "maragu.dev/gomponents"

	"fairlead/internal/web/draw/layered"
)

// Map is a graph of things in titled bands, to be looked at closely: each thing is
// a link, and lines lead down to what it needs. Unlike the pictures it is drawn once
// for all widths, at its natural size: the page that shows it brings the style sheet
// and the script with which one zooms and pans.
type Map struct {
	Title  string
	Desc   string   // what is shown, in words
	Bands  []string // their titles
	Nodes  []MapNode
	Layout *layered.Layout // of the nodes; see MapSettings
	Hot    []int           // edges, by their places in the graph, along which something fails
	Way    []int           // edges that explain why
}

// MapNode is one thing, or several that are folded into one.
type MapNode struct {
	ID    string // in the document
	Label string
	Count int    // things that are folded in it; 0 where nothing is
	Tip   string // in full
	Href  string
	State MapState
	More  string // where what is folded in it is shown; empty where nothing is
	Found bool   // it was looked for
}

// MapState is how a thing fares: the class that it wears.
type MapState string

// The states. The zero value works.
const (
	MapFailed  MapState = "failed"  // by hand
	MapStopped MapState = "stopped" // with what it needs
	MapWeak    MapState = "weak"    // with fewer alternatives than it had
	MapHeld    MapState = "held"    // works, but could not be brought back
)

// Word says the state, for those who do not see it; empty for what works.
func (s MapState) Word() string {
	switch s {
	case MapFailed:
		return "failed"
	case MapStopped:
		return "stopped"
	case MapWeak:
		return "works with fewer alternatives"
	case MapHeld:
		return "could not be brought back"
	}
	return ""
}

// MapSettings are the measures for which a map draws its nodes.
func MapSettings() layered.Settings { return layered.Settings{Width: 132, Height: 24} }

// Draw returns the map as one svg element.
func (m Map) Draw() g.Node {
	l := m.Layout
	return g.El("svg",
		g.Attr("class", "map"), g.Attr("role", "group"), g.Attr("aria-label", clean(m.Title+". "+m.Desc)),
		g.Attr("viewBox", "0 0 "+whole(l.Across)+" "+whole(l.Down)), g.Attr("width", whole(l.Across)), g.Attr("height", whole(l.Down)),
		m.lines(l.All(), "map-lines"),
		m.Overlay(),
		g.El("g", g.Attr("class", "map-bands"), g.Group(m.bands())),
		g.El("g", g.Attr("text-anchor", "middle"), g.Group(m.nodes())),
	)
}

// Overlay is the part of the drawing that changes with what has failed, beside the
// classes of the nodes.
func (m Map) Overlay() g.Node {
	return g.El("g", g.Attr("id", "map-over"), m.lines(m.Layout.Pieces(m.Hot), "map-hot"), m.lines(m.Layout.Pieces(m.Way), "map-way"))
}

func (m Map) bands() []g.Node {
	var nodes []g.Node
	for i, b := range m.Layout.Bands {
		if b.Bottom <= b.Top || i >= len(m.Bands) {
			continue
		}
		nodes = append(nodes, g.El("path", g.Attr("d", "M0 "+whole(b.Top)+"H"+whole(m.Layout.Across))),
			g.El("text", g.Attr("x", "8"), g.Attr("y", whole(b.Top+14)), g.Text(clean(m.Bands[i]))))
	}
	return nodes
}

func (m Map) nodes() []g.Node {
	w, height := m.Layout.Width, m.Layout.Height
	box := g.El("rect", g.Attr("x", whole(-w/2)), g.Attr("y", whole(-height/2)), g.Attr("width", whole(w)), g.Attr("height", whole(height)), g.Attr("rx", "4"))
	nodes := make([]g.Node, 0, len(m.Nodes))
	for i, n := range m.Nodes {
		at := m.Layout.At[i]
		nodes = append(nodes, g.El("a",
			g.Attr("id", n.ID), g.If(n.class() != "", g.Attr("class", n.class())), g.Attr("href", clean(n.Href)), g.Attr("transform", "translate("+whole(at.X)+" "+whole(at.Y)+")"),
			g.If(n.State != "", g.Attr("aria-description", n.State.Word())),
			tip(n.Tip), box, n.text(w)))
		if n.More != "" {
			nodes = append(nodes, g.El("a", g.Attr("class", "map-more"), g.Attr("href", clean(n.More)), g.Attr("transform", "translate("+whole(at.X+w/2-10)+" "+whole(at.Y)+")"),
				tip("Show what is in "+n.Label), g.El("rect", g.Attr("x", "-12"), g.Attr("y", "-12"), g.Attr("width", "22"), g.Attr("height", "24"), g.Attr("rx", "4")),
				g.El("text", g.Attr("y", "4"), g.Text("+"))))
		}
	}
	return nodes
}

// text is the label of a node, with the number of things in it.
func (n MapNode) text(width float64) g.Node {
	const padding, more = 8.0, 18.0
	room := (width - padding) * textSize / mapText * roomy
	if n.Count == 0 {
		return g.El("text", g.Attr("y", "4"), g.Text(shorten(clean(n.Label), room)))
	}
	count := " · " + strconv.Itoa(n.Count)
	return g.El("text", g.Attr("x", whole(-more/2)), g.Attr("y", "4"), g.Text(shorten(clean(n.Label), room/roomy-more-textWidth(count))+count))
}

// roomy is by how much the widths that the server reckons with are too generous for
// short names; a label may touch the border of its node and not more.
const roomy = 1.12

// mapText is the height of the text on a map, in units.
const mapText = 11.0

func (n MapNode) class() string {
	c := string(n.State)
	if n.More != "" {
		c += " many"
	}
	if n.Found {
		c += " found"
	}
	if c != "" && c[0] == ' ' {
		c = c[1:]
	}
	return c
}

// lines draws pieces as one path.
func (m Map) lines(pieces []layered.Piece, class string) g.Node {
	if len(pieces) == 0 {
		return nil
	}
	var p strokes
	for _, piece := range pieces {
		p.piece(piece)
	}
	return g.El("path", g.Attr("class", class), g.Attr("d", string(p.d)))
}

// strokes is a path of whole units: a map is large, and its lines are most of it.
type strokes struct {
	d    []byte
	x, y int
}

func (p *strokes) piece(piece layered.Piece) {
	p.move(piece.Out)
	if round(piece.A.X) != p.x { // out at the side
		p.straight(layered.Point{X: piece.A.X, Y: piece.Out.Y})
	}
	p.straight(piece.A)
	p.bow(piece.A, piece.B)
	if round(piece.In.X) != p.x {
		p.straight(layered.Point{X: piece.B.X, Y: piece.In.Y})
	}
	p.straight(piece.In)
}

func (p *strokes) move(to layered.Point) {
	x, y := round(to.X), round(to.Y)
	if len(p.d) > 0 && x == p.x && y == p.y {
		return
	}
	p.write('M', x, y)
	p.x, p.y = x, y
}

// straight leads along an axis.
func (p *strokes) straight(to layered.Point) {
	x, y := round(to.X), round(to.Y)
	switch {
	case x != p.x:
		p.write('H', x)
	case y != p.y:
		p.write('V', y)
	}
	p.x, p.y = x, y
}

// bow leads from one layer to the next, leaving and arriving upright; within a
// layer it hangs below.
func (p *strokes) bow(from, to layered.Point) {
	x, y := round(to.X), round(to.Y)
	middle := (p.y + y) / 2
	switch {
	case from.Y == to.Y:
		p.write('C', p.x, y+16, x, y+16, x, y)
	case x == p.x:
		p.write('V', y)
	default:
		p.write('C', p.x, middle, x, middle, x, y)
	}
	p.x, p.y = x, y
}

func (p *strokes) write(command byte, numbers ...int) {
	p.d = append(p.d, command)
	for i, n := range numbers {
		if i > 0 && n >= 0 {
			p.d = append(p.d, ' ')
		}
		p.d = strconv.AppendInt(p.d, int64(n), 10)
	}
}

func whole(v float64) string { return strconv.Itoa(round(v)) }

func round(v float64) int { return int(math.Round(v)) }
