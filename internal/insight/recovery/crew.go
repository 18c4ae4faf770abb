package recovery

import (
	"cmp"
	"math"
	"slices"
)

// job is a step of a plan for the scheduler: which jobs come before it, who can
// do it, and how many of them it takes at once. Jobs are named by their places.
type job struct {
	after []int
	crew  []int
	need  int
	rank  int // of the plan to which it belongs: the first gets people first
}

// crew places the jobs of a plan in time. Nobody does two jobs at once, and a job
// that was begun is finished.
type crew struct {
	jobs    []job
	people  int
	order   []int // jobs by priority, the first to be begun first
	fewest  []int // people by how many jobs they can do: who can do little goes first
	started []float64
	ended   []float64
	free    []float64 // when each of the people can begin next
	on      [][]int   // who did each job
}

// newCrew takes the mean hours of the jobs, by which it ranks them: of one plan the
// job with the longest way behind it to the end goes first (the critical-path rule for lists;
// Kolisch, European Journal of Operational Research 90(2), 1996), of equals the
// one that stands first in the plan.
func newCrew(jobs []job, people int, mean []float64) *crew {
	c := &crew{
		jobs: jobs, people: people, started: make([]float64, len(jobs)), ended: make([]float64, len(jobs)),
		free: make([]float64, people), on: make([][]int, len(jobs)),
	}
	tail := tails(jobs, mean)
	c.order = numbers(len(jobs))
	slices.SortStableFunc(c.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(jobs[a].rank, jobs[b].rank), cmp.Compare(tail[b], tail[a]))
	})
	can := make([]int, people)
	for i, j := range jobs {
		c.on[i] = make([]int, 0, j.need)
		for _, p := range j.crew {
			can[p]++
		}
	}
	c.fewest = numbers(people)
	slices.SortStableFunc(c.fewest, func(a, b int) int { return cmp.Compare(can[a], can[b]) })
	return c
}

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

// tails are the hours from the beginning of each job to the end along the longest
// chain. The jobs have no circle.
func tails(jobs []job, mean []float64) []float64 {
	tail := slices.Clone(mean)
	for changed := true; changed; {
		changed = false
		for i, j := range jobs {
			for _, k := range j.after {
				if t := mean[k] + tail[i]; t > tail[k] {
					tail[k], changed = t, true
				}
			}
		}
	}
	return tail
}

// place puts the jobs in time and returns when the last ends. A job of hours[i]
// cannot begin before ready[i], nobody before arrive[p]. Whenever something ends
// or somebody comes, the jobs are gone through by priority and each is begun that
// can be: nobody waits who could work (the parallel scheme of Kelley, 1963). Every
// job must have enough people who can do it.
func (c *crew) place(hours, ready, arrive []float64) float64 {
	copy(c.free, arrive)
	for i := range c.jobs {
		c.started[i], c.ended[i], c.on[i] = math.Inf(1), math.Inf(1), c.on[i][:0]
	}
	last := 0.0
	for at := 0.0; !math.IsInf(at, 1); at = c.next(at, ready) {
		for c.begin(at, hours, ready) { // again: what takes no time frees others at once
		}
	}
	for _, end := range c.ended {
		last = max(last, end)
	}
	return last
}

// begin goes through the jobs once and begins those that can be; false when none.
func (c *crew) begin(at float64, hours, ready []float64) (any bool) {
	for _, i := range c.order {
		if !math.IsInf(c.started[i], 1) || ready[i] > at || !c.cleared(i, at) || !c.man(i, at) {
			continue
		}
		any = true
		c.started[i], c.ended[i] = at, at+hours[i]
		for _, p := range c.on[i] {
			c.free[p] = c.ended[i]
		}
	}
	return any
}

// cleared reports whether all that comes before a job has ended.
func (c *crew) cleared(i int, at float64) bool {
	for _, k := range c.jobs[i].after {
		if c.ended[k] > at {
			return false
		}
	}
	return true
}

// man takes people for a job, those first who can do the fewest others.
func (c *crew) man(i int, at float64) bool {
	j := c.jobs[i]
	on := c.on[i][:0]
	for _, p := range c.fewest {
		if len(on) < j.need && c.free[p] <= at && slices.Contains(j.crew, p) {
			on = append(on, p)
		}
	}
	if len(on) < j.need {
		return false
	}
	c.on[i] = on
	return true
}

// next is the moment after at when something ends, comes or arrives; infinity
// when every job was begun.
func (c *crew) next(at float64, ready []float64) float64 {
	soonest, waiting := math.Inf(1), false
	look := func(t float64) {
		if t > at && t < soonest {
			soonest = t
		}
	}
	for i := range c.jobs {
		look(c.ended[i])
		if math.IsInf(c.started[i], 1) {
			waiting = true
			look(ready[i])
		}
	}
	for _, t := range c.free {
		look(t)
	}
	if !waiting {
		return math.Inf(1)
	}
	return soonest
}
