package schedule

import (
	"fmt"
	"slices"
	"time"
)

// Check reports why times and crews are no schedule of a problem for the likely
// durations; nil if they are one. It goes through the work minute by minute and is
// written apart from the search, to be its witness.
func Check(p *Problem, placed []Placed) error {
	if len(placed) != len(p.Tasks) {
		return fmt.Errorf("%d tasks are placed, of %d", len(placed), len(p.Tasks))
	}
	busy := map[int]map[int64]int{} // by person and minute: the task
	for i := range placed {
		if err := p.checkWork(i, &placed[i], busy); err != nil {
			return fmt.Errorf("task %s: %w", p.name(i), err)
		}
	}
	for _, l := range p.Links {
		if !p.kept(l, placed) {
			return fmt.Errorf("task %s does not wait for %s as the link says", p.name(l.To), p.name(l.From))
		}
	}
	return nil
}

// checkWork checks one task: its crew, and each minute of its work.
func (p *Problem) checkWork(i int, at *Placed, busy map[int]map[int64]int) error {
	t := &p.Tasks[i]
	_, likely, high := t.Estimate.spread()
	if at.Start.Before(p.Start) || at.Start.Before(t.Earliest) {
		return fmt.Errorf("it begins at %v, too early", at.Start)
	}
	if high == 0 {
		if !at.Start.Equal(at.Finish) {
			return fmt.Errorf("a milestone lasts from %v to %v", at.Start, at.Finish)
		}
		return nil
	}
	if err := p.checkCrew(t, at.Crew); err != nil {
		return err
	}
	worked := time.Duration(0)
	for now := at.Start; now.Before(at.Finish); now = now.Add(time.Minute) {
		on := slices.ContainsFunc(at.Pieces, func(piece Piece) bool { return !now.Before(piece.Start) && now.Before(piece.Finish) })
		if !p.there(t, at.Crew, now) {
			continue
		}
		if !on && !t.Split {
			return fmt.Errorf("it is set aside at %v", now)
		}
		if !on {
			continue
		}
		worked += time.Minute
		for _, who := range at.Crew {
			if busy[who] == nil {
				busy[who] = map[int64]int{}
			}
			if other, taken := busy[who][now.Unix()]; taken {
				return fmt.Errorf("%s works on it and on %s at %v", p.People[who].Name, p.name(other), now)
			}
			busy[who][now.Unix()] = i
		}
	}
	if worked != likely {
		return fmt.Errorf("it is worked on for %v, not for %v", worked, likely)
	}
	return nil
}

// there reports whether everybody works at a minute.
func (p *Problem) there(t *Task, crew []int, now time.Time) bool {
	if t.Calendar != nil && !t.Calendar.works(now) {
		return false
	}
	if t.Calendar == nil && len(crew) == 0 && !p.Calendar.works(now) {
		return false
	}
	for _, who := range crew {
		c := p.People[who].Calendar
		if c == nil {
			c = &p.Calendar
		}
		if !c.works(now) {
			return false
		}
	}
	return true
}

// works reports whether a minute is one of work.
func (c *Calendar) works(now time.Time) bool {
	h, m, _ := now.Clock()
	at := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return slices.ContainsFunc(c.On(now), func(s Span) bool { return s.From <= at && at < s.To })
}

// checkCrew checks that the people of a crew are different, and can fill the places in order.
func (p *Problem) checkCrew(t *Task, crew []int) error {
	at := 0
	for _, n := range t.Needs {
		for range max(1, n.Count) {
			if at == len(crew) {
				return fmt.Errorf("%d people work on it, too few", len(crew))
			}
			who := crew[at]
			if slices.Contains(crew[:at], who) {
				return fmt.Errorf("%s fills two places", p.People[who].Name)
			}
			if !slices.Contains(n.People, who) && (n.Skill == "" || !slices.Contains(p.People[who].Skills, n.Skill)) {
				return fmt.Errorf("%s cannot do what is needed", p.People[who].Name)
			}
			at++
		}
	}
	if at < len(crew) {
		return fmt.Errorf("%d people work on it, of %d that are needed", len(crew), at)
	}
	return nil
}

// kept reports whether a link is kept. An end of work and a moment after which its
// people have no hours up to then count as the same.
func (p *Problem) kept(l Link, placed []Placed) bool {
	from, to := &placed[l.From], &placed[l.To]
	first, second := from.Finish, to.Start
	if l.Kind == StartStart || l.Kind == StartFinish {
		first = from.Start
	}
	if l.Kind == FinishFinish || l.Kind == StartFinish {
		second = to.Finish
	}
	if l.Elapsed {
		first = first.Add(l.Lag)
		l.Lag = 0
	}
	_, _, high := p.Tasks[l.To].Estimate.spread()
	if exact := l.Kind == FinishStart || l.Kind == StartStart || high == 0; l.Lag == 0 && (exact || !second.Before(first)) {
		return !second.Before(first)
	}
	// the hours between the two, of whoever may work on the task that waits
	worked, step := time.Duration(0), time.Minute
	a, b := first, second
	if b.Before(a) {
		a, b, step = b, a, -time.Minute
	}
	for now := a; now.Before(b); now = now.Add(time.Minute) {
		if p.lagRuns(&p.Tasks[l.To], to.Crew, now, l.Lag == 0) {
			worked += step
		}
	}
	return worked >= l.Lag
}

// lagRuns reports whether a minute counts for a lag to a task: somebody who could
// work on it is at work. For a link without lag it is the crew that counts.
func (p *Problem) lagRuns(t *Task, crew []int, now time.Time, byCrew bool) bool {
	if _, _, high := t.Estimate.spread(); high == 0 {
		crew, byCrew = nil, true // a milestone takes nobody's time
	}
	if byCrew || len(t.Needs) == 0 {
		return p.there(&Task{Calendar: t.Calendar}, crew, now)
	}
	if t.Calendar != nil && !t.Calendar.works(now) {
		return false
	}
	for _, n := range t.Needs {
		working := 0
		can := 0
		for who := range p.People {
			if slices.Contains(n.People, who) || n.Skill != "" && slices.Contains(p.People[who].Skills, n.Skill) {
				can++
				if p.there(&Task{}, []int{who}, now) {
					working++
				}
			}
		}
		if working == 0 || can == max(1, n.Count) && working < can {
			return false
		}
	}
	return true
}
