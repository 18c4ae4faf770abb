package bdd

// Compact copies functions into a table of their own, in which what a node leads
// to stands before it; node 0 is the constant True.
func (d *Diagram) Compact(functions ...Ref) (nodes []Node, roots []Ref) {
	nodes = []Node{{Level: terminal}}
	moved := map[Ref]Ref{0: 0}
	var visit func(i Ref) Ref // by index, without sign
	visit = func(i Ref) Ref {
		if to, ok := moved[i]; ok {
			return to
		}
		n := d.nodes[i]
		hi := visit(n.Hi>>1)<<1 | n.Hi&1
		lo := visit(n.Lo>>1)<<1 | n.Lo&1
		nodes = append(nodes, Node{n.Level, hi, lo})
		moved[i] = Ref(len(nodes) - 1)
		return moved[i]
	}
	for _, f := range functions {
		roots = append(roots, visit(f>>1)<<1|f&1)
	}
	return nodes, roots
}
