package recovery

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Level is the chance from which a promise counts as one that can be kept.
const Level = 0.8

// Verdict is what can be said of a promise.
type Verdict int

// The verdicts, from worst to best.
const (
	NoPlan  Verdict = iota // nothing says how it would be brought back
	Missed                 // the chance is under the level
	Unknown                // there is a plan, and something is not recorded
	Kept
)

// Promise is the recovery time promised for a service, and what comes of it.
type Promise struct {
	Service *catalog.Service
	RTO     record.Duration
	Outlook *Outlook // of the plan that takes longest; nil without one
	Verdict Verdict
	Worse   Outcome // of the shifts: the one with the smaller chance
	Chance  Chance  // in that shift
	Loss    Loss    // of data
}

// Promises lists the live services of which the organisation most depends, and
// all others that have a plan: first what is worst, then by tier.
func Promises(s *record.Snapshot, q signal.Question) []Promise {
	type question struct {
		now   record.Instant
		today record.Date
	}
	return record.Answer(s, "recovery.promises", question{q.Now, q.Today()}, func(s *record.Snapshot, q question) []Promise {
		plans := map[record.ID][]*Outlook{}
		for _, o := range Outlooks(s, q.today) {
			for _, service := range o.Plan.Services {
				plans[service.ID] = append(plans[service.ID], o)
			}
		}
		copies := copiesOf(s)
		var all []Promise
		for service := range record.Each[catalog.Service](s) {
			vital := service.Tier == "critical" || service.Tier == "important"
			if service.Archived || service.State != "live" && service.State != "retiring" || !vital && plans[service.ID] == nil {
				continue
			}
			p := promise(service, plans[service.ID])
			p.Loss = lossOf(service, copies[service.ID], q.now)
			all = append(all, p)
		}
		slices.SortStableFunc(all, func(a, b Promise) int {
			return cmp.Or(cmp.Compare(tier(a.Service), tier(b.Service)), cmp.Compare(a.Verdict, b.Verdict), cmp.Compare(a.Chance.Share(), b.Chance.Share()), cmp.Compare(a.Service.Name, b.Service.Name))
		})
		return all
	})
}

// tier is the place of a service's tier, the most critical first.
func tier(s *catalog.Service) int {
	for i, o := range s.Tier.Options() {
		if o.Name == string(s.Tier) {
			return i
		}
	}
	return len(s.Tier.Options())
}

// promise weighs a service against the plan that keeps its promise worst: after
// which loss it is needed cannot be chosen.
func promise(service *catalog.Service, plans []*Outlook) Promise {
	worst := Promise{Service: service, RTO: service.RTO}
	for i, o := range plans {
		p := Promise{Service: service, RTO: service.RTO, Outlook: o, Verdict: Unknown}
		if o.Known() {
			p.Worse = o.Worse()
		}
		if o.Known() && service.RTO.Known() {
			p.Worse, p.Chance = o.Against(service.RTO)
			p.Verdict = Missed
			if p.Chance.Share() >= Level {
				p.Verdict = Kept
			}
		}
		if i == 0 || p.Verdict < worst.Verdict || p.Verdict == worst.Verdict && p.Chance.Share() < worst.Chance.Share() {
			worst = p
		}
	}
	return worst
}

// Against is the shift with the smaller chance to be back within a time.
func (o *Outlook) Against(rto record.Duration) (Outcome, Chance) {
	day, night := o.Day.Within(rto.Hours()), o.Night.Within(rto.Hours())
	if day.Kept < night.Kept || day.Kept == night.Kept && o.Day.At(0.5) > o.Night.At(0.5) {
		return o.Day, day
	}
	return o.Night, night
}

// Sentence says with what chance the promise is kept. By which shift stands before
// it where the other one keeps it.
func (p Promise) Sentence() string {
	before := ""
	if other := p.Outlook.Of(1 - p.Worse.Shift); p.Verdict == Missed && other.Within(p.RTO.Hours()).Share() >= Level {
		before = signal.Capital(p.Worse.Shift.Title()) + " "
	}
	if p.Chance.Kept == 0 {
		return fmt.Sprintf("%s%s is not back within %s", before, p.Service.Name, Span(p.RTO.Hours()))
	}
	return fmt.Sprintf("%s%s is back within %s with a chance of %s", before, p.Service.Name, Span(p.RTO.Hours()), Percent(p.Chance.Share()))
}

// Approved reports whether the promise stands on a plan that somebody approved.
func (p Promise) Approved() bool { return p.Outlook != nil && p.Outlook.Plan.State == "approved" }

// Over is what being late costs at the time within which four runs in five end:
// the hours beyond the promise, each at the loss of an hour. Unknown where that is.
func (p Promise) Over() record.Money {
	late := p.Worse.At(Level) - p.RTO.Hours()
	if p.Verdict != Missed || late <= 0 || !p.Service.LossPerHour.Known() {
		return record.Money{}
	}
	cost, err := p.Service.LossPerHour.MulRatio(int64(late*60), 60)
	if err != nil {
		return record.Money{}
	}
	return cost
}

// LastDone is when a plan was last put to work, in whichever way; unknown when never.
func LastDone(s *record.Snapshot, plan record.ID) (last record.Instant) {
	for e := range record.Referring[catalog.Exercise](s, plan, "plan") {
		if !e.Archived && e.State == "done" && e.Began.Known() && (!last.Known() || last.Before(e.Began)) {
			last = e.Began
		}
	}
	return last
}

// hours is a number of hours as a length of time.
func hours(h float64) time.Duration { return time.Duration(h * float64(time.Hour)).Round(time.Minute) }
