package schedule

import (
	"context"
	"fmt"
	"slices"

	"fairlead/engine/schedule/rcpsp"
)

// kernel is a plan as the package rcpsp understands it: all who work share one
// calendar, nothing is split, and whoever can be taken for one need can be taken
// for all the same needs and for no others.
type kernel struct {
	problem rcpsp.Problem
	hours   *hours
	unit    int // minutes in a period
}

// kernel turns a plan over; nil where it does not fit.
func (c *plan) kernel(minutes []int) *kernel {
	k := &kernel{}
	if !c.uniform(k) {
		return nil
	}
	for i, m := range minutes {
		k.unit = gcd(gcd(k.unit, m), k.early(c, i))
	}
	for _, of := range c.after {
		for _, a := range of {
			if a.elapsed && a.lag != 0 {
				return nil
			}
			k.unit = gcd(k.unit, a.lag)
		}
	}
	k.unit = max(k.unit, 1)
	if !c.pools(k, minutes) {
		return nil
	}
	k.link(c)
	return k
}

// uniform finds the hours that all work; false where they differ.
func (c *plan) uniform(k *kernel) bool {
	for i := range c.tasks {
		t := &c.tasks[i]
		if t.split || t.own != nil || !c.exact(i) {
			return false
		}
		if t.high > 0 && k.hours == nil {
			k.hours = t.loose
		}
		if t.high > 0 && (t.loose != k.hours || t.lag != k.hours) {
			return false
		}
	}
	for i := range c.tasks { // the lags to milestones go by the calendar of the house
		if len(c.before[i]) > 0 && c.tasks[i].lag != k.hours && slices.ContainsFunc(c.before[i], func(a arc) bool { return a.lag != 0 }) {
			return false
		}
	}
	return k.hours != nil
}

// early is how many minutes of work lie before the earliest start of a task.
func (k *kernel) early(c *plan, i int) int {
	return k.hours.work(c.tasks[i].earliest) - k.hours.work(c.start)
}

// pools makes a resource of each group of people who are interchangeable.
func (c *plan) pools(k *kernel, minutes []int) bool {
	pool := map[string]int{}
	of := make([]int, len(c.People))
	for i, t := range c.tasks {
		a := rcpsp.Activity{Name: c.name(i), Duration: minutes[i] / k.unit, Demand: make([]int, len(k.problem.Capacity), len(k.problem.Capacity)+1)}
		for _, n := range t.needs {
			at, ok := pool[fmt.Sprint(n.can)]
			if !ok {
				at = len(k.problem.Capacity)
				pool[fmt.Sprint(n.can)] = at
				k.problem.Capacity = append(k.problem.Capacity, len(n.can))
			}
			for _, p := range n.can {
				if of[p] != 0 && of[p] != at+1 {
					return false
				}
				of[p] = at + 1
			}
			a.Demand = append(a.Demand, make([]int, max(0, at+1-len(a.Demand)))...)
			if a.Demand[at] += n.count; a.Demand[at] > len(n.can) {
				return false
			}
		}
		k.problem.Activities = append(k.problem.Activities, a)
	}
	return true
}

// link makes links; a task that may not begin at once waits for a point at the start.
func (k *kernel) link(c *plan) {
	p := &k.problem
	point := len(p.Activities)
	p.Activities = append(p.Activities, rcpsp.Activity{Name: "start"})
	kinds := map[Kind]func(from, to, lag int) rcpsp.Link{FinishStart: p.FinishStart, StartStart: p.StartStart, FinishFinish: p.FinishFinish, StartFinish: p.StartFinish}
	for i := range c.tasks {
		if early := k.early(c, i); early > 0 {
			p.Links = append(p.Links, p.StartStart(point, i, early/k.unit))
		}
		for _, a := range c.after[i] {
			p.Links = append(p.Links, kinds[a.kind](i, a.other, a.lag/k.unit))
		}
	}
}

// solve searches with the kernel and places the plan as it found. It gives a
// moment before which no schedule ends, and how many schedules were made; none
// where the kernel cannot take the plan.
func (k *kernel) solve(ctx context.Context, d *dispatcher, minutes []int, s Settings) (bound, made int, err error) {
	r, err := rcpsp.Solve(ctx, &k.problem, rcpsp.Settings{Schedules: s.schedules(), Seed: s.Seed})
	if err != nil {
		return no, 0, ctx.Err()
	}
	first := k.hours.work(d.start)
	d.hold = make([]int, len(d.tasks))
	byStart := make([]int, len(d.tasks))
	for i := range d.tasks {
		byStart[i] = i
		if minutes[i] > 0 {
			d.hold[i] = k.hours.from(first + r.Start[i]*k.unit)
		}
	}
	slices.SortStableFunc(byStart, func(a, b int) int { return r.Start[a] - r.Start[b] })
	for rank, i := range byStart {
		d.rank[i] = rank
	}
	return k.hours.add(d.start, r.LowerBound*k.unit), r.Schedules, nil
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return max(a, -a)
}
