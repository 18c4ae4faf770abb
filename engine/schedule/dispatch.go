package schedule

import "slices"

// dispatcher makes schedules of one plan by the parallel scheme. It keeps its
// buffers, so it is for one goroutine.
type dispatcher struct {
	*plan
	rank    []int // of each task: the lower is begun first
	hold    []int // of each task: it does not begin before; nil: no such limits
	splits  bool  // some task may be split
	minutes []int // of each task, in this run

	ready []int // of each task: when links allow it to begin
	floor []int // of each task: before when links do not allow it to end; no if they do
	waits []int // of each task: links whose other task is not known yet
	run   []running
	comes []int   // of each person: he is not there before; nil: all are
	free  []int   // of each person: when the task he is at ends
	at    []int   // of each person: the task he is at or was at last; -1
	open  []int   // tasks that could begin, by rank
	let   int     // the first place in open at which a task came in
	other []int   // scratch of setAside
	queue moments // at which something changes
	known map[[2]*hours]*hours
	match matcher
	left  int // tasks that are not done
	last  int
}

// running is how far a task is in a run.
type running struct {
	state     state
	crew      []int32
	hours     *hours // of the crew
	start     int
	end       int
	remaining int
	pieces    []span // of a task that was set aside, without the one that is worked on
	from      int    // of the piece that is worked on
	link      int    // the task whose start or finish let it begin no earlier; -1 if none
	began     int    // when it was last decided to work on it
	blocker   int    // the task that had somebody whom it takes until then; -1 if none
	by        int    // that person
}

type state uint8

const (
	waiting state = iota
	opened        // could begin
	working
	aside // begun, and set aside
	done
)

func newDispatcher(c *plan) *dispatcher {
	n := len(c.tasks)
	return &dispatcher{
		splits: slices.ContainsFunc(c.tasks, func(t task) bool { return t.split }),
		plan:   c, rank: make([]int, n), ready: make([]int, n), floor: make([]int, n), waits: make([]int, n),
		run: make([]running, n), free: make([]int, len(c.People)), at: make([]int, len(c.People)),
		known: map[[2]*hours]*hours{}, match: newMatcher(len(c.People)),
	}
}

// place puts all tasks in time and reports whether every one could be begun.
func (d *dispatcher) place(minutes []int) bool {
	d.reset(minutes)
	for d.left > 0 {
		at, ok := d.queue.next()
		if !ok {
			return false
		}
		now := int(at >> taskBits)
		for key := at; ok && int(key>>taskBits) == now; key, ok = d.queue.next() {
			d.queue.pop()
			d.happen(int(key&(1<<taskBits-1)), now)
		}
		d.setAside(now)
		d.begin(now)
	}
	return true
}

func (d *dispatcher) reset(minutes []int) {
	d.minutes, d.left, d.last = minutes, len(d.tasks), d.start
	d.open, d.queue = d.open[:0], d.queue[:0]
	for p := range d.free {
		d.free[p], d.at[p] = d.start, -1
		if d.comes != nil && d.comes[p] > d.start {
			d.free[p] = d.comes[p]
			d.queue.push(d.free[p], 0) // to look round
		}
	}
	for i := range d.tasks {
		r := &d.run[i]
		*r = running{crew: r.crew[:0], pieces: r.pieces[:0], remaining: minutes[i], link: -1, blocker: -1, by: -1}
		d.ready[i], d.floor[i], d.waits[i] = d.tasks[i].earliest, no, len(d.before[i])
		if d.waits[i] == 0 {
			d.queue.push(d.gate(i), i)
		}
	}
}

// gate is the moment before which a task is not begun even if there are people.
func (d *dispatcher) gate(i int) int {
	if d.hold != nil {
		return max(d.ready[i], d.hold[i])
	}
	return d.ready[i]
}

// happen takes note of what a moment stands for: a task may begin, or has ended.
// A moment that has been overtaken is nothing but a moment to look round.
func (d *dispatcher) happen(i, now int) {
	r := &d.run[i]
	switch {
	case r.state == waiting && d.waits[i] == 0 && d.gate(i) <= now:
		d.enter(i)
	case r.state == working && r.end == now:
		d.finish(i)
	}
}

// enter lists a task among those that could begin.
func (d *dispatcher) enter(i int) {
	if d.run[i].state == waiting {
		d.run[i].state = opened
	}
	d.open = d.insert(d.open, i)
}

// insert keeps a list in the order of rank.
func (d *dispatcher) insert(list []int, i int) []int {
	at := len(list)
	for at > 0 && d.rank[list[at-1]] > d.rank[i] {
		at--
	}
	d.let = min(d.let, at)
	return slices.Insert(list, at, i)
}

// begin goes through the tasks that could begin and begins those for which there
// are people. What takes no time lets others begin at once, which then have their
// turn by rank.
func (d *dispatcher) begin(now int) {
	for k := 0; k < len(d.open); {
		i := d.open[k]
		d.let = k
		if !d.man(i, now) {
			k++
			continue
		}
		at := k + slices.Index(d.open[k:], i)
		d.open = slices.Delete(d.open, at, at+1)
		k = d.let
	}
}

