package recovery

import (
	"maps"
	"math/rand/v2"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Call is a plan that is put to work after a loss.
type Call struct {
	Plan  *catalog.RecoveryPlan
	After []int // places in the list of calls of the plans that must have ended before it begins
}

// Course is what comes of a plan that is put to work together with others.
type Course struct {
	Plan    *catalog.RecoveryPlan
	Missing []string // what is not recorded, in sentences
	Blocked []Block  // what cannot be done after the loss
	Waits   []int    // the calls that it follows and that come to no end
	Doubts  []string
	ends    [2][]float64 // by shift: the hours to its end in each draw
}

// Known reports whether it comes to an end that can be computed.
func (c *Course) Known() bool { return len(c.ends[Day]) > 0 }

// Of is when it ends after a loss in a shift.
func (c *Course) Of(shift Shift) Outcome { return Last(shift, nil, c) }

// Lasting is a loss that is over by itself after a time: a course without a plan,
// the same by day and by night. Of an unknown time it is not known.
func Lasting(hours record.Estimate) *Course {
	c, q := &Course{}, estimated(hours)
	if !q.known() {
		return c
	}
	for i := range jointDraws {
		// A stream of its own: what is drawn for the plans is the same with and without it.
		end := q.at(rand.New(rand.NewPCG(seed+1, uint64(i))).Float64())
		c.ends[Day], c.ends[Night] = append(c.ends[Day], end), append(c.ends[Night], end)
	}
	return c
}

// jointDraws is how often plans are run together: a chance of 80 % is known to
// within two and a half points, nineteen times in twenty.
const jointDraws = 1000

// Last is when the last of some courses ends, each of them known, or when the loss
// is over by itself where that is known and earlier. What is drawn for one draw is
// the same loss in all of them.
func Last(shift Shift, over *Course, courses ...*Course) Outcome {
	o := Outcome{Shift: shift, Hours: make([]float64, jointDraws)}
	for _, c := range courses {
		for i, end := range c.ends[shift] {
			o.Hours[i] = max(o.Hours[i], end)
		}
	}
	if over != nil && over.Known() {
		for i, end := range over.ends[shift] {
			o.Hours[i] = min(o.Hours[i], end)
		}
	}
	slices.Sort(o.Hours)
	return o
}

// Courses runs some plans at once after a loss, with the people that are left. They
// stand in the order of their priority: whoever is free does a step of the first
// plan that has one ready. A plan that comes to no end is not begun, so that it
// holds nobody whom the others need. What is drawn depends on the plans alone, not
// on who is there.
func Courses(s *record.Snapshot, today record.Date, taken Taken, calls []Call) []Course {
	all, models, used := make([]Course, len(calls)), make([]*model, len(calls)), map[record.ID]int64{}
	for i, call := range calls {
		before := maps.Clone(used)
		m := modelAfter(s, call.Plan, today, Measured(s, call.Plan.ID), taken, used)
		all[i] = Course{Plan: call.Plan, Missing: m.missing, Blocked: m.blocked, Doubts: m.doubts}
		if models[i] = m; !m.ends() {
			models[i], used = nil, before
		}
	}
	halt(all, models, calls)
	runJoint(all, models, calls)
	return all
}

// ends reports whether a plan comes to an end that can be computed.
func (m *model) ends() bool { return len(m.missing)+len(m.blocked) == 0 }

// halt takes out what follows a plan that comes to no end.
func halt(all []Course, models []*model, calls []Call) {
	for changed := true; changed; {
		changed = false
		for i, call := range calls {
			for _, k := range call.After {
				if models[k] == nil && !slices.Contains(all[i].Waits, k) {
					all[i].Waits = append(all[i].Waits, k)
					models[i], changed = nil, true
				}
			}
		}
	}
}

func runJoint(all []Course, models []*model, calls []Call) {
	m, first := joined(models, calls)
	if len(m.tasks) == 0 {
		return
	}
	for shift := Day; shift <= Night; shift++ {
		r, err := newRun(m, shift)
		if err != nil {
			refuse(all, models)
			return
		}
		for i := range jointDraws {
			r.draw(i)
			for k, part := range models {
				if part != nil {
					all[k].ends[shift] = append(all[k].ends[shift], r.last(first[k], len(part.tasks)))
				}
			}
		}
	}
}

// refuse says of all courses that would run that they are too large together.
func refuse(all []Course, models []*model) {
	for k, part := range models {
		if part != nil {
			all[k].Missing = []string{tooLarge}
		}
	}
}

// joined makes one model of several. Who stands in several plans is one person, who
// comes as the first of them says that says it. first is where the tasks of each begin.
func joined(models []*model, calls []Call) (all *model, first []int) {
	all = &model{}
	first = make([]int, len(models))
	who := map[record.ID]int{}
	for i, m := range models {
		if first[i] = len(all.tasks); m == nil {
			continue
		}
		place := make([]int, len(m.people))
		for p, person := range m.people {
			at, ok := who[person.Person.ID]
			switch {
			case !ok:
				at = len(all.people)
				who[person.Person.ID] = at
				all.people, all.names = append(all.people, person), append(all.names, m.names[p])
			case !all.people[at].ByDay.Known(): // not needed in the one before
				all.people[at] = person
			}
			place[p] = at
		}
		all.tasks = append(all.tasks, m.tasks...)
		for _, j := range m.jobs {
			all.jobs = append(all.jobs, moved(j, i, first[i], place))
		}
	}
	for i, m := range models { // now that all have their places
		if m == nil {
			continue
		}
		for k := range m.jobs {
			if j := &all.jobs[first[i]+k]; len(j.after) == 0 {
				for _, before := range calls[i].After {
					j.after = append(j.after, numbersFrom(first[before], len(models[before].jobs))...)
				}
			}
		}
	}
	return all, first
}

// moved is a job of a plan among those of several.
func moved(j job, rank, first int, place []int) job {
	to := job{need: j.need, rank: rank}
	for _, k := range j.after {
		to.after = append(to.after, first+k)
	}
	for _, p := range j.crew {
		if !slices.Contains(to.crew, place[p]) {
			to.crew = append(to.crew, place[p])
		}
	}
	return to
}

func numbersFrom(first, n int) []int {
	all := numbers(n)
	for i := range all {
		all[i] += first
	}
	return all
}

// BlockedBy lists the steps of a plan that cannot be done after a loss.
func BlockedBy(s *record.Snapshot, plan *catalog.RecoveryPlan, today record.Date, taken Taken) []Block {
	return modelAfter(s, plan, today, nil, taken, map[record.ID]int64{}).blocked
}
