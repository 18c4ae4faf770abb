package estate

import (
	"context"
	"slices"
)

// Edit is the survey of the graph with one thing changed, or added where its name
// is new. Only the thing and what needs it, however indirectly, is surveyed anew.
// It fails where the thing makes no sense, or ctx is done.
func (s *Survey) Edit(ctx context.Context, thing Thing) (*Survey, error) {
	things := slices.Clone(s.graph.things)
	at, known := s.graph.index[thing.Name]
	if known {
		things[at] = thing
	} else {
		at = int32(len(things))
		things = append(things, thing)
	}
	g, err := New(things)
	if err != nil {
		return nil, err
	}
	next := &Survey{graph: g, meaning: s.meaning, by: slices.Clone(s.by), always: slices.Clone(s.always)}
	if !known {
		next.by, next.always = append(next.by, nil), append(next.always, false)
	}
	groups, outside := g.above(at)
	for _, n := range within(g, groups) {
		next.by[n], next.always[n] = nil, false
	}
	return next, next.sweep(ctx, groups, outside)
}

// above is a thing and all that needs it, as groups in their order, and the nodes
// outside of these that they need.
func (g *Graph) above(thing int32) (groups [][]int32, outside []int32) {
	in := make([]bool, len(g.nodes))
	in[thing] = true
	for waiting := []int32{thing}; len(waiting) > 0; {
		n := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		for _, u := range g.users[n] {
			if !in[u] {
				in[u] = true
				waiting = append(waiting, u)
			}
		}
	}
	// Gates have no name and are not kept in a survey, so that those which the
	// things above need are evaluated again with them.
	seen := make([]bool, len(g.nodes))
	for n := len(g.nodes) - 1; n >= 0; n-- {
		if in[n] {
			outside = g.below(int32(n), in, seen, outside)
		}
	}
	for _, group := range g.groups {
		if in[group[0]] {
			groups = append(groups, group)
		}
	}
	return groups, outside
}

// below takes in the gates that a node needs, and notes the things beyond them.
func (g *Graph) below(n int32, in, seen []bool, outside []int32) []int32 {
	for _, a := range g.nodes[n].args {
		switch {
		case in[a] || seen[a]:
		case g.isThing(a):
			seen[a] = true
			outside = append(outside, a)
		default:
			in[a] = true
			outside = g.below(a, in, seen, outside)
		}
	}
	return outside
}
