// Package zdd holds families of minimal sets as zero-suppressed decision diagrams:
// Minato, "Zero-suppressed BDDs for set manipulation in combinatorial problems",
// DAC 1993. No set of a family contains another of it; every operation keeps that
// (Rauzy, "New algorithms for fault trees analysis", Reliability Engineering and
// System Safety 40, 1993; "Mathematical foundations of minimal cutsets", IEEE
// Trans. Reliability 50(4), 2001). Sets above an order are cut off inside the
// operations, not after them.
package zdd

import (
	"context"
	"math"
	"slices"

	"fairlead/engine/reliability/internal/unique"
)

// Ref is a family: the index of its node.
type Ref uint32

// The constant families.
const (
	Empty Ref = 0 // no set
	Unit  Ref = 1 // the empty set alone
)

// Unbounded is the order that cuts nothing off.
const Unbounded = math.MaxUint16

// Node is a family: the sets of Hi with the element of the level, and those of Lo.
type Node = unique.Node[Ref]

// Diagram is a table of nodes, of which the first two are the constants. It is not
// safe for use by several goroutines.
type Diagram struct {
	unique.Table[Ref]
	weights []int // of the elements, by level
	orders  []span
	cache   []entry
	kept    int // entries written since the cache last grew
}

// span is the least and the largest order of the sets of a family; 65535 stands
// for anything above.
type span struct{ least, most uint16 }

type operator uint16

const (
	without operator = iota + 1
	union
	product
	truncate
	minimal
)

type entry struct {
	a, b Ref
	op   operator
	most uint16
	is   Ref
}

// BytesPerNode is what a node takes at most, with its share of the tables.
const BytesPerNode = unique.Bytes + 2*4 + 4*16

// New makes a diagram with nothing but the constants. Elements count towards the
// order of a set by their weight, 1 for each where weights is nil.
func New(ctx context.Context, limit int, weights []int) *Diagram {
	d := &Diagram{weights: weights, orders: []span{{Unbounded, 0}, {}}, cache: make([]entry, unique.FirstSize)}
	d.Reset(ctx, limit, 2)
	return d
}

// LeastOrder is the order of the smallest set of a family, Unbounded for none.
func (d *Diagram) LeastOrder(a Ref) int { return int(d.orders[a].least) }

// Element is the family of one set with one element.
func (d *Diagram) Element(level int) Ref { return d.make(int32(level), Unit, Empty) }

func (d *Diagram) weight(level int32) int {
	if d.weights == nil {
		return 1
	}
	return d.weights[level]
}

// make finds or adds a node.
func (d *Diagram) make(level int32, hi, lo Ref) Ref {
	if hi == Empty {
		return lo
	}
	i, fresh := d.Put(Node{Level: level, Hi: hi, Lo: lo})
	if fresh {
		d.orders = append(d.orders, d.span(level, hi, lo))
		if len(d.cache) < d.Buckets() {
			d.growCache()
		}
	}
	return Ref(i)
}

func (d *Diagram) span(level int32, hi, lo Ref) span {
	w, h, l := d.weight(level), d.orders[hi], d.orders[lo]
	return span{
		least: uint16(min(int(h.least)+w, int(l.least), Unbounded)),
		most:  uint16(min(max(int(h.most)+w, int(l.most)), Unbounded)),
	}
}

func (d *Diagram) growCache() {
	old := d.cache
	d.cache, d.kept = make([]entry, 2*len(old)), 0
	for _, e := range old {
		if e.op != 0 {
			*d.slot(e.op, e.a, e.b, e.most) = e
		}
	}
}

func (d *Diagram) slot(op operator, a, b Ref, most uint16) *entry {
	return &d.cache[unique.Hash(uint32(a), uint32(b), uint32(op)<<16|uint32(most))&uint32(len(d.cache)-1)]
}

func (d *Diagram) recall(op operator, a, b Ref, most uint16) (is Ref, ok bool) {
	e := d.slot(op, a, b, most)
	return e.is, e.op == op && e.a == a && e.b == b && e.most == most
}

// keep remembers what an operation gave. Operations on small families can be
// many, so that the cache grows with them too, up to the bound of the diagram.
func (d *Diagram) keep(op operator, a, b Ref, most uint16, is Ref) Ref {
	if d.kept++; d.kept > 2*len(d.cache) && len(d.cache) < d.Limit() {
		d.growCache()
	}
	*d.slot(op, a, b, most) = entry{a, b, op, most, is}
	return is
}

