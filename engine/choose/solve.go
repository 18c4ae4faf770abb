package choose

import (
	"context"
	"fmt"
	"slices"

	"fairlead/engine/choose/internal/zeroone"
)

// Settings bound a search. The zero value asks for a proven optimum.
type Settings struct {
	Gap     float64 // stop when the proven gap is at most this share of the objective, such as 0.001; 0: a proven optimum
	Nodes   int     // at most about so many parts of the search; 0: no bound
	Workers int     // goroutines; 0: one a processor. The result is the same for any number
	Memory  int64   // bytes for parts of the search that wait; 0: 256 MiB. Beyond it small parts are done first
	Seed    uint64  // of exchanges at chance that look for good choices
	Start   []Pick  // a choice to begin from; one that breaks a limit is passed over
	looks   int     // neighbourhoods of the best choice that are searched first; 0: as many as is usual
}

func (s Settings) check() error {
	switch {
	case !(s.Gap >= 0 && s.Gap < 1):
		return &FieldError{"gap", fmt.Sprintf("%v is not a share between 0 and 1", s.Gap)}
	case s.Nodes < 0 || s.Workers < 0 || s.Memory < 0:
		return &FieldError{"nodes", "bounds of a search cannot be below zero"}
	}
	return nil
}

// Status is how a search ended.
type Status int

// How a search ended.
const (
	Optimal    Status = iota // no choice has more
	WithinGap                // no choice has more than the gap asked for above it
	Stopped                  // by a bound of the settings or the context; Bound says what is proven
	Infeasible               // there is no choice within all limits
)

var statusNames = [...]string{"optimal", "within the gap", "stopped", "infeasible"}

// String names the status.
func (s Status) String() string { return statusNames[s] }

// Pick is an item that is chosen, and how many quarters late it starts.
type Pick struct{ Item, Delay int }

// Result is what a search found.
type Result struct {
	Status    Status
	Found     bool   // there is a choice; without it only Bound and Conflict mean anything
	Objective int64  // of the choice, by the weights
	Bound     int64  // no choice has more; where none is found and Found is false, see Bounded
	Bounded   bool   // Bound is known
	Chosen    []Pick // by item
	Uses      []Use  // of each limit
	Nodes     int    // parts of the search that were looked at
	Conflict  *Conflict
}

// Use is how much of a limit a choice uses.
type Use struct {
	Used int64
	// Price is what one more unit of the limit adds to the objective of the linear
	// relaxation: a first guess at what more of it buys, which Next answers exactly.
	Price float64
}

// Gap is how much more than the objective there may be at most, as a share of it.
func (r *Result) Gap() float64 {
	if r.Bound <= r.Objective {
		return 0
	}
	if r.Objective <= 0 {
		return 1
	}
	return float64(r.Bound-r.Objective) / float64(r.Objective)
}

// Has reports whether an item is chosen.
func (r *Result) Has(item int) bool {
	_, found := slices.BinarySearchFunc(r.Chosen, item, func(p Pick, item int) int { return p.Item - item })
	return found
}

// Solve finds the best choice. Between choices with the same objective it decides
// in the same way every time. When ctx is done it gives the best that it has with
// its proven bound, and the status Stopped. It fails where the problem makes no
// sense; the error is then a *FieldError.
func Solve(ctx context.Context, p *Problem, s Settings) (*Result, error) {
	c, err := ready(p, s)
	if err != nil {
		return nil, err
	}
	r, err := c.solve(ctx, s)
	if err != nil || r.Status != Infeasible {
		return r, err
	}
	r.Conflict = c.conflict(ctx)
	return r, nil
}

// ready checks and compiles.
func ready(p *Problem, s Settings) (*compiled, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c, err := compile(p)
	if err != nil {
		return nil, err
	}
	if err := c.program.Check(); err != nil {
		return nil, &FieldError{"items", err.Error()}
	}
	return c, nil
}

func (c *compiled) solve(ctx context.Context, s Settings) (*Result, error) {
	found, err := zeroone.Solve(ctx, &c.program, zeroone.Settings{
		Nodes: s.Nodes, Gap: int64(s.Gap * 1e6), Workers: s.Workers, Memory: s.Memory, Seed: s.Seed, Start: c.choice(s.Start), Shakes: s.looks,
	})
	if err != nil {
		return nil, err
	}
	return c.result(found), nil
}

// choice is the variables of picks, or nil where they make none.
func (c *compiled) choice(picks []Pick) []bool {
	if len(picks) == 0 {
		return nil
	}
	x := make([]bool, len(c.owner))
	for _, k := range picks {
		if k.Item < 0 || k.Item >= len(c.p.Items) || k.Delay < 0 || k.Delay > c.p.Items[k.Item].Later {
			return nil
		}
		x[c.first[k.Item]+k.Delay] = true
	}
	return x
}

func (c *compiled) result(f *zeroone.Result) *Result {
	r := &Result{Found: f.Best != nil, Objective: f.Value, Bound: f.Bound, Nodes: f.Nodes, Bounded: f.Best != nil || !f.Done}
	switch {
	case f.Done && f.Best == nil:
		r.Status = Infeasible
	case f.Done && f.Bound <= f.Value:
		r.Status = Optimal
	case f.Done:
		r.Status = WithinGap
	default:
		r.Status = Stopped
	}
	for j, in := range f.Best {
		if in {
			r.Chosen = append(r.Chosen, Pick{c.owner[j], j - c.first[c.owner[j]]})
		}
	}
	r.Uses = make([]Use, len(c.p.Limits))
	for l := range r.Uses {
		for _, pick := range r.Chosen {
			used, _ := c.p.Limits[l].uses(&c.p.Items[pick.Item], pick.Delay)
			r.Uses[l].Used += used
		}
	}
	for i, o := range c.origin {
		switch o.reason {
		case ofMost:
			r.Uses[o.of].Price += f.Prices[i]
		case ofLeast:
			r.Uses[o.of].Price -= f.Prices[i]
		}
	}
	return r
}
