package logic

// Module is a part of a formula that shares nothing with the rest of it.
type Module struct {
	Root   int   // its node
	Gates  []int // the gates that are its own, arguments first, the root last
	Inputs []int // variables and roots of inner modules
}

// Modules cuts a formula into modules, inner ones before those that contain them;
// the last one is the whole. The root must be a gate. It takes linear time:
// Dutuit and Rauzy, "A linear-time algorithm to find modules of fault trees",
// IEEE Trans. Reliability 45(3), 1996, 422–425.
func (g *Graph) Modules(root Lit) []Module {
	v := newVisits(g)
	v.visit(root.Node())
	order := g.reach(root)
	isRoot := v.roots(order)
	isRoot[root.Node()] = true
	var all []Module
	for _, n := range order {
		if isRoot[n] {
			all = append(all, g.module(n, isRoot))
		}
	}
	return all
}

// Whole is the formula as a single module.
func (g *Graph) Whole(root Lit) []Module {
	return []Module{g.module(root.Node(), make([]bool, len(g.Nodes)))}
}

func (g *Graph) module(root int, isRoot []bool) Module {
	m := Module{Root: root}
	seen := map[int]bool{}
	var visit func(n int)
	visit = func(n int) {
		if seen[n] {
			return
		}
		seen[n] = true
		if n != root && (isRoot[n] || g.Nodes[n].Kind == Variable) {
			m.Inputs = append(m.Inputs, n)
			return
		}
		for _, a := range g.Nodes[n].Args {
			visit(a.Node())
		}
		m.Gates = append(m.Gates, n)
	}
	visit(root)
	return m
}

// visits holds for each node when a walk over the formula came to it first, when
// it first left it, and when it came to it last.
type visits struct {
	g                 *Graph
	clock             int
	first, left, last []int
}

func newVisits(g *Graph) *visits {
	n := len(g.Nodes)
	return &visits{g: g, first: make([]int, n), left: make([]int, n), last: make([]int, n)}
}

func (v *visits) visit(n int) {
	v.clock++
	v.last[n] = v.clock
	if v.first[n] > 0 {
		return
	}
	v.first[n] = v.clock
	for _, a := range v.g.Nodes[n].Args {
		v.visit(a.Node())
	}
	v.clock++
	v.left[n] = v.clock
	v.last[n] = v.clock
}

// roots marks the gates below which everything was visited between coming to the
// gate and leaving it.
func (v *visits) roots(order []int) []bool {
	isRoot := make([]bool, len(v.g.Nodes))
	earliest, latest := make([]int, len(v.g.Nodes)), make([]int, len(v.g.Nodes))
	for _, n := range order {
		early, late := int(^uint(0)>>1), 0
		for _, a := range v.g.Nodes[n].Args {
			i := a.Node()
			early = min(early, v.first[i], earliest[i])
			late = max(late, v.last[i], latest[i])
		}
		isRoot[n] = len(v.g.Nodes[n].Args) > 0 && early > v.first[n] && late < v.left[n]
		earliest[n], latest[n] = early, late
		if len(v.g.Nodes[n].Args) == 0 {
			earliest[n], latest[n] = v.first[n], v.last[n]
		}
	}
	return isRoot
}