// Without is the sets of a that contain no set of b.
func (d *Diagram) Without(a, b Ref) Ref {
	switch {
	case a == Empty || b == Unit || a == b:
		return Empty
	case b == Empty || a == Unit:
		return a
	}
	if d.orders[a].most < d.orders[b].least {
		return a // too small to contain any
	}
	x, y := d.Nodes[a], d.Nodes[b]
	if x.Level > y.Level {
		return d.Without(a, y.Lo)
	}
	if is, ok := d.recall(without, a, b, 0); ok {
		return is
	}
	if d.Stopped() {
		return Empty
	}
	var is Ref
	if x.Level < y.Level {
		hi := d.Without(x.Hi, b)
		is = d.make(x.Level, hi, d.Without(x.Lo, b))
	} else {
		hi := d.Without(d.Without(x.Hi, y.Lo), y.Hi)
		is = d.make(x.Level, hi, d.Without(x.Lo, y.Lo))
	}
	return d.keep(without, a, b, 0, is)
}

// Union is the minimal sets among those of both.
func (d *Diagram) Union(a, b Ref) Ref {
	switch {
	case a == b || b == Empty:
		return a
	case a == Empty:
		return b
	case a == Unit || b == Unit:
		return Unit
	}
	if a > b {
		a, b = b, a
	}
	if is, ok := d.recall(union, a, b, 0); ok {
		return is
	}
	if d.Stopped() {
		return Empty
	}
	level := min(d.Nodes[a].Level, d.Nodes[b].Level)
	a1, a0 := d.split(a, level)
	b1, b0 := d.split(b, level)
	lo := d.Union(a0, b0)
	hi := d.Without(d.Union(a1, b1), lo)
	return d.keep(union, a, b, 0, d.make(level, hi, lo))
}

// split is the sets with the element of a level, without it, and those that lack it.
func (d *Diagram) split(a Ref, level int32) (with, lacking Ref) {
	if n := &d.Nodes[a]; n.Level == level {
		return n.Hi, n.Lo
	}
	return Empty, a
}

// Truncate is the sets of at most that order.
func (d *Diagram) Truncate(a Ref, most int) Ref {
	o := d.orders[a]
	switch {
	case int(o.least) > most || most < 0:
		return Empty
	case int(o.most) <= most || most >= Unbounded:
		return a
	}
	if is, ok := d.recall(truncate, a, 0, uint16(most)); ok {
		return is
	}
	if d.Stopped() {
		return Empty
	}
	n := d.Nodes[a]
	hi := d.Truncate(n.Hi, most-d.weight(n.Level))
	is := d.make(n.Level, hi, d.Truncate(n.Lo, most))
	return d.keep(truncate, a, 0, uint16(most), is)
}

// Product is the minimal sets among the unions of a set of a and a set of b, up
// to an order.
func (d *Diagram) Product(a, b Ref, most int) Ref {
	x, y := d.orders[a], d.orders[b]
	switch {
	case a == Empty || b == Empty || int(max(x.least, y.least)) > most:
		return Empty
	case a == Unit || a == b:
		return d.Truncate(b, most)
	case b == Unit:
		return d.Truncate(a, most)
	}
	if a > b {
		a, b = b, a
	}
	bound := uint16(min(most, int(x.most)+int(y.most), Unbounded)) // a lower bound would be the same
	if is, ok := d.recall(product, a, b, bound); ok {
		return is
	}
	if d.Stopped() {
		return Empty
	}
	level := min(d.Nodes[a].Level, d.Nodes[b].Level)
	a1, a0 := d.split(a, level)
	b1, b0 := d.split(b, level)
	rest := most
	if most < Unbounded {
		rest -= d.weight(level)
	}
	lo := d.Product(a0, b0, most)
	hi := d.Union(d.Product(a1, d.Union(b1, b0), rest), d.Product(a0, b1, rest))
	return d.keep(product, a, b, bound, d.make(level, d.Without(hi, lo), lo))
}

// AtLeast is the minimal sets among the unions of k sets, each of another of the
// families, up to an order.
func (d *Diagram) AtLeast(k int, families []Ref, most int) Ref {
	d.deepestFirst(families)
	reached := make([]Ref, k+1)
	reached[0] = Unit
	for _, f := range families {
		for i := k; i > 0; i-- {
			reached[i] = d.Union(reached[i], d.Product(f, reached[i-1], most))
		}
	}
	return reached[k]
}

// ProductAll is Product over any number of families.
func (d *Diagram) ProductAll(families []Ref, most int) Ref {
	d.deepestFirst(families)
	is := Unit
	for _, f := range families {
		is = d.Product(f, is, most)
	}
	return is
}

// UnionAll is Union over any number of families.
func (d *Diagram) UnionAll(families []Ref) Ref {
	d.deepestFirst(families)
	is := Empty
	for _, f := range families {
		is = d.Union(f, is)
	}
	return is
}

func (d *Diagram) deepestFirst(families []Ref) {
	slices.SortStableFunc(families, func(a, b Ref) int { return int(d.Nodes[b].Level) - int(d.Nodes[a].Level) })
}
