package estate

import (
	"fmt"

	"fairlead/engine/reliability"
)

// mostCircle bounds the things in one circle that FaultTree unrolls: n of them
// become n² gates.
const mostCircle = 100

// FaultTree is the fault tree whose top is that a thing is down. Circles are
// unrolled as often as they have nodes, which is enough to reach the fixpoint that
// the meaning asks for. It fails where there is no such thing, or a circle has more
// than 100 nodes.
func (g *Graph) FaultTree(name string, m Meaning) (*reliability.Tree, error) {
	n, err := g.thing(name)
	if err != nil {
		return nil, err
	}
	wanted, err := g.wanted([]string{name})
	if err != nil {
		return nil, err
	}
	u := &unroller{g: g, tree: &reliability.Tree{Name: name}, is: make([]reliability.Formula, len(g.nodes))}
	for _, group := range g.groups {
		if !wanted[group[0]] {
			continue
		}
		if err := u.group(group, m); err != nil {
			return nil, err
		}
	}
	u.tree.Top = u.gate(u.is[n])
	return u.tree, nil
}

type unroller struct {
	g    *Graph
	tree *reliability.Tree
	is   []reliability.Formula // by node: that it is down
}

func (u *unroller) group(group []int32, m Meaning) error {
	for _, n := range group {
		if u.g.isThing(n) && !u.g.things[n].Solid {
			t := u.g.things[n]
			u.tree.Events = append(u.tree.Events, reliability.Event{Name: t.Name, Figure: t.Figure})
		}
	}
	if !u.g.circular(group) {
		u.is[group[0]] = reliability.Name(u.gate(u.down(group[0])))
		return nil
	}
	if len(group) > mostCircle {
		return fmt.Errorf("%q is in a circle of %d things and needs, at most %d can be unrolled", u.g.names(within(u.g, [][]int32{group}))[0], len(group), mostCircle)
	}
	for _, n := range group {
		u.is[n] = reliability.Or()
		if m == ColdStart {
			u.is[n] = reliability.And()
		}
	}
	for range group {
		next := make([]reliability.Formula, len(group))
		for i, n := range group {
			next[i] = reliability.Name(u.gate(u.down(n)))
		}
		for i, n := range group {
			u.is[n] = next[i]
		}
	}
	return nil
}

// gate adds a gate; its name begins with a space, so that no thing that people
// name is called the same.
func (u *unroller) gate(f reliability.Formula) string {
	name := fmt.Sprint(" ", len(u.tree.Gates)+1)
	u.tree.Gates = append(u.tree.Gates, reliability.Gate{Name: name, Formula: f})
	return name
}

func (u *unroller) down(n int32) reliability.Formula {
	node := u.g.nodes[n]
	var args []reliability.Formula
	for _, a := range node.args {
		args = append(args, u.is[a])
	}
	if !u.g.isThing(n) {
		if node.min == 0 {
			return reliability.Or()
		}
		return reliability.AtLeast(len(args)-node.min+1, args...)
	}
	if !u.g.things[n].Solid {
		args = append(args, reliability.Name(u.g.things[n].Name))
	}
	return reliability.Or(args...)
}
