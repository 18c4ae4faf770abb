package choose

import (
	"context"
	"slices"

	"fairlead/engine/choose/internal/zeroone"
)

// Conflict is why no choice keeps all limits: must-dos that break a limit, a group
// or an exclusion whatever else is chosen, in the smallest number that does.
type Conflict struct {
	Musts  []int  // the must-dos, by item; empty: the limits contradict each other without any
	Needed []int  // items that these require in turn
	Limits []int  // the limits that cannot be kept together with them
	Groups []int  // the groups that cannot
	Apart  [2]int // two items that exclude each other; both zero: none
	// Uses is what must-dos and what they require use of the one limit that they
	// break, and By how much that is beyond it; zero where it takes several limits.
	Uses, By int64
	// Smallest is whether no smaller set of must-dos breaks anything. Else it is a
	// set of which none can be left out.
	Smallest bool
}

// conflict looks for the smallest set of must-dos that breaks one row by itself,
// counting what they force to be in; and where there is none, for a set of rows of
// which none can be left out.
func (c *compiled) conflict(ctx context.Context) *Conflict {
	var best *Conflict
	forced := c.forced()
	for i, o := range c.origin {
		if o.reason == ofMust || o.reason == ofNeed || o.reason == ofStart {
			continue
		}
		if found := c.breaks(ctx, i, forced); found != nil && (best == nil || len(found.Musts) < len(best.Musts)) {
			best = found
		}
	}
	if best != nil {
		return best
	}
	return c.irreducible(ctx)
}

// forced is what each must-do forces to be in, by variable; nil for what is none.
// An item that may start at several times is forced in, but no start of it is.
func (c *compiled) forced() [][]int {
	list := make([][]int, len(c.p.Items))
	for i := range c.p.Items {
		if c.p.Items[i].Must {
			list[i] = c.closure(i)
		}
	}
	return list
}

// closure is an item with all that it requires, also in turn.
func (c *compiled) closure(item int) []int {
	list := []int{item}
	for k := 0; k < len(list); k++ {
		for _, name := range c.p.Items[list[k]].Requires {
			if other := c.index[name]; !slices.Contains(list, other) {
				list = append(list, other)
			}
		}
	}
	return list
}

// least is the least that a row counts of an item that is in, and of one that may
// be in or not.
func (c *compiled) least(row int) (in, free []int64) {
	r := &c.program.Rows[row]
	coef := make([]int64, len(c.owner))
	for k, j := range r.Index {
		coef[j] = r.Coef[k]
	}
	in, free = make([]int64, len(c.p.Items)), make([]int64, len(c.p.Items))
	for i := range c.p.Items {
		in[i] = coef[c.first[i]]
		for _, j := range c.all(i) {
			in[i] = min(in[i], coef[j])
		}
		free[i] = min(in[i], 0)
	}
	return in, free
}

// breaks finds the fewest must-dos that use more of a row than there is: a program
// of its own, in which a must-do is taken, an item counts when a must-do that was
// taken forces it, and the fewest are taken that reach beyond the row.
func (c *compiled) breaks(ctx context.Context, row int, forced [][]int) *Conflict {
	in, free := c.least(row)
	need := c.program.Rows[row].Most + 1
	counted := map[int]int32{} // items that forced ones add to the row, by variable
	by := map[int][]int{}      // the must-dos that force each
	var musts []int
	for i, list := range forced {
		for _, k := range list {
			by[k] = append(by[k], len(musts))
		}
		if list != nil {
			musts = append(musts, i)
		}
	}
	program := zeroone.Program{Objective: make([]int64, len(musts))}
	for k := range musts {
		program.Objective[k] = -1
	}
	reach := zeroone.Row{}
	for i := range c.p.Items {
		need -= free[i]
		if more := in[i] - free[i]; more > 0 && by[i] != nil {
			j := int32(len(program.Objective))
			counted[i] = j
			program.Objective = append(program.Objective, 0)
			reach.Index, reach.Coef = append(reach.Index, j), append(reach.Coef, -more)
			need := zeroone.Row{}
			for _, k := range by[i] {
				need.Index, need.Coef = append(need.Index, int32(k)), append(need.Coef, -1)
			}
			need.Index, need.Coef = append(need.Index, j), append(need.Coef, 1)
			program.Rows = append(program.Rows, need)
		}
	}
	reach.Most = -need
	program.Rows = append(program.Rows, reach)
	found, err := zeroone.Solve(ctx, &program, zeroone.Settings{Workers: 1, Nodes: 20_000})
	if err != nil || found.Best == nil {
		return nil
	}
	conflict := &Conflict{Smallest: found.Done}
	for k, i := range musts {
		if found.Best[k] {
			conflict.Musts = append(conflict.Musts, i)
		}
	}
	c.name(conflict, row)
	c.measure(conflict, row, in, free)
	return conflict
}

