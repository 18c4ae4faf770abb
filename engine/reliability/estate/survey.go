package estate

import (
	"context"
	"fmt"
	"math/bits"
	"slices"
)

// Survey says for each thing which single failures stop it. It does not change.
type Survey struct {
	graph   *Graph
	meaning Meaning
	by      [][]int32 // by thing: the things whose failure stops it, itself among them, ascending
	always  []bool    // the thing is down although nothing has failed
}

// Survey fails each thing in turn and notes what stops. What stays up is found by
// following each failure; what can be started cold is evaluated for 512 failures at
// a time in the bits of machine words, because in a circle nothing can be followed.
// It fails only where ctx is done.
func (g *Graph) Survey(ctx context.Context, m Meaning) (*Survey, error) {
	s := &Survey{graph: g, meaning: m, by: make([][]int32, len(g.things)), always: make([]bool, len(g.things))}
	if m == StayUp {
		return s, s.propagate(ctx)
	}
	return s, s.sweep(ctx, g.groups, nil)
}

// sweep surveys groups of nodes. Things that stand outside and are needed from
// inside come with what is known of them.
func (s *Survey) sweep(ctx context.Context, groups [][]int32, outside []int32) error {
	w := newSweep(s.graph, s.meaning)
	if err := w.run(ctx, s.graph.groups); err != nil {
		return err
	}
	things := within(s.graph, groups)
	for _, n := range things {
		s.always[n] = w.up[n][0] == 0
	}
	for from := 0; from < len(s.graph.things); from += 64 * block {
		to := min(from+64*block, len(s.graph.things))
		w.fail(from, to)
		for _, n := range outside {
			w.up[n] = s.row(n, from)
		}
		if err := w.run(ctx, groups); err != nil {
			return err
		}
		for _, n := range things {
			if !s.always[n] {
				s.by[n] = appendDown(s.by[n], &w.up[n], from, to)
			}
		}
	}
	return nil
}

// within lists the things among the nodes of groups.
func within(g *Graph, groups [][]int32) []int32 {
	var all []int32
	for _, group := range groups {
		for _, n := range group {
			if g.isThing(n) {
				all = append(all, n)
			}
		}
	}
	return all
}

// fail makes scenario i of the block the failure of thing from+i.
func (w *sweep) fail(from, to int) {
	clear(w.failed)
	for n := from; n < to; n++ {
		if !w.g.things[n].Solid {
			w.failed[n][(n-from)/64] = 1 << ((n - from) % 64)
		}
	}
}

// row is what is known of a thing, in the bits of a block.
func (s *Survey) row(n int32, from int) row {
	var up row
	if s.always[n] {
		return up
	}
	for w := range up {
		up[w] = ^uint64(0)
	}
	first, _ := slices.BinarySearch(s.by[n], int32(from))
	for _, by := range s.by[n][first:] {
		i := int(by) - from
		if i >= 64*block {
			break
		}
		up[i/64] &^= 1 << (i % 64)
	}
	return up
}

func appendDown(list []int32, up *row, from, to int) []int32 {
	for w := range up {
		for down := ^up[w]; down != 0; down &= down - 1 {
			if n := from + 64*w + bits.TrailingZeros64(down); n < to {
				list = append(list, int32(n))
			}
		}
	}
	return list
}

// Threats names what stops a thing by failing alone, sorted, the thing itself among
// them where it may fail. down is true where the thing is down although nothing has
// failed; then nothing more is said. It fails where there is no such thing.
func (s *Survey) Threats(name string) (threats []string, down bool, err error) {
	n, err := s.graph.thing(name)
	if err != nil {
		return nil, false, err
	}
	return s.graph.names(s.by[n]), s.always[n], nil
}

// Stops names what stops when a thing fails alone, sorted, itself among them. It
// fails where there is no such thing, or where it never fails.
func (s *Survey) Stops(name string) ([]string, error) {
	n, err := s.graph.thing(name)
	if err != nil {
		return nil, err
	}
	if s.graph.things[n].Solid {
		return nil, fmt.Errorf("%q never fails by itself", name)
	}
	var stopped []int32
	for i, by := range s.by {
		if _, found := slices.BinarySearch(by, n); found {
			stopped = append(stopped, int32(i))
		}
	}
	return s.graph.names(stopped), nil
}

// WhatIf names what is down when some things have failed together, sorted. It fails
// where there is no such thing, or where ctx is done.
func (g *Graph) WhatIf(ctx context.Context, m Meaning, failed ...string) ([]string, error) {
	w := newSweep(g, m)
	for _, name := range failed {
		n, err := g.thing(name)
		if err != nil {
			return nil, err
		}
		w.failed[n][0] = 1
	}
	if err := w.run(ctx, g.groups); err != nil {
		return nil, err
	}
	var down []int32
	for n := range g.things {
		if w.up[n][0]&1 == 0 {
			down = append(down, int32(n))
		}
	}
	return g.names(down), nil
}
