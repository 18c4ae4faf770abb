package layered

// net is the graph with each edge led from layer to layer. Its items are the nodes
// and, after them, the points of long edges. All edges that come down to a node
// share one chain of points, those that come up to it another.
type net struct {
	nodes  int
	edges  []Edge
	layer  []int32  // of each item
	chains [2]chain // down, up
	links  []link
	above  sides // what items are joined to in the layer above
	below  sides
}

// chain is, of each node, the points on the way to it.
type chain struct {
	first []int32 // the point farthest from the node; those nearer follow it
	far   []int32 // the layer of that point, or the node's own
}

// link joins an item with one of the layer below.
type link struct {
	up, down int32
	weight   int32 // how many edges lead through it
}

// side is the other end of a link.
type side struct{ item, weight int32 }

// sides are those of all items, behind each other.
type sides struct {
	start []int32 // of each item, and the end of the last
	list  []side
}

func (s *sides) of(item int32) []side { return s.list[s.start[item]:s.start[item+1]] }

const (
	goesDown = 0
	goesUp   = 1
)

// way is in which direction an edge leads; ok is false within a layer.
func (n *net) way(e Edge) (way int, ok bool) {
	from, to := n.layer[e.From], n.layer[e.To]
	if from < to {
		return goesDown, true
	}
	return goesUp, from > to
}

// connect leads the edges through the layers.
func connect(g Graph, r ranking) *net {
	n := &net{nodes: len(g.Bands), edges: g.Edges, layer: r.layer}
	for way := range n.chains {
		n.chains[way] = n.points(way)
	}
	n.join()
	return n
}

// points makes the chains of a direction: from the dependent that is farthest.
func (n *net) points(way int) chain {
	step := int32(1 - 2*way)
	c := chain{make([]int32, n.nodes), append([]int32(nil), n.layer[:n.nodes]...)}
	for _, e := range n.edges {
		if w, ok := n.way(e); ok && w == way {
			if near := n.layer[e.From] + step; (c.far[e.To]-near)*step > 0 {
				c.far[e.To] = near
			}
		}
	}
	for to := range n.nodes {
		c.first[to] = int32(len(n.layer))
		for at := c.far[to]; at != n.layer[to]; at += step {
			n.layer = append(n.layer, at)
		}
	}
	return c
}

// point is the item of a chain in a layer: the node itself in its own.
func (n *net) point(way int, to int, layer int32) int32 {
	if layer == n.layer[to] {
		return int32(to)
	}
	c := &n.chains[way]
	return c.first[to] + (layer-c.far[to])*int32(1-2*way)
}

// join makes the links: from each node into the chain of what it needs, and along
// the chains, with as many edges as lead through.
func (n *net) join() {
	through := make([]int32, len(n.layer)) // how many edges enter at an item or before
	for _, e := range n.edges {
		if way, ok := n.way(e); ok {
			enter := n.point(way, e.To, n.layer[e.From]+int32(1-2*way))
			n.link(way, int32(e.From), enter, 1)
			through[enter]++
		}
	}
	for way := range n.chains {
		step := int32(1 - 2*way)
		for to := range n.nodes {
			for at := n.chains[way].far[to]; at != n.layer[to]; at += step {
				here, next := n.point(way, to, at), n.point(way, to, at+step)
				n.link(way, here, next, through[here])
				if next >= int32(n.nodes) {
					through[next] += through[here]
				}
			}
		}
	}
	n.above = n.sides(func(l link) (int32, int32) { return l.down, l.up })
	n.below = n.sides(func(l link) (int32, int32) { return l.up, l.down })
}

// sides sorts the links by one of their ends.
func (n *net) sides(ends func(link) (of, to int32)) sides {
	s := sides{make([]int32, len(n.layer)+1), make([]side, len(n.links))}
	for _, l := range n.links {
		of, _ := ends(l)
		s.start[of+1]++
	}
	for i := range len(n.layer) {
		s.start[i+1] += s.start[i]
	}
	fill := append([]int32(nil), s.start...)
	for _, l := range n.links {
		of, to := ends(l)
		s.list[fill[of]] = side{to, l.weight}
		fill[of]++
	}
	return s
}

// layers lists the items of each layer: the nodes in the order in which they came,
// then the points.
func (n *net) layers(r ranking) []layer {
	layers := make([]layer, len(r.band))
	for i, band := range r.band {
		layers[i].band = band
	}
	for item, at := range n.layer {
		layers[at].items = append(layers[at].items, int32(item))
	}
	return layers
}

func (n *net) link(way int, from, to, weight int32) {
	if way == goesUp {
		from, to = to, from
	}
	n.links = append(n.links, link{from, to, weight})
}