// measure says how much of the row the must-dos use, with what they require.
func (c *compiled) measure(conflict *Conflict, row int, in, free []int64) {
	inside := map[int]bool{}
	for _, i := range conflict.Musts {
		for _, k := range c.closure(i) {
			if !inside[k] && !slices.Contains(conflict.Musts, k) {
				conflict.Needed = append(conflict.Needed, k)
			}
			inside[k] = true
		}
	}
	for i := range c.p.Items {
		if inside[i] {
			conflict.Uses += in[i]
		} else {
			conflict.Uses += free[i]
		}
	}
	slices.Sort(conflict.Needed)
	conflict.By = conflict.Uses - c.program.Rows[row].Most
	if c.origin[row].reason == ofLeast {
		conflict.Uses = -conflict.Uses
	}
}

// name adds what a row stands for to a conflict.
func (c *compiled) name(conflict *Conflict, row int) {
	switch o := c.origin[row]; o.reason {
	case ofMost, ofLeast:
		if !slices.Contains(conflict.Limits, o.of) {
			conflict.Limits = append(conflict.Limits, o.of)
		}
	case ofGroup:
		if !slices.Contains(conflict.Groups, o.of) {
			conflict.Groups = append(conflict.Groups, o.of)
		}
	case ofExclusion:
		conflict.Apart = [2]int{o.of, o.and}
	case ofNever:
		conflict.Apart = [2]int{o.of, o.of}
	case ofMust:
		conflict.Musts = append(conflict.Musts, o.of)
	}
}

// irreducible leaves out one row after the other, must-dos first, and keeps those
// without which there is a choice (Chinneck and Dravnieks, "Locating minimal
// infeasible constraint sets in linear programs", ORSA Journal on Computing 3, 1991).
func (c *compiled) irreducible(ctx context.Context) *Conflict {
	kept := make([]bool, len(c.origin))
	for i := range kept {
		kept[i] = true
	}
	try := func(i int) {
		kept[i] = false
		if !c.impossible(ctx, kept) {
			kept[i] = true
		}
	}
	for _, must := range []bool{true, false} {
		for i, o := range c.origin {
			if (o.reason == ofMust) == must && ctx.Err() == nil {
				try(i)
			}
		}
	}
	conflict := &Conflict{}
	for i := range kept {
		if kept[i] {
			c.name(conflict, i)
		}
	}
	return conflict
}

// impossible reports whether the rows that are kept are proven to leave no choice.
func (c *compiled) impossible(ctx context.Context, kept []bool) bool {
	program := zeroone.Program{Objective: make([]int64, len(c.owner))}
	for i, row := range c.program.Rows {
		if kept[i] {
			program.Rows = append(program.Rows, row)
		}
	}
	r, err := zeroone.Solve(ctx, &program, zeroone.Settings{Workers: 1, Nodes: 5000})
	return err == nil && r.Done && r.Best == nil
}
