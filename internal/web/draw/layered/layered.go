package layered

import "math"

// Graph is what is to be laid out. Nodes are called by their place, from 0.
type Graph struct {
	Bands []int // of each node: the band in which it stands, 0 at the top
	Edges []Edge
}

// Edge leads from a node to one that it needs. An edge from a node to itself is
// not drawn.
type Edge struct{ From, To int }

// Settings are the measures of a layout, in units of the drawing. The zero value
// is usable.
type Settings struct {
	Width, Height float64 // of a node; zero is 120 by 24
	Columns       int     // most nodes beside each other; zero makes the drawing about 3 wide and 2 high
	Sweeps        int     // most passes over the layers for their order; zero is 8
}

// The room between nodes and layers, in units.
const (
	gutter   = 16.0 // between two columns
	between  = 8.0  // between two nodes of a column
	lane     = 5.0  // the width of a line that passes through a layer
	fall     = 36.0 // between two layers of a band: what lines need to turn
	head     = 26.0 // above a band, for its title
	margin   = 16.0 // around everything
	narrow   = 7    // columns at least
	maxDepth = 8    // layers of a band at most; what lies deeper shares the last
)

func (s Settings) filled(nodes int) Settings {
	if s.Width <= 0 {
		s.Width = 120
	}
	if s.Height <= 0 {
		s.Height = 24
	}
	if s.Sweeps <= 0 {
		s.Sweeps = 8
	}
	if s.Columns <= 0 {
		area := float64(nodes) * (s.Width + gutter) * (s.Height + between)
		s.Columns = max(narrow, int(math.Sqrt(1.5*area)/(s.Width+gutter)))
	}
	return s
}

// Point is a place in the drawing; y grows downwards.
type Point struct{ X, Y float64 }

// Span is from one height to another.
type Span struct{ Top, Bottom float64 }

// Layout is where everything stands.
type Layout struct {
	Settings
	At            []Point // the middle of each node
	Bands         []Span  // of each band, with the room for its title; of no height where it has no nodes
	Across, Down  float64 // the size of the drawing
	Crossings     int64   // of the edges between neighbouring layers, in the order that was chosen
	FirstCrossing int64   // the same in the order in which the nodes came

	layers []layer
	net    *net
	x      []float64 // of each item
	row    []int32   // of each node: which of its column, from the top
	last   []bool    // of each node: whether it is the lowest of its column
}

// layer is a row of nodes, or several when it is wrapped.
type layer struct {
	band        int
	items       []int32 // nodes, and points of long edges, from left to right
	top, bottom float64
}

// Lay lays a graph out.
func Lay(g Graph, s Settings) *Layout {
	l := &Layout{Settings: s.filled(len(g.Bands))}
	r := ranks(g)
	l.net = connect(g, r)
	l.layers = l.net.layers(r)
	o := newOrder(l.net, l.layers)
	l.FirstCrossing = o.crossings()
	l.Crossings = o.sweep(l.Sweeps, l.FirstCrossing)
	l.place()
	return l
}
