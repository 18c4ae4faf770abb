package estate

// connected finds the strongly connected groups of nodes, what is needed before
// what needs it (Tarjan, "Depth-first search and linear graph algorithms", SIAM J.
// Computing 1(2), 1972), without recursion, because chains of needs can be long.
func (g *Graph) connected() [][]int32 {
	t := tarjan{g: g, number: make([]int32, len(g.nodes)), low: make([]int32, len(g.nodes)), waiting: make([]bool, len(g.nodes))}
	for n := range g.nodes {
		if t.number[n] == 0 {
			t.walk(int32(n))
		}
	}
	return t.groups
}

type tarjan struct {
	g           *Graph
	clock       int32
	number, low []int32
	waiting     []bool
	stack       []int32
	groups      [][]int32
}

// place is how far the walk has come in a node.
type place struct {
	node int32
	next int
}

func (t *tarjan) enter(n int32) place {
	t.clock++
	t.number[n], t.low[n] = t.clock, t.clock
	t.stack = append(t.stack, n)
	t.waiting[n] = true
	return place{node: n}
}

func (t *tarjan) walk(root int32) {
	way := []place{t.enter(root)}
	for len(way) > 0 {
		at := &way[len(way)-1]
		if at.next < len(t.g.nodes[at.node].args) {
			to := t.g.nodes[at.node].args[at.next]
			at.next++
			if t.number[to] == 0 {
				way = append(way, t.enter(to))
			} else if t.waiting[to] {
				t.low[at.node] = min(t.low[at.node], t.number[to])
			}
			continue
		}
		done := at.node
		way = way[:len(way)-1]
		if len(way) > 0 {
			from := way[len(way)-1].node
			t.low[from] = min(t.low[from], t.low[done])
		}
		if t.low[done] == t.number[done] {
			t.close(done)
		}
	}
}

// close takes a finished group from the stack.
func (t *tarjan) close(root int32) {
	for i := len(t.stack) - 1; ; i-- {
		t.waiting[t.stack[i]] = false
		if t.stack[i] == root {
			t.groups = append(t.groups, append([]int32(nil), t.stack[i:]...))
			t.stack = t.stack[:i]
			return
		}
	}
}

// circular reports whether the nodes of a group need each other.
func (g *Graph) circular(group []int32) bool {
	if len(group) > 1 {
		return true
	}
	for _, a := range g.nodes[group[0]].args {
		if a == group[0] {
			return true
		}
	}
	return false
}
