package logic

// Flatten gives the same formula in a new graph with the same variables, in which
// an And within an And, or an Or within an Or, that nothing else uses is drawn
// into the outer one. Fewer, wider gates make for better orders and more modules.
func Flatten(g *Graph, root Lit) (*Graph, Lit) {
	f := flattener{old: g, new: New(), uses: make([]int, len(g.Nodes)), done: make([]Lit, len(g.Nodes))}
	for range g.Vars {
		f.new.Variable()
	}
	order := g.reach(root)
	for _, n := range order {
		for _, a := range g.Nodes[n].Args {
			f.uses[a.Node()]++
		}
	}
	for _, n := range order {
		f.done[n] = f.copy(n)
	}
	return f.new, f.done[root.Node()] ^ root&1
}

type flattener struct {
	old, new *Graph
	uses     []int
	done     []Lit // by old node
}

func (f *flattener) copy(n int) Lit {
	node := f.old.Nodes[n]
	switch node.Kind {
	case Variable:
		return Lit(2 * f.new.Vars[node.Var])
	case And:
		return f.new.And(f.draw(nil, And, node.Args)...)
	case Or:
		return f.new.Or(f.draw(nil, Or, node.Args)...)
	case AtLeast:
		return f.new.AtLeast(node.Min, f.translate(node.Args)...)
	case Xor:
		return f.new.Xor(f.translate(node.Args)...)
	}
	return True
}

func (f *flattener) translate(args []Lit) []Lit {
	all := make([]Lit, len(args))
	for i, a := range args {
		all[i] = f.done[a.Node()] ^ a&1
	}
	return all
}

// draw collects arguments, those of inner gates of the same kind in their place.
// Not of an Or is an And of Nots, and the other way round.
func (f *flattener) draw(into []Lit, kind Kind, args []Lit) []Lit {
	for _, a := range args {
		inner := f.old.Nodes[a.Node()]
		switch {
		case f.uses[a.Node()] > 1:
			into = append(into, f.done[a.Node()]^a&1)
		case inner.Kind == kind && !a.Negated():
			into = f.draw(into, kind, inner.Args)
		case inner.Kind == And+Or-kind && a.Negated():
			opposite := make([]Lit, len(inner.Args))
			for i, b := range inner.Args {
				opposite[i] = b.Not()
			}
			into = f.draw(into, kind, opposite)
		default:
			into = append(into, f.done[a.Node()]^a&1)
		}
	}
	return into
}
