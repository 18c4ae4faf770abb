package projects

import (
	"cmp"
	"slices"
	"time"

	"fairlead/engine/schedule"
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// openWork is the open work of the projects that go on, as a problem of schedules.
type openWork struct {
	s        *record.Snapshot
	today    record.Date
	problem  schedule.Problem
	projects []*catalog.Project // by number in the problem
	tasks    []*catalog.Task    // by number in the problem
	missing  [][]*catalog.Task  // by project
	people   []*catalog.Person
	past     []Past

	place map[record.ID]int // of people and of tasks in the problem
	hours map[int64]*schedule.Calendar
}

// hoursADay is what a day of work is in an estimate.
const hoursADay = 8

// planOf reads the projects in work and those approved. A task is one of its
// assignee alone, on weekdays, for a fifth of the contracted week each; without
// anybody assigned it keeps nobody from other work. What is in work goes first. A
// task whose planned start lies ahead does not begin before it.
func planOf(s *record.Snapshot, today record.Date) *openWork {
	p := &openWork{s: s, today: today, place: map[record.ID]int{}, hours: map[int64]*schedule.Calendar{}}
	p.problem.Start = today.Time().Add(8 * time.Hour)
	p.problem.Calendar = *p.calendar(hoursADay * 5 * 1_000_000)
	for project := range record.Each[catalog.Project](s) {
		switch {
		case project.Archived:
		case project.State == "active" || project.State == "approved":
			p.projects = append(p.projects, project)
		case project.State == "finished":
			p.close(project)
		}
	}
	slices.SortFunc(p.projects, func(a, b *catalog.Project) int {
		return cmp.Or(signal.Last(!a.PromisedFinish.Known(), !b.PromisedFinish.Known()), cmp.Compare(a.PromisedFinish.Text(), b.PromisedFinish.Text()), cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	for k, project := range p.projects {
		p.project(k, project)
	}
	for at, t := range p.tasks {
		for _, before := range t.Predecessors {
			p.link(at, &before)
		}
	}
	slices.SortFunc(p.past, func(a, b Past) int { return cmp.Or(cmp.Compare(b.Ratio, a.Ratio), a.Project.ID.Compare(b.Project.ID)) })
	return p
}

// close learns from a finished project of which start, promise and end are known.
func (p *openWork) close(project *catalog.Project) {
	if !project.Start.Known() || !project.PromisedFinish.Known() || !project.FinishedOn.Known() {
		return
	}
	took, was := project.Start.DaysUntil(project.FinishedOn), project.Start.DaysUntil(project.PromisedFinish)
	if took > 0 && was > 0 {
		p.past = append(p.past, Past{project, float64(took) / float64(was)})
	}
}

func (p *openWork) project(k int, project *catalog.Project) {
	one := schedule.Project{Name: project.Name, Priority: urgency(project.Priority)}
	if project.PromisedFinish.Known() {
		one.Due = project.PromisedFinish.Time().Add(24*time.Hour - time.Minute)
	}
	p.problem.Projects, p.missing = append(p.problem.Projects, one), append(p.missing, nil)
	var open []*catalog.Task
	for t := range record.Referring[catalog.Task](p.s, project.ID, "project") {
		if !t.Archived && (t.State == "todo" || t.State == "doing") {
			open = append(open, t)
		}
	}
	slices.SortFunc(open, func(a, b *catalog.Task) int {
		return cmp.Or(cmp.Compare(a.Start.Text(), b.Start.Text()), a.ID.Compare(b.ID))
	})
	for _, t := range open {
		p.task(k, project, t)
	}
}

func urgency(l catalog.Level) int {
	return map[catalog.Level]int{"high": 3, "medium": 2, "low": 1}[l]
}

func (p *openWork) task(k int, project *catalog.Project, t *catalog.Task) {
	left, known := p.left(t)
	if !known {
		p.missing[k] = append(p.missing[k], t)
		return
	}
	one := schedule.Task{Name: t.Name, Project: k, Estimate: left, Begun: t.State == "doing"}
	for _, day := range []record.Date{project.Start, t.Start} {
		if !one.Begun && day.After(p.today) && day.Time().After(one.Earliest) {
			one.Earliest = day.Time()
		}
	}
	if person := record.Get(p.s, t.Assignee); person != nil {
		one.Needs = []schedule.Need{{People: []int{p.somebody(person)}}}
	}
	p.place[t.ID] = len(p.tasks)
	p.tasks, p.problem.Tasks = append(p.tasks, t), append(p.problem.Tasks, one)
}

// left is the work that is not done: the estimate less the share that is; without
// an estimate it is not known. Of a range, low and high are taken for the ends, and
// the middle for the likeliest.
func (p *openWork) left(t *catalog.Task) (schedule.Estimate, bool) {
	e := t.Estimate
	if !e.Known() {
		return schedule.Estimate{}, false
	}
	done, _ := t.Done()
	days := func(x float64) time.Duration {
		return time.Duration(max(0, x) * hoursADay * float64(time.Hour) * float64(100_000_000-done) / 100_000_000).Round(time.Minute)
	}
	if e.Shape == record.Range {
		e.Likely = (e.Low + e.High) / 2
	}
	left := schedule.Estimate{Low: days(e.Low), Likely: days(e.Likely), High: days(e.High)}
	return left, left.High <= schedule.MaxDuration
}

// somebody is the number of a person in the problem.
func (p *openWork) somebody(person *catalog.Person) int {
	if at, ok := p.place[person.ID]; ok {
		return at
	}
	at := len(p.people)
	p.place[person.ID], p.people = at, append(p.people, person)
	one := schedule.Person{Name: person.Name}
	if person.Hours.Known() && person.Hours.Micro() > 0 {
		one.Calendar = p.calendar(person.Hours.Micro())
	}
	p.problem.People = append(p.problem.People, one)
	return at
}

// calendar has a fifth of a week's hours on each weekday, from eight on.
func (p *openWork) calendar(week int64) *schedule.Calendar {
	if have := p.hours[week]; have != nil {
		return have
	}
	length := min(time.Duration(float64(week)/1e6/5*float64(time.Hour)).Truncate(time.Minute), 16*time.Hour)
	day := []schedule.Span{{From: 8 * time.Hour, To: 8*time.Hour + max(length, time.Minute)}}
	c := &schedule.Calendar{Week: [7][]schedule.Span{nil, day, day, day, day, day, nil}}
	p.hours[week] = c
	return c
}

// link lets a task wait for one that is not done. Days to wait are weekdays. What
// waits for the start of a task that has begun waits from the day planned for that.
func (p *openWork) link(to int, before *catalog.Predecessor) {
	from, ok := p.place[before.Task.ID]
	if !ok {
		return
	}
	kinds := map[catalog.LinkKind]schedule.Kind{"ss": schedule.StartStart, "ff": schedule.FinishFinish, "sf": schedule.StartFinish}
	kind, days := kinds[before.Kind], int64(0)
	if before.Lag.Known() {
		days = before.Lag.N()
	}
	if other := p.tasks[from]; other.State == "doing" && kind == schedule.StartStart {
		if begins := other.Start.AddDays(int(days)); other.Start.Known() && begins.Time().After(p.problem.Tasks[to].Earliest) && begins.After(p.today) {
			p.problem.Tasks[to].Earliest = begins.Time()
		}
		return
	}
	if from != to {
		p.problem.Links = append(p.problem.Links, schedule.Link{From: from, To: to, Kind: kind, Lag: time.Duration(days) * hoursADay * time.Hour})
	}
}

// person is who does a task; nil where nobody is assigned.
func (p *openWork) person(task int) *catalog.Person {
	return record.Get(p.s, p.tasks[task].Assignee)
}
