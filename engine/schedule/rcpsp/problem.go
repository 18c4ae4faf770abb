package rcpsp

import (
	"errors"
	"fmt"
)

// Problem is a project. The zero value is an empty one.
type Problem struct {
	Activities []Activity
	Links      []Link
	Capacity   []int // of each resource, the same in every period
}

// Activity is one piece of work, which is not interrupted once begun.
type Activity struct {
	Name     string
	Duration int   // periods; 0 for a milestone, which uses nothing
	Demand   []int // of each resource, in every period; shorter than Capacity: 0 of the rest
}

// Link says that an activity starts no earlier than Lag periods after another
// started. The four usual kinds are made by [FinishStart] and its like.
type Link struct {
	From, To int // indexes of activities
	Lag      int // may be negative
}

// FinishStart makes an activity wait until lag periods after another finished.
func (p *Problem) FinishStart(from, to, lag int) Link {
	return Link{from, to, p.Activities[from].Duration + lag}
}

// StartStart makes an activity wait until lag periods after another started.
func (p *Problem) StartStart(from, to, lag int) Link { return Link{from, to, lag} }

// FinishFinish lets an activity finish no earlier than lag periods after another finished.
func (p *Problem) FinishFinish(from, to, lag int) Link {
	return Link{from, to, p.Activities[from].Duration + lag - p.Activities[to].Duration}
}

// StartFinish lets an activity finish no earlier than lag periods after another started.
func (p *Problem) StartFinish(from, to, lag int) Link {
	return Link{from, to, lag - p.Activities[to].Duration}
}

// Limits of a problem, which bound the memory and the time that one takes.
const (
	MaxActivities = 10_000
	MaxResources  = 1_000
	MaxHorizon    = 1 << 22 // periods: the durations and lags added up
)

// check reports everything that is wrong with a problem by itself. Circles are
// found when it is compiled.
func (p *Problem) check() error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if n := len(p.Activities); n > MaxActivities {
		wrong("%d activities are more than %d", n, MaxActivities)
	}
	if n := len(p.Capacity); n > MaxResources {
		wrong("%d resources are more than %d", n, MaxResources)
	}
	for k, c := range p.Capacity {
		if c < 0 || c > 1<<30 {
			wrong("the capacity %d of resource %d is not between 0 and 2³⁰", c, k)
		}
	}
	horizon := 0
	for i, a := range p.Activities {
		if a.Duration < 0 || a.Duration > MaxHorizon {
			wrong("activity %s: the duration %d is not between 0 and %d", p.name(i), a.Duration, MaxHorizon)
			continue
		}
		horizon += a.Duration
		if len(a.Demand) > len(p.Capacity) {
			wrong("activity %s: it demands %d resources, of which there are %d", p.name(i), len(a.Demand), len(p.Capacity))
			continue
		}
		for k, d := range a.Demand {
			if d < 0 || d > p.Capacity[k] && a.Duration > 0 {
				wrong("activity %s: the demand %d of resource %d is not between 0 and its capacity %d", p.name(i), d, k, p.Capacity[k])
			}
		}
	}
	for _, l := range p.Links {
		if !p.has(l.From) || !p.has(l.To) || l.From == l.To {
			wrong("a link from %d to %d joins no two activities", l.From, l.To)
			continue
		}
		if l.Lag < -MaxHorizon || l.Lag > MaxHorizon {
			wrong("a link from %s to %s: the lag %d is not between ±%d", p.name(l.From), p.name(l.To), l.Lag, MaxHorizon)
			continue
		}
		horizon += max(0, l.Lag-p.Activities[l.From].Duration)
	}
	if horizon > MaxHorizon {
		wrong("durations and lags add up to %d periods, more than %d", horizon, MaxHorizon)
	}
	return errors.Join(errs...)
}

func (p *Problem) has(i int) bool { return i >= 0 && i < len(p.Activities) }

func (p *Problem) name(i int) string {
	if name := p.Activities[i].Name; name != "" {
		return name
	}
	return fmt.Sprint(i)
}

// Check reports why start times are no schedule of a problem: the first link that
// is not kept, or the first period in which a resource is asked for more than
// there is; nil if they are one. It is written apart from the search, to be its
// witness.
func Check(p *Problem, start []int) error {
	if len(start) != len(p.Activities) {
		return fmt.Errorf("%d start times for %d activities", len(start), len(p.Activities))
	}
	for i, s := range start {
		if s < 0 {
			return fmt.Errorf("activity %s starts at %d", p.name(i), s)
		}
	}
	for _, l := range p.Links {
		if start[l.To] < start[l.From]+l.Lag {
			return fmt.Errorf("activity %s starts at %d, which is not %d after the start of %s at %d",
				p.name(l.To), start[l.To], l.Lag, p.name(l.From), start[l.From])
		}
	}
	for k, capacity := range p.Capacity {
		used := map[int]int{}
		for i, a := range p.Activities {
			if k >= len(a.Demand) {
				continue
			}
			for t := start[i]; t < start[i]+a.Duration; t++ {
				if used[t] += a.Demand[k]; used[t] > capacity {
					return fmt.Errorf("in period %d resource %d is asked for %d of %d", t, k, used[t], capacity)
				}
			}
		}
	}
	return nil
}

// Makespan is when the last activity finishes.
func Makespan(p *Problem, start []int) int {
	last := 0
	for i, s := range start {
		last = max(last, s+p.Activities[i].Duration)
	}
	return last
}
