package choose

import (
	"context"
	"fmt"
	"slices"
)

// Frontier solves a problem for each of several steps of some limits. Steps gives
// the most of each of the limits, in rising order. A step starts from the choice of
// the one before it, so that the objective never falls; and no bound is above that
// of the next step. Each change is against the step before; the first is against
// doing nothing.
func Frontier(ctx context.Context, p *Problem, limits []int, steps [][]int64, s Settings) ([]Change, error) {
	if err := checkSteps(p, limits, steps); err != nil {
		return nil, err
	}
	list := make([]Change, len(steps))
	last := &Result{}
	for k, step := range steps {
		at := *p
		at.Limits = slices.Clone(p.Limits)
		for n, l := range limits {
			at.Limits[l].Most = &step[n]
		}
		if s.Start = last.Chosen; last.Found {
			s.looks = 3 // it begins from a good choice
		}
		r, err := Solve(ctx, &at, s)
		if err != nil {
			return nil, err
		}
		list[k] = compare(last, r)
		if r.Found {
			last = r
		}
	}
	for k := len(list) - 2; k >= 0; k-- {
		if r, next := list[k].Result, list[k+1].Result; r.Found && next.Bounded && r.Bound > next.Bound {
			r.Bound = next.Bound
			if r.Bound == r.Objective {
				r.Status = Optimal
			}
		}
	}
	return list, nil
}

func checkSteps(p *Problem, limits []int, steps [][]int64) error {
	for _, l := range limits {
		if l < 0 || l >= len(p.Limits) {
			return &FieldError{"limits", fmt.Sprintf("there is no limit %d", l)}
		}
	}
	for k, step := range steps {
		if len(step) != len(limits) {
			return bad("steps[%d]", k, "there is not one amount for each limit")
		}
		for n := range step {
			if k > 0 && step[n] < steps[k-1][n] {
				return bad("steps[%d]", k, "it is below the step before")
			}
		}
	}
	return nil
}
