package reliability

import (
	"context"
	"errors"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/logic"
	"fairlead/engine/reliability/internal/unique"
	"fairlead/engine/reliability/internal/zdd"
)

// builder makes the parts of a tree, inner ones first.
type builder struct {
	ctx      context.Context
	c        *compiled
	settings Settings
	values   []float64 // probabilities of the events; nil where one is not known
	coherent bool

	parts   []part
	ranges  []span // the probability of each part
	partOf  map[int]int
	flipped map[int]bool // the part is the negation of its gate, so that without failures it is false
	least   []int        // the least order of the cut sets of each part
	diagram *bdd.Diagram
}

func (b *builder) build() error {
	modules := b.c.graph.Modules(b.c.root)
	if b.settings.PrimeImplicants && !b.coherent {
		modules = b.c.graph.Whole(b.c.root)
	}
	for i, m := range modules {
		if err := b.module(m, i == len(modules)-1); err != nil {
			return err
		}
	}
	return nil
}

// rungs are the shares of the allowed nodes with which orders are tried, small
// ones first: most modules need little, and what needs much is worth some failed
// tries. The last share is not for all orders, because each of them takes long.
var rungs = []struct {
	share  int
	orders []logic.Heuristic
}{
	{4096, logic.All()},
	{256, logic.All()},
	{48, logic.All()},
	{12, logic.All()},
	{3, []logic.Heuristic{logic.AsWritten, logic.LightFirst, logic.ForceLight}},
}

// module makes the part of a module: the first order whose diagram fits into a
// bound gives it. Nothing here depends on time, so that the same tree under the
// same settings always has the same result.
func (b *builder) module(m logic.Module, last bool) error {
	orders := map[logic.Heuristic][]int{}
	for _, r := range rungs {
		if b.settings.CutSetsOnly && b.coherent && len(m.Gates) > 0 {
			if done, err := b.fromGates(m, max(b.settings.zddNodes()/r.share, fewestNodes)); done || err != nil {
				return err
			}
		}
		bound := max(b.settings.bddNodes()/r.share, fewestNodes)
		for _, h := range r.orders {
			if orders[h] == nil {
				orders[h] = b.c.graph.Order(b.ctx, m, h)
			}
			done, err := b.try(m, orders[h], bound, last)
			if done || err != nil {
				return err
			}
		}
	}
	return b.beyond(m, last)
}

// try makes the part with one order under a bound.
func (b *builder) try(m logic.Module, order []int, bound int, last bool) (done bool, err error) {
	b.diagram.Reset(b.ctx, bound)
	f := b.function(m, order)
	if err := b.diagram.Err(); errors.Is(err, unique.ErrFull) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	p := part{inputs: b.inputs(order), method: "decision diagram"}
	f = b.polarise(m, f, last)
	if err := b.cutSets(&p, f); err != nil {
		return false, err
	}
	var roots []bdd.Ref
	p.nodes, roots = b.diagram.Compact(f)
	p.lower = roots[0]
	p.upper = p.lower
	b.add(m, p)
	return true, nil
}

// fromGates makes the part under a bound from the cut sets of its gates, without
// its function.
func (b *builder) fromGates(m logic.Module, bound int) (done bool, err error) {
	order := b.c.graph.Order(b.ctx, m, logic.AsWritten)
	p := part{inputs: b.inputs(order), method: "gates"}
	done, err = b.families(&p, m, order, b.settings.most(), bound)
	if done {
		b.add(m, p)
	}
	return done, err
}

// polarise gives a part the sign with which it is false as long as nothing has
// failed; the top keeps its own.
func (b *builder) polarise(m logic.Module, f bdd.Ref, last bool) bdd.Ref {
	if last {
		return f ^ bdd.Ref(b.c.root&1)
	}
	if b.diagram.WithNone(f) {
		b.flipped[m.Root] = true
		return f.Not()
	}
	return f
}

func (b *builder) inputs(order []int) []input {
	all := make([]input, len(order))
	for i, n := range order {
		node := b.c.graph.Nodes[n]
		if node.Kind == logic.Variable {
			all[i] = input{event: node.Var, part: -1}
		} else {
			all[i] = input{event: -1, part: b.partOf[n]}
		}
	}
	return all
}

func (b *builder) add(m logic.Module, p part) {
	b.partOf[m.Root] = len(b.parts)
	b.parts = append(b.parts, p)
	b.least = append(b.least, leastOrder(&p, b.least))
	b.ranges = append(b.ranges, b.probability(&p))
}

// function makes the diagram of a module over its inputs in the given order.
func (b *builder) function(m logic.Module, order []int) bdd.Ref {
	return b.newGates(m, order).build()
}

