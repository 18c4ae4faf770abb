package reliability

import (
	"errors"

	"fairlead/engine/reliability/internal/logic"
	"fairlead/engine/reliability/internal/zdd"
)

// beyond makes a part whose diagram fits under no order: its cut sets from the
// gates, its probability as bounds.
func (b *builder) beyond(m logic.Module, last bool) error {
	order := b.c.graph.Order(m, logic.AsWritten)
	p := part{inputs: b.inputs(order), method: "gates", noSets: true}
	if b.coherent && !b.settings.PrimeImplicants {
		if err := b.direct(&p, m, order); err != nil {
			return err
		}
	}
	if err := b.bounds(&p, m, order); err != nil {
		return err
	}
	if last && b.c.root.Negated() {
		p.lower, p.upper = p.upper.Not(), p.lower.Not()
	}
	b.add(m, p)
	return nil
}

// direct makes the cut sets of a part from those of its gates, cut off at an
// order within each operation. That is exact for gates without negation: a cut
// set of a gate is made of cut sets of its arguments that are not larger.
func (b *builder) direct(p *part, m logic.Module, order []int) error {
	for _, most := range ascending(b.settings.most()) {
		z := zdd.New(b.ctx, b.settings.zddNodes(), b.weights(p))
		root := b.family(z, m, order, most)
		if err := z.Err(); errors.Is(err, zdd.ErrFull) {
			return nil
		} else if err != nil {
			return err
		}
		p.sets, p.root = z.Compact(root)
		p.most, p.noSets = most, false
	}
	return nil
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
