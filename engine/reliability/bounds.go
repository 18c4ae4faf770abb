package reliability

import (
	"errors"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/logic"
	"fairlead/engine/reliability/internal/unique"
)

// bounds gives a part a function below and one above its own, for a module whose
// diagram does not fit. Each gate is made twice, from functions below and from
// functions above those of its arguments, and both are narrowed when they grow.
// That the function lies between holds by construction, whatever is given up.
func (b *builder) bounds(p *part, m logic.Module, order []int) error {
	if b.values == nil {
		return nil // nothing says what matters
	}
	inputs := b.middles(p)
	for _, share := range []int{1024, 16384} {
		most := max(b.settings.bddNodes()/share, fewestNodes)
		b.diagram.Reset(b.ctx, max(b.settings.bddNodes(), fewestForBounds))
		g := &boundGates{narrower: narrower{b.diagram, inputs, most}, graph: b.c.graph, module: m, left: map[int]int{}, at: map[int]*between{}}
		for level, n := range order {
			v := b.diagram.Variable(level)
			if b.flipped[n] {
				v = v.Not()
			}
			g.at[n] = &between{v, v}
		}
		f := g.build()
		if err := b.diagram.Err(); err == nil {
			nodes, roots := b.diagram.Compact(f.low, f.high)
			p.nodes, p.lower, p.upper = nodes, roots[0], roots[1]
			return nil
		} else if !errors.Is(err, unique.ErrFull) {
			return err
		}
	}
	return nil
}

// fewestForBounds is what bounds are given, about 2 MB, whatever the settings say:
// with less they would say nothing.
const fewestForBounds = 1 << 15

func (b *builder) middles(p *part) []chance {
	all := make([]chance, len(p.inputs))
	for i, in := range p.inputs {
		if in.event >= 0 {
			all[i] = sure(b.values[in.event])
		} else {
			s := b.ranges[in.part]
			all[i] = chance{(s.least.yes + s.most.yes) / 2, (s.least.no + s.most.no) / 2}
		}
	}
	return all
}

// between is what a function lies between.
type between struct{ low, high bdd.Ref }

func (f between) not() between { return between{f.high.Not(), f.low.Not()} }

// boundGates makes the gates of a module as bounds, like gates.
type boundGates struct {
	narrower
	graph  *logic.Graph
	module logic.Module
	left   map[int]int
	at     map[int]*between
}

func (g *boundGates) build() between {
	for _, n := range g.module.Gates {
		for _, a := range g.graph.Nodes[n].Args {
			g.left[a.Node()]++
		}
	}
	collected := g.d.Len()
	for _, n := range g.module.Gates {
		if g.d.Err() != nil {
			return between{bdd.False, bdd.True}
		}
		f := g.gate(g.graph.Nodes[n])
		g.at[n] = &between{g.below(f.low), g.above(f.high)}
		for _, a := range g.graph.Nodes[n].Args {
			if g.left[a.Node()]--; g.left[a.Node()] == 0 {
				delete(g.at, a.Node())
			}
		}
		if g.d.Len() > collected+8*g.most {
			g.collect()
			collected = g.d.Len()
		}
	}
	return *g.at[g.module.Root]
}

func (g *boundGates) gate(n logic.Node) between {
	args := make([]between, len(n.Args))
	for i, a := range n.Args {
		args[i] = *g.at[a.Node()]
		if a.Negated() {
			args[i] = args[i].not()
		}
	}
	if n.Kind == logic.Xor {
		return g.xor(args[0], args[1])
	}
	switch n.Kind {
	case logic.And:
		return g.atLeast(len(args), args)
	case logic.Or:
		return g.atLeast(1, args)
	}
	return g.atLeast(n.Min, args)
}

// atLeast is true when at least k arguments are. It narrows after each argument,
// because wide gates grow in their middle.
func (g *boundGates) atLeast(k int, args []between) between {
	reached := make([]between, k+1)
	for i := range reached {
		reached[i] = between{bdd.False, bdd.False}
	}
	reached[0] = between{bdd.True, bdd.True}
	for done, a := range args {
		missing := len(args) - done - 1 // so many can still be added
		for i := min(k, done+1); i > 0 && i >= k-missing; i-- {
			low := g.d.Ite(a.low, reached[i-1].low, reached[i].low)
			high := g.d.Ite(a.high, reached[i-1].high, reached[i].high)
			reached[i] = between{g.below(low), g.above(high)}
		}
	}
	return reached[k]
}

func (g *boundGates) xor(x, y between) between {
	differ := func(x, y between) bdd.Ref { return g.d.Or(g.d.And(x.low, y.high.Not()), g.d.And(x.high.Not(), y.low)) }
	return between{differ(x, y), differ(x, y.not()).Not()}
}

func (g *boundGates) collect() {
	var roots []*bdd.Ref
	for _, f := range g.at {
		roots = append(roots, &f.low, &f.high)
	}
	g.d.Collect(roots)
}
