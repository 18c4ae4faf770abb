package estate

import (
	"context"
	"slices"
)

// Start is the order in which an estate that is wholly down can be started.
type Start struct {
	Waves [][]string // what can start once the waves before are up; sorted within a wave
	Stuck []string   // what can never start, because it waits for itself; sorted
}

// ColdStart finds that order: everything starts as soon as what it needs is up.
func (g *Graph) ColdStart() Start {
	up := make([]bool, len(g.nodes))
	left := make([]int, len(g.nodes)) // arguments still missing
	var ready []int32
	for n := range g.nodes {
		left[n] = g.nodes[n].min
		if left[n] == 0 {
			up[n] = true
			ready = append(ready, int32(n))
		}
	}
	var s Start
	for len(ready) > 0 {
		wave, next := g.settle(ready, up, left)
		if len(wave) > 0 {
			s.Waves = append(s.Waves, g.names(wave))
		}
		ready = next
	}
	var stuck []int32
	for n := range g.things {
		if !up[n] {
			stuck = append(stuck, int32(n))
		}
	}
	s.Stuck = g.names(stuck)
	return s
}

// settle starts nodes that are ready. Gates take no time: what becomes ready
// through them belongs to the next wave of things.
func (g *Graph) settle(ready []int32, up []bool, left []int) (wave, next []int32) {
	for len(ready) > 0 {
		n := ready[len(ready)-1]
		ready = ready[:len(ready)-1]
		if g.isThing(n) {
			wave = append(wave, n)
		}
		for _, u := range g.users[n] {
			if left[u]--; left[u] > 0 || up[u] {
				continue
			}
			up[u] = true
			if g.isThing(u) {
				next = append(next, u)
			} else {
				ready = append(ready, u)
			}
		}
	}
	return wave, next
}

// mostTried bounds how many sets Untangle looks at.
const mostTried = 200_000

// Untangle finds the smallest sets of things such that everything can start if
// these can start by themselves. Every circle that waits for itself must contain
// one of them, so that they are found as the smallest hitting sets of such circles
// (Reiter, "A theory of diagnosis from first principles", Artificial Intelligence
// 32, 1987). proven is false where it gave up: the sets are then good, but there
// may be smaller ones, or others as small. It fails only where ctx is done.
func (g *Graph) Untangle(ctx context.Context) (sets [][]string, proven bool, err error) {
	u := &untangler{g: g, ctx: ctx, seen: map[string]bool{}}
	stuck := g.indexes(g.ColdStart().Stuck)
	if len(stuck) == 0 {
		return nil, true, nil
	}
	for size := 1; ; size++ {
		u.extend(nil, stuck, size)
		if u.err != nil {
			return nil, false, u.err
		}
		if len(u.found) > 0 || u.tried > mostTried {
			break
		}
	}
	if len(u.found) == 0 {
		u.found = append(u.found, u.greedy(stuck))
	}
	for _, set := range u.found {
		sets = append(sets, g.names(set))
	}
	slices.SortFunc(sets, slices.Compare)
	return sets, u.tried <= mostTried, nil
}

type untangler struct {
	g     *Graph
	ctx   context.Context
	found [][]int32
	seen  map[string]bool
	tried int
	err   error
}

func (g *Graph) indexes(names []string) []int32 {
	all := make([]int32, len(names))
	for i, name := range names {
		all[i] = g.index[name]
	}
	return all
}

// extend adds one thing of a circle that is left to the chosen ones, each in turn.
func (u *untangler) extend(chosen, stuck []int32, size int) {
	key := u.key(chosen, size)
	if u.seen[key] || u.err != nil || u.tried > mostTried {
		return
	}
	u.seen[key] = true
	u.tried++
	if u.err = u.ctx.Err(); u.err != nil {
		return
	}
	left := u.g.stuckWithout(chosen, stuck)
	switch {
	case len(left) == 0:
		u.found = append(u.found, slices.Clone(chosen))
	case len(chosen) < size:
		for _, n := range u.g.circleOf(left) {
			u.extend(append(slices.Clone(chosen), n), stuck, size)
		}
	}
}

func (u *untangler) key(chosen []int32, size int) string {
	sorted := slices.Sorted(slices.Values(chosen))
	key := make([]byte, 0, 4*len(sorted)+1)
	for _, n := range sorted {
		key = append(key, byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
	}
	return string(append(key, byte(size)))
}

// greedy takes the first thing of each circle that is left.
func (u *untangler) greedy(stuck []int32) (chosen []int32) {
	for {
		left := u.g.stuckWithout(chosen, stuck)
		if len(left) == 0 {
			return chosen
		}
		chosen = append(chosen, u.g.circleOf(left)[0])
	}
}

// stuckWithout is what of the stuck things stays stuck when some of them start by
// themselves, and everything that was not stuck is up.
func (g *Graph) stuckWithout(chosen, stuck []int32) []int32 {
	down := map[int32]bool{}
	for _, n := range stuck {
		down[n] = true
	}
	for _, n := range chosen {
		delete(down, n)
	}
	for changed := true; changed; {
		changed = false
		for _, n := range stuck {
			if down[n] && g.starts(n, down) {
				delete(down, n)
				changed = true
			}
		}
	}
	var left []int32
	for _, n := range stuck {
		if down[n] {
			left = append(left, n)
		}
	}
	return left
}

// starts reports whether a node is up when just some things are down.
func (g *Graph) starts(n int32, down map[int32]bool) bool {
	up := 0
	for _, a := range g.nodes[n].args {
		if g.isThing(a) && !down[a] || !g.isThing(a) && g.starts(a, down) {
			up++
		}
	}
	return up >= g.nodes[n].min
}

// circleOf shrinks a set of things that wait for each other to one from which
// nothing can be left out: starting any other thing by hand leaves it stuck.
func (g *Graph) circleOf(stuck []int32) []int32 {
	circle := stuck
	for _, n := range stuck {
		if !slices.Contains(circle, n) {
			continue
		}
		if rest := g.stuckWithout([]int32{n}, circle); len(rest) > 0 {
			circle = rest
		}
	}
	return circle
}
