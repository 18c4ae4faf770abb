package schedule

import "time"

// Problem is the plan of one project, or of several that share people. Projects,
// people and tasks are named by their indexes.
type Problem struct {
	Start    time.Time // nothing begins before it; its location is that of all times
	Calendar Calendar  // of tasks and people that have none of their own
	People   []Person
	Projects []Project // may be empty when there is one
	Tasks    []Task
	Links    []Link
}

// Person does one task at a time.
type Person struct {
	Name     string
	Skills   []string
	Calendar *Calendar // nil: that of the problem
}

// Project is what tasks belong to.
type Project struct {
	Name       string
	Priority   int       // the greater takes people first
	Due        time.Time // the day and hour that was promised; zero: none
	LatePerDay float64   // what a day later than Due costs, in any unit; 0 counts as 1
}

// Task is a piece of work. One without duration is a milestone.
type Task struct {
	Name     string
	Project  int
	Estimate Estimate  // of the working time it takes with its crew
	Needs    []Need    // who works on it, all at the same time; none: nobody
	Earliest time.Time // it does not begin before; zero: no limit
	Deadline time.Time // by which its late finish is reckoned; zero: none
	Calendar *Calendar // hours outside of which it cannot be worked on; nil: those of its crew
	Split    bool      // may be set aside for more urgent work of its people
	Begun    bool      // is being worked on at Start: it goes before what is not
}

// Estimate is a working time that is known roughly: of 3 to 8 days, most likely
// 5. Where Low and High are zero the time is certain.
type Estimate struct{ Low, Likely, High time.Duration }

// Exactly is a time that is certain.
func Exactly(d time.Duration) Estimate { return Estimate{d, d, d} }

// spread gives the three points, the outer ones where only the middle is said.
func (e Estimate) spread() (low, likely, high time.Duration) {
	if e.Low == 0 && e.High == 0 {
		return e.Likely, e.Likely, e.Likely
	}
	return e.Low, e.Likely, e.High
}

// Need asks for some of the people who are named or have a skill.
type Need struct {
	Count  int    // 0 counts as 1
	Skill  string // whoever has it can be taken; empty: only those named
	People []int  // who can be taken beside those with the skill
}

// Kind says which end of a task waits for which end of another.
type Kind int

// The kinds of links of the precedence diagram.
const (
	FinishStart Kind = iota
	StartStart
	FinishFinish
	StartFinish
)

// Link lets a task wait for another: its start or finish comes no earlier than
// Lag after the start or finish of the other.
type Link struct {
	From, To int // tasks
	Kind     Kind
	Lag      time.Duration // working time on the calendar of the task that waits; may be negative
	Elapsed  bool          // the lag goes by day and night
}

// Limits of a problem, which bound the memory and the time that one takes.
const (
	MaxTasks    = 10_000
	MaxPeople   = 10_000
	MaxDuration = 20 * 365 * 24 * time.Hour // of an estimate or a lag
)
