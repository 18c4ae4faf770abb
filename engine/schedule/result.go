package schedule

import (
	"cmp"
	"slices"
	"time"
)

// Wait is a task that could have begun, or gone on, and for which people were
// missing.
type Wait struct {
	Task   int
	Person int // who was missing; -1: nobody in particular, none of those who could was there
	Behind int // the task that this person was at; -1: away
	Since  time.Time
	Until  time.Time
	Lost   time.Duration // working time of the task in between
}

func (s *search) result() *Result {
	d := s.d
	d.hold = s.hold
	copy(d.rank, s.rank)
	d.place(s.minutes) // the best once more
	r := &Result{
		Finish: s.time(d.last), LowerBound: s.time(min(s.bound, d.last)), LateCost: s.best.cost, Schedules: s.made,
		Optimal: s.best.cost == 0 && d.last <= s.bound, Waits: d.allWaits(), Chain: d.chain(nil, -1),
	}
	for i := range d.run {
		r.Tasks = append(r.Tasks, d.placed(i))
	}
	for of, end := range d.ends() {
		e := Ended{Finish: s.time(end), Cost: s.lateCost(of, end)}
		if len(s.Projects) > 0 && !s.Projects[of].Due.IsZero() {
			e.Late = e.Finish.Sub(s.Projects[of].Due)
		}
		r.Projects = append(r.Projects, e)
	}
	slices.Reverse(r.Chain)
	return r
}

func (d *dispatcher) placed(i int) Placed {
	run := &d.run[i]
	p := Placed{Start: d.time(run.start), Finish: d.time(run.end)}
	for _, who := range run.crew {
		p.Crew = append(p.Crew, int(who))
	}
	last := span{run.from, run.end}
	for _, piece := range run.pieces {
		p.Pieces = append(p.Pieces, Piece{d.time(piece.from), d.time(piece.to)})
	}
	if n := len(run.pieces); n > 0 && run.hours.work(run.pieces[n-1].to) == run.hours.work(last.from) {
		p.Pieces[n-1].Finish = d.time(last.to) // it went on at once
	} else {
		p.Pieces = append(p.Pieces, Piece{d.time(last.from), d.time(last.to)})
	}
	return p
}

// allWaits lists the waits for people, the longest first.
func (d *dispatcher) allWaits() []Wait {
	var all []Wait
	for i := range d.run {
		r := &d.run[i]
		since := d.ready[i]
		if n := len(r.pieces); n > 0 {
			since = r.pieces[n-1].to
		}
		lost := d.tasks[i].loose.work(r.began) - d.tasks[i].loose.work(since)
		if len(r.crew) == 0 || lost <= 0 || d.hold != nil && r.began <= d.hold[i] && r.blocker < 0 {
			continue
		}
		all = append(all, Wait{Task: i, Person: r.by, Behind: r.blocker, Since: d.time(since), Until: d.time(r.began), Lost: time.Duration(lost) * time.Minute})
	}
	slices.SortStableFunc(all, func(a, b Wait) int { return cmp.Compare(b.Lost, a.Lost) })
	return all
}

// chain goes back from the end of a project, or of all for -1, over the tasks that
// decided it: each began when somebody was done with the one before, or when a
// link to it let it. They are added to a list, the last first.
func (d *dispatcher) chain(list []int, project int) []int {
	at := -1
	for i := range d.run {
		if (project < 0 || d.Tasks[i].Project == project) && (at < 0 || d.run[i].end > d.run[at].end) {
			at = i
		}
	}
	for at >= 0 && len(list) < len(d.run) {
		list = append(list, at)
		if r := &d.run[at]; r.blocker >= 0 {
			at = r.blocker
		} else {
			at = r.link
		}
	}
	return list
}
