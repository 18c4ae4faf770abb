package choose

import (
	"context"
	"fmt"
	"math"
	"slices"
)

// Change is what another choice has that this one has not.
type Change struct {
	*Result       // of the other question
	Gain    int64 // of its objective over the one compared with; below zero: a loss
	In, Out []int // items that come in and go out
	Moved   []int // items that start at another time
	Exact   bool  // both objectives are proven optima, so that Gain is what it is
}

func compare(from, to *Result) Change {
	c := Change{Result: to, Gain: to.Objective - from.Objective, Exact: from.Status == Optimal && to.Status == Optimal}
	delay := map[int]int{}
	for _, p := range from.Chosen {
		delay[p.Item] = p.Delay
		if !to.Has(p.Item) {
			c.Out = append(c.Out, p.Item)
		}
	}
	for _, p := range to.Chosen {
		was, there := delay[p.Item]
		switch {
		case !there:
			c.In = append(c.In, p.Item)
		case was != p.Delay:
			c.Moved = append(c.Moved, p.Item)
		}
	}
	return c
}

// Next says what more of some limits buys: what the best choice has when each of
// them is raised by its amount. Base is the result without it.
func Next(ctx context.Context, p *Problem, base *Result, limits []int, amounts []int64, s Settings) (Change, error) {
	if len(limits) != len(amounts) {
		return Change{}, &FieldError{"amounts", "there is not one for each limit"}
	}
	raised := *p
	raised.Limits = slices.Clone(p.Limits)
	for k, l := range limits {
		if l < 0 || l >= len(p.Limits) || p.Limits[l].Most == nil {
			return Change{}, &FieldError{"limits", fmt.Sprintf("%d is no limit with a most", l)}
		}
		most := *p.Limits[l].Most
		if amounts[k] > MaxSum || most > math.MaxInt64-MaxSum {
			return Change{}, &FieldError{"amounts", "too large"}
		}
		most += amounts[k]
		raised.Limits[l].Most = &most
	}
	s.Start = base.Chosen
	r, err := Solve(ctx, &raised, s)
	if err != nil {
		return Change{}, err
	}
	return compare(base, r), nil
}

// Force says what it takes to do an item that was left out: what the best choice
// is with it. Gain is zero or below; the other result is infeasible where the item
// cannot be done at all, and its conflict says why.
func Force(ctx context.Context, p *Problem, base *Result, item int, s Settings) (Change, error) {
	if item < 0 || item >= len(p.Items) {
		return Change{}, &FieldError{"item", fmt.Sprintf("there is no item %d", item)}
	}
	forced := *p
	forced.Items = slices.Clone(p.Items)
	forced.Items[item].Must, forced.Items[item].Never = true, false
	s.Start = nil
	r, err := Solve(ctx, &forced, s)
	if err != nil {
		return Change{}, err
	}
	if !r.Found {
		return Change{Result: r}, nil
	}
	return compare(base, r), nil
}
