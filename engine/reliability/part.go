package reliability

import (
	"errors"

	"fairlead/engine/reliability/internal/bdd"
	"fairlead/engine/reliability/internal/unique"
	"fairlead/engine/reliability/internal/zdd"
)

// part is a module with its diagrams. Inputs are numbered by level.
type part struct {
	inputs []input

	nodes        []bdd.Node
	lower, upper bdd.Ref // the function lies between; the same where it is exact

	sets     []zdd.Node
	root     zdd.Ref
	most     int // sets above this order are left out; zdd.Unbounded: none are
	noSets   bool
	method   string // of the cut sets
	literals bool   // prime implicants: elements are twice the level, plus one for "not"
}

// input is an event, or an inner part.
type input struct {
	event int // -1: it is a part
	part  int
}

// take gives the part its sets, complete up to an order, unless they did not fit.
func (p *part) take(z *zdd.Diagram, root zdd.Ref, most int) (fits bool, err error) {
	switch err := z.Err(); {
	case errors.Is(err, unique.ErrFull):
		return false, nil
	case err != nil:
		return false, err
	}
	p.sets, p.root = z.Compact(root)
	p.most = most
	return true, nil
}

func (p *part) exact() bool { return p.nodes != nil && p.lower == p.upper }

// element is the input that stands at a level of the cut sets, and whether it is
// wanted working rather than failed.
func (p *part) element(level int32) (in input, negated bool) {
	if p.literals {
		return p.inputs[level/2], level%2 == 1
	}
	return p.inputs[level], false
}
