package recovery

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// Draws is how often a plan is run. With so many, a chance of 80 % is known to
// within two points, nineteen times in twenty.
const Draws = 2000

// seed begins the random numbers. Draw number i has numbers of its own, which
// depend on the seed and on i alone.
const seed = 22301

// Outcome is what comes out when a plan is run many times.
type Outcome struct {
	Shift Shift
	Hours []float64 // until the services are back, rising; empty when not computed
	Steps []StepOutcome
	// Holds are what the end waits for beside the work itself, the most frequent first.
	Holds []Hold
}

// StepOutcome is a step over all runs.
type StepOutcome struct {
	Started, Ended float64 // medians, in hours from the loss
	Decides        float64 // in which share of the runs it lies on the chain that decides the end
}

// Hold is something for which the deciding chain waits.
type Hold struct {
	Cause Cause
	Step  int // that waits
	// Person who is busy or on the way: a place among the plan's people; else -1.
	Person int
	Share  float64 // of the runs
}

// Cause is why a step waits.
type Cause int

// The causes.
const (
	Busy    Cause = iota // somebody is at another step
	Coming               // somebody is on the way
	Vendor               // the vendor has not come
	Deliver              // the part has not come
)

// At is the time within which a share of the runs ends: At(0.5) is the median. It
// is 0 when nothing was computed.
func (o Outcome) At(share float64) float64 { return at(o.Hours, share) }

func at(sorted []float64, share float64) float64 {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(share*float64(len(sorted))), len(sorted)-1)]
}

// Within is the chance that it takes no longer than so many hours.
func (o Outcome) Within(hours float64) Chance {
	n, _ := slices.BinarySearchFunc(o.Hours, hours, func(x, limit float64) int {
		if x <= limit {
			return -1
		}
		return 1
	})
	return chance(n, len(o.Hours))
}

// lots are the numbers of one draw: of each task its hours, the delivery of its
// part; of each of the people the arrival.
type lots struct{ hours, ready, arrive []float64 }

// run is a model made ready for one shift.
type run struct {
	*model
	shift  Shift
	crew   *crew
	lots   lots
	comes  []quantity // of the people
	later  []float64  // hours added to that
	factor []float64  // by which the hours of each task are multiplied; nil: by one
}

func newRun(m *model, shift Shift) *run {
	mean := make([]float64, len(m.tasks))
	for i, t := range m.tasks {
		mean[i] = t.hours.mean()
	}
	r := &run{model: m, shift: shift, crew: newCrew(m.jobs, len(m.people), mean)}
	n := len(m.tasks)
	r.lots = lots{make([]float64, n), make([]float64, n), make([]float64, len(m.people))}
	for _, p := range m.people {
		comes, later := arrival(p, shift)
		r.comes, r.later = append(r.comes, comes), append(r.later, later)
	}
	return r
}

// draw places the plan once. The vendors are called and the parts ordered when
// the loss happens.
func (r *run) draw(i int) float64 {
	random := rand.New(rand.NewPCG(seed, uint64(i)))
	for k, t := range r.tasks {
		hours, delivery := random.Float64(), random.Float64()
		r.lots.hours[k], r.lots.ready[k] = t.hours.at(hours), t.response
		if r.factor != nil {
			r.lots.hours[k] *= r.factor[k]
		}
		if t.spare != nil {
			r.lots.ready[k] = max(t.response, t.delivery.at(delivery))
		}
	}
	for p, comes := range r.comes {
		r.lots.arrive[p] = r.later[p]
		if comes.known() {
			r.lots.arrive[p] += comes.at(random.Float64())
		}
	}
	return r.crew.place(r.lots.hours, r.lots.ready, r.lots.arrive)
}

// hours are those of some draws, in their order.
func (r *run) hours(draws int) []float64 {
	all := make([]float64, draws)
	for i := range all {
		all[i] = r.draw(i)
	}
	return all
}

// outcome runs a model that has nothing missing.
func (m *model) outcome(shift Shift) Outcome {
	r := newRun(m, shift)
	o := Outcome{Shift: shift, Hours: make([]float64, Draws), Steps: make([]StepOutcome, len(m.tasks))}
	started, ended := make([][]float64, len(m.tasks)), make([][]float64, len(m.tasks))
	holds := map[Hold]int{}
	for i := range o.Hours {
		o.Hours[i] = r.draw(i)
		for k := range m.tasks {
			started[k], ended[k] = append(started[k], r.crew.started[k]), append(ended[k], r.crew.ended[k])
		}
		r.chain(func(k int) { o.Steps[k].Decides += 1.0 / Draws }, func(h Hold) { holds[h]++ })
	}
	slices.Sort(o.Hours)
	for k := range o.Steps {
		slices.Sort(started[k])
		slices.Sort(ended[k])
		o.Steps[k].Started, o.Steps[k].Ended = at(started[k], 0.5), at(ended[k], 0.5)
	}
	for h, n := range holds {
		h.Share = float64(n) / Draws
		o.Holds = append(o.Holds, h)
	}
	slices.SortFunc(o.Holds, func(a, b Hold) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), cmp.Compare(a.Step, b.Step), cmp.Compare(a.Cause, b.Cause), cmp.Compare(a.Person, b.Person))
	})
	return o
}

// chain goes back from the end over the steps that decided it: each began when
// the one before ended, or when what it waited for was there.
func (r *run) chain(step func(int), hold func(Hold)) {
	c, k := r.crew, 0
	for i := range c.ended {
		if c.ended[i] > c.ended[k] {
			k = i
		}
	}
	for seen := 0; k >= 0 && seen < len(c.jobs); seen++ {
		step(k)
		k = r.before(k, hold)
	}
}

// before is the step whose end let another begin; -1 when it waited for no step.
func (r *run) before(k int, hold func(Hold)) int {
	c, began := r.crew, r.crew.started[k]
	if began == 0 {
		return -1
	}
	for _, i := range c.jobs[k].after {
		if c.ended[i] == began {
			return i
		}
	}
	for _, p := range c.on[k] {
		for i := range c.jobs {
			if i != k && c.ended[i] == began && slices.Contains(c.on[i], p) {
				hold(Hold{Cause: Busy, Step: k, Person: p})
				return i
			}
		}
	}
	for _, p := range c.on[k] {
		if r.lots.arrive[p] == began {
			hold(Hold{Cause: Coming, Step: k, Person: p})
			return -1
		}
	}
	if r.lots.ready[k] == began {
		cause := Vendor
		if t := r.tasks[k]; t.spare != nil && began > t.response {
			cause = Deliver
		}
		hold(Hold{Cause: cause, Step: k, Person: -1})
	}
	return -1
}
