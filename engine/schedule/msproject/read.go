package msproject

import (
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"fairlead/engine/schedule"
)

// Plan is what a file says.
type Plan struct {
	Name    string
	Problem *schedule.Problem
	Tasks   []Task   // of each task of the problem: where it comes from
	Doubts  []string // what the file says that the problem does not, in sentences
}

// Task is a task as the file has it.
type Task struct {
	UID           int
	WBS           string
	Name          string
	Path          string    // the summaries around it, outermost first
	Start, Finish time.Time // as the file says; zero where it does not
	Done          int       // per cent; -1 where the file does not say
	Resources     []string
}

// Read reads a plan. Errors in the file are of type *Error.
func Read(in io.Reader, limits Limits) (*Plan, error) {
	root, err := parse(in, limits.filled())
	if err != nil {
		return nil, err
	}
	if root.name != "Project" {
		return nil, root.errorf("a plan of Microsoft Project begins with <Project>")
	}
	r := &reader{
		plan: &Plan{Name: root.child("Title").text, Problem: &schedule.Problem{}}, read: map[int]*calendar{}, joined: map[int]*schedule.Calendar{},
		people: map[int][]int{}, parts: map[int][]int{}, names: map[int]string{},
	}
	if r.plan.Name == "" {
		r.plan.Name = root.child("Name").text
	}
	for _, part := range []func(*element) error{r.calendars, r.project, r.resources, r.tasks, r.links} {
		if err := part(root); err != nil {
			return nil, err
		}
	}
	return r.plan, nil
}

type reader struct {
	plan    *Plan
	read    map[int]*calendar          // by number
	joined  map[int]*schedule.Calendar // by number
	people  map[int][]int              // of the problem, by number of the resource
	names   map[int]string             // of resources
	parts   map[int][]int              // tasks of the problem, by number of the task; of summaries too
	outline []*element                 // the summaries around the task that is read
	work    map[int][]assignment       // by number of the task
}

// mostDoubts is how many are listed: a file may give rise to the same one often.
const mostDoubts = 100

func (r *reader) doubt(format string, args ...any) {
	if text := fmt.Sprintf(format, args...); len(r.plan.Doubts) < mostDoubts && !slices.Contains(r.plan.Doubts, text) {
		r.plan.Doubts = append(r.plan.Doubts, text)
	}
}

func (r *reader) project(root *element) (err error) {
	p := r.plan.Problem
	if p.Start, err = root.child("StartDate").moment(); err != nil {
		return err
	}
	uid, err := root.child("CalendarUID").whole(-1)
	if err != nil {
		return err
	}
	c, ok, err := r.calendar(uid)
	if err != nil {
		return err
	}
	if p.Calendar = schedule.OfficeHours(); ok {
		p.Calendar = *c
	}
	if root.child("ScheduleFromStart").text == "0" {
		r.doubt("The plan is reckoned back from its end in the file; here it begins as early as it can.")
	}
	due, err := root.child("FinishDate").moment()
	p.Projects = []schedule.Project{{Name: r.plan.Name}}
	if p.Start.IsZero() && err == nil {
		return root.child("StartDate").errorf("the start of the plan (StartDate) is not said; it may end on %v", due)
	}
	return err
}

// resources makes people: as many of a resource as its units say.
func (r *reader) resources(root *element) error {
	project, _ := root.child("CalendarUID").whole(-1)
	for _, e := range root.child("Resources").all("Resource") {
		uid, err := e.child("UID").whole(-1)
		if err != nil {
			return err
		}
		units, err := e.child("MaxUnits").decimal(1)
		if err != nil {
			return err
		}
		name := e.child("Name").text
		if kind := e.child("Type").text; kind == "0" || kind == "2" || e.child("IsNull").yes() || name == "" {
			continue // material and cost do not work
		}
		number, err := e.child("CalendarUID").whole(-1)
		if err != nil {
			return err
		}
		c, ok, err := r.calendar(number)
		if err != nil {
			return err
		}
		if house, _, _ := r.calendar(project); !ok || c == house {
			c = nil
		}
		if units < 0 || units > 1000 {
			return e.child("MaxUnits").errorf("%v units are not between 0 and 1000", units)
		}
		r.names[uid] = name
		count := max(1, int(math.Ceil(units-1e-9)))
		for k := range count {
			person := schedule.Person{Name: name, Calendar: c}
			if count > 1 {
				person.Name = fmt.Sprintf("%s %d", name, k+1)
			}
			r.people[uid] = append(r.people[uid], len(r.plan.Problem.People))
			r.plan.Problem.People = append(r.plan.Problem.People, person)
		}
	}
	return r.assignments(root)
}

