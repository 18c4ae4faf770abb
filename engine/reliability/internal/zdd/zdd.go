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
	"errors"
	"math"
	"slices"
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
type Node struct {
	Level  int32
	Hi, Lo Ref
}

const terminal = math.MaxInt32

// ErrFull says that a diagram has as many nodes as it may.
var ErrFull = errors.New("the diagram of cut sets does not fit into its bound")

// Diagram is a table of nodes. When it is full or its context is done it stops:
// what it returns from then on means nothing, and Err says why. It is not safe
// for use by several goroutines.
type Diagram struct {
	ctx     context.Context
	limit   int
	err     error
	steps   int
	weights []int // of the elements, by level

	nodes   []Node
	orders  []span
	next    []uint32
	buckets []uint32
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

const firstSize = 1 << 10

// BytesPerNode is what a node takes at most, with its share of the tables.
const BytesPerNode = 2*(12+4+4+4) + 4*16

// New makes a diagram with nothing but the constants. Elements count towards the
// order of a set by their weight, 1 for each where weights is nil.
func New(ctx context.Context, limit int, weights []int) *Diagram {
	return &Diagram{
		ctx: ctx, limit: limit, weights: weights,
		nodes:   []Node{{Level: terminal}, {Level: terminal}},
		orders:  []span{{Unbounded, 0}, {}},
		next:    make([]uint32, 2),
		buckets: make([]uint32, firstSize),
		cache:   make([]entry, firstSize),
	}
}

// Err says why the diagram stopped: ErrFull, or what its context says.
func (d *Diagram) Err() error { return d.err }

// Len is how many nodes the table has.
func (d *Diagram) Len() int { return len(d.nodes) }

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

func hash(a, b, c uint32) uint32 {
	h := uint64(a)*0x9E3779B97F4A7C15 ^ uint64(b)*0xC2B2AE3D27D4EB4F ^ uint64(c)*0x165667B19E3779F9
	return uint32(h>>32) ^ uint32(h>>17)
}

// make finds or adds a node.
func (d *Diagram) make(level int32, hi, lo Ref) Ref {
	if hi == Empty {
		return lo
	}
	bucket := hash(uint32(level), uint32(hi), uint32(lo)) & uint32(len(d.buckets)-1)
	for i := d.buckets[bucket]; i != 0; i = d.next[i] {
		if d.nodes[i] == (Node{level, hi, lo}) {
			return Ref(i)
		}
	}
	if len(d.nodes) >= d.limit {
		d.err = ErrFull
		return Empty
	}
	i := uint32(len(d.nodes))
	d.nodes = append(d.nodes, Node{level, hi, lo})
	d.orders = append(d.orders, d.span(level, hi, lo))
	d.next = append(d.next, d.buckets[bucket])
	d.buckets[bucket] = i
	if len(d.nodes) > len(d.buckets) {
		d.grow()
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

func (d *Diagram) grow() {
	d.buckets = make([]uint32, 2*len(d.buckets))
	for i := 2; i < len(d.nodes); i++ {
		n := &d.nodes[i]
		b := hash(uint32(n.Level), uint32(n.Hi), uint32(n.Lo)) & uint32(len(d.buckets)-1)
		d.next[i], d.buckets[b] = d.buckets[b], uint32(i)
	}
	if len(d.cache) < len(d.buckets) {
		d.growCache()
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
	return &d.cache[hash(uint32(a), uint32(b), uint32(op)<<16|uint32(most))&uint32(len(d.cache)-1)]
}

func (d *Diagram) recall(op operator, a, b Ref, most uint16) (is Ref, ok bool) {
	e := d.slot(op, a, b, most)
	return e.is, e.op == op && e.a == a && e.b == b && e.most == most
}

// keep remembers what an operation gave. Operations on small families can be
// many, so that the cache grows with them too, up to the bound of the diagram.
func (d *Diagram) keep(op operator, a, b Ref, most uint16, is Ref) Ref {
	if d.kept++; d.kept > 2*len(d.cache) && len(d.cache) < d.limit {
		d.growCache()
	}
	*d.slot(op, a, b, most) = entry{a, b, op, most, is}
	return is
}

func (d *Diagram) stopped() bool {
	if d.steps++; d.steps&0xfff == 0 && d.err == nil {
		d.err = d.ctx.Err()
	}
	return d.err != nil
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
	x, y := d.nodes[a], d.nodes[b]
	if x.Level > y.Level {
		return d.Without(a, y.Lo)
	}
	if is, ok := d.recall(without, a, b, 0); ok {
		return is
	}
	if d.stopped() {
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
	if d.stopped() {
		return Empty
	}
	level := min(d.nodes[a].Level, d.nodes[b].Level)
	a1, a0 := d.split(a, level)
	b1, b0 := d.split(b, level)
	lo := d.Union(a0, b0)
	hi := d.Without(d.Union(a1, b1), lo)
	return d.keep(union, a, b, 0, d.make(level, hi, lo))
}

// split is the sets with the element of a level, without it, and those that lack it.
func (d *Diagram) split(a Ref, level int32) (with, lacking Ref) {
	if n := &d.nodes[a]; n.Level == level {
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
	if d.stopped() {
		return Empty
	}
	n := d.nodes[a]
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
	if d.stopped() {
		return Empty
	}
	level := min(d.nodes[a].Level, d.nodes[b].Level)
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
	slices.SortStableFunc(families, func(a, b Ref) int { return int(d.nodes[b].Level) - int(d.nodes[a].Level) })
}
