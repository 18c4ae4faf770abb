package comeback

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
)

// Comeback is what comes after one scenario.
type Comeback struct {
	Loss    *continuity.Loss
	Backs   []Back            // the services that stop, the most critical first
	Courses []recovery.Course // of the plans that they call for, the first to get people first
	Idle    []Idle            // plans that are not called for and could not be carried out
	Over    *recovery.Course  // when what failed is back by itself, as the scenario says; may be unknown
	Costs   [2]Curve          // by shift
	Unknown int               // services that stop and of which nobody has said what they lose
}

// Back is when a service that has stopped is back.
type Back struct {
	Service *catalog.Service
	Plans   []int // places in Courses; it is back when the last of them ends, or what failed is back
	Verdict Verdict
	Out     [2]recovery.Outcome // by shift; empty where no plan says it
	// Bare are services that it needs, that have stopped as well and that no plan
	// brings back: its time holds only if its plan goes round them.
	Bare []*catalog.Service
}

// Verdict is what can be said of a service.
type Verdict int

// The verdicts, from worst to best.
const (
	NoPlan  Verdict = iota // nothing says how it is brought back
	Stuck                  // a plan does, and a step of it, or of one before it, cannot be done
	Unknown                // something is not recorded
	Late                   // the chance of the time promised is under recovery.Level
	Open                   // it is back, and no time was promised
	InTime
)

// Timed reports whether it is known when the service is back.
func (b *Back) Timed() bool { return b.Verdict > Unknown }

// Worse is the shift with the smaller chance of the promise, else with the longer time.
func (b *Back) Worse() recovery.Outcome {
	day, night := b.Out[recovery.Day], b.Out[recovery.Night]
	rto := b.Service.RTO
	if rto.Known() && day.Within(rto.Hours()).Kept != night.Within(rto.Hours()).Kept {
		if day.Within(rto.Hours()).Kept < night.Within(rto.Hours()).Kept {
			return day
		}
		return night
	}
	if day.At(0.5) > night.At(0.5) {
		return day
	}
	return night
}

// Idle is a plan that no stopped service calls for and that could not be carried
// out if it were needed then.
type Idle struct {
	Plan    *catalog.RecoveryPlan
	Blocked []recovery.Block
}

// question is what an answer depends on beside the records.
type question struct {
	today    record.Date
	currency string
}

// Of goes through the scenarios that are open, in the order of continuity.ScenariosOf.
func Of(s *record.Snapshot, today record.Date, currency string) []Comeback {
	return record.Answer(s, "comeback", question{today, currency}, func(s *record.Snapshot, q question) []Comeback {
		losses := continuity.ScenariosOf(s, q.currency)
		all := make([]Comeback, len(losses))
		plans := plansOf(s)
		for i := range losses {
			all[i] = after(s, q, &losses[i], plans)
		}
		return all
	})
}

// plansOf lists the plans of each service: those that are approved, else drafts.
func plansOf(s *record.Snapshot) map[record.ID][]*catalog.RecoveryPlan {
	all := map[record.ID][]*catalog.RecoveryPlan{}
	for _, state := range []string{"approved", "draft"} {
		for p := range record.Each[catalog.RecoveryPlan](s) {
			if p.Archived || p.State != state {
				continue
			}
			for _, service := range p.Services {
				if have := all[service.ID]; len(have) == 0 || have[0].State == state {
					all[service.ID] = append(have, p)
				}
			}
		}
	}
	return all
}

func after(s *record.Snapshot, q question, l *continuity.Loss, plans map[record.ID][]*catalog.RecoveryPlan) Comeback {
	v, losses := continuity.SurveyOf(s, q.currency), continuity.LossesOf(s, q.currency)
	c := Comeback{Loss: l, Unknown: l.Unknown}
	taken := takenBy(s, v, l)
	c.Over = recovery.Lasting(l.Scenario.Lasts)
	d := &dispatch{v: v, losses: losses, outcome: &l.Outcome, plans: plans, over: c.Over, place: map[record.ID]int{}}
	calls := d.calls()
	c.Courses = recovery.Courses(s, q.today, taken, calls)
	for _, service := range l.Outcome.Services {
		c.Backs = append(c.Backs, d.back(service, c.Courses))
	}
	for p := range record.Each[catalog.RecoveryPlan](s) {
		if _, called := d.place[p.ID]; !called && !p.Archived && p.State == "approved" {
			if blocked := recovery.BlockedBy(s, p, q.today, taken); len(blocked) > 0 {
				c.Idle = append(c.Idle, Idle{p, blocked})
			}
		}
	}
	for shift := range c.Costs {
		c.Costs[shift] = curveOf(losses, c.Backs, c.Over, recovery.Shift(shift))
	}
	return c
}

// takenBy is what a scenario takes away from those who bring back: all that is down
// by it, the people of a team that is lost, and those of a site unless they can work
// elsewhere. Where everything is encrypted, copies that an intruder can change are
// lost too.
func takenBy(s *record.Snapshot, v *continuity.Survey, l *continuity.Loss) recovery.Taken {
	t := recovery.Taken{Gone: map[record.ID]bool{}, Encrypted: l.Scenario.Kind == "ransomware"}
	for at := range l.Outcome.Down {
		t.Gone[v.Estate.Things[at].Ref.ID] = true
	}
	sites, teams := map[record.ID]bool{}, map[record.ID]bool{}
	for _, part := range l.Scenario.Parts {
		t.Gone[part.Thing.ID] = true
		sites[part.Thing.ID] = part.Thing.Type == "site" && !l.Scenario.Elsewhere
		teams[part.Thing.ID] = part.Thing.Type == "team"
	}
	for p := range record.Each[catalog.Person](s) {
		if sites[p.Site.ID] || teams[p.Team.ID] {
			t.Gone[p.ID] = true
		}
	}
	return t
}

// Course is that of a plan; nil where the scenario does not call for it.
func (c *Comeback) Course(plan record.ID) *recovery.Course {
	for i := range c.Courses {
		if c.Courses[i].Plan.ID == plan {
			return &c.Courses[i]
		}
	}
	return nil
}
