package recovery

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"time"

	"fairlead/engine/schedule"
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

// run is a model made ready for one shift.
type run struct {
	*model
	shift  Shift
	engine *schedule.Dispatcher
	source *rand.PCG
	random *rand.Rand
	lots   schedule.Run // of one draw
	comes  []quantity   // of the people
	later  []float64    // hours added to that
	factor []float64    // by which the hours of each task are multiplied; nil: by one
}

// newRun fails for a model that is too large for the scheduler.
func newRun(m *model, shift Shift) (*run, error) {
	mean := make([]float64, len(m.tasks))
	for i, t := range m.tasks {
		mean[i] = t.hours.mean()
	}
	engine, err := dispatcher(m.jobs, len(m.people), mean)
	if err != nil {
		return nil, err
	}
	n := len(m.tasks)
	source := rand.NewPCG(0, 0)
	r := &run{model: m, shift: shift, engine: engine, source: source, random: rand.New(source)}
	r.lots = schedule.Run{Durations: make([]time.Duration, n), Releases: make([]time.Duration, n), Arrivals: make([]time.Duration, len(m.people))}
	for _, p := range m.people {
		comes, later := arrival(p, shift)
		r.comes, r.later = append(r.comes, comes), append(r.later, later)
	}
	return r, nil
}

// draw places the plan once and gives the hours to its end. The vendors are called
// and the parts ordered when the loss happens.
func (r *run) draw(i int) float64 {
	r.source.Seed(seed, uint64(i))
	random := r.random
	for k := range r.tasks {
		t := &r.tasks[k]
		hours, delivery := t.hours.at(random.Float64()), random.Float64()
		if r.factor != nil {
			hours *= r.factor[k]
		}
		r.lots.Durations[k], r.lots.Releases[k] = clock(hours), clock(t.response)
		if t.spare != nil {
			r.lots.Releases[k] = clock(max(t.response, t.delivery.at(delivery)))
		}
	}
	for p, comes := range r.comes {
		hours := r.later[p]
		if comes.known() {
			hours += comes.at(random.Float64())
		}
		r.lots.Arrivals[p] = clock(hours)
	}
	end, _ := r.engine.Place(r.lots) // people who work day and night do begin everything
	return end.Hours()
}

// last is when the last of some tasks ended.
func (r *run) last(first, n int) (hours float64) {
	for k := range n {
		hours = max(hours, r.engine.Step(first+k).End.Hours())
	}
	return hours
}

// ends are the hours of some draws, in their order.
func (r *run) ends(draws int) []float64 {
	all := make([]float64, draws)
	for i := range all {
		all[i] = r.draw(i)
	}
	return all
}

// outcome runs a model that has nothing missing, in a shift.
func (r *run) outcome() Outcome {
	o := Outcome{Shift: r.shift, Hours: make([]float64, Draws), Steps: make([]StepOutcome, len(r.tasks))}
	started, ended := make([][]float64, len(r.tasks)), make([][]float64, len(r.tasks))
	for k := range r.tasks {
		started[k], ended[k] = make([]float64, Draws), make([]float64, Draws)
	}
	holds := map[Hold]int{}
	for i := range o.Hours {
		o.Hours[i] = r.draw(i)
		for k := range r.tasks {
			step := r.engine.Step(k)
			started[k][i], ended[k][i] = step.Start.Hours(), step.End.Hours()
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
	k, last := 0, time.Duration(-1)
	for i := range r.tasks {
		if end := r.engine.Step(i).End; end > last {
			k, last = i, end
		}
	}
	for seen := 0; k >= 0 && seen < len(r.tasks); seen++ {
		step(k)
		k = r.before(k, hold)
	}
}

// before is the step whose end let another begin; -1 when it waited for no step.
func (r *run) before(k int, hold func(Hold)) int {
	s := r.engine.Step(k)
	switch {
	case s.Start == 0:
		return -1
	case s.Link >= 0 && r.engine.Step(s.Link).End == s.Start:
		return s.Link
	case s.Behind >= 0:
		hold(Hold{Cause: Busy, Step: k, Person: s.Person})
		return s.Behind
	}
	for _, p := range s.Crew {
		if r.lots.Arrivals[p] == s.Start {
			hold(Hold{Cause: Coming, Step: k, Person: int(p)})
			return -1
		}
	}
	if r.lots.Releases[k] == s.Start {
		cause := Vendor
		if t := r.tasks[k]; t.spare != nil && s.Start > clock(t.response) {
			cause = Deliver
		}
		hold(Hold{Cause: cause, Step: k, Person: -1})
	}
	return -1
}