// work puts a task and its crew to work.
func (d *dispatcher) work(i, now int, h *hours) {
	r, t := &d.run[i], &d.tasks[i]
	first := r.state == opened
	from := now
	if r.remaining > 0 {
		from = h.next(now)
	}
	if first && d.floor[i] != no {
		from, _ = h.place(from, d.floor[i], r.remaining)
	}
	d.blame(i, now)
	r.state, r.hours, r.from, r.end = working, h, from, h.add(from, r.remaining)
	for _, p := range r.crew {
		d.free[p], d.at[p] = r.end, i
	}
	d.queue.push(r.end, i)
	if first {
		r.start = from
		d.tell(i, from, now, StartStart, StartFinish)
		if !t.split || r.end <= now {
			d.tell(i, r.end, now, FinishStart, FinishFinish)
		}
	}
	if r.end <= now {
		d.finish(i)
	}
}

// blame notes why a task begins, or goes on, no earlier than now: somebody whom it
// takes was at another task up to the hours that begin now.
func (d *dispatcher) blame(i, now int) {
	r := &d.run[i]
	r.began, r.blocker, r.by = now, -1, -1
	if t := &d.tasks[i]; now <= d.ready[i] || r.state == opened && t.loose.work(now) <= t.loose.work(d.ready[i]) {
		return
	}
	for _, p := range r.crew {
		k := d.at[p]
		if k < 0 || k == i || d.run[k].state != done {
			continue
		}
		if end := d.run[k].end; end == now || d.person[p].work(end) == d.person[p].work(now) {
			r.began, r.blocker, r.by = end, k, int(p)
		}
	}
}

// tell lets those that wait for an end of a task know when it is.
func (d *dispatcher) tell(i, moment, now int, kinds ...Kind) {
	for _, a := range d.after[i] {
		if a.kind != kinds[0] && a.kind != kinds[1] {
			continue
		}
		to := a.other
		at := moment
		if a.lag != 0 {
			at = d.shift(moment, a, to)
		}
		if a.kind == FinishFinish || a.kind == StartFinish {
			d.floor[to] = max(d.floor[to], at)
			at, _ = d.tasks[to].loose.place(d.ready[to], at, d.minutes[to])
		}
		if at > d.ready[to] {
			d.ready[to], d.run[to].link = at, i
		}
		if d.waits[to]--; d.waits[to] > 0 {
			continue
		}
		if gate := d.gate(to); gate <= now {
			d.enter(to)
		} else {
			d.queue.push(gate, to)
		}
	}
}

func (d *dispatcher) finish(i int) {
	r := &d.run[i]
	if r.state == done {
		return
	}
	r.state = done
	d.left--
	d.last = max(d.last, r.end)
	if d.tasks[i].split && r.end > r.start {
		d.tell(i, r.end, r.end, FinishStart, FinishFinish)
	}
}

// setAside stops tasks that may be split where one of a lower rank could take
// somebody who works on them.
func (d *dispatcher) setAside(now int) {
	if !d.splits {
		return
	}
	stopped := d.other[:0]
	for _, i := range d.open {
		for _, n := range d.tasks[i].needs {
			for _, p := range n.can {
				k := d.at[p]
				if k >= 0 && d.run[k].state == working && d.run[k].end > now && d.tasks[k].split && d.rank[k] > d.rank[i] {
					d.stop(k, now)
					stopped = append(stopped, k)
				}
			}
		}
	}
	for _, k := range stopped {
		d.open = d.insert(d.open, k)
	}
	d.other = stopped[:0]
}

// stop sets a task aside. Its people are free, and it goes on with the same ones.
func (d *dispatcher) stop(k, now int) {
	r := &d.run[k]
	worked := min(r.remaining, r.hours.work(now)-r.hours.work(r.from))
	if worked > 0 {
		r.pieces = append(r.pieces, span{r.from, r.hours.add(r.from, worked)})
		r.remaining -= worked
	}
	r.state = aside
	for _, p := range r.crew {
		d.free[p] = now
	}
}

// moments is a heap of moments, each with the task to which it belongs.
type moments []uint64

const taskBits = 14 // enough for MaxTasks

func (q *moments) push(at, task int) {
	h := append(*q, uint64(at)<<taskBits|uint64(task))
	for i := len(h) - 1; i > 0 && h[(i-1)/2] > h[i]; i = (i - 1) / 2 {
		h[(i-1)/2], h[i] = h[i], h[(i-1)/2]
	}
	*q = h
}

func (q *moments) next() (uint64, bool) {
	if len(*q) == 0 {
		return 0, false
	}
	return (*q)[0], true
}

func (q *moments) pop() {
	h := *q
	n := len(h) - 1
	h[0] = h[n]
	h = h[:n]
	for i := 0; ; {
		k := 2*i + 1
		if k >= n {
			break
		}
		if k+1 < n && h[k+1] < h[k] {
			k++
		}
		if h[i] <= h[k] {
			break
		}
		h[i], h[k] = h[k], h[i]
		i = k
	}
	*q = h
}
