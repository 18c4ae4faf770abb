package schedule

import (
	"slices"
	"time"
)

// Dates are what links and calendars alone allow a task, with as many people as
// could be wished.
type Dates struct {
	EarlyStart, EarlyFinish time.Time
	LateStart, LateFinish   time.Time
	TotalFloat              time.Duration // working time by which it can slip before the end or a deadline does; below zero it is late
	FreeFloat               time.Duration // before any task that follows does
	Critical                bool          // no float
}

// CriticalPath gives the dates of each task by the likely durations (Kelley and
// Walker, "Critical-path planning and scheduling", 1959; with working time as in
// the PMBOK Guide). Late dates are reckoned from the end of all, or from the
// deadline of a task.
func CriticalPath(p *Problem) ([]Dates, error) {
	c, err := compile(p)
	if err != nil {
		return nil, err
	}
	path := c.path(c.likely(), nil)
	out := make([]Dates, len(c.tasks))
	for i, t := range c.tasks {
		total := t.loose.work(path.lateStart[i]) - t.loose.work(path.start[i])
		out[i] = Dates{
			EarlyStart: c.time(path.start[i]), EarlyFinish: c.time(path.end[i]),
			LateStart: c.time(path.lateStart[i]), LateFinish: c.time(path.lateEnd[i]),
			TotalFloat: time.Duration(total) * time.Minute,
			FreeFloat:  time.Duration(c.free(i, path)) * time.Minute,
			Critical:   total <= 0,
		}
	}
	return out, nil
}

func (c *plan) likely() []int {
	all := make([]int, len(c.tasks))
	for i, t := range c.tasks {
		all[i] = t.likely
	}
	return all
}

// path is the early and late moments of all tasks.
type path struct {
	start, end         []int
	lateStart, lateEnd []int
	last               int // end of all
}

// path goes over the network forward and back. Late moments are reckoned from the
// end of all, or of each project if limits are given and not no.
func (c *plan) path(minutes []int, limits []int) *path {
	n := len(c.tasks)
	p := &path{make([]int, n), make([]int, n), make([]int, n), make([]int, n), c.start}
	for _, i := range c.order {
		p.start[i], p.end[i] = c.early(i, minutes[i], p)
		p.last = max(p.last, p.end[i])
	}
	for _, i := range slices.Backward(c.order) {
		limit := p.last
		if of := c.Tasks[i].Project; limits != nil && limits[of] != no {
			limit = limits[of]
		}
		p.lateStart[i], p.lateEnd[i] = c.late(i, minutes[i], limit, p)
	}
	return p
}

// early is the earliest start of a task after those that it waits for.
func (c *plan) early(i, minutes int, p *path) (start, end int) {
	t := &c.tasks[i]
	start, floor := t.earliest, no
	for _, a := range c.before[i] {
		from := p.end[a.other]
		if a.kind == StartStart || a.kind == StartFinish {
			from = p.start[a.other]
		}
		if at := c.shift(from, a, i); a.kind == FinishStart || a.kind == StartStart {
			start = max(start, at)
		} else {
			floor = max(floor, at)
		}
	}
	return t.loose.place(start, floor, minutes)
}

// place begins work at the first moment from start on, and so late that it does
// not end before floor.
func (h *hours) place(start, floor, minutes int) (from, to int) {
	if minutes == 0 {
		from = max(start, floor)
		return from, from
	}
	from = h.next(start)
	if floor != no {
		from = max(from, h.back(floor, minutes))
	}
	return from, h.add(from, minutes)
}

// late is the latest start of a task before those that wait for it.
func (c *plan) late(i, minutes, limit int, p *path) (start, end int) {
	t := &c.tasks[i]
	if t.deadline != no {
		limit = min(limit, t.deadline)
	}
	before := -no // of its start
	for _, a := range c.after[i] {
		at := p.lateStart[a.other]
		if a.kind == FinishFinish || a.kind == StartFinish {
			at = p.lateEnd[a.other]
		}
		if at = c.unshift(at, a, a.other); a.kind == FinishStart || a.kind == FinishFinish {
			limit = min(limit, at)
		} else {
			before = min(before, at)
		}
	}
	if minutes == 0 {
		start = min(limit, before)
		return start, start
	}
	start = t.loose.back(limit, minutes)
	if before < start {
		start = t.loose.from(t.loose.work(before))
	}
	return start, t.loose.add(start, minutes)
}

// free is by how many minutes of work a task can slip before one that follows does.
func (c *plan) free(i int, p *path) int {
	h := c.tasks[i].loose
	least := h.work(p.last) - h.work(p.end[i])
	for _, a := range c.after[i] {
		to, from := p.start[a.other], p.end[i]
		if a.kind == FinishFinish || a.kind == StartFinish {
			to = p.end[a.other]
		}
		if a.kind == StartStart || a.kind == StartFinish {
			from = p.start[i]
		}
		least = min(least, h.work(c.unshift(to, a, a.other))-h.work(from))
	}
	return least
}
