package schedule

import (
	"fmt"
	"slices"
	"time"
)

// plan is a problem made ready: times are minutes from a week before its first
// midnight.
type plan struct {
	*Problem
	origin   time.Time
	start    int
	days     int
	house    *hours
	person   []*hours // of each person; the same calendar has the same hours
	tasks    []task
	after    [][]arc // what waits for a task
	before   [][]arc // what a task waits for
	order    []int   // the tasks, each after those that it waits for
	projects int
	able     []int // of each person: in how many needs of tasks
}

// task is one made ready.
type task struct {
	low, likely, high int // minutes
	earliest          int
	deadline          int // no if none
	needs             []need
	own               *hours // its calendar; nil without
	loose             *hours // whenever anybody could work on it
	lag               *hours // by which lags to it go
	split             bool
	one               bool // a single need of a single person
}

// need is one with everybody who can be taken.
type need struct {
	count int
	can   []int32 // those first who are asked for least
}

// arc leads to another task.
type arc struct {
	other   int
	kind    Kind
	lag     int
	elapsed bool
}

// no is a moment that is not there.
const no = -1 << 40

func compile(p *Problem) (*plan, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	y, m, d := p.Start.Date()
	c := &plan{Problem: p, origin: time.Date(y, m, d-7, 0, 0, 0, 0, time.UTC), projects: max(1, len(p.Projects)), able: make([]int, len(p.People))}
	c.start = c.minute(p.Start)
	c.calendars()
	for i := range p.Tasks {
		t, err := c.task(&p.Tasks[i])
		if err != nil {
			return nil, fmt.Errorf("task %s: %w", p.name(i), err)
		}
		c.tasks = append(c.tasks, t)
	}
	c.sortCandidates()
	c.before, c.after = make([][]arc, len(p.Tasks)), make([][]arc, len(p.Tasks))
	for _, l := range p.Links {
		lag := int(l.Lag / time.Minute)
		c.after[l.From] = append(c.after[l.From], arc{l.To, l.Kind, lag, l.Elapsed})
		c.before[l.To] = append(c.before[l.To], arc{l.From, l.Kind, lag, l.Elapsed})
	}
	return c, c.sort()
}

// minute counts from the origin by the clock on the wall.
func (c *plan) minute(t time.Time) int {
	t = t.In(c.Start.Location())
	return int((time.Duration(dayNumber(t)-dayNumber(c.origin))*24*time.Hour + time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute) / time.Minute)
}

// time is the inverse of minute.
func (c *plan) time(minute int) time.Time {
	d, m := minute/day, minute%day
	if m < 0 {
		d, m = d-1, m+day
	}
	y, month, date := c.origin.Date()
	return time.Date(y, month, date+d, m/60, m%60, 0, 0, c.Start.Location())
}

// calendars lists every calendar once, up to beyond the last of their own days.
func (c *plan) calendars() {
	last := dayNumber(c.Start) + listed
	each := func(of *Calendar) {
		for _, o := range of.Other {
			last = max(last, min(dayNumber(o.Last), dayNumber(c.Start)+10*listed)+8)
		}
	}
	each(&c.Calendar)
	for _, p := range c.People {
		if p.Calendar != nil {
			each(p.Calendar)
		}
	}
	c.days = last - dayNumber(c.origin)
	c.house = hoursOf(&c.Calendar, c.origin, c.days)
	known := map[*Calendar]*hours{nil: c.house}
	for _, p := range c.People {
		if known[p.Calendar] == nil {
			known[p.Calendar] = hoursOf(p.Calendar, c.origin, c.days)
		}
		c.person = append(c.person, known[p.Calendar])
	}
}

