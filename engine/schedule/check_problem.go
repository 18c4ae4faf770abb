package schedule

import (
	"errors"
	"fmt"
	"math"
	"time"
)

// check reports everything that is wrong with a problem by itself. Circles and
// people who never meet are found when it is compiled.
func (p *Problem) check() error {
	var errs []error
	wrong := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	if p.Start.IsZero() {
		wrong("the start of the problem is not said")
	}
	if len(p.Tasks) > MaxTasks || len(p.People) > MaxPeople || len(p.Links) > 20*MaxTasks || len(p.Projects) > MaxTasks {
		return fmt.Errorf("%d tasks, %d links, %d people and %d projects are more than %d, %d, %d and %d",
			len(p.Tasks), len(p.Links), len(p.People), len(p.Projects), MaxTasks, 20*MaxTasks, MaxPeople, MaxTasks)
	}
	errs = append(errs, p.Calendar.check("the calendar of the problem"))
	for i, person := range p.People {
		if person.Calendar != nil {
			errs = append(errs, person.Calendar.check(fmt.Sprintf("the calendar of person %d (%s)", i, person.Name)))
		}
	}
	for i, of := range p.Projects {
		if !(of.LatePerDay >= 0) || math.IsInf(of.LatePerDay, 1) {
			wrong("project %d (%s): the cost of a late day, %v, is not a number from 0 on", i, of.Name, of.LatePerDay)
		}
	}
	for i := range p.Tasks {
		if err := p.checkTask(i); err != nil {
			errs = append(errs, fmt.Errorf("task %s: %w", p.name(i), err))
		}
	}
	for _, l := range p.Links {
		switch {
		case l.From < 0 || l.From >= len(p.Tasks) || l.To < 0 || l.To >= len(p.Tasks) || l.From == l.To:
			wrong("a link from %d to %d joins no two tasks", l.From, l.To)
		case l.Kind < FinishStart || l.Kind > StartFinish:
			wrong("a link from %s to %s: there is no kind %d", p.name(l.From), p.name(l.To), l.Kind)
		case l.Lag.Abs() > MaxDuration:
			wrong("a link from %s to %s: the lag %v is not between ±%v", p.name(l.From), p.name(l.To), l.Lag, MaxDuration)
		}
	}
	return errors.Join(errs...)
}

func (p *Problem) checkTask(i int) error {
	t := &p.Tasks[i]
	low, likely, high := t.Estimate.spread()
	switch {
	case low < 0 || low > likely || likely > high || high > MaxDuration:
		return fmt.Errorf("the estimate %v/%v/%v is not in order between 0 and %v", low, likely, high, MaxDuration)
	case t.Project < 0 || t.Project >= max(1, len(p.Projects)):
		return fmt.Errorf("there is no project %d", t.Project)
	case p.outside(t.Earliest) || p.outside(t.Deadline):
		return fmt.Errorf("its earliest start or its deadline is more than 20 years from the start")
	}
	if t.Calendar != nil {
		if err := t.Calendar.check("its calendar"); err != nil {
			return err
		}
	}
	for _, n := range t.Needs {
		if n.Count < 0 || n.Count > MaxPeople {
			return fmt.Errorf("it needs %d people", n.Count)
		}
		for _, who := range n.People {
			if who < 0 || who >= len(p.People) {
				return fmt.Errorf("there is no person %d", who)
			}
		}
	}
	return nil
}

func (p *Problem) outside(t time.Time) bool { return !t.IsZero() && t.Sub(p.Start).Abs() > MaxDuration }

func (p *Problem) name(i int) string {
	if name := p.Tasks[i].Name; name != "" {
		return name
	}
	return fmt.Sprint(i)
}
