package schedule_test

import (
	"math"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"fairlead/engine/schedule"
)

// job is a task of a plan without calendars, in hours.
type job struct {
	after []int
	crew  []int
	need  int
	rank  int // of its project: the first gets people first
}

// course is what came of a plan without calendars, in hours.
type course struct {
	started, ended []float64
	on             [][]int
}

func (c course) last() float64 { return slices.Max(c.ended) }

// dispatch runs jobs once. They are ranked by the hours they take.
func dispatch(t rapid.TB, jobs []job, hours, ready, arrive []float64) (c course) {
	t.Helper()
	p := &schedule.Problem{Start: monday, People: make([]schedule.Person, len(arrive))}
	for i, j := range jobs {
		task := schedule.Task{Project: j.rank, Estimate: schedule.Exactly(max(inHours(hours[i]), time.Minute))}
		if j.need > 0 {
			task.Needs = []schedule.Need{{Count: j.need, People: j.crew}}
		}
		for _, k := range j.after {
			p.Links = append(p.Links, schedule.Link{From: k, To: i})
		}
		p.Tasks = append(p.Tasks, task)
		p.Projects = append(p.Projects, schedule.Project{Priority: -i})
	}
	d, err := schedule.NewDispatcher(p)
	if err != nil {
		t.Fatal(err)
	}
	last, ok := d.Place(schedule.Run{Durations: allHours(hours), Releases: allHours(ready), Arrivals: allHours(arrive)})
	for i := range jobs {
		s := d.Step(i)
		c.started, c.ended, c.on = append(c.started, s.Start.Hours()), append(c.ended, s.End.Hours()), append(c.on, nil)
		for _, who := range s.Crew {
			c.on[i] = append(c.on[i], int(who))
		}
	}
	if !ok || last.Hours() != c.last() {
		t.Fatalf("said to end at %v, ends %v", last, c.ended)
	}
	return c
}

func inHours(h float64) time.Duration { return time.Duration(h * float64(hour)) }

func allHours(list []float64) (all []time.Duration) {
	for _, h := range list {
		all = append(all, inHours(h))
	}
	return all
}

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// Worked by hand: what is drawn beside each case is the schedule.
func TestDispatch(t *testing.T) {
	for name, c := range map[string]struct {
		jobs                 []job
		hours, ready, arrive []float64
		ends                 []float64
	}{
		// p0: 0--a--2--b--5
		"one person does one after the other": {
			[]job{{crew: []int{0}, need: 1}, {crew: []int{0}, need: 1}}, []float64{2, 3}, []float64{0, 0}, []float64{0}, []float64{5, 3},
		},
		// a and b run at once, c after both
		"two people at once": {
			[]job{{crew: []int{0, 1}, need: 1}, {crew: []int{0, 1}, need: 1}, {after: []int{0, 1}, crew: []int{0}, need: 1}},
			[]float64{2, 3, 1}, []float64{0, 0, 0}, []float64{0, 0}, []float64{2, 3, 4},
		},
		// a runs by itself until 4; the person comes at 1 and does b
		"a job that runs by itself": {
			[]job{{}, {crew: []int{0}, need: 1}}, []float64{4, 1}, []float64{0, 0}, []float64{1}, []float64{4, 2},
		},
		// the part comes at 6
		"a part that must come": {
			[]job{{crew: []int{0}, need: 1}}, []float64{1}, []float64{6}, []float64{0}, []float64{7},
		},
		// the second of two people comes at 2.5
		"two needed for one": {
			[]job{{crew: []int{0, 1}, need: 2}}, []float64{1}, []float64{0}, []float64{0.5, 2.5}, []float64{3.5},
		},
		// 1 can do only b; 0 can do both: b is left to 1, though 0 stands first
		"who can do little goes first": {
			[]job{{crew: []int{0}, need: 1}, {crew: []int{0, 1}, need: 1}}, []float64{2, 2}, []float64{0, 0}, []float64{0, 0}, []float64{2, 2},
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := dispatch(t, c.jobs, c.hours, c.ready, c.arrive); !slices.Equal(got.ended, c.ends) {
				t.Errorf("ends %v, want %v", got.ended, c.ends)
			}
		})
	}
}

// small draws a plan that brute force can solve.
func small(t *rapid.T, alike bool) (jobs []job, people int, hours, ready, arrive []float64) {
	people = rapid.IntRange(1, 3).Draw(t, "people")
	for i := range rapid.IntRange(1, 5).Draw(t, "jobs") {
		j := job{need: 1, crew: numbers(people)}
		if !alike {
			j.need = rapid.IntRange(0, people).Draw(t, "need")
			j.crew = rapid.Permutation(numbers(people)).Draw(t, "crew")[:rapid.IntRange(j.need, people).Draw(t, "can")]
		}
		for k := range i {
			if rapid.IntRange(0, 3).Draw(t, "link") == 0 {
				j.after = append(j.after, k)
			}
		}
		jobs = append(jobs, j)
		hours = append(hours, float64(rapid.IntRange(0, 9).Draw(t, "hours")))
		ready = append(ready, 0)
		if !alike {
			ready[i] = float64(rapid.SampledFrom([]int{0, 0, 0, 5}).Draw(t, "ready"))
		}
	}
	arrive = make([]float64, people)
	if !alike {
		for p := range arrive {
			arrive[p] = float64(rapid.IntRange(0, 4).Draw(t, "arrive"))
		}
	}
	return jobs, people, hours, ready, arrive
}

