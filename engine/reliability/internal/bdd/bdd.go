// Package bdd holds Boolean functions as reduced ordered binary decision diagrams
// with complement edges: Bryant, "Graph-based algorithms for Boolean function
// manipulation", IEEE Trans. Computers 35(8), 1986; Brace, Rudell and Bryant,
// "Efficient implementation of a BDD package", DAC 1990.
package bdd

import (
	"context"
	"slices"

	"fairlead/engine/reliability/internal/unique"
)

// Ref is a function: twice the index of its node, plus one for its negation.
type Ref uint32

// The constant functions.
const (
	True  Ref = 0
	False Ref = 1
)

// Not is the negation.
func (f Ref) Not() Ref { return f ^ 1 }

// Node decides on the variable of a level: Hi where it is true, Lo where it is
// not. Hi is never negated, which makes the form unique.
type Node = unique.Node[Ref]

// Diagram is a table of nodes, of which the first is the constant True. It is not
// safe for use by several goroutines.
type Diagram struct {
	unique.Table[Ref]
	cache []entry

	seen  []uint32 // by node: the round of Size that came to it last
	round uint32
}

// entry remembers what an operation gave.
type entry struct {
	f, g, h Ref
	is      Ref
}

// New makes an empty diagram that takes up to limit nodes.
func New(ctx context.Context, limit int) *Diagram {
	d := &Diagram{}
	d.Reset(ctx, limit)
	return d
}

// BytesPerNode is what a node takes at most, with its share of the tables.
const BytesPerNode = unique.Bytes + 2*16

// Reset empties the diagram and gives it a new bound.
func (d *Diagram) Reset(ctx context.Context, limit int) {
	d.Table.Reset(ctx, limit, 1)
	d.cache = make([]entry, unique.FirstSize)
	d.seen, d.round = nil, 0
}

// Full reports whether half of the bound is used, so that collecting pays.
func (d *Diagram) Full() bool { return 2*d.Len() > d.Limit() }

// WithNone is the value of a function where all variables are false.
func (d *Diagram) WithNone(f Ref) bool {
	for f > False {
		f = d.Nodes[f>>1].Lo ^ f&1
	}
	return f == True
}

// Level is the level of the variable that a function decides on first.
func (d *Diagram) Level(f Ref) int32 { return d.Nodes[f>>1].Level }

// Variable is the function that is true where the variable of a level is.
func (d *Diagram) Variable(level int) Ref { return d.make(int32(level), True, False) }

// Cofactors are the function where the variable of a level is true, and where not.
// The level must not lie below that of the function.
func (d *Diagram) Cofactors(f Ref, level int32) (hi, lo Ref) {
	n := &d.Nodes[f>>1]
	if n.Level != level {
		return f, f
	}
	sign := f & 1
	return n.Hi ^ sign, n.Lo ^ sign
}

// Node is the function that is hi where the variable of a level is true and lo
// where it is not; both must decide on lower levels only.
func (d *Diagram) Node(level int32, hi, lo Ref) Ref { return d.make(level, hi, lo) }

// Size is the number of nodes of a function, or anything above most where it has
// more than that.
func (d *Diagram) Size(f Ref, most int) int {
	if len(d.seen) < len(d.Nodes) {
		d.seen = make([]uint32, 2*len(d.Nodes))
	}
	d.round++
	return d.size(f>>1, most, 0)
}

// size adds the nodes below one to a count.
func (d *Diagram) size(i Ref, most, count int) int {
	if d.seen[i] == d.round || count > most {
		return count
	}
	d.seen[i] = d.round
	count++
	if i == 0 {
		return count
	}
	count = d.size(d.Nodes[i].Hi>>1, most, count)
	return d.size(d.Nodes[i].Lo>>1, most, count)
}

// make finds or adds a node.
func (d *Diagram) make(level int32, hi, lo Ref) Ref {
	if hi == lo {
		return hi
	}
	sign := hi & 1
	i, fresh := d.Put(Node{Level: level, Hi: hi ^ sign, Lo: lo ^ sign})
	if i == 0 {
		return False
	}
	if fresh && len(d.cache) < d.Buckets() {
		d.growCache()
	}
	return Ref(i)<<1 ^ sign
}

