package reliability

import (
	"fmt"
	"slices"

	"fairlead/engine/reliability/internal/logic"
)

// mostDepth bounds how deep formulas and gates may stand within each other.
const mostDepth = 20_000

// compiled is a checked tree as a formula over its basic events.
type compiled struct {
	tree   *Tree
	top    string
	events []Event // those of common causes at the end
	graph  *logic.Graph
	root   logic.Lit
}

// compiler turns names into literals.
type compiler struct {
	tree     *Tree
	graph    *logic.Graph
	gates    map[string]int
	lits     map[string]logic.Lit // what is known already
	events   []Event
	visiting []bool // by gate
	placed   bool   // an error says in which gate it is
}

func compile(tree *Tree) (*compiled, error) {
	c := &compiler{tree: tree, graph: logic.New(), gates: map[string]int{}, lits: map[string]logic.Lit{}}
	if err := c.declare(); err != nil {
		return nil, err
	}
	top, err := tree.top()
	if err != nil {
		return nil, err
	}
	root, err := c.named(top, 0)
	if err != nil {
		return nil, err
	}
	graph, root := logic.Flatten(c.graph, root)
	return &compiled{tree: tree, top: top, events: c.events, graph: graph, root: root}, nil
}

// declare takes in the names of everything.
func (c *compiler) declare() error {
	c.visiting = make([]bool, len(c.tree.Gates))
	for i, g := range c.tree.Gates {
		if _, twice := c.gates[g.Name]; twice || g.Name == "" {
			return fmt.Errorf("gate %d: the name %q is empty or taken", i+1, g.Name)
		}
		c.gates[g.Name] = i
	}
	for _, h := range c.tree.Houses {
		lit := logic.False
		if h.On {
			lit = logic.True
		}
		if err := c.declareEvent("house event", h.Name, lit); err != nil {
			return err
		}
	}
	grouped := map[string]bool{}
	for _, g := range c.tree.Groups {
		if err := c.group(g, grouped); err != nil {
			return err
		}
	}
	for _, e := range c.tree.Events {
		if grouped[e.Name] {
			continue
		}
		c.events = append(c.events, e)
		if err := c.declareEvent("basic event", e.Name, c.graph.Variable()); err != nil {
			return err
		}
	}
	return nil
}

func (c *compiler) declareEvent(what, name string, lit logic.Lit) error {
	_, gate := c.gates[name]
	_, other := c.lits[name]
	if name == "" || gate || other {
		return fmt.Errorf("%s: the name %q is empty or taken", what, name)
	}
	c.lits[name] = lit
	return nil
}

// group makes each member of a common-cause group the Or of the events that
// take it.
func (c *compiler) group(g CommonCause, grouped map[string]bool) error {
	if err := g.check(); err != nil {
		return err
	}
	known := func(name string) bool {
		return slices.ContainsFunc(c.tree.Events, func(e Event) bool { return e.Name == name })
	}
	events, of := g.expand()
	lits := make([]logic.Lit, len(events))
	for i := range events {
		lits[i] = c.graph.Variable()
	}
	c.events = append(c.events, events...)
	for i, member := range g.Members {
		if !known(member) {
			return fmt.Errorf("common-cause group %q: there is no basic event %q", g.Name, member)
		}
		var any []logic.Lit
		for _, e := range of[i] {
			any = append(any, lits[e])
		}
		if err := c.declareEvent("common-cause group "+g.Name, member, c.graph.Or(any...)); err != nil {
			return err
		}
		grouped[member] = true
	}
	return nil
}

// top is the gate to analyse.
func (t *Tree) top() (string, error) {
	if t.Top != "" {
		return t.Top, nil
	}
	roots := t.Roots()
	switch {
	case len(t.Gates) == 0:
		return "", fmt.Errorf("the tree has no gates")
	case len(roots) == 0:
		return "", fmt.Errorf("every gate is used by another, so there is no top; the gates form a circle")
	case len(roots) > 1:
		return "", fmt.Errorf("%d gates are used by no other, among them %q and %q: say which is the top", len(roots), roots[0], roots[1])
	}
	return roots[0], nil
}

// Roots names the gates that no other gate uses, in the order of the tree.
func (t *Tree) Roots() []string {
	used := map[string]bool{}
	var note func(f *Formula)
	note = func(f *Formula) {
		if f.Op == OpName {
			used[f.Name] = true
		}
		for i := range f.Args {
			note(&f.Args[i])
		}
	}
	for i := range t.Gates {
		note(&t.Gates[i].Formula)
	}
	var roots []string
	for _, g := range t.Gates {
		if !used[g.Name] {
			roots = append(roots, g.Name)
		}
	}
	return roots
}

func (c *compiler) named(name string, depth int) (logic.Lit, error) {
	if lit, ok := c.lits[name]; ok {
		return lit, nil
	}
	i, ok := c.gates[name]
	switch {
	case !ok:
		return 0, fmt.Errorf("there is no gate, basic event or house event %q", name)
	case c.visiting[i]:
		return 0, fmt.Errorf("gate %q needs itself; a fault tree has no circles", name)
	}
	c.visiting[i] = true
	lit, err := c.formula(&c.tree.Gates[i].Formula, depth+1)
	if err != nil && !c.placed { // the innermost gate is where to look
		c.placed, err = true, fmt.Errorf("gate %q: %w", name, err)
	}
	if err != nil {
		return 0, err
	}
	c.visiting[i] = false
	c.lits[name] = lit
	return lit, nil
}

func (c *compiler) formula(f *Formula, depth int) (logic.Lit, error) {
	if depth > mostDepth {
		return 0, fmt.Errorf("more than %d formulas stand within each other", mostDepth)
	}
	if f.Op == OpName {
		return c.named(f.Name, depth)
	}
	args := make([]logic.Lit, len(f.Args))
	for i := range f.Args {
		lit, err := c.formula(&f.Args[i], depth+1)
		if err != nil {
			return 0, err
		}
		args[i] = lit
	}
	return c.gate(f, args)
}

func (c *compiler) gate(f *Formula, args []logic.Lit) (logic.Lit, error) {
	switch f.Op {
	case OpAnd:
		return c.graph.And(args...), nil
	case OpOr:
		return c.graph.Or(args...), nil
	case OpNot:
		if len(args) != 1 {
			return 0, fmt.Errorf("not takes one argument, here it has %d", len(args))
		}
		return args[0].Not(), nil
	case OpXor:
		if len(args) < 2 {
			return 0, fmt.Errorf("xor takes at least two arguments, here it has %d", len(args))
		}
		return c.graph.Xor(args...), nil
	case OpAtLeast:
		if f.Min < 0 || f.Min > len(args) {
			return 0, fmt.Errorf("at least %d of %d arguments can never be", f.Min, len(args))
		}
		return c.graph.AtLeast(f.Min, args...), nil
	}
	return 0, fmt.Errorf("unknown operator %d", f.Op)
}
