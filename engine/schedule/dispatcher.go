package schedule

import "time"

// Dispatcher lets the rule of dispatch go through a plan, run after run: whoever
// draws durations, releases and arrivals by a model of his own hands them over and
// reads what came of them. After the first runs it allocates nothing. It is for one
// goroutine.
type Dispatcher struct{ d *dispatcher }

// Run is what happens in one course of a plan. All times count from its start by
// the clock on the wall; durations are working time. They are rounded to the minute.
type Run struct {
	Durations []time.Duration // of each task
	Releases  []time.Duration // of each task: it does not begin before; nil: no such limits
	Arrivals  []time.Duration // of each person: not there before; nil: all are
}

// Step is what became of a task in a run, and why it did not begin earlier.
type Step struct {
	Start, End time.Duration // since the start of the plan
	Crew       []int32       // people; valid until the next run
	Link       int           // the task whose start or end let it begin no earlier; -1: none
	Behind     int           // the task that had Person until then; -1: none
	Person     int           // -1: nobody was waited for
}

// NewDispatcher makes a plan ready. Tasks are ranked by their likely durations: what
// is begun goes first, then by the priority of projects, then what has the earliest
// of the latest starts.
func NewDispatcher(p *Problem) (*Dispatcher, error) {
	c, err := compile(p)
	if err != nil {
		return nil, err
	}
	d := newDispatcher(c)
	d.hold, d.comes, d.minutes = make([]int, len(c.tasks)), make([]int, len(c.People)), make([]int, len(c.tasks))
	c.rankBy(c.ranking(c.likely()), d.rank)
	return &Dispatcher{d}, nil
}

// Place puts all tasks in time and gives the end of the last. It reports false when
// one never begins, because those who could work on it never do at the same hours.
func (d *Dispatcher) Place(r Run) (end time.Duration, ok bool) {
	in := d.d
	for i, duration := range r.Durations {
		in.minutes[i] = inMinutes(duration)
	}
	fill(in.hold, in.start, r.Releases)
	fill(in.comes, in.start, r.Arrivals)
	ok = in.place(in.minutes)
	return d.since(in.last), ok
}

// Step gives a task of the last run.
func (d *Dispatcher) Step(i int) Step {
	r := &d.d.run[i]
	return Step{d.since(r.start), d.since(r.end), r.crew, r.link, r.blocker, r.by}
}

func (d *Dispatcher) since(minute int) time.Duration {
	return time.Duration(minute-d.d.start) * time.Minute
}

// fill lists moments that lie so long after a start; the start itself where none are said.
func fill(list []int, start int, times []time.Duration) {
	for i := range list {
		list[i] = start
		if times != nil {
			list[i] += inMinutes(times[i])
		}
	}
}

func inMinutes(d time.Duration) int { return int(d.Round(time.Minute) / time.Minute) }
