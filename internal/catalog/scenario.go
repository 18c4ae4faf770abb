package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Scenario is another way to go: a named set of changes to steps of the roadmap,
// laid over the plan to be compared with it and with other answers to the same
// question. One of them is adopted and becomes the plan.
type Scenario struct {
	record.Header
	Title      string                   `record:"required,label" alias:"scenario|name"`
	Question   string                   `record:"required,search,index" help:"What it answers; those with the same question are compared, and one of them is adopted"`
	Owner      record.Ref[Person]       `help:"Who speaks for it"`
	Changes    record.Rows[StepChanged] `help:"What is different from the plan, step by step"`
	Reason     record.Markdown          `record:"search" help:"What speaks for it and against it; once it is settled, why"`
	ProposedOn record.Date              `record:"system,index"`
	DecidedOn  record.Date              `record:"system,index"`
}

// StepChanged is how a step of the roadmap stands in a scenario. What is empty
// stays as it is planned.
type StepChanged struct {
	Step   record.Ref[RoadmapItem] `record:"required"`
	Begins record.Date
	Ends   record.Date
	Take   StepTaken    `title:"In or out" help:"Empty: as planned"`
	Budget record.Money `help:"What is then set aside for the initiative of the step"`
	// The four below say how the step stood when the scenario was proposed; the
	// step to propose it fills them in.
	StoodBegins record.Date  `title:"Began" help:"Filled in when it is proposed"`
	StoodEnds   record.Date  `title:"Ended" help:"Filled in when it is proposed"`
	StoodState  string       `title:"State" help:"Filled in when it is proposed"`
	StoodBudget record.Money `title:"Set aside" help:"Filled in when it is proposed"`
}

// StepTaken is whether a scenario takes a step of the roadmap in or out.
type StepTaken string

// Options lists the two.
func (StepTaken) Options() []record.Option {
	return []record.Option{
		{Name: "out", Title: "Out: dropped"},
		{Name: "in", Title: "In: planned again"},
	}
}

func checkScenario(c *Scenario, problems *fault.List) {
	seen := map[record.ID]bool{}
	for n, row := range c.Changes {
		if row.Begins.Known() && row.Ends.Before(row.Begins) {
			problems.Add("changes", "In row %d the step ends before it begins; check both dates.", n+1)
		}
		if !row.Begins.Known() && !row.Ends.Known() && row.Take == "" && !row.Budget.Known() {
			problems.Add("changes", "Row %d changes nothing; enter a date, in or out, or a budget, or take the row out.", n+1)
		}
		if row.Budget.Known() && row.Budget.Minor < 0 {
			problems.Add("changes", "In row %d the budget is less than nothing; enter what is set aside.", n+1)
		}
		if row.Step.Known() && seen[row.Step.ID] {
			problems.Add("changes", "Row %d changes a step that another row changes; put both into one.", n+1)
		}
		seen[row.Step.ID] = true
	}
}

func scenario() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	agreed := []string{"question", "changes"}
	return record.Declare(record.Spec[Scenario]{
		Module: "strategy", Name: "scenario", Prefix: "SCE", Icon: "map",
		Help:   "Another way to go: changes to steps of the roadmap, laid over the plan to compare them before one is adopted.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "proposed", Title: "Proposed", Tone: record.Warn, Fixed: agreed},
				{Name: "adopted", Title: "Adopted", Tone: record.Good, Closed: true, Fixed: agreed},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "propose", Title: "Propose", From: []string{"draft"}, To: "proposed", Needs: []string{"changes"}, Stamps: []string{"proposed_on"}, Follow: follow(proposeScenario)},
				{Name: "adopt", Title: "Adopt", From: []string{"proposed"}, To: "adopted", Roles: leaders, Stamps: []string{"decided_on"}, Follow: follow(adoptScenario)},
				{Name: "reject", Title: "Reject", From: []string{"draft", "proposed"}, To: "rejected", Roles: leaders, Needs: []string{"reason"}, Stamps: []string{"decided_on"}},
				{Name: "redraft", Title: "Back to draft", From: []string{"proposed", "rejected"}, To: "draft"},
			},
		},
		Columns: []string{"title", "question", "owner", "changes", "proposed_on", "state"},
		Keys:    [][]string{{"title", "question"}},
		Views: []record.View{
			{Name: "open", Title: "To be settled", Filter: `state = draft OR state = proposed`, Order: "question"},
			{Name: "proposed", Title: "Proposed", Filter: `state = proposed`, Order: "proposed_on"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "-updated"},
			{Name: "adopted", Title: "Adopted", Filter: `state = adopted`, Order: "-decided_on"},
			{Name: "all", Title: "All scenarios", Order: "question"},
		},
		Check: checkScenario,
	})
}
