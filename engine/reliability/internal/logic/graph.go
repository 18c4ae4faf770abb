// Package logic holds Boolean formulas as a graph without repetition, simplifies
// them while they are built, cuts them into modules and proposes variable orders.
package logic

import (
	"encoding/binary"
	"slices"
)

// Lit is a node of a graph, perhaps negated: twice its index, plus one if so.
type Lit int32

// The constants are the node 0.
const (
	True  Lit = 0
	False Lit = 1
)

// Not is the opposite.
func (l Lit) Not() Lit { return l ^ 1 }

// Node is the index of the node.
func (l Lit) Node() int { return int(l >> 1) }

// Negated reports whether the literal is the opposite of its node.
func (l Lit) Negated() bool { return l&1 == 1 }

// Kind says what a node is.
type Kind uint8

// The kinds of nodes.
const (
	Constant Kind = iota
	Variable
	And
	Or
	AtLeast
	Xor // of two, neither negated
)

// Node is a constant, a variable or a gate.
type Node struct {
	Kind Kind
	Min  int   // of AtLeast
	Var  int   // of Variable: its number
	Args []Lit // of gates
}

// Graph is a set of formulas that share what they have in common. Arguments
// stand before what uses them.
type Graph struct {
	Nodes []Node
	Vars  []int // the node of each variable
	known map[string]Lit
}

// New is a graph with nothing but the constant.
func New() *Graph {
	return &Graph{Nodes: make([]Node, 1), known: map[string]Lit{}}
}

// Variable adds a variable; they are numbered from zero.
func (g *Graph) Variable() Lit {
	g.Vars = append(g.Vars, len(g.Nodes))
	g.Nodes = append(g.Nodes, Node{Kind: Variable, Var: len(g.Vars) - 1})
	return Lit(2 * (len(g.Nodes) - 1))
}

// And is true when all arguments are.
func (g *Graph) And(args ...Lit) Lit { return g.gather(And, args, True) }

// Or is true when any argument is.
func (g *Graph) Or(args ...Lit) Lit { return g.gather(Or, args, False) }

// gather makes an And or an Or; neutral is the constant that changes nothing.
func (g *Graph) gather(kind Kind, args []Lit, neutral Lit) Lit {
	seen := make(map[Lit]bool, len(args))
	kept := make([]Lit, 0, len(args))
	for _, a := range args {
		switch {
		case a == neutral || seen[a]:
			continue
		case a == neutral.Not() || seen[a.Not()]:
			return neutral.Not()
		}
		seen[a] = true
		kept = append(kept, a)
	}
	switch len(kept) {
	case 0:
		return neutral
	case 1:
		return kept[0]
	}
	return g.gate(kind, 0, kept)
}

// AtLeast is true when at least k arguments are. An argument that stands there
// twice counts twice.
func (g *Graph) AtLeast(k int, args ...Lit) Lit {
	kept := make([]Lit, 0, len(args))
	for _, a := range args {
		switch a {
		case True:
			k--
		case False:
		default:
			kept = append(kept, a)
		}
	}
	switch {
	case k <= 0:
		return True
	case k > len(kept):
		return False
	case k == 1:
		return g.Or(kept...)
	case k == len(kept):
		return g.And(kept...)
	}
	return g.gate(AtLeast, k, kept)
}

// Xor is true when an odd number of the arguments are.
func (g *Graph) Xor(args ...Lit) Lit {
	odd := False
	for _, a := range args {
		odd = g.xor(odd, a)
	}
	return odd
}

func (g *Graph) xor(a, b Lit) Lit {
	sign := (a ^ b) & 1
	a, b = a&^1, b&^1
	switch {
	case a == b:
		return False ^ sign
	case a == True:
		return b ^ 1 ^ sign
	case b == True:
		return a ^ 1 ^ sign
	}
	return g.gate(Xor, 0, []Lit{a, b}) ^ sign
}

// gate finds the gate with these arguments, in whatever order, or adds it.
func (g *Graph) gate(kind Kind, k int, args []Lit) Lit {
	sorted := slices.Sorted(slices.Values(args))
	key := make([]byte, 0, 4*len(args)+8)
	key = binary.AppendUvarint(append(key, byte(kind)), uint64(k))
	for _, a := range sorted {
		key = binary.LittleEndian.AppendUint32(key, uint32(a))
	}
	if l, ok := g.known[string(key)]; ok {
		return l
	}
	l := Lit(2 * len(g.Nodes))
	g.Nodes = append(g.Nodes, Node{Kind: kind, Min: k, Args: args})
	g.known[string(key)] = l
	return l
}

// reach lists the nodes below a literal, arguments before what uses them.
func (g *Graph) reach(root Lit) []int {
	var order []int
	seen := make([]bool, len(g.Nodes))
	var visit func(n int)
	visit = func(n int) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, a := range g.Nodes[n].Args {
			visit(a.Node())
		}
		order = append(order, n)
	}
	visit(root.Node())
	return order
}

// Coherent reports whether a formula uses no negation, so that no failure can
// mend anything. Formulas that negate may be monotone all the same.
func (g *Graph) Coherent(root Lit) bool {
	if root.Negated() {
		return false
	}
	for _, n := range g.reach(root) {
		node := g.Nodes[n]
		if node.Kind == Xor || slices.ContainsFunc(node.Args, Lit.Negated) {
			return false
		}
	}
	return true
}
