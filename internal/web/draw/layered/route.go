package layered

// Piece is a part of the way of an edge, to be drawn once: from Out straight to A,
// curved to B, and straight to In. It leads from a node, or a point of a long edge,
// to the next layer. Out and A may be the same, and so may B and In.
type Piece struct {
	Out, A, B, In Point
	Up            bool // it leads to something above
}

// All gives every piece of the drawing.
func (l *Layout) All() []Piece {
	edges := make([]int, len(l.net.edges))
	for i := range edges {
		edges[i] = i
	}
	return l.Pieces(edges)
}

// Pieces gives the pieces of some edges, named by their places in the graph. What
// several of them share stands there once.
func (l *Layout) Pieces(edges []int) []Piece {
	drawn := map[[2]int32]bool{}
	var pieces []Piece
	for _, i := range edges {
		e := l.net.edges[i]
		way, ok := l.net.way(e)
		if !ok {
			if e.From != e.To {
				pieces = append(pieces, l.flat(e))
			}
			continue
		}
		step := int32(1 - 2*way)
		from := int32(e.From)
		for at := l.net.layer[from]; at != l.net.layer[e.To]; at += step {
			to := l.net.point(way, e.To, at+step)
			if drawn[[2]int32{from, to}] {
				break // and with it all that follows
			}
			drawn[[2]int32{from, to}] = true
			pieces = append(pieces, l.piece(way, from, to))
			from = to
		}
	}
	return pieces
}

// piece is that from one item to one of the next layer. A line ends where it leaves
// the layer of its point.
func (l *Layout) piece(way int, from, to int32) Piece {
	p := Piece{Up: way == goesUp}
	if way == goesDown {
		p.Out, p.A = l.bottom(from)
		p.In, p.B = l.top(to)
	} else {
		p.Out, p.A = l.top(from)
		p.In, p.B = l.bottom(to)
	}
	if int(from) >= l.net.nodes {
		p.Out = p.A
	}
	if int(to) >= l.net.nodes {
		at := &l.layers[l.net.layer[to]]
		p.In = Point{p.B.X, at.bottom}
		if way == goesUp {
			p.In.Y = at.top
		}
	}
	return p
}

// bottom is where a line leaves an item downwards, and where it leaves the layer: out
// of a column that goes on below, beside it.
func (l *Layout) bottom(item int32) (port, edge Point) {
	at := &l.layers[l.net.layer[item]]
	x := l.x[item]
	switch {
	case int(item) >= l.net.nodes:
		return Point{x, at.bottom}, Point{x, at.bottom}
	case l.last[item]:
		return Point{x, l.At[item].Y + l.Height/2}, Point{x, at.bottom}
	}
	side := x + l.Width/2
	return Point{side, l.At[item].Y}, Point{side + gutter/4, at.bottom}
}

// top is the same upwards.
func (l *Layout) top(item int32) (port, edge Point) {
	at := &l.layers[l.net.layer[item]]
	x := l.x[item]
	switch {
	case int(item) >= l.net.nodes:
		return Point{x, at.top}, Point{x, at.top}
	case l.row[item] == 0:
		return Point{x, at.top}, Point{x, at.top}
	}
	side := x - l.Width/2
	return Point{side, l.At[item].Y}, Point{side - gutter/4, at.top}
}

// flat is the piece between two nodes of one layer: a bow below it.
func (l *Layout) flat(e Edge) Piece {
	var p Piece
	p.Out, p.A = l.bottom(int32(e.From))
	p.In, p.B = l.bottom(int32(e.To))
	return p
}
