package recovery

import (
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Shift is when the loss happens.
type Shift int

// The shifts.
const (
	Day Shift = iota
	Night
)

// Title says it in words.
func (s Shift) Title() string { return [...]string{"by day", "by night"}[s] }

// UntilMorning is for how many hours after a loss at night those are not there
// who cannot be called: from ten in the evening until eight.
const UntilMorning = 10

// task is a step with what it was found to need.
type task struct {
	*catalog.RecoveryStep
	hours    quantity
	vendor   *catalog.Contract // nil without one
	response float64           // hours until the vendor begins
	spare    *catalog.Spare    // that has to be delivered; nil without one
	delivery quantity
}

// model is a plan as it can be simulated.
type model struct {
	plan   *catalog.RecoveryPlan
	tasks  []task
	people []*catalog.Responder
	names  []string // of the people
	jobs   []job
	// missing is what is not recorded, in sentences: with any, nothing can be computed.
	missing []string
	// blocked are the steps that cannot be done after the loss: with any, the plan
	// comes to no end.
	blocked []Block
	// doubts do not keep from computing.
	doubts []string
	// measured is how many times of steps were measured.
	measured int
}

// reading turns a plan into a model.
type reading struct {
	*model
	s     *record.Snapshot
	today record.Date
	taken Taken
	at    map[string]int      // steps by key
	used  map[record.ID]int64 // parts that the steps so far have taken
}

// modelOf reads a plan as it is when nothing but its services is lost. The measured
// times are by key of the step.
func modelOf(s *record.Snapshot, p *catalog.RecoveryPlan, today record.Date, measured map[string][]float64) *model {
	return modelAfter(s, p, today, measured, Taken{}, map[record.ID]int64{})
}

// modelAfter reads a plan as it is after a loss, when other plans have taken parts.
func modelAfter(s *record.Snapshot, p *catalog.RecoveryPlan, today record.Date, measured map[string][]float64, taken Taken, used map[record.ID]int64) *model {
	r := reading{&model{plan: p}, s, today, taken, map[string]int{}, used}
	if len(p.Steps) == 0 {
		r.miss("The plan has no steps.")
	}
	for i := range p.Steps {
		r.at[p.Steps[i].Key] = i
	}
	for i := range p.People {
		r.people = append(r.people, &p.People[i])
		r.names = append(r.names, labelOf(s, p.People[i].Person))
	}
	for i := range p.Steps {
		r.step(&p.Steps[i], measured[p.Steps[i].Key])
	}
	r.availability()
	return r.model
}

func labelOf(s *record.Snapshot, ref record.Ref[catalog.Person]) string {
	if p := record.Get(s, ref); p != nil {
		return p.Name
	}
	return "somebody who is not recorded"
}

func (r *reading) miss(format string, args ...any) {
	r.missing = append(r.missing, fmt.Sprintf(format, args...))
}

func (r *reading) step(step *catalog.RecoveryStep, measured []float64) {
	t := task{RecoveryStep: step, hours: estimated(step.Duration)}
	t.hours.measured = append(t.hours.measured, measured...)
	if b := record.Get(r.s, step.Backup); b != nil {
		if b.RestoreTook.Known() {
			t.hours.measured = append(t.hours.measured, b.RestoreTook.Hours())
		}
		if !b.LastRestored.Known() {
			r.doubts = append(r.doubts, fmt.Sprintf("“%s” was never restored: whether “%s” works is not known.", b.Name, step.Step))
		}
		if why := r.copied(b); why != "" {
			r.block(step, "restores from “%s”, which %s", b.Name, why)
		}
	}
	r.measured += len(t.hours.measured)
	if !t.hours.known() {
		r.miss("How long “%s” takes is not recorded.", step.Step)
	}
	r.vendor(&t)
	r.spare(&t)
	r.tasks = append(r.tasks, t)
	r.jobs = append(r.jobs, r.job(step, t.vendor != nil))
}

func (r *reading) vendor(t *task) {
	c := record.Get(r.s, t.Contract)
	if c == nil {
		return
	}
	t.vendor, t.response = c, c.Response.Hours()
	switch vendor := record.Get(r.s, c.Vendor); {
	case r.taken.Gone[c.Vendor.ID] && vendor != nil:
		r.block(t.RecoveryStep, "waits for %s, who has failed", vendor.Name)
	case c.State == "ended" || c.State == "rejected" || c.State == "draft" || c.Ends.Before(r.today):
		r.miss("“%s” waits for a vendor, and “%s” is not in force.", t.Step, c.Name)
	case !c.Response.Known():
		r.miss("Within what time the vendor comes for “%s” is not recorded on “%s”.", t.Step, c.Name)
	}
}

// spare is delivered when fewer lie there than the steps up to this one take.
func (r *reading) spare(t *task) {
	part := record.Get(r.s, t.Spare)
	if part == nil {
		return
	}
	r.used[part.ID]++
	if !part.Quantity.Known() {
		r.miss("How many of “%s” lie ready is not recorded.", part.Name)
		return
	}
	if r.used[part.ID] <= r.there(part) {
		return
	}
	if vendor := record.Get(r.s, part.Vendor); vendor != nil && r.taken.Gone[vendor.ID] {
		r.block(t.RecoveryStep, "needs “%s”, of which none is left, and %s cannot deliver one", part.Name, vendor.Name)
		return
	}
	t.spare, t.delivery = part, estimated(part.Delivery)
	if !t.delivery.known() {
		r.miss("No “%s” is there for “%s”, and how long one takes to come is not recorded.", part.Name, t.Step)
	}
}

// job says who can do a step. A vendor does its step alone where nobody is named.
func (r *reading) job(step *catalog.RecoveryStep, vendor bool) job {
	j := job{need: step.Crew()}
	var able []int // those who could, there or not
	for _, key := range step.Waits() {
		if k, ok := r.at[key]; ok {
			j.after = append(j.after, k)
		}
	}
	for p, person := range r.people {
		team := record.Ref[catalog.Team]{}
		if is := record.Get(r.s, person.Person); is != nil {
			team = is.Team
		}
		if step.People.Has(person.Person.ID) || step.Role != "" && slices.Contains(person.Roles(), step.Role) || step.Team.Known() && team.ID == step.Team.ID {
			if able = append(able, p); !r.taken.Gone[person.Person.ID] {
				j.crew = append(j.crew, p)
			}
		}
	}
	for _, named := range step.People {
		if !slices.ContainsFunc(r.people, func(p *catalog.Responder) bool { return p.Person.ID == named.ID }) {
			r.miss("%s is named for “%s” and is not among the people of the plan: how soon they are at work is not recorded.", labelOf(r.s, named), step.Step)
		}
	}
	unnamed := step.Role == "" && len(step.People) == 0 && !step.Team.Known()
	switch {
	case unnamed && (vendor || step.Needed.Known() && step.Needed.N() == 0):
		j.need = 0
	case unnamed:
		r.miss("Who does “%s” is not recorded.", step.Step)
	case len(j.crew) < j.need && len(able) >= j.need:
		r.block(step, "needs %s, who cannot work", r.absent(able))
	case len(j.crew) < j.need:
		r.miss("“%s” takes %d at once, and the plan has %d who can do it.", step.Step, j.need, len(j.crew))
	}
	return j
}

// availability asks of everybody who is needed how soon they are at work.
func (r *reading) availability() {
	for p, person := range r.people {
		if !slices.ContainsFunc(r.jobs, func(j job) bool { return slices.Contains(j.crew, p) }) {
			continue
		}
		if !person.ByDay.Known() {
			r.miss("How soon %s is at work by day is not recorded.", r.names[p])
		}
		if person.OnCall && !person.ByNight.Known() {
			r.miss("How soon %s is at work by night is not recorded.", r.names[p])
		}
	}
}

// arrival is how long after the loss somebody can begin: those who cannot be
// called at night hear of it in the morning.
func arrival(p *catalog.Responder, shift Shift) (quantity, float64) {
	switch {
	case shift == Day:
		return estimated(p.ByDay), 0
	case p.OnCall:
		return estimated(p.ByNight), 0
	}
	return estimated(p.ByDay), UntilMorning
}
