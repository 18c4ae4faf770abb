package msproject

import (
	"math"
	"slices"
	"strings"
	"time"

	"fairlead/engine/schedule"
)

func (r *reader) tasks(root *element) error {
	for _, e := range root.child("Tasks").all("Task") {
		if e.child("IsNull").yes() || e.child("Active").text == "0" {
			continue
		}
		level, err := e.child("OutlineLevel").whole(1)
		if err != nil {
			return err
		}
		r.leave(level)
		if e.child("Summary").yes() {
			r.outline = append(r.outline, e)
			continue
		}
		if err := r.task(e); err != nil {
			return err
		}
	}
	if len(r.plan.Problem.Tasks) == 0 {
		return root.errorf("the plan has no tasks")
	}
	return nil
}

// leave closes the summaries that do not stand around a task of a level.
func (r *reader) leave(level int) {
	for len(r.outline) > 0 {
		of, err := r.outline[len(r.outline)-1].child("OutlineLevel").whole(1)
		if err == nil && of < level {
			return
		}
		r.outline = r.outline[:len(r.outline)-1]
	}
}

// task reads one, as the tasks of its parts.
func (r *reader) task(e *element) error {
	from := Task{WBS: e.child("WBS").text, Name: e.child("Name").text}
	var err error
	if from.UID, err = e.child("UID").whole(-1); err != nil {
		return err
	}
	if from.Start, err = e.child("Start").moment(); err != nil {
		return err
	}
	if from.Finish, err = e.child("Finish").moment(); err != nil {
		return err
	}
	if from.Done, err = e.child("PercentComplete").whole(-1); err != nil {
		return err
	}
	if from.Done < -1 || from.Done > 100 {
		return e.child("PercentComplete").errorf("%d is not a part of a hundred", from.Done)
	}
	var path []string
	for _, s := range r.outline {
		if name := s.child("Name").text; name != "" {
			path = append(path, name)
		}
	}
	from.Path = strings.Join(path, " / ")
	t := schedule.Task{Name: from.Name}
	if err := r.hours(e, &t); err != nil {
		return err
	}
	if err := r.constraint(e, &t); err != nil {
		return err
	}
	duration, err := r.duration(e, from)
	if err != nil {
		return err
	}
	r.part(t, from, duration)
	if len(r.plan.Problem.Tasks) > schedule.MaxTasks {
		return e.errorf("the plan has more than %d tasks", schedule.MaxTasks)
	}
	return nil
}

// hours is the calendar of a task.
func (r *reader) hours(e *element, t *schedule.Task) error {
	uid, err := e.child("CalendarUID").whole(-1)
	if err != nil {
		return err
	}
	if c, ok, err := r.calendar(uid); err != nil {
		return err
	} else if ok {
		t.Calendar = c
	}
	if e.child("IgnoreResourceCalendar").yes() {
		r.doubt("Task %q ignores the calendars of its resources in the file; here it does not.", t.Name)
	}
	return nil
}

// The kinds of constraints, as the file numbers them.
const (
	asLateAsPossible = 1 + iota
	mustStartOn
	mustFinishOn
	startNoEarlierThan
	startNoLaterThan
	finishNoEarlierThan
	finishNoLaterThan
)

func (r *reader) constraint(e *element, t *schedule.Task) (err error) {
	kind, err := e.child("ConstraintType").whole(0)
	if err != nil {
		return err
	}
	date, err := e.child("ConstraintDate").moment()
	if err != nil {
		return err
	}
	if t.Deadline, err = e.child("Deadline").moment(); err != nil {
		return err
	}
	switch kind {
	case asLateAsPossible:
		r.doubt("Task %q is to be as late as possible in the file; here it is as early as it can.", t.Name)
	case mustStartOn, startNoEarlierThan:
		t.Earliest = date
	case mustFinishOn, finishNoLaterThan:
		if t.Deadline.IsZero() || !date.IsZero() && date.Before(t.Deadline) {
			t.Deadline = date
		}
	case startNoLaterThan, finishNoEarlierThan:
		r.doubt("Task %q has a constraint of kind %d in the file, which is not kept here.", t.Name, kind)
	}
	if e.child("Manual").yes() && t.Earliest.IsZero() {
		t.Earliest, err = e.child("ManualStart").moment()
	}
	return err
}