func (b *builder) newGates(m logic.Module, order []int) *gates {
	g := &gates{d: b.diagram, graph: b.c.graph, module: m, left: map[int]int{}, at: map[int]bdd.Ref{care: bdd.True}}
	for level, n := range order {
		g.at[n] = b.diagram.Variable(level)
		if b.flipped[n] {
			g.at[n] = g.at[n].Not()
		}
	}
	return g
}

// gates makes the functions of the gates of a module, arguments first, and lets
// go of each after its last use.
type gates struct {
	d      *bdd.Diagram
	graph  *logic.Graph
	module logic.Module
	left   map[int]int // uses to come
	at     map[int]bdd.Ref
}

// care is where among the functions of gates the one stands outside of which
// nothing matters.
const care = -1

// mostCollections bounds how long a try may go on that fits only by letting go of
// nearly everything over and over: another order is the better hope.
const mostCollections = 3

func (g *gates) build() bdd.Ref {
	for _, n := range g.module.Gates {
		for _, a := range g.graph.Nodes[n].Args {
			g.left[a.Node()]++
		}
	}
	collected, collections := g.d.Len(), 0
	for _, n := range g.module.Gates {
		if g.d.Err() != nil {
			return bdd.False
		}
		if g.d.Full() && g.d.Len() > 2*collected && collections < mostCollections {
			g.collect()
			collected, collections = g.d.Len(), collections+1
		}
		g.at[n] = g.d.And(g.gate(g.graph.Nodes[n]), g.at[care])
		g.release(n)
	}
	return g.at[g.module.Root]
}

func (g *gates) gate(n logic.Node) bdd.Ref {
	args := make([]bdd.Ref, len(n.Args))
	for i, a := range n.Args {
		args[i] = g.at[a.Node()] ^ bdd.Ref(a&1)
	}
	switch n.Kind {
	case logic.And:
		return g.d.AndAll(args)
	case logic.Or:
		return g.d.OrAll(args)
	case logic.AtLeast:
		return g.d.AtLeast(n.Min, args)
	}
	return g.d.Xor(args[0], args[1])
}

func (g *gates) release(n int) {
	for _, a := range g.graph.Nodes[n].Args {
		if g.left[a.Node()]--; g.left[a.Node()] == 0 {
			delete(g.at, a.Node())
		}
	}
}

func (g *gates) collect() {
	keys := make([]int, 0, len(g.at))
	refs := make([]bdd.Ref, 0, len(g.at))
	for n, f := range g.at {
		keys, refs = append(keys, n), append(refs, f)
	}
	roots := make([]*bdd.Ref, len(refs))
	for i := range refs {
		roots[i] = &refs[i]
	}
	g.d.Collect(roots)
	for i, n := range keys {
		g.at[n] = refs[i]
	}
}

// weights are the least orders of the inputs, which is what they add to the order
// of a cut set.
func (b *builder) weights(p *part) []int {
	w := make([]int, len(p.inputs))
	for i, in := range p.inputs {
		w[i] = 1
		if in.event < 0 {
			w[i] = b.least[in.part]
		}
	}
	return w
}

// cutSets makes the sets of a part from its function. Where they do not fit, they
// are made up to the largest order that fits.
func (b *builder) cutSets(p *part, f bdd.Ref) error {
	if b.settings.PrimeImplicants && !b.coherent {
		return b.primes(p, f)
	}
	orders := ascending(b.settings.most())
	last := len(orders) - 1
	if fits, err := b.minimal(p, f, orders[last]); fits || err != nil {
		return err
	}
	p.noSets = true
	for _, most := range orders[:last] {
		if fits, err := b.minimal(p, f, most); !fits || err != nil {
			return err
		}
		p.noSets = false
	}
	return nil
}

// minimal makes the sets of a part up to an order; fits is false where there is
// not enough memory for them, and the part is then as it was.
func (b *builder) minimal(p *part, f bdd.Ref, most int) (fits bool, err error) {
	z := zdd.New(b.ctx, b.settings.zddNodes(), b.weights(p))
	return p.take(z, z.Minimal(b.diagram, f, most), most)
}

func (b *builder) primes(p *part, f bdd.Ref) error {
	z := zdd.New(b.ctx, b.settings.zddNodes(), nil)
	root := z.Prime(b.diagram, f)
	switch err := errors.Join(z.Err(), b.diagram.Err()); {
	case errors.Is(err, unique.ErrFull):
		p.noSets = true
		return nil
	case err != nil:
		return err
	}
	p.sets, p.root = z.Compact(root)
	p.most, p.literals = zdd.Unbounded, true
	return nil
}