func (c *plan) task(t *Task) (task, error) {
	low, likely, high := t.Estimate.spread()
	out := task{
		low: int(low / time.Minute), likely: int(likely / time.Minute), high: int(high / time.Minute),
		earliest: c.start, deadline: no, split: t.Split,
	}
	if !t.Earliest.IsZero() {
		out.earliest = max(c.start, c.minute(t.Earliest))
	}
	if !t.Deadline.IsZero() {
		out.deadline = c.minute(t.Deadline)
	}
	if t.Calendar != nil {
		out.own = hoursOf(t.Calendar, c.origin, c.days)
	}
	total := 0
	for _, n := range t.Needs {
		if out.high == 0 {
			break // a milestone takes nobody's time
		}
		need := need{max(1, n.Count), c.candidates(n)}
		if total += need.count; len(need.can) < need.count {
			return out, fmt.Errorf("it needs %d %s, and there are %d", need.count, needed(n), len(need.can))
		}
		for _, p := range need.can {
			c.able[p]++
		}
		out.needs = append(out.needs, need)
	}
	out.one = total == 1
	return out, c.loosen(&out)
}

func needed(n Need) string {
	if n.Skill != "" {
		return "with the skill " + n.Skill
	}
	return "of those named"
}

func (c *plan) candidates(n Need) (can []int32) {
	for p := range c.People {
		if slices.Contains(n.People, p) || n.Skill != "" && slices.Contains(c.People[p].Skills, n.Skill) {
			can = append(can, int32(p))
		}
	}
	return can
}

// sortCandidates puts those first for each need who are asked for least.
func (c *plan) sortCandidates() {
	for _, t := range c.tasks {
		for _, n := range t.needs {
			slices.SortStableFunc(n.can, func(a, b int32) int { return c.able[a] - c.able[b] })
		}
	}
}

// loosen finds the hours outside of which nobody can work on a task.
func (c *plan) loosen(t *task) error {
	for _, n := range t.needs {
		any := c.person[n.can[0]]
		for _, p := range n.can[1:] {
			if of := c.person[p]; of != any && len(n.can) > n.count {
				any = any.either(of)
			} else if of != any {
				any = any.both(of)
			}
		}
		t.loose = common(t.loose, any)
	}
	if t.loose = common(t.loose, t.own); t.loose == nil {
		t.loose = c.house
	}
	if t.loose.never() && t.high > 0 {
		return fmt.Errorf("those who are to work on it never work at the same hours")
	}
	if t.lag = t.loose; t.lag.never() || t.own == nil && len(t.needs) == 0 {
		t.lag = c.house
	}
	return nil
}

// common are the hours that two have in common; nil stands for no restriction.
func common(a, b *hours) *hours {
	switch {
	case a == nil || a == b:
		return b
	case b == nil:
		return a
	}
	return a.both(b)
}

// sort orders the tasks so that links lead forward only.
func (c *plan) sort() error {
	waits := make([]int, len(c.tasks))
	for i := range c.before {
		if waits[i] = len(c.before[i]); waits[i] == 0 {
			c.order = append(c.order, i)
		}
	}
	for next := 0; next < len(c.order); next++ {
		for _, a := range c.after[c.order[next]] {
			if waits[a.other]--; waits[a.other] == 0 {
				c.order = append(c.order, a.other)
			}
		}
	}
	if len(c.order) < len(c.tasks) {
		return fmt.Errorf("tasks wait for each other in a circle: %s", c.circle(waits))
	}
	return nil
}

// circle names the tasks of one circle among those that still wait.
func (c *plan) circle(waits []int) string {
	at := slices.IndexFunc(waits, func(w int) bool { return w > 0 })
	from := func(i int) int {
		k := slices.IndexFunc(c.before[i], func(a arc) bool { return waits[a.other] > 0 })
		return c.before[i][k].other
	}
	for range waits {
		at = from(at) // after so many steps back it stands in a circle
	}
	names := c.name(at)
	for next := from(at); next != at; next = from(next) {
		names = c.name(next) + ", " + names
	}
	return names
}

// shift moves a moment by the lag of an arc that leads to task i.
func (c *plan) shift(t int, a arc, i int) int {
	if a.elapsed {
		return t + a.lag
	}
	return c.tasks[i].lag.shift(t, a.lag)
}

// unshift is the last moment from which the lag of an arc to task i is over at t.
func (c *plan) unshift(t int, a arc, i int) int {
	if a.elapsed {
		return t - a.lag
	}
	return c.tasks[i].lag.unshift(t, a.lag)
}
