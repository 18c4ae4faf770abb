package recovery

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Worked by hand: what is drawn beside each case is the schedule.
func TestPlace(t *testing.T) {
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
			k := newCrew(c.jobs, len(c.arrive), c.hours)
			if last := k.place(c.hours, c.ready, c.arrive); last != slices.Max(c.ends) || !slices.Equal(k.ended, c.ends) {
				t.Errorf("ends %v and %v, want %v", k.ended, last, c.ends)
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
func TestPlaceKeepsTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jobs, people, hours, ready, arrive := small(t, false)
		c := newCrew(jobs, people, hours)
		last := c.place(hours, ready, arrive)
		if last != slices.Max(c.ended) {
			t.Fatalf("said to end at %v, ends %v", last, c.ended)
		}
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
func TestPlaceAgainstTheBest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		alike := rapid.Bool().Draw(t, "alike")
		jobs, people, hours, ready, arrive := small(t, alike)
		last := newCrew(jobs, people, hours).place(hours, ready, arrive)
		best := shortest(jobs, hours, ready, arrive, make([]float64, len(jobs)), 0, 0)
		if last < best-1e-9 {
			t.Fatalf("%v is shorter than the best, %v", last, best)
		}
		if bound := (2 - 1/float64(people)) * best; alike && last > bound+1e-9 {
			t.Fatalf("%v is longer than %v allows", last, bound)
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