// assignment is somebody's part in a task.
type assignment struct {
	resource int
	units    float64
	work     time.Duration // zero where not said
}

func (r *reader) assignments(root *element) error {
	r.work = map[int][]assignment{}
	for _, e := range root.child("Assignments").all("Assignment") {
		task, err := e.child("TaskUID").whole(-1)
		if err != nil {
			return err
		}
		a := assignment{}
		if a.resource, err = e.child("ResourceUID").whole(-1); err != nil {
			return err
		}
		if a.units, err = e.child("Units").decimal(1); err != nil {
			return err
		}
		if a.work, _, err = e.child("Work").span(); err != nil {
			return err
		}
		if len(r.people[a.resource]) > 0 && a.units > 0 {
			r.work[task] = append(r.work[task], a)
		}
	}
	return nil
}

// links joins the tasks of the problem that stand for those of the file.
func (r *reader) links(root *element) error {
	for _, e := range root.child("Tasks").all("Task") {
		to, err := e.child("UID").whole(-1)
		if err != nil {
			return err
		}
		for _, l := range e.all("PredecessorLink") {
			if err := r.link(l, r.parts[to]); err != nil {
				return err
			}
		}
	}
	return nil
}

// mostLinks is how many links those of summaries may become.
const mostLinks = 20 * schedule.MaxTasks

func (r *reader) link(e *element, to []int) error {
	uid, err := e.child("PredecessorUID").whole(-1)
	if err != nil {
		return err
	}
	from := r.parts[uid]
	if len(from) == 0 || len(to) == 0 {
		r.doubt("line %d: a link to task %d is not read: there is no work behind it in this file.", e.line, uid)
		return nil
	}
	kind, err := e.child("Type").whole(1)
	if err != nil {
		return err
	}
	kinds := []schedule.Kind{schedule.FinishFinish, schedule.FinishStart, schedule.StartFinish, schedule.StartStart}
	if kind < 0 || kind >= len(kinds) {
		return e.child("Type").errorf("there is no kind %d of links", kind)
	}
	p := r.plan.Problem
	if len(p.Links)+len(from)*len(to) > mostLinks {
		return e.errorf("the links of summaries stand for more than %d links", mostLinks)
	}
	if k := kinds[kind]; (k == schedule.StartFinish || k == schedule.StartStart) && len(from) > 1 {
		r.doubt("line %d: what waits for the start of a group of tasks waits here for that of its first.", e.line)
		from = from[:1]
	}
	for _, a := range from {
		l := schedule.Link{From: a, Kind: kinds[kind]}
		if err := lag(e, &l, p.Tasks[a].Estimate.Likely); err != nil {
			return err
		}
		for _, l.To = range to {
			if l.From != l.To {
				p.Links = append(p.Links, l)
			}
		}
	}
	return nil
}

// lag reads how long a link waits: tenths of minutes, or hundredths of the task
// before it. Formats of even numbers elapse by day and night.
func lag(e *element, l *schedule.Link, before time.Duration) error {
	n, err := e.child("LinkLag").whole(0)
	if err != nil {
		return err
	}
	format, err := e.child("LagFormat").whole(7)
	if err != nil {
		return err
	}
	l.Elapsed = format%2 == 0 && n != 0
	if format%32 == 19 || format%32 == 20 {
		l.Lag = time.Duration(float64(before) * float64(n) / 100).Round(time.Minute)
	} else {
		l.Lag = (time.Duration(n) * 6 * time.Second).Round(time.Minute)
	}
	if l.Lag.Abs() > schedule.MaxDuration || n > 1<<30 || n < -1<<30 {
		return e.child("LinkLag").errorf("a lag of %d is too long", n)
	}
	return nil
}
