package recovery

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/record"
)

// Lever is a change to a plan and what it brings, after the worse shift.
type Lever struct {
	What  string
	Saves float64 // hours on average; what is drawn is the same with and without it
	After Outcome // with it
}

// How often each lever is run, and how many are tried at most of steps and of
// people: those that decide the end most often.
const (
	leverDraws  = 500
	leverSteps  = 10
	leverPeople = 5
)

// shorter is by how much a step is shortened to see what it brings: a fifth.
const shorter = 0.8

// Levers says what shortens a plan: each step made a fifth shorter, one more of
// each person who keeps steps waiting, each part laid in, each vendor twice as fast. Those that bring nothing
// are left out; the most useful comes first.
func Levers(s *record.Snapshot, plan record.ID, today record.Date) []Lever {
	type question struct {
		plan  record.ID
		today record.Date
	}
	return record.Answer(s, "recovery.levers", question{plan, today}, func(s *record.Snapshot, q question) []Lever {
		o := OutlookOf(s, q.plan, q.today)
		if o == nil || !o.Known() {
			return nil
		}
		return levers(modelOf(s, o.Plan, q.today, Measured(s, q.plan)), o.Worse())
	})
}

func levers(m *model, worse Outcome) []Lever {
	r, err := newRun(m, worse.Shift)
	if err != nil {
		return nil // it was not run for the outlook either
	}
	before := r.ends(leverDraws)
	var all []Lever
	try := func(what string, changed *model, factor []float64) {
		r, err := newRun(changed, worse.Shift)
		if err != nil {
			return // a person more than the scheduler takes
		}
		r.factor = factor
		after := r.ends(leverDraws)
		saves := 0.0
		for i := range before {
			saves += (before[i] - after[i]) / leverDraws
		}
		if saves < 1.0/60 {
			return
		}
		slices.Sort(after)
		all = append(all, Lever{what, saves, Outcome{Shift: worse.Shift, Hours: after}})
	}
	for _, k := range deciding(worse) {
		factor := slices.Repeat([]float64{1}, len(m.tasks))
		factor[k] = shorter
		try(fmt.Sprintf("“%s” takes a fifth less", m.tasks[k].Step), m, factor)
	}
	for _, p := range waitedFor(worse) {
		try("One more who is called and can do what "+m.names[p]+" can", m.doubled(p), nil)
	}
	for k, t := range m.tasks {
		if t.spare != nil {
			try(fmt.Sprintf("One more “%s” lies ready", t.spare.Name), m.with(k, func(t *task) { t.spare = nil }), nil)
		}
		if t.vendor != nil && t.response > 0 {
			try(fmt.Sprintf("The vendor comes in half the time under “%s”", t.vendor.Name), m.with(k, func(t *task) { t.response /= 2 }), nil)
		}
	}
	slices.SortStableFunc(all, func(a, b Lever) int { return cmp.Compare(b.Saves, a.Saves) })
	return all
}

// deciding are the steps that decide the end most often.
func deciding(o Outcome) []int {
	steps := slices.DeleteFunc(numbers(len(o.Steps)), func(k int) bool { return o.Steps[k].Decides == 0 })
	slices.SortStableFunc(steps, func(a, b int) int { return cmp.Compare(o.Steps[b].Decides, o.Steps[a].Decides) })
	return steps[:min(len(steps), leverSteps)]
}

// waitedFor are the people for whom the end waits most often.
func waitedFor(o Outcome) (people []int) {
	for _, h := range o.Holds { // the most frequent first
		if h.Person >= 0 && len(people) < leverPeople && !slices.Contains(people, h.Person) {
			people = append(people, h.Person)
		}
	}
	return people
}

// with is the model with one task changed.
func (m *model) with(k int, f func(*task)) *model {
	changed := *m
	changed.tasks = slices.Clone(m.tasks)
	f(&changed.tasks[k])
	return &changed
}

// doubled has one more person who can do the same as one of the people, and who
// comes as fast: by night, as fast as by day where that one cannot be called.
func (m *model) doubled(p int) *model {
	twin := *m.people[p]
	if !twin.OnCall {
		twin.OnCall, twin.ByNight = true, twin.ByDay
	}
	more := *m
	more.people = append(slices.Clone(m.people), &twin)
	more.names = append(slices.Clone(m.names), "")
	more.jobs = slices.Clone(m.jobs)
	for k, j := range more.jobs {
		if slices.Contains(j.crew, p) {
			more.jobs[k].crew = append(slices.Clone(j.crew), len(m.people))
		}
	}
	return &more
}
