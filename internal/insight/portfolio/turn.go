package portfolio

import (
	"context"

	"fairlead/engine/choose"
)

const (
	hoursStep   = 40_00 // a week of a person
	mostTurned  = 12    // limits that are looked into
	pointStep   = 25    // per cent of the limits
	mostPercent = 200
)

// turn says of each limit, as far as mostTurned reaches, what a step more of it brings
// and a step less costs.
func (c *Choice) turn(ctx context.Context, settings choose.Settings) {
	for i := range c.Limits[:min(len(c.Limits), mostTurned)] {
		l := &c.Limits[i]
		by := int64(hoursStep)
		if l.Money() {
			by = c.moneyStep(l)
		}
		l.More = c.step(ctx, l, by, settings)
		l.Less = c.step(ctx, l, -min(by, l.Most), settings)
	}
}

// moneyStep is about a tenth of a limit, in thousands; of nothing a tenth of what
// all proposals cost.
func (c *Choice) moneyStep(l *Limit) int64 {
	const thousand = 1000_00
	by := l.Most / 10
	if by == 0 {
		by = c.All / 10
	}
	return max(thousand, (by+thousand/2)/thousand*thousand)
}

// step solves with another amount of a limit.
func (c *Choice) step(ctx context.Context, l *Limit, by int64, settings choose.Settings) Step {
	limits, amounts := []int{l.at}, []int64{by}
	if l.total >= 0 {
		limits, amounts = append(limits, l.total), append(amounts, by)
	}
	change, err := choose.Next(ctx, c.problem, c.Result, limits, amounts, settings)
	switch {
	case err != nil:
		return Step{}
	case !change.Found:
		return Step{By: by, Known: change.Status == choose.Infeasible, Cannot: c.conflict(change.Result)}
	}
	return Step{By: by, Known: true, Gain: change.Gain, In: change.In, Out: change.Out, Moved: change.Moved, Proven: change.Exact}
}

// frontier solves for budgets from nothing to twice of what there is, every limit
// of money in proportion. Those at which the must-dos cannot be paid are left out.
func (c *Choice) frontier(ctx context.Context, settings choose.Settings) {
	var limits []int
	for _, l := range c.Limits {
		if l.Money() {
			limits = append(limits, l.at)
		}
	}
	for _, at := range c.totals {
		if at != limits[0] {
			limits = append(limits, at)
		}
	}
	var steps [][]int64
	for percent := int64(0); percent <= mostPercent; percent += pointStep {
		step := make([]int64, len(limits))
		for k, at := range limits {
			step[k] = *c.problem.Limits[at].Most * percent / 100
		}
		steps = append(steps, step)
	}
	points, err := choose.Frontier(ctx, c.problem, limits, steps, settings)
	if err != nil {
		return
	}
	for k, p := range points {
		if percent := int64(k * pointStep); p.Found {
			c.Steps = append(c.Steps, Point{Percent: percent, Budget: c.Budget * percent / 100, Worth: p.Objective, Proven: p.Status == choose.Optimal, In: p.In, Out: p.Out})
		}
	}
}
