package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Task is a piece of the work of a project. What it must follow stands in its
// predecessors, with the four kinds of links of the precedence diagram (PMBOK).
type Task struct {
	record.Header
	Name         string                   `record:"required,label" alias:"title|task name|activity"`
	Project      record.Ref[Project]      `record:"required"`
	Code         string                   `record:"index" title:"Place in the plan" help:"Number in the work breakdown: 2.3" alias:"wbs|outline number"`
	Assignee     record.Ref[Person]       `alias:"assigned to|resource"`
	Start        record.Date              `record:"index" help:"Planned start" alias:"start date|planned start"`
	Finish       record.Date              `record:"index" help:"Last planned day of work" alias:"finish date|planned finish|end date|due date"`
	Estimate     record.Estimate          `record:"min=0" unit:"days of work" help:"Lowest, likeliest and highest: 3/5/10" alias:"duration|effort"`
	PercentDone  record.Percent           `record:"min=0,max=100" alias:"percent complete|% complete|progress"`
	PlannedValue record.Money             `help:"What the whole task may cost: its part of the budget" alias:"budget|planned cost|bac"`
	FinishedOn   record.Date              `record:"index" alias:"actual finish"`
	Milestone    record.Ref[Milestone]    `help:"The milestone that it leads to"`
	Predecessors record.Rows[Predecessor] `help:"What it must follow, and how"`
	Notes        record.Markdown          `record:"search"`
}

// Predecessor is a link to a task that another follows.
type Predecessor struct {
	Task record.Ref[Task] `record:"required"`
	Kind LinkKind         `help:"Finish to start when left empty"`
	Lag  record.Int       `record:"min=-1000,max=1000" unit:"days" help:"Days to wait; less than zero to overlap"`
}

// LinkKind is which end of a task waits for which end of its predecessor.
type LinkKind string

// Options lists the kinds, the usual one first.
func (LinkKind) Options() []record.Option {
	return []record.Option{
		{Name: "fs", Title: "Finish to start"},
		{Name: "ss", Title: "Start to start"},
		{Name: "ff", Title: "Finish to finish"},
		{Name: "sf", Title: "Start to finish"},
	}
}

// Done is how much of the task is done, in millionths of a per cent. known is
// false when nobody said.
func (t *Task) Done() (micro int64, known bool) {
	if t.State == "done" {
		return 100_000_000, true
	}
	return t.PercentDone.Micro(), t.PercentDone.Known()
}

func checkTask(t *Task, problems *fault.List) {
	if t.Finish.Before(t.Start) {
		problems.Add("finish", "The task ends before it starts; check both dates.")
	}
	if t.PlannedValue.Known() && t.PlannedValue.Minor < 0 {
		problems.Add("planned_value", "A task cannot be worth less than nothing.")
	}
	for _, p := range t.Predecessors {
		if p.Task.Known() && p.Task.ID == t.ID {
			problems.Add("predecessors", "A task cannot follow itself; choose another.")
		}
	}
}

func task() record.Declaration {
	return record.Declare(record.Spec[Task]{
		Module: "projects", Name: "task", Prefix: "TSK", Icon: "action",
		Help:   "A piece of the work of a project.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "todo", Title: "To do"},
				{Name: "doing", Title: "In work", Tone: record.Warn},
				{Name: "done", Title: "Done", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "start", Title: "Start", From: []string{"todo"}, To: "doing"},
				{Name: "finish", Title: "Done", From: []string{"todo", "doing"}, To: "done", Stamps: []string{"finished_on"}},
				{Name: "drop", Title: "Drop", From: []string{"todo", "doing"}, To: "dropped"},
				{Name: "reopen", Title: "Open again", From: []string{"done", "dropped"}, To: "doing"},
			},
		},
		Columns: []string{"name", "project", "assignee", "start", "finish", "percent_done", "planned_value", "state"},
		Keys:    [][]string{{"project", "code"}, {"project", "name"}},
		Views: []record.View{
			{Name: "mine", Title: "Mine", Filter: `assignee = me AND (state = todo OR state = doing)`, Order: "finish"},
			{Name: "late", Title: "Late", Filter: `finish < today AND (state = todo OR state = doing)`, Order: "finish"},
			{Name: "unassigned", Title: "Without anybody", Filter: `NOT assignee:* AND (state = todo OR state = doing)`, Order: "start"},
			{Name: "open", Title: "Open", Filter: `state = todo OR state = doing`, Order: "finish"},
			{Name: "all", Title: "All tasks", Order: "start"},
		},
		Check: checkTask,
	})
}