func (d *Diagram) growCache() {
	old := d.cache
	d.cache = make([]entry, d.Buckets())
	for _, e := range old {
		if e.f != 0 {
			*d.slot(e.f, e.g, e.h) = e
		}
	}
}

func (d *Diagram) slot(f, g, h Ref) *entry {
	return &d.cache[unique.Hash(uint32(f), uint32(g), uint32(h))&uint32(len(d.cache)-1)]
}

// And is true where both are.
func (d *Diagram) And(f, g Ref) Ref {
	switch {
	case f == g || g == True:
		return f
	case f == True:
		return g
	case f == False || g == False || f == g.Not():
		return False
	}
	if f > g {
		f, g = g, f
	}
	if e := d.slot(f, g, False); e.f == f && e.g == g && e.h == False {
		return e.is
	}
	if d.Stopped() {
		return False
	}
	level := min(d.Level(f), d.Level(g))
	f1, f0 := d.Cofactors(f, level)
	g1, g0 := d.Cofactors(g, level)
	hi := d.And(f1, g1)
	is := d.make(level, hi, d.And(f0, g0))
	*d.slot(f, g, False) = entry{f, g, False, is}
	return is
}

// Or is true where any is.
func (d *Diagram) Or(f, g Ref) Ref { return d.And(f.Not(), g.Not()).Not() }

// Xor is true where one is and the other is not.
func (d *Diagram) Xor(f, g Ref) Ref { return d.Ite(f, g.Not(), g) }

// Ite is g where f is true, and h where it is not.
func (d *Diagram) Ite(f, g, h Ref) Ref {
	switch {
	case f == True || g == h:
		return g
	case f == False:
		return h
	case g == True || f == g:
		return d.Or(f, h)
	case g == False || f == g.Not():
		return d.And(f.Not(), h)
	case h == False || f == h:
		return d.And(f, g)
	case h == True || f == h.Not():
		return d.Or(f.Not(), g)
	}
	if f&1 == 1 {
		f, g, h = f^1, h, g
	}
	if g&1 == 1 {
		return d.ite(f, g^1, h^1) ^ 1
	}
	return d.ite(f, g, h)
}

func (d *Diagram) ite(f, g, h Ref) Ref {
	if e := d.slot(f, g, h); e.f == f && e.g == g && e.h == h {
		return e.is
	}
	if d.Stopped() {
		return False
	}
	level := min(d.Level(f), d.Level(g), d.Level(h))
	f1, f0 := d.Cofactors(f, level)
	g1, g0 := d.Cofactors(g, level)
	h1, h0 := d.Cofactors(h, level)
	hi := d.Ite(f1, g1, h1)
	is := d.make(level, hi, d.Ite(f0, g0, h0))
	*d.slot(f, g, h) = entry{f, g, h, is}
	return is
}

// AndAll is true where all are. It changes the order of its arguments.
func (d *Diagram) AndAll(args []Ref) Ref {
	d.deepestFirst(args)
	is := True
	for _, a := range args {
		is = d.And(is, a)
	}
	return is
}

// OrAll is true where any is. It changes the order of its arguments.
func (d *Diagram) OrAll(args []Ref) Ref {
	d.deepestFirst(args)
	is := False
	for _, a := range args {
		is = d.Or(is, a)
	}
	return is
}

// AtLeast is true where at least k are. It changes the order of its arguments.
func (d *Diagram) AtLeast(k int, args []Ref) Ref {
	d.deepestFirst(args)
	reached := make([]Ref, k+1) // where at least i of the arguments so far are true
	for i := range reached {
		reached[i] = False
	}
	reached[0] = True
	for _, a := range args {
		for i := k; i > 0; i-- {
			reached[i] = d.Ite(a, reached[i-1], reached[i])
		}
	}
	return reached[k]
}

func (d *Diagram) deepestFirst(args []Ref) {
	slices.SortStableFunc(args, func(f, g Ref) int { return int(d.Level(g)) - int(d.Level(f)) })
}
