// Package unique holds the nodes of a decision diagram, each once: the unique table
// of Brace, Rudell and Bryant, "Efficient implementation of a BDD package", DAC
// 1990. What a node means is the business of the diagram.
package unique

import (
	"context"
	"errors"
	"math"
)

// Node decides on the variable of a level; R is how its diagram names functions.
type Node[R ~uint32] struct {
	Level  int32
	Hi, Lo R
}

// Terminal is the level of the nodes that decide on nothing.
const Terminal = math.MaxInt32

// Bytes is what a node takes at most, with its share of the table.
const Bytes = 2 * (12 + 4 + 4)

// ErrFull says that a table has as many nodes as it may.
var ErrFull = errors.New("the decision diagram does not fit into its bound")

// Table is the nodes by index, the terminals first. When it is full or its
// context is done it stops: what comes from it then means nothing, and Err says
// why. It is not safe for use by several goroutines.
type Table[R ~uint32] struct {
	Nodes []Node[R]

	terminals int
	ctx       context.Context
	limit     int
	err       error
	steps     int
	next      []uint32 // the next node of the same bucket; 0 for none
	buckets   []uint32
}

// FirstSize is how many buckets an empty table has.
const FirstSize = 1 << 10

// Reset leaves nothing but some terminals, at least one, and sets the bound.
func (t *Table[R]) Reset(ctx context.Context, limit, terminals int) {
	t.ctx, t.limit, t.err, t.steps, t.terminals = ctx, limit, nil, 0, terminals
	t.Nodes, t.next = t.Nodes[:0], t.next[:0]
	for range terminals {
		t.Nodes, t.next = append(t.Nodes, Node[R]{Level: Terminal}), append(t.next, 0)
	}
	t.buckets = make([]uint32, FirstSize)
}

// Err says why the table stopped: ErrFull, or what its context says.
func (t *Table[R]) Err() error { return t.err }

// Len is how many nodes there are.
func (t *Table[R]) Len() int { return len(t.Nodes) }

// Limit is how many nodes there may be.
func (t *Table[R]) Limit() int { return t.limit }

// Buckets is a power of two that grows with the nodes: a good size for what is
// remembered of them.
func (t *Table[R]) Buckets() int { return len(t.buckets) }

// Stopped looks at the context now and then, and at the error always.
func (t *Table[R]) Stopped() bool {
	if t.steps++; t.steps&0xfff == 0 && t.err == nil {
		t.err = t.ctx.Err()
	}
	return t.err != nil
}

// Put gives the index of a node, which it adds where it is new. Where the table
// is full it gives 0 and stops.
func (t *Table[R]) Put(n Node[R]) (i uint32, fresh bool) {
	bucket := t.bucket(n)
	for i := *bucket; i != 0; i = t.next[i] {
		if t.Nodes[i] == n {
			return i, false
		}
	}
	if len(t.Nodes) >= t.limit {
		t.err = ErrFull
		return 0, false
	}
	i = uint32(len(t.Nodes))
	t.Nodes = append(t.Nodes, n)
	t.next = append(t.next, *bucket)
	*bucket = i
	if len(t.Nodes) > len(t.buckets) {
		t.buckets = make([]uint32, 2*len(t.buckets))
		t.chain()
	}
	return i, true
}

// Keep leaves the first nodes only, which the diagram may have moved there.
func (t *Table[R]) Keep(count int) {
	t.Nodes, t.next = t.Nodes[:count], t.next[:count]
	clear(t.buckets)
	t.chain()
}

// chain puts every node into its bucket.
func (t *Table[R]) chain() {
	for i := t.terminals; i < len(t.Nodes); i++ {
		bucket := t.bucket(t.Nodes[i])
		t.next[i], *bucket = *bucket, uint32(i)
	}
}

func (t *Table[R]) bucket(n Node[R]) *uint32 {
	return &t.buckets[Hash(uint32(n.Level), uint32(n.Hi), uint32(n.Lo))&uint32(len(t.buckets)-1)]
}

// Hash mixes three words.
func Hash(a, b, c uint32) uint32 {
	h := uint64(a)*0x9E3779B97F4A7C15 ^ uint64(b)*0xC2B2AE3D27D4EB4F ^ uint64(c)*0x165667B19E3779F9
	return uint32(h>>32) ^ uint32(h>>17)
}
