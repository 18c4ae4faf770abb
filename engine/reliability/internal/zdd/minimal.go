package zdd

import "fairlead/engine/reliability/internal/bdd"

// Minimal is the minimal cut sets of a function, up to an order: the smallest
// sets of variables such that the function is true where these are true and all
// others false. For a monotone function these are its prime implicants; for any
// other they say what must fail, not what must hold (Rauzy 2001, section IV).
func (d *Diagram) Minimal(from *bdd.Diagram, f bdd.Ref, most int) Ref {
	switch {
	case f == bdd.False || most < 0:
		return Empty
	case f == bdd.True:
		return Unit
	}
	if is, ok := d.recall(minimal, Ref(f), 0, uint16(most)); ok {
		return is
	}
	if d.Stopped() {
		return Empty
	}
	level := from.Level(f)
	f1, f0 := from.Cofactors(f, level)
	rest := most
	if most < Unbounded {
		rest -= d.weight(level)
	}
	lo := d.Minimal(from, f0, most)
	hi := d.Without(d.Minimal(from, f1, rest), lo)
	return d.keep(minimal, Ref(f), 0, uint16(most), d.make(level, hi, lo))
}

// Prime is the prime implicants of a function. The variable of level i stands as
// the element 2i where it must be true, and as 2i+1 where it must be false
// (Coudert and Madre, "Implicit and incremental computation of primes and
// essential primes of Boolean functions", DAC 1992).
func (d *Diagram) Prime(from *bdd.Diagram, f bdd.Ref) Ref {
	switch f {
	case bdd.False:
		return Empty
	case bdd.True:
		return Unit
	}
	if is, ok := d.recall(minimal, Ref(f), 0, Unbounded); ok {
		return is
	}
	if d.Stopped() || from.Err() != nil {
		return Empty
	}
	level := from.Level(f)
	f1, f0 := from.Cofactors(f, level)
	either := d.Prime(from, from.And(f1, f0))
	off := d.make(2*level+1, d.Without(d.Prime(from, f0), either), either)
	is := d.make(2*level, d.Without(d.Prime(from, f1), either), off)
	return d.keep(minimal, Ref(f), 0, Unbounded, is)
}

// Compact copies a family into a table of its own, in which what a node leads to
// stands before it; the nodes 0 and 1 are the constants.
func (d *Diagram) Compact(a Ref) (nodes []Node, root Ref) {
	nodes, roots := d.CompactAll([]Ref{a})
	return nodes, roots[0]
}

// CompactAll is Compact for several families, which share the table.
func (d *Diagram) CompactAll(families []Ref) (nodes []Node, roots []Ref) {
	nodes = append(nodes, d.Nodes[:2]...)
	moved := map[Ref]Ref{Empty: Empty, Unit: Unit}
	var visit func(i Ref) Ref
	visit = func(i Ref) Ref {
		if to, ok := moved[i]; ok {
			return to
		}
		n := d.Nodes[i]
		hi := visit(n.Hi)
		lo := visit(n.Lo)
		nodes = append(nodes, Node{Level: n.Level, Hi: hi, Lo: lo})
		moved[i] = Ref(len(nodes) - 1)
		return moved[i]
	}
	for _, a := range families {
		roots = append(roots, visit(a))
	}
	return nodes, roots
}
