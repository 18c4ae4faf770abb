package estate

import (
	"fmt"
	"slices"

	"fairlead/engine/reliability"
)

// Thing is something that may fail and that may need other things to work.
type Thing struct {
	Name   string
	Needs  Need              // the zero value: nothing
	Solid  bool              // never fails by itself, as a service that is only what it needs
	Figure *reliability.Expr // the probability that it is down by itself; nil where that is not known
}

// Need is what a thing needs: another thing, or at least Min of several needs.
type Need struct {
	Thing string
	Min   int
	Of    []Need
}

// On needs a thing.
func On(name string) Need { return Need{Thing: name} }

// All needs every one of several.
func All(needs ...Need) Need { return Need{Min: len(needs), Of: needs} }

// Any needs one of several.
func Any(needs ...Need) Need { return Need{Min: 1, Of: needs} }

// AtLeast needs k of several.
func AtLeast(k int, needs ...Need) Need { return Need{Min: k, Of: needs} }

// Meaning says how things that need each other in a circle are taken.
type Meaning uint8

// The two meanings. They differ in circles only.
const (
	// StayUp asks what goes on working: things in a circle hold each other up. It is
	// the greatest fixpoint.
	StayUp Meaning = iota
	// ColdStart asks what can be started when everything is down: things in a circle
	// wait for each other. It is the least fixpoint.
	ColdStart
)

// Graph is a checked set of things. It does not change and may be read by several
// goroutines.
type Graph struct {
	things []Thing
	index  map[string]int32
	nodes  []node    // those of the things first, in their order
	groups [][]int32 // strongly connected nodes, what is needed before what needs it
	users  [][]int32 // by node: the nodes that need it
}

// node is a thing, up when it has not failed and its one argument is up, if it has
// one; or a gate, up when at least min arguments are.
type node struct {
	min  int
	args []int32
}

// mostNesting bounds how deep needs stand within each other.
const mostNesting = 1000

// New checks things and makes a graph of them.
func New(things []Thing) (*Graph, error) {
	g := &Graph{things: slices.Clone(things), index: make(map[string]int32, len(things)), nodes: make([]node, len(things))}
	for i, t := range things {
		if _, twice := g.index[t.Name]; twice || t.Name == "" {
			return nil, fmt.Errorf("thing %d: the name %q is empty or taken", i+1, t.Name)
		}
		g.index[t.Name] = int32(i)
	}
	for i := range things {
		if err := g.connect(int32(i)); err != nil {
			return nil, err
		}
	}
	g.users = make([][]int32, len(g.nodes))
	for i := range g.nodes {
		for _, a := range g.nodes[i].args {
			g.users[a] = append(g.users[a], int32(i))
		}
	}
	g.groups = g.connected()
	return g, nil
}

// connect gives a thing its argument.
func (g *Graph) connect(i int32) error {
	need := g.things[i].Needs
	if need.Thing == "" && need.Min == 0 && len(need.Of) == 0 {
		return nil
	}
	arg, err := g.need(need, 0)
	if err != nil {
		return fmt.Errorf("%q needs something impossible: %w", g.things[i].Name, err)
	}
	g.nodes[i] = node{min: 1, args: []int32{arg}}
	return nil
}

// need finds or makes the node of a need.
func (g *Graph) need(n Need, depth int) (int32, error) {
	if n.Thing != "" {
		i, ok := g.index[n.Thing]
		if !ok || len(n.Of) > 0 {
			return 0, fmt.Errorf("there is no thing %q, or it stands with others", n.Thing)
		}
		return i, nil
	}
	switch {
	case depth > mostNesting:
		return 0, fmt.Errorf("more than %d needs stand within each other", mostNesting)
	case n.Min < 0 || n.Min > len(n.Of):
		return 0, fmt.Errorf("%d of %d", n.Min, len(n.Of))
	case len(n.Of) == 1 && n.Min == 1:
		return g.need(n.Of[0], depth+1)
	}
	args := make([]int32, len(n.Of))
	for i, of := range n.Of {
		arg, err := g.need(of, depth+1)
		if err != nil {
			return 0, err
		}
		args[i] = arg
	}
	g.nodes = append(g.nodes, node{min: n.Min, args: args})
	return int32(len(g.nodes) - 1), nil
}

func (g *Graph) isThing(n int32) bool { return int(n) < len(g.things) }

func (g *Graph) thing(name string) (int32, error) {
	i, ok := g.index[name]
	if !ok {
		return 0, fmt.Errorf("there is no thing %q", name)
	}
	return i, nil
}

func (g *Graph) names(things []int32) []string {
	names := make([]string, len(things))
	for i, t := range things {
		names[i] = g.things[t].Name
	}
	slices.Sort(names)
	return names
}
