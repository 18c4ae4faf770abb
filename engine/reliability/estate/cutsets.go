package estate

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"fairlead/engine/reliability/internal/unique"
	"fairlead/engine/reliability/internal/zdd"
)

// CutSets holds for every thing the minimal sets of failures, up to an order, that
// stop it. It may be read by several goroutines.
type CutSets struct {
	Order  int
	graph  *Graph
	nodes  []zdd.Node
	levels []int32 // the thing of each level
	roots  []zdd.Ref
}

// mostOrder bounds the order: larger sets of failures are the business of the
// diagrams of FaultTree.
const mostOrder = 8

// CutSets finds the minimal sets of at most so many failures that stop each of the
// named things; none named means all. All share one diagram, so that what many need
// is worked out once. Memory bounds the diagram in bytes, 0 means 1 GiB. It fails
// where the order is not between 1 and 8, the memory is not enough, a name is
// unknown, or ctx is done.
func (g *Graph) CutSets(ctx context.Context, m Meaning, order int, memory int64, names ...string) (*CutSets, error) {
	if order < 1 || order > mostOrder {
		return nil, fmt.Errorf("the order %d is not between 1 and %d", order, mostOrder)
	}
	if memory <= 0 {
		memory = 1 << 30
	}
	wanted, err := g.wanted(names)
	if err != nil {
		return nil, err
	}
	levels, level := g.order()
	f := &families{
		g: g, meaning: m, order: order, level: level, at: make([]zdd.Ref, len(g.nodes)),
		d: zdd.New(ctx, int(min(max(memory/zdd.BytesPerNode, 1<<10), 1<<30)), nil),
	}
	if err := f.run(wanted); errors.Is(err, unique.ErrFull) {
		return nil, fmt.Errorf("the cut sets up to order %d do not fit into %d bytes; ask for a lower order or fewer things", order, memory)
	} else if err != nil {
		return nil, err
	}
	nodes, roots := f.d.CompactAll(f.at[:len(g.things)])
	return &CutSets{Order: order, graph: g, nodes: nodes, levels: levels, roots: roots}, nil
}

// wanted marks the nodes that the named things need, themselves among them.
func (g *Graph) wanted(names []string) ([]bool, error) {
	in := make([]bool, len(g.nodes))
	var waiting []int32
	for _, name := range names {
		n, err := g.thing(name)
		if err != nil {
			return nil, err
		}
		in[n] = true
		waiting = append(waiting, n)
	}
	for len(waiting) > 0 {
		n := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		for _, a := range g.nodes[n].args {
			if !in[a] {
				in[a] = true
				waiting = append(waiting, a)
			}
		}
	}
	for n := range in {
		in[n] = in[n] || len(names) == 0
	}
	return in, nil
}

// order numbers the things: what is needed by others stands below them, near the
// end, so that services share the lower part of the diagram.
func (g *Graph) order() (levels, level []int32) {
	level = make([]int32, len(g.things))
	for i := len(g.groups) - 1; i >= 0; i-- {
		for _, n := range g.groups[i] {
			if g.isThing(n) {
				level[n] = int32(len(levels))
				levels = append(levels, n)
			}
		}
	}
	return levels, level
}

// families works out the cut sets of nodes.
type families struct {
	g       *Graph
	meaning Meaning
	order   int
	level   []int32
	d       *zdd.Diagram
	at      []zdd.Ref
}

func (f *families) run(wanted []bool) error {
	for _, group := range f.g.groups {
		if !wanted[group[0]] {
			continue
		}
		if !f.g.circular(group) {
			f.at[group[0]] = f.family(group[0])
		} else {
			f.circle(group)
		}
		if err := f.d.Err(); err != nil {
			return err
		}
	}
	return nil
}

// circle goes to the fixpoint: a thing that stays up begins without failures that
// stop it, one that must start begins down.
func (f *families) circle(group []int32) {
	first := zdd.Empty
	if f.meaning == ColdStart {
		first = zdd.Unit
	}
	for _, n := range group {
		f.at[n] = first
	}
	for changed := true; changed && f.d.Err() == nil; {
		changed = false
		for _, n := range group {
			now := f.family(n)
			changed = changed || now != f.at[n]
			f.at[n] = now
		}
	}
}

func (f *families) family(n int32) zdd.Ref {
	node := f.g.nodes[n]
	args := make([]zdd.Ref, len(node.args))
	for i, a := range node.args {
		args[i] = f.at[a]
	}
	if !f.g.isThing(n) {
		return f.gate(len(args)-node.min+1, args) // it is down when so many are
	}
	if !f.g.things[n].Solid {
		args = append(args, f.d.Element(int(f.level[n])))
	}
	return f.d.UnionAll(args)
}

func (f *families) gate(down int, args []zdd.Ref) zdd.Ref {
	switch down {
	case 1:
		return f.d.UnionAll(args)
	case len(args):
		return f.d.ProductAll(args, f.order)
	}
	return f.d.AtLeast(down, args, f.order)
}

// Of gives the sets that stop a thing, each sorted, smaller sets not before larger
// ones. A thing that is down although nothing has failed has one set, which is
// empty. Things that were not asked for, and unknown ones, have none.
func (c *CutSets) Of(name string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		n, err := c.graph.thing(name)
		if err != nil {
			return
		}
		c.walk(c.roots[n], nil, yield)
	}
}

func (c *CutSets) walk(at zdd.Ref, set []int32, yield func([]string) bool) bool {
	switch at {
	case zdd.Empty:
		return true
	case zdd.Unit:
		return yield(c.graph.names(set))
	}
	n := c.nodes[at]
	return c.walk(n.Hi, append(slices.Clip(set), c.levels[n.Level]), yield) && c.walk(n.Lo, set, yield)
}

// Count is how many sets of each order stop a thing, from order 0.
func (c *CutSets) Count(name string) []int {
	counts := make([]int, c.Order+1)
	for set := range c.Of(name) {
		counts[len(set)]++
	}
	return counts
}
