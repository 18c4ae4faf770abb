package reliability

import (
	"cmp"
	"slices"

	"fairlead/engine/reliability/internal/bdd"
)

// narrower makes diagrams smaller by giving up little of them: a function below f
// that has nearly its probability, in at most so many nodes. It is what Ravi and
// Somenzi call heavy-branch subsetting ("High-density reachability analysis",
// ICCAD 1995), with probability in the place of the number of solutions.
type narrower struct {
	d      *bdd.Diagram
	inputs []chance // their sizes guide what is given up; nothing certified rests on them
	most   int      // nodes
}

// below is a function that is nowhere true where f is not.
func (w *narrower) below(f bdd.Ref) bdd.Ref {
	if w.d.Size(f, w.most) <= w.most {
		return f
	}
	nodes, roots := w.d.Compact(f)
	kept := w.heaviest(nodes, roots[0])
	made := make([]bdd.Ref, 2*len(nodes))
	made[bdd.True], made[bdd.False] = bdd.True, bdd.False
	for r := bdd.Ref(2); int(r) < len(made); r++ {
		made[r] = bdd.False
		if n := nodes[r>>1]; kept[r] {
			sign := r & 1
			made[r] = w.d.Node(n.Level, made[n.Hi^sign], made[n.Lo^sign])
		}
	}
	return made[roots[0]]
}

// above is a function that is true wherever f is.
func (w *narrower) above(f bdd.Ref) bdd.Ref { return w.below(f.Not()).Not() }

// heaviest marks the functions below a root through which most of its probability
// runs.
func (w *narrower) heaviest(nodes []bdd.Node, root bdd.Ref) []bool {
	of := evaluate(nodes, w.inputs)
	reach := make([]float64, 2*len(nodes))
	reach[root] = 1
	var met []bdd.Ref
	for r := root | 1; r > bdd.False; r-- { // what leads to a node stands after it
		if reach[r] == 0 {
			continue
		}
		met = append(met, r)
		n, in := nodes[r>>1], w.inputs[nodes[r>>1].Level]
		reach[n.Hi^r&1] += reach[r] * in.yes
		reach[n.Lo^r&1] += reach[r] * in.no
	}
	mass := func(r bdd.Ref) float64 { return reach[r] * signed(of, r).yes }
	slices.SortFunc(met, func(a, b bdd.Ref) int { return cmp.Or(cmp.Compare(mass(b), mass(a)), cmp.Compare(a, b)) })
	kept := make([]bool, 2*len(nodes))
	for _, r := range met[:min(len(met), w.most)] {
		kept[r] = true
	}
	return kept
}
