package zeroone

import (
	"context"
	"math"
)

// node is a part of all choices that is still to be looked at.
type node struct {
	dom   Domain
	most  int64  // no choice in it has more
	seq   uint64 // of its making; breaks ties
	from  branching
	guess float64 // what the best choice in it may have, in units of the relaxation
}

// branching is how a node was made, for the record of what branching loses.
type branching struct {
	variable int32 // counted from 1; 0: it is no half of another
	up       bool
	by       float64 // how far the variable was from its new value
	linear   float64 // the objective of the relaxation before
}

// task searches below one node, depth first, up to so many nodes.
type task struct {
	ctx    context.Context
	relax  *relaxation
	heur   *improver
	target int64  // choices with less are of no interest
	best   []bool // found here; nil
	value  int64
	left   []node // what it did not come to
	nodes  int
	losses *losses
}

// rounds of cuts that a task begins with.
const sharpening = 4

// run looks at up to limit nodes below start, with cuts that hold there.
func (t *task) run(start node, limit int) {
	t.relax.own()
	if v := t.relax.sharpen(start.dom, t.target, sharpening); !v.open {
		t.nodes++
		return
	}
	t.relax = t.relax.clone(start.dom)
	stack := []node{start}
	for len(stack) > 0 {
		if t.nodes >= limit || t.nodes&15 == 15 && t.ctx.Err() != nil {
			for _, n := range stack {
				if n.most >= t.target {
					t.left = append(t.left, n)
				}
			}
			return
		}
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if n.most < t.target {
			continue
		}
		t.nodes++
		stack = t.expand(n, stack)
	}
}

// expand examines a node and puts what is left of it onto the stack, what looks
// better on top.
func (t *task) expand(n node, stack []node) []node {
	v := t.relax.examine(n.dom, t.target)
	t.losses.note(n.from, t.relax.d.z)
	most := min(v.most, n.most)
	if !v.open || most < t.target {
		return stack
	}
	if v.whole && t.take(n.dom) {
		if t.value == most {
			return stack
		}
	}
	if t.nodes&63 == 1 {
		t.tryNear(n.dom)
	}
	o, guess, ok := t.losses.branch(t.relax, n.dom, t.relax.cutoff(t.target))
	if !ok {
		return stack
	}
	for _, value := range [2]int8{1 - o.near(), o.near()} {
		child := node{dom: append(Domain(nil), n.dom...), most: most, guess: guess - o.loss[value]}
		child.dom[o.variable] = value
		child.from = branching{int32(o.variable + 1), value == One, math.Abs(float64(value) - o.at), t.relax.d.z}
		stack = append(stack, child)
	}
	return stack
}

// take keeps the choice that the relaxation found, if it is one.
func (t *task) take(dom Domain) bool {
	x := make([]bool, len(dom))
	t.relax.round(dom, x)
	return t.keep(x)
}

func (t *task) keep(x []bool) bool {
	if !t.relax.p.Feasible(x) {
		return false
	}
	if v := t.relax.p.Value(x); v >= t.target {
		t.best, t.value, t.target = x, v, v+1
	}
	return true
}

// tryNear looks for a choice near to the relaxation.
func (t *task) tryNear(dom Domain) {
	if x, ok := t.heur.near(t.relax, dom); ok {
		t.keep(x)
	}
}
