package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Milestone is a point of a project that is reached or not. Planned is the first
// plan and stays; what was promised and what is forecast may move, and the
// history of the record keeps the moves.
type Milestone struct {
	record.Header
	Name     string              `record:"required,label" alias:"title|milestone name"`
	Project  record.Ref[Project] `record:"required"`
	Owner    record.Ref[Person]  `help:"Who sees to it that it is reached"`
	Planned  record.Date         `record:"index" help:"By the first plan" alias:"baseline"`
	Promised record.Date         `record:"index" help:"The day that others count on; the planned day when left empty" alias:"committed"`
	Forecast record.Date         `record:"index" help:"When it will be reached as things stand" alias:"expected"`
	Reached  record.Date         `record:"index" help:"When it was reached" alias:"actual|completed on"`
	Criteria record.Markdown     `record:"search" help:"By what one sees that it is reached"`
}

// Promise is the day that others count on: the promised, else the planned one.
func (m *Milestone) Promise() record.Date {
	if m.Promised.Known() {
		return m.Promised
	}
	return m.Planned
}

func checkMilestone(m *Milestone, problems *fault.List) {
	if m.State == "reached" && !m.Reached.Known() {
		problems.Add("reached", "Say on which day it was reached.")
	}
}

func milestone() record.Declaration {
	return record.Declare(record.Spec[Milestone]{
		Module: "projects", Name: "milestone", Prefix: "MIL", Icon: "calendar",
		Help:   "A point of a project that is reached or not.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open"},
				{Name: "reached", Title: "Reached", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "reach", Title: "Reached", From: []string{"open"}, To: "reached", Stamps: []string{"reached"}},
				{Name: "drop", Title: "Drop", From: []string{"open"}, To: "dropped"},
				{Name: "reopen", Title: "Open again", From: []string{"reached", "dropped"}, To: "open"},
			},
		},
		Columns: []string{"name", "project", "planned", "promised", "forecast", "reached", "owner", "state"},
		Keys:    [][]string{{"project", "name"}},
		Views: []record.View{
			{Name: "next", Title: "Within 30 days", Filter: `state = open AND forecast <= today+30d`, Order: "forecast"},
			{Name: "past", Title: "Past the promised day", Filter: `state = open AND promised < today`, Order: "promised"},
			{Name: "open", Title: "Open", Filter: `state = open`, Order: "forecast"},
			{Name: "all", Title: "All milestones", Order: "planned"},
		},
		Check: checkMilestone,
	})
}
