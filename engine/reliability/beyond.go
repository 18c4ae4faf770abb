package reliability

import (
	"errors"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/logic"
	"fairlead/engine/reliability/internal/unique"
	"fairlead/engine/reliability/internal/zdd"
)

// beyond makes a part whose diagram fits under no order: its cut sets from the
// gates, its probability as bounds.
func (b *builder) beyond(m logic.Module, last bool) error {
	order := b.c.graph.Order(b.ctx, m, logic.AsWritten)
	opposite := last && b.c.root.Negated()
	if !last && b.withNone(m) {
		b.flipped[m.Root], opposite = true, true
	}
	p := part{inputs: b.inputs(order), method: "gates", noSets: true}
	makeSets := b.constrained
	if b.coherent {
		makeSets = b.direct
	}
	if b.coherent || !b.settings.PrimeImplicants {
		if err := makeSets(&p, m, order, opposite); err != nil {
			return err
		}
	}
	if err := b.bounds(&p, m, order); err != nil {
		return err
	}
	if opposite {
		p.lower, p.upper = p.upper.Not(), p.lower.Not()
	}
	b.add(m, p)
	return nil
}

// withNone is the value of the root of a module while nothing has failed.
func (b *builder) withNone(m logic.Module) bool {
	is := map[int]bool{}
	for _, n := range m.Inputs {
		is[n] = b.flipped[n]
	}
	for _, n := range m.Gates {
		node, on := b.c.graph.Nodes[n], 0
		for _, a := range node.Args {
			if is[a.Node()] != a.Negated() {
				on++
			}
		}
		switch node.Kind {
		case logic.And:
			is[n] = on == len(node.Args)
		case logic.Or:
			is[n] = on > 0
		case logic.AtLeast:
			is[n] = on >= node.Min
		case logic.Xor:
			is[n] = on == 1
		}
	}
	return is[m.Root]
}

// direct makes the cut sets of a part from those of its gates, cut off at an
// order within each operation. That is exact for gates without negation: a cut
// set of a gate is made of cut sets of its arguments that are not larger.
func (b *builder) direct(p *part, m logic.Module, order []int, _ bool) error {
	for _, most := range ascending(b.settings.most()) {
		if fits, err := b.families(p, m, order, most, b.settings.zddNodes()); !fits || err != nil {
			return err
		}
		p.noSets = false
	}
	return nil
}

// families makes the cut sets of a part up to an order under a bound, from those
// of its gates; where they do not fit the part stays as it was.
func (b *builder) families(p *part, m logic.Module, order []int, most, bound int) (fits bool, err error) {
	z := zdd.New(b.ctx, bound, b.weights(p))
	return p.take(z, b.family(z, m, order, most), most)
}

// ascending are the orders tried one after the other until one does not fit; each
// costs several times what the one before it did.
func ascending(last int) []int {
	var all []int
	for _, k := range []int{1, 2, 3, 4, 5, 6, 8, 10, 14, 20, 40} {
		if k < last {
			all = append(all, k)
		}
	}
	return append(all, last)
}

// constrained makes the cut sets of a part with negations, which cannot be made
// from those of its gates. A cut set up to an order says what happens when so many
// inputs fail and no more, so that every gate is built for these cases only.
func (b *builder) constrained(p *part, m logic.Module, order []int, opposite bool) error {
	for _, most := range ascending(b.settings.most()) {
		b.diagram.Reset(b.ctx, b.settings.bddNodes())
		g := b.newGates(m, order)
		vars := make([]bdd.Ref, len(order))
		for level := range order {
			vars[level] = b.diagram.Variable(level)
		}
		few := b.diagram.AtLeast(min(most, len(order))+1, vars).Not()
		g.at[care] = few
		f := g.build()
		if opposite {
			f = f.Not()
		}
		f = b.diagram.And(f, g.at[care])
		if err := b.diagram.Err(); errors.Is(err, unique.ErrFull) {
			return nil
		} else if err != nil {
			return err
		}
		if fits, err := b.minimal(p, f, most); !fits || err != nil {
			return err
		}
		p.noSets = false
	}
	return nil
}

func (b *builder) family(z *zdd.Diagram, m logic.Module, order []int, most int) zdd.Ref {
	at := map[int]zdd.Ref{}
	for level, n := range order {
		at[n] = z.Truncate(z.Element(level), most)
	}
	for _, n := range m.Gates {
		node := b.c.graph.Nodes[n]
		args := make([]zdd.Ref, len(node.Args))
		for i, a := range node.Args {
			args[i] = at[a.Node()]
		}
		switch node.Kind {
		case logic.And:
			at[n] = z.ProductAll(args, most)
		case logic.Or:
			at[n] = z.UnionAll(args)
		default:
			at[n] = z.AtLeast(node.Min, args, most)
		}
	}
	return at[m.Root]
}
