package reliability

import (
	"context"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/logic"
	"fairlead/engine/reliability/internal/zdd"
)

// Result is what an analysis found. It does not change and may be read by several
// goroutines.
type Result struct {
	Top         string
	Coherent    bool        // the tree has no negation
	Probability Probability // of the top event
	CutSets     *CutSets
	Events      []Event // those of the tree, and those that common causes make of it
	Modules     int     // independent parts of the tree
	Nodes       int     // of all decision diagrams

	tree   *Tree
	parts  []part
	values []float64
}

// Probability is what is known of a probability.
type Probability struct {
	Lower, Upper float64  // the same where it is exact, up to rounding
	Exact        bool     //
	LeftOut      bool     // it was not asked for, and nothing else here is
	Without      []string // events whose figure is not known; if there are any, nothing else here is
	Method       string
}

// Known reports whether anything is known.
func (p Probability) Known() bool { return len(p.Without) == 0 && !p.LeftOut }

// Analyze finds the minimal cut sets and the probability of the top event of a
// tree. It fails where the tree makes no sense or ctx is done; where the memory is
// not enough it gives what it has, and says so in the result.
func Analyze(ctx context.Context, tree *Tree, s Settings) (*Result, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c, err := compile(tree)
	if err != nil {
		return nil, err
	}
	f, err := newFigures(tree)
	if err != nil {
		return nil, err
	}
	values, without, err := f.probabilities(c.events)
	if err != nil {
		return nil, err
	}
	b := &builder{
		ctx: ctx, c: c, settings: s, values: values, coherent: c.graph.Coherent(c.root),
		partOf: map[int]int{}, flipped: map[int]bool{}, diagram: bdd.New(ctx, fewestNodes),
	}
	if err := b.run(); err != nil {
		return nil, err
	}
	return b.result(without), nil
}

// run builds the parts; a tree that is a constant or a single event has one part
// without gates.
func (b *builder) run() error {
	if err := b.ctx.Err(); err != nil {
		return err
	}
	n := b.c.root.Node()
	switch b.c.graph.Nodes[n].Kind {
	case logic.Constant, logic.Variable:
		return b.module(logic.Module{Root: n, Inputs: inputsOf(b.c.graph, n)}, true)
	}
	return b.build()
}

func inputsOf(g *logic.Graph, n int) []int {
	if g.Nodes[n].Kind == logic.Variable {
		return []int{n}
	}
	return nil
}

func (b *builder) result(without []string) *Result {
	r := &Result{
		Top: b.c.top, Coherent: b.coherent, Events: b.c.events, Modules: len(b.parts),
		tree: b.c.tree, parts: b.parts, values: b.values,
	}
	exact := true
	for i := range b.parts {
		r.Nodes += len(b.parts[i].nodes)
		exact = exact && b.parts[i].exact()
	}
	r.CutSets = newCutSets(r, b.settings)
	top := b.ranges[len(b.ranges)-1]
	r.Probability = Probability{Without: without}
	switch {
	case b.settings.CutSetsOnly:
		r.Probability = Probability{LeftOut: true}
	case without == nil:
		r.Probability = Probability{Lower: top.least.yes, Upper: top.most.yes, Exact: exact, Method: "decision diagram"}
		if !exact {
			r.Probability.Method = "bounds from truncated decision diagrams"
		}
	}
	return r
}

// most is the largest order up to which the cut sets are complete.
func most(parts []part) int {
	least := zdd.Unbounded
	for i := range parts {
		if parts[i].noSets {
			return 0
		}
		least = min(least, parts[i].most)
	}
	return least
}
