package estate

import "context"

// propagate fails each thing in turn and follows what stops, with work in
// proportion to that. While things stay up this is the greatest fixpoint: a thing
// goes down only when too much of what it needs has gone down, also in a circle.
func (s *Survey) propagate(ctx context.Context) error {
	p := propagation{g: s.graph, spare: make([]int, len(s.graph.nodes)), down: make([]bool, len(s.graph.nodes))}
	for n, node := range s.graph.nodes {
		p.spare[n] = len(node.args) - node.min
	}
	for n := range s.graph.things {
		if n&0xff == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if s.graph.things[n].Solid {
			continue
		}
		p.fail(int32(n))
		for _, stopped := range p.stopped {
			if s.graph.isThing(stopped) {
				s.by[stopped] = append(s.by[stopped], int32(n))
			}
		}
		p.mend()
	}
	return nil
}

type propagation struct {
	g       *Graph
	spare   []int // by node: how many arguments may still go down
	down    []bool
	stopped []int32
}

func (p *propagation) fail(thing int32) {
	p.stopped = append(p.stopped[:0], thing)
	p.down[thing] = true
	for i := 0; i < len(p.stopped); i++ {
		for _, u := range p.g.users[p.stopped[i]] {
			p.spare[u]--
			if p.spare[u] < 0 && !p.down[u] {
				p.down[u] = true
				p.stopped = append(p.stopped, u)
			}
		}
	}
}

// mend takes back the last failure.
func (p *propagation) mend() {
	for _, n := range p.stopped {
		p.down[n] = false
		for _, u := range p.g.users[n] {
			p.spare[u]++
		}
	}
}