// What was placed keeps every rule, checked by other means than placed it.
func TestDispatchKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs, _, hours, ready, arrive := small(t, false)
		c := dispatch(t, jobs, hours, ready, arrive)
		for i, j := range jobs {
			if c.ended[i] != c.started[i]+hours[i] || c.started[i] < ready[i] || len(c.on[i]) != j.need {
				t.Fatalf("job %d from %v to %v with %v", i, c.started[i], c.ended[i], c.on[i])
			}
			for _, k := range j.after {
				if c.started[i] < c.ended[k] {
					t.Fatalf("job %d begins before %d ends", i, k)
				}
			}
			for _, p := range c.on[i] {
				if !slices.Contains(j.crew, p) || c.started[i] < arrive[p] {
					t.Fatalf("job %d is done by %d, who cannot or is not there", i, p)
				}
				for k := range i {
					if slices.Contains(c.on[k], p) && c.started[i] < c.ended[k] && c.started[k] < c.ended[i] {
						t.Fatalf("%d does %d and %d at once", p, i, k)
					}
				}
			}
		}
	})
}

// No list does better than the best of all schedules, found by trying all orders
// and all people; and among people who are alike and all there, each job taking
// one, none does worse than 2 − 1/m times as long as the best (Graham, SIAM Journal on Applied
// Mathematics 17(2), 1969).
func TestDispatchAgainstTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alike := rapid.Bool().Draw(t, "alike")
		jobs, people, hours, ready, arrive := small(t, alike)
		last := dispatch(t, jobs, hours, ready, arrive).last()
		best := shortest(jobs, hours, ready, arrive, make([]float64, len(jobs)), 0, 0)
		if last < best-1e-9 {
			t.Fatalf("%v is shorter than the best, %v", last, best)
		}
		if bound := (2 - 1/float64(people)) * best; alike && last > bound+1e-9 {
			t.Fatalf("%v is longer than %v allows", last, bound)
		}
	})
}

// Among steps that follow no other and people who are alike, taking people away
// shortens nothing, whenever each of them comes: the free times of those who are
// left, in their order, are never earlier than those of all.
func TestFewerPeopleNeverShortenLooseSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		people := rapid.IntRange(2, 5).Draw(t, "people")
		left := rapid.IntRange(1, people-1).Draw(t, "left")
		var jobs, fewer []job
		var hours []float64
		for i := range rapid.IntRange(1, 8).Draw(t, "jobs") {
			rank := i * rapid.IntRange(0, 1).Draw(t, "ranked")
			jobs = append(jobs, job{crew: numbers(people), need: 1, rank: rank})
			fewer = append(fewer, job{crew: numbers(left), need: 1, rank: rank})
			hours = append(hours, float64(rapid.IntRange(0, 9).Draw(t, "hours")))
		}
		arrive := make([]float64, people)
		for p := range arrive {
			arrive[p] = float64(rapid.IntRange(0, 5).Draw(t, "arrive"))
		}
		ready := make([]float64, len(jobs))
		with := dispatch(t, jobs, hours, ready, arrive).last()
		if without := dispatch(t, fewer, hours, ready, arrive).last(); without < with {
			t.Fatalf("%v with %d people, %v with all %d", without, left, with, people)
		}
	})
}

// Where steps follow each other, a list may do better with fewer people (Graham, Bell
// System Technical Journal 45, 1966), but not much: not under the time with all of them
// divided by 2 − 1/m, as no schedule of fewer people beats the best of all.
func TestFewerPeopleShortenLinkedStepsALittleAtMost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs, people, hours, ready, arrive := small(t, true)
		if people < 2 {
			return // nobody to take away
		}
		fewer := slices.Clone(jobs)
		for i := range fewer {
			fewer[i].crew = numbers(people - 1)
		}
		with := dispatch(t, jobs, hours, ready, arrive).last()
		without := dispatch(t, fewer, hours, ready, arrive).last()
		if without < with/(2-1/float64(people))-1e-9 {
			t.Fatalf("%v with one less, %v with all %d", without, with, people)
		}
	})
}

