package estate

import "context"

// block is how many words of scenarios are evaluated together: 512 scenarios, a
// cache line for each node.
const block = 8

// row says for each scenario of a block whether a node is up.
type row [block]uint64

// sweep evaluates nodes for a block of scenarios at once.
type sweep struct {
	g       *Graph
	meaning Meaning
	up      []row
	failed  []row // by thing: the scenarios in which it fails by itself
}

func newSweep(g *Graph, m Meaning) *sweep {
	return &sweep{g: g, meaning: m, up: make([]row, len(g.nodes)), failed: make([]row, len(g.things))}
}

// run evaluates groups of nodes, in their order. In a circle everything begins up
// or down as the meaning says, and is evaluated until nothing changes.
func (s *sweep) run(ctx context.Context, groups [][]int32) error {
	for i, group := range groups {
		if i&0xff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if !s.g.circular(group) {
			s.up[group[0]] = s.evaluate(group[0])
			continue
		}
		s.begin(group)
		for s.again(group) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
		}
	}
	return nil
}

func (s *sweep) begin(group []int32) {
	var all row
	if s.meaning == StayUp {
		for w := range all {
			all[w] = ^uint64(0)
		}
	}
	for _, n := range group {
		s.up[n] = all
	}
}

func (s *sweep) again(group []int32) (changed bool) {
	for _, n := range group {
		now := s.evaluate(n)
		changed = changed || now != s.up[n]
		s.up[n] = now
	}
	return changed
}

func (s *sweep) evaluate(n int32) row {
	args := s.g.nodes[n].args
	var up row
	switch {
	case s.g.isThing(n) && len(args) == 0:
		for w := range up {
			up[w] = ^s.failed[n][w]
		}
		return up
	case s.g.isThing(n):
		need := &s.up[args[0]]
		for w := range up {
			up[w] = need[w] &^ s.failed[n][w]
		}
		return up
	}
	return s.gate(s.g.nodes[n].min, args)
}

func (s *sweep) gate(least int, args []int32) row {
	var up row
	switch least {
	case 1:
		for _, a := range args {
			for w := range up {
				up[w] |= s.up[a][w]
			}
		}
		return up
	case len(args):
		for w := range up {
			up[w] = ^uint64(0)
		}
		for _, a := range args {
			for w := range up {
				up[w] &= s.up[a][w]
			}
		}
		return up
	}
	return s.counted(least, args)
}

// counted keeps for each scenario whether at least 1, 2, … arguments so far are up.
func (s *sweep) counted(least int, args []int32) row {
	reached := make([]row, least+1)
	for w := range reached[0] {
		reached[0][w] = ^uint64(0)
	}
	for _, a := range args {
		for i := least; i > 0; i-- {
			for w := range reached[i] {
				reached[i][w] |= reached[i-1][w] & s.up[a][w]
			}
		}
	}
	return reached[least]
}
