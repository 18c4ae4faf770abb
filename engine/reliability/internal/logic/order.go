package logic

import (
	"cmp"
	"slices"
)

// Heuristic is a way to order the inputs of a module for a decision diagram. No
// one of them is best on all trees (Bouissou, Bruyère and Rauzy, "BDD based
// fault-tree processing: a comparison of variable ordering heuristics", ESREL
// 1997), so that several are tried.
type Heuristic uint8

// The heuristics. The first four walk over the gates and take the inputs as they
// come to them.
const (
	AsWritten  Heuristic = iota // in the order of the file
	LightFirst                  // arguments with few inputs below them first
	HeavyFirst                  // arguments with many inputs below them first
	UsedFirst                   // arguments that many gates use first
	Force                       // AsWritten, then pulled together
	ForceLight                  // LightFirst, then pulled together
)

// All lists the heuristics.
func All() []Heuristic {
	return []Heuristic{AsWritten, LightFirst, HeavyFirst, UsedFirst, Force, ForceLight}
}

// Order gives the inputs of a module in the order of a heuristic.
func (g *Graph) Order(m Module, h Heuristic) []int {
	o := newOrderer(g, m)
	switch h {
	case LightFirst:
		return o.walk(func(a, b int) int { return cmp.Compare(o.weight[a], o.weight[b]) })
	case HeavyFirst:
		return o.walk(func(a, b int) int { return cmp.Compare(o.weight[b], o.weight[a]) })
	case UsedFirst:
		return o.walk(func(a, b int) int { return cmp.Compare(o.uses[b], o.uses[a]) })
	case Force:
		return o.force(o.walk(nil))
	case ForceLight:
		return o.force(g.Order(m, LightFirst))
	}
	return o.walk(nil)
}

type orderer struct {
	g      *Graph
	m      Module
	inner  map[int]bool    // the gates of the module
	uses   map[int]int     // by node, within the module
	weight map[int]float64 // inputs below, counted as often as they are met
}

func newOrderer(g *Graph, m Module) *orderer {
	o := &orderer{g: g, m: m, inner: map[int]bool{}, uses: map[int]int{}, weight: map[int]float64{}}
	for _, n := range m.Inputs {
		o.weight[n] = 1
	}
	for _, n := range m.Gates {
		o.inner[n] = true
		for _, a := range g.Nodes[n].Args {
			o.uses[a.Node()]++
			o.weight[n] += o.weight[a.Node()]
		}
	}
	return o
}

// walk goes over the gates depth first, arguments in the given order.
func (o *orderer) walk(compare func(a, b int) int) []int {
	order := make([]int, 0, len(o.m.Inputs))
	seen := map[int]bool{}
	var visit func(n int)
	visit = func(n int) {
		if seen[n] {
			return
		}
		seen[n] = true
		if o.g.Nodes[n].Kind == Constant {
			return
		}
		if !o.inner[n] {
			order = append(order, n)
			return
		}
		args := make([]int, 0, len(o.g.Nodes[n].Args))
		for _, a := range o.g.Nodes[n].Args {
			args = append(args, a.Node())
		}
		if compare != nil {
			slices.SortStableFunc(args, compare)
		}
		for _, a := range args {
			visit(a)
		}
	}
	visit(o.m.Root)
	return order
}

// rounds bounds how long force pulls.
const rounds = 60

// force pulls together what gates connect: each gate stands in the middle of its
// arguments, each node in the middle of its gates, in turn (Aloul, Markov and
// Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic",
// GLSVLSI 2003). The order with the shortest gates is kept.
func (o *orderer) force(start []int) []int {
	place := map[int]float64{}
	for i, n := range start {
		place[n] = float64(i)
	}
	for _, n := range o.m.Gates { // gates begin in the middle of what is below them
		place[n] = o.middle(n, place)
	}
	best, least := start, o.span(place)
	for range rounds {
		o.pull(place)
		order := slices.Clone(o.m.Inputs)
		slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(place[a], place[b]) })
		for i, n := range order {
			place[n] = float64(i)
		}
		if s := o.span(place); s < least {
			best, least = order, s
		}
	}
	return best
}

func (o *orderer) middle(n int, place map[int]float64) float64 {
	sum := 0.0
	for _, a := range o.g.Nodes[n].Args {
		sum += place[a.Node()]
	}
	return sum / float64(len(o.g.Nodes[n].Args))
}

// pull moves every node to the mean of the centres of its edges: an edge is a
// gate with its arguments.
func (o *orderer) pull(place map[int]float64) {
	sum, count := map[int]float64{}, map[int]float64{}
	for _, n := range o.m.Gates {
		args := o.g.Nodes[n].Args
		centre := (o.middle(n, place)*float64(len(args)) + place[n]) / float64(len(args)+1)
		sum[n] += centre
		count[n]++
		for _, a := range args {
			sum[a.Node()] += centre
			count[a.Node()]++
		}
	}
	for n, c := range count {
		place[n] = sum[n] / c
	}
}

// span is how far gates reach in all.
func (o *orderer) span(place map[int]float64) float64 {
	total := 0.0
	for _, n := range o.m.Gates {
		least, most := place[n], place[n]
		for _, a := range o.g.Nodes[n].Args {
			least, most = min(least, place[a.Node()]), max(most, place[a.Node()])
		}
		total += most - least
	}
	return total
}