// duration is what the file says, else the time of work between start and finish.
func (r *reader) duration(e *element, from Task) (time.Duration, error) {
	d, said, err := e.child("Duration").span()
	switch {
	case err != nil:
		return 0, err
	case d > schedule.MaxDuration:
		return 0, e.child("Duration").errorf("%v is longer than %v", d, schedule.MaxDuration)
	case said || e.child("Milestone").yes():
		return d, nil
	case from.Start.IsZero() || from.Finish.IsZero():
		return 0, e.errorf("task %q has neither a duration nor start and finish", from.Name)
	case from.Finish.Before(from.Start) || from.Finish.Sub(from.Start) > schedule.MaxDuration:
		return 0, e.errorf("the finish of task %q does not lie within 20 years after its start", from.Name)
	}
	c := &r.plan.Problem.Calendar
	for day := from.Start.Truncate(24 * time.Hour); day.Before(from.Finish); day = day.AddDate(0, 0, 1) {
		for _, s := range c.On(day) {
			first, last := later(day.Add(s.From), from.Start), day.Add(s.To)
			if last.After(from.Finish) {
				last = from.Finish
			}
			d += max(0, last.Sub(first))
		}
	}
	return d, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// part adds a task for all who work on it, or one for each where they work at
// different hours or for different times.
func (r *reader) part(t schedule.Task, from Task, duration time.Duration) {
	var times []time.Duration
	crew := r.work[from.UID]
	for _, a := range crew {
		d := duration
		if a.work > 0 {
			d = time.Duration(min(float64(a.work)/a.units, float64(schedule.MaxDuration))).Round(time.Minute)
		}
		times = append(times, d)
		if a.units < 0.999 {
			r.doubt("%s works on %q for a part of the day; for that time others cannot have them here.", r.names[a.resource], t.Name)
		}
	}
	if duration == 0 {
		crew, times = nil, nil // a milestone
	}
	if !r.together(crew, times) {
		for k, a := range crew {
			of := from
			of.Resources = []string{r.names[a.resource]}
			one := t
			one.Needs = []schedule.Need{r.need(a)}
			r.add(one, of, times[k])
		}
		return
	}
	for k, a := range crew {
		from.Resources = append(from.Resources, r.names[a.resource])
		t.Needs = append(t.Needs, r.need(a))
		duration = times[k]
	}
	r.add(t, from, duration)
}

// together reports whether assignments have the same hours and times.
func (r *reader) together(crew []assignment, times []time.Duration) bool {
	people := r.plan.Problem.People
	for k, a := range crew {
		if times[k] != times[0] || people[r.people[a.resource][0]].Calendar != people[r.people[crew[0].resource][0]].Calendar {
			return false
		}
		if slices.ContainsFunc(crew[:k], func(b assignment) bool { return b.resource == a.resource }) {
			return false
		}
	}
	return true
}

func (r *reader) need(a assignment) schedule.Need {
	all := r.people[a.resource]
	return schedule.Need{Count: int(math.Ceil(min(a.units, float64(len(all))))), People: all}
}

func (r *reader) add(t schedule.Task, from Task, d time.Duration) {
	t.Estimate = schedule.Exactly(d)
	at := len(r.plan.Problem.Tasks)
	r.plan.Problem.Tasks = append(r.plan.Problem.Tasks, t)
	r.plan.Tasks = append(r.plan.Tasks, from)
	r.parts[from.UID] = append(r.parts[from.UID], at)
	for _, s := range r.outline {
		if uid, err := s.child("UID").whole(-1); err == nil && uid != from.UID {
			r.parts[uid] = append(r.parts[uid], at)
		}
	}
}
