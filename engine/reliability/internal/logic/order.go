package logic

import (
	"cmp"
	"context"
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

// Order gives the inputs of a module in the order of a heuristic. When ctx is done
// it gives the best order so far.
func (g *Graph) Order(ctx context.Context, m Module, h Heuristic) []int {
	o := newOrderer(g, m)
	var order []int32
	switch h {
	case LightFirst:
		order = o.walk(o.lighter)
	case HeavyFirst:
		order = o.walk(func(a, b int32) int { return o.lighter(b, a) })
	case UsedFirst:
		order = o.walk(func(a, b int32) int { return cmp.Compare(o.uses[b], o.uses[a]) })
	case Force:
		order = o.force(ctx, o.walk(nil))
	case ForceLight:
		order = o.force(ctx, o.walk(o.lighter))
	default:
		order = o.walk(nil)
	}
	nodes := make([]int, len(order))
	for i, n := range order {
		nodes[i] = m.Inputs[n]
	}
	return nodes
}

// orderer numbers the nodes of a module for itself: the inputs, then the gates.
type orderer struct {
	inputs int
	args   [][]int32 // by node; none for inputs
	uses   []int
	weight []float64 // inputs below, counted as often as they are met
}

func newOrderer(g *Graph, m Module) *orderer {
	size := len(m.Inputs) + len(m.Gates)
	o := &orderer{inputs: len(m.Inputs), args: make([][]int32, size), uses: make([]int, size), weight: make([]float64, size)}
	number := make(map[int]int32, size)
	for i, n := range m.Inputs {
		number[n] = int32(i)
		o.weight[i] = 1
	}
	for i, n := range m.Gates {
		at := int32(len(m.Inputs) + i)
		number[n] = at
		for _, a := range g.Nodes[n].Args {
			arg := number[a.Node()]
			o.args[at] = append(o.args[at], arg)
			o.uses[arg]++
			o.weight[at] += o.weight[arg]
		}
	}
	return o
}

func (o *orderer) lighter(a, b int32) int { return cmp.Compare(o.weight[a], o.weight[b]) }

// walk goes over the gates depth first, arguments in the given order. The root
// has the last number.
func (o *orderer) walk(compare func(a, b int32) int) []int32 {
	order := make([]int32, 0, o.inputs)
	seen := make([]bool, len(o.args))
	var visit func(n int32)
	visit = func(n int32) {
		if seen[n] {
			return
		}
		seen[n] = true
		if int(n) < o.inputs {
			order = append(order, n)
			return
		}
		args := o.args[n]
		if compare != nil {
			args = slices.Clone(args)
			slices.SortStableFunc(args, compare)
		}
		for _, a := range args {
			visit(a)
		}
	}
	if len(o.args) > 0 {
		visit(int32(len(o.args) - 1))
	}
	return order
}

// rounds bounds how long force pulls.
const rounds = 60

// force pulls together what gates connect: each gate stands in the middle of its
// arguments, each node in the middle of its gates, in turn (Aloul, Markov and
// Sakallah, "FORCE: a fast and easy-to-implement variable-ordering heuristic",
// GLSVLSI 2003). The order with the shortest gates is kept.
func (o *orderer) force(ctx context.Context, start []int32) []int32 {
	place := make([]float64, len(o.args))
	for i, n := range start {
		place[n] = float64(i)
	}
	for n := o.inputs; n < len(o.args); n++ { // gates begin in the middle of what is below them
		place[n] = o.middle(n, place)
	}
	best, least := start, o.span(place)
	for round := 0; round < rounds && ctx.Err() == nil; round++ {
		o.pull(place)
		order := slices.Clone(start)
		slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(place[a], place[b]) })
		for i, n := range order {
			place[n] = float64(i)
		}
		if s := o.span(place); s < least {
			best, least = order, s
		}
	}
	return best
}

func (o *orderer) middle(n int, place []float64) float64 {
	sum := 0.0
	for _, a := range o.args[n] {
		sum += place[a]
	}
	return sum / float64(len(o.args[n]))
}

// pull moves every node to the mean of the centres of its edges: an edge is a
// gate with its arguments.
func (o *orderer) pull(place []float64) {
	sum, count := make([]float64, len(place)), make([]float64, len(place))
	for n := o.inputs; n < len(o.args); n++ {
		args := o.args[n]
		centre := (o.middle(n, place)*float64(len(args)) + place[n]) / float64(len(args)+1)
		sum[n] += centre
		count[n]++
		for _, a := range args {
			sum[a] += centre
			count[a]++
		}
	}
	for n, c := range count {
		if c > 0 {
			place[n] = sum[n] / c
		}
	}
}

// span is how far gates reach in all.
func (o *orderer) span(place []float64) float64 {
	total := 0.0
	for n := o.inputs; n < len(o.args); n++ {
		least, most := place[n], place[n]
		for _, a := range o.args[n] {
			least, most = min(least, place[a]), max(most, place[a])
		}
		total += most - least
	}
	return total
}
