package comeback

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// dispatch decides which plans are put to work after a loss, and in which order.
type dispatch struct {
	v       *continuity.Survey
	losses  *continuity.Losses
	outcome *continuity.Outcome
	plans   map[record.ID][]*catalog.RecoveryPlan // by service
	over    *recovery.Course
	place   map[record.ID]int // of a plan that is called: its place among the calls
}

// calls are the plans of what has stopped. The first is that of the most critical
// service, of equals the one without which the first hour costs most; those of the
// services that it needs stand before it.
func (d *dispatch) calls() (calls []recovery.Call) {
	entering := map[record.ID]bool{}
	var enter func(p *catalog.RecoveryPlan)
	enter = func(p *catalog.RecoveryPlan) {
		if entering[p.ID] {
			return // in a circle somebody has to begin
		}
		entering[p.ID] = true
		var after []int
		for _, before := range d.before(p) {
			enter(before)
			if at, ok := d.place[before.ID]; ok {
				after = append(after, at)
			}
		}
		d.place[p.ID] = len(calls)
		calls = append(calls, recovery.Call{Plan: p, After: after})
	}
	for _, p := range d.byImpact() {
		enter(p)
	}
	return calls
}

// byImpact orders the plans by what has stopped that they bring back.
func (d *dispatch) byImpact() []*catalog.RecoveryPlan {
	type weight struct {
		tier int // rank of the most critical
		hour int64
	}
	weights := map[record.ID]weight{}
	var list []*catalog.RecoveryPlan
	rank := signal.TierRanks()
	for _, service := range d.outcome.Services {
		for _, p := range d.plans[service.ID] {
			w, ok := weights[p.ID]
			if !ok {
				list, w.tier = append(list, p), rank[service.Tier]
			}
			w.tier = min(w.tier, rank[service.Tier])
			w.hour += d.losses.After(service, 1).Minor
			weights[p.ID] = w
		}
	}
	slices.SortStableFunc(list, func(a, b *catalog.RecoveryPlan) int {
		return cmp.Or(cmp.Compare(weights[a.ID].tier, weights[b.ID].tier), cmp.Compare(weights[b.ID].hour, weights[a.ID].hour), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// before lists the plans of the stopped services that those of a plan need.
func (d *dispatch) before(p *catalog.RecoveryPlan) (list []*catalog.RecoveryPlan) {
	for _, ref := range p.Services {
		st := d.v.Of(ref.ID)
		if st == nil || !d.outcome.Down[st.Place] {
			continue
		}
		for _, below := range d.v.RestsOn(d.outcome, st.Place) {
			for _, other := range d.plans[below.ID] {
				if other.ID != p.ID && !slices.Contains(list, other) {
					list = append(list, other)
				}
			}
		}
	}
	return list
}

// back says when a service is back.
func (d *dispatch) back(service *catalog.Service, courses []recovery.Course) Back {
	b := Back{Service: service, Verdict: NoPlan}
	var all []*recovery.Course
	for _, p := range d.plans[service.ID] {
		b.Plans = append(b.Plans, d.place[p.ID])
		all = append(all, &courses[d.place[p.ID]])
	}
	if len(all) == 0 {
		return b
	}
	for _, below := range d.v.RestsOn(d.outcome, d.v.Of(service.ID).Place) {
		if len(d.plans[below.ID]) == 0 {
			b.Bare = append(b.Bare, below)
		}
	}
	signal.SortByTier(b.Bare)
	b.Verdict = InTime
	for _, c := range all {
		if !c.Known() {
			b.Verdict = min(b.Verdict, halted(courses, c, map[*recovery.Course]bool{}))
		}
	}
	if b.Verdict != InTime {
		return b
	}
	for shift := range b.Out {
		b.Out[shift] = recovery.Last(recovery.Shift(shift), d.over, all...)
	}
	switch rto := service.RTO; {
	case !rto.Known():
		b.Verdict = Open
	case b.Worse().Within(rto.Hours()).Share() < recovery.Level:
		b.Verdict = Late
	}
	return b
}

// halted says why a course comes to no end: a step of it, or of one that it follows,
// cannot be done, or something is not recorded.
func halted(courses []recovery.Course, c *recovery.Course, seen map[*recovery.Course]bool) Verdict {
	if len(c.Blocked) > 0 {
		return Stuck
	}
	for _, k := range c.Waits {
		if before := &courses[k]; !seen[before] {
			seen[before] = true
			if halted(courses, before, seen) == Stuck {
				return Stuck
			}
		}
	}
	return Unknown
}