// shortest tries every order in which the jobs can be begun, and all people for
// each, and gives the shortest time. done is a set of jobs.
func shortest(jobs []job, hours, ready, free, ended []float64, done uint, last float64) float64 {
	best := math.Inf(1)
	if done == 1<<len(jobs)-1 {
		return last
	}
	for i, j := range jobs {
		at, open := ready[i], done>>i&1 == 0
		for _, k := range j.after {
			open = open && done>>k&1 == 1
			at = max(at, ended[k])
		}
		if !open {
			continue
		}
		for set := range uint(1) << len(free) {
			begin, n := at, 0
			for p := range free {
				if set>>p&1 == 1 && slices.Contains(j.crew, p) {
					begin, n = max(begin, free[p]), n+1
				} else if set>>p&1 == 1 {
					n = len(free) + 1 // somebody who cannot
				}
			}
			if n != j.need {
				continue
			}
			next, ends := slices.Clone(free), slices.Clone(ended)
			for p := range free {
				if set>>p&1 == 1 {
					next[p] = begin + hours[i]
				}
			}
			ends[i] = begin + hours[i]
			best = min(best, shortest(jobs, hours, ready, next, ends, done|1<<i, max(last, ends[i])))
		}
	}
	return best
}

// What takes no time lets others in at once, and they have their turn by rank: the
// first project's second job goes before the second project's.
func TestWhatTakesNoTimeKeepsTheRank(t *testing.T) {
	jobs := []job{{rank: 1}, {after: []int{0}, crew: []int{0}, need: 1}, {crew: []int{0}, need: 1, rank: 1}}
	got := dispatch(t, jobs, []float64{0, 2, 1}, make([]float64, 3), make([]float64, 1))
	if want := []float64{0, 0, 2}; !slices.Equal(got.started, want) {
		t.Errorf("begin at %v, want %v", got.started, want)
	}
}

// A run says what each task waited for: a release, somebody on the way, somebody at
// another task, a link.
func TestRunsSayWhatWasWaitedFor(t *testing.T) {
	p := &schedule.Problem{Start: monday, Calendar: schedule.OfficeHours(), People: []schedule.Person{{Name: "Ada"}}, Tasks: []schedule.Task{
		{Estimate: schedule.Exactly(4 * hour), Needs: []schedule.Need{{People: []int{0}}}},
		{Estimate: schedule.Exactly(hour), Needs: []schedule.Need{{People: []int{0}}}},
		{Estimate: schedule.Exactly(hour)},
	}, Links: []schedule.Link{{From: 1, To: 2}}}
	d, err := schedule.NewDispatcher(p)
	if err != nil {
		t.Fatal(err)
	}
	// Ada comes at nine and works from nine to twelve and from one to two; then she does
	// the second, which takes two hours in this run; the third is done by nobody.
	end, ok := d.Place(schedule.Run{Durations: []time.Duration{4 * hour, 2 * hour, hour}, Arrivals: []time.Duration{hour}})
	if !ok || end != 9*hour {
		t.Errorf("ends after %v", end)
	}
	for i, want := range []schedule.Step{
		{Start: hour, End: 6 * hour, Crew: []int32{0}, Link: -1, Behind: -1, Person: -1},
		{Start: 6 * hour, End: 8 * hour, Crew: []int32{0}, Link: -1, Behind: 0, Person: 0},
		{Start: 8 * hour, End: 9 * hour, Link: 1, Behind: -1, Person: -1},
	} {
		if diff := cmp.Diff(want, d.Step(i), cmpopts.EquateEmpty()); diff != "" {
			t.Error(i, diff)
		}
	}
	if end, _ := d.Place(schedule.Run{Durations: []time.Duration{hour, hour, hour}, Releases: []time.Duration{24 * hour, 0, 0}}); end != 25*hour {
		t.Errorf("ends after %v when the first is let in a day later", end)
	}
}

// Runs after the first allocate nothing.
func TestRunsAllocateNothing(t *testing.T) {
	d, err := schedule.NewDispatcher(hundredTwenty())
	if err != nil {
		t.Fatal(err)
	}
	run := schedule.Run{Durations: make([]time.Duration, 120)}
	for i := range run.Durations {
		run.Durations[i] = time.Duration(1+i*7%9) * workday
	}
	if n := testing.AllocsPerRun(50, func() { d.Place(run) }); n != 0 {
		t.Errorf("%v allocations a run", n)
	}
}

// Fifty jobs in chains of five for a dozen people who work day and night.
func BenchmarkDispatch(b *testing.B) {
	p := &schedule.Problem{Start: monday, People: make([]schedule.Person, 13)}
	run := schedule.Run{}
	for i := range 50 {
		p.Tasks = append(p.Tasks, schedule.Task{Estimate: schedule.Exactly(hour), Needs: []schedule.Need{{People: []int{i % 13, (i + 1) % 13}}}})
		run.Durations = append(run.Durations, time.Duration(30+i*17%120)*time.Minute)
		if i%5 != 0 {
			p.Links = append(p.Links, schedule.Link{From: i - 1, To: i})
		}
	}
	d, err := schedule.NewDispatcher(p)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		d.Place(run)
	}
}
