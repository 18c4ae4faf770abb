package bdd

import "slices"

// Compact copies functions into a table of their own, in which what a node leads
// to stands before it; node 0 is the constant True.
func (d *Diagram) Compact(functions ...Ref) (nodes []Node, roots []Ref) {
	nodes = slices.Clone(d.Nodes[:1])
	moved := map[Ref]Ref{0: 0}
	var visit func(i Ref) Ref // by index, without sign
	visit = func(i Ref) Ref {
		if to, ok := moved[i]; ok {
			return to
		}
		n := d.Nodes[i]
		hi := visit(n.Hi>>1)<<1 | n.Hi&1
		lo := visit(n.Lo>>1)<<1 | n.Lo&1
		nodes = append(nodes, Node{Level: n.Level, Hi: hi, Lo: lo})
		moved[i] = Ref(len(nodes) - 1)
		return moved[i]
	}
	for _, f := range functions {
		roots = append(roots, visit(f>>1)<<1|f&1)
	}
	return nodes, roots
}
