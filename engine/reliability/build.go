package reliability

import (
	"context"
	"errors"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/logic"
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

// module makes the part of a module: the first order whose diagram fits into a
// bound gives it; the bounds grow from small to all that is allowed.
func (b *builder) module(m logic.Module, last bool) error {
	most := b.settings.bddNodes()
	for _, share := range []int{4096, 256, 32, 4, 1} {
		bound := most / share
		if bound < fewestNodes && share > 1 {
			continue
		}
		for h := range logic.Heuristics {
			if share == 1 && h > logic.AsWritten {
				break // that would take too long
			}
			done, err := b.try(m, h, bound, last)
			if done || err != nil {
				return err
			}
		}
	}
	return b.beyond(m, last)
}

// try makes the part with one order under a bound.
func (b *builder) try(m logic.Module, h logic.Heuristic, bound int, last bool) (done bool, err error) {
	order := b.c.graph.Order(m, h)
	b.diagram.Reset(b.ctx, bound)
	f := b.function(m, order)
	if err := b.diagram.Err(); errors.Is(err, bdd.ErrFull) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	p := part{inputs: b.inputs(order), method: "decision diagram"}
	f = b.polarise(m, f, last)
	if err := b.cutSets(&p, m, order, f); err != nil {
		return false, err
	}
	var roots []bdd.Ref
	p.nodes, roots = b.diagram.Compact(f)
	p.lower = roots[0]
	p.upper = p.lower
	b.add(m, p)
	return true, nil
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
	g := gates{d: b.diagram, graph: b.c.graph, module: m, left: map[int]int{}, at: map[int]bdd.Ref{}}
	for level, n := range order {
		g.at[n] = b.diagram.Variable(level)
		if b.flipped[n] {
			g.at[n] = g.at[n].Not()
		}
	}
	return g.build()
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

func (g *gates) build() bdd.Ref {
	for _, n := range g.module.Gates {
		for _, a := range g.graph.Nodes[n].Args {
			g.left[a.Node()]++
		}
	}
	collected := g.d.Len()
	for _, n := range g.module.Gates {
		if g.d.Err() != nil {
			return bdd.False
		}
		if g.d.Full() && g.d.Len() > 2*collected {
			g.collect()
			collected = g.d.Len()
		}
		g.at[n] = g.gate(g.graph.Nodes[n])
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
func (b *builder) cutSets(p *part, m logic.Module, order []int, f bdd.Ref) error {
	if b.settings.PrimeImplicants && !b.coherent {
		return b.primes(p, f)
	}
	for _, most := range b.orders() {
		z := zdd.New(b.ctx, b.settings.zddNodes(), b.weights(p))
		root := z.Minimal(b.diagram, f, most)
		if err := z.Err(); err == nil {
			p.sets, p.root = z.Compact(root)
			p.most = most
			return nil
		} else if !errors.Is(err, zdd.ErrFull) {
			return err
		}
	}
	p.noSets = true
	return nil
}

// orders are the bounds tried one after the other, the one asked for first.
func (b *builder) orders() []int {
	all := []int{b.settings.most()}
	for _, k := range []int{12, 8, 6, 5, 4, 3, 2, 1} {
		if k < all[0] {
			all = append(all, k)
		}
	}
	return all
}

func (b *builder) primes(p *part, f bdd.Ref) error {
	z := zdd.New(b.ctx, b.settings.zddNodes(), nil)
	root := z.Prime(b.diagram, f)
	err := errors.Join(z.Err(), b.diagram.Err())
	switch {
	case errors.Is(err, zdd.ErrFull) || errors.Is(err, bdd.ErrFull):
		p.noSets = true
		return nil
	case err != nil:
		return err
	}
	p.sets, p.root = z.Compact(root)
	p.most, p.literals = zdd.Unbounded, true
	return nil
}
