package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Initiative is a piece of work that changes something for good: it serves
// objectives and raises capabilities, for money that has to be found (TOGAF:
// work package).
type Initiative struct {
	record.Header
	Title      string                 `record:"required,label" alias:"initiative|name"`
	Owner      record.Ref[Person]     `help:"Who answers for it" alias:"sponsor"`
	Department record.Ref[Department] `help:"Who asked for it"`
	Objectives record.Refs[Objective] `help:"What it serves; its money is shared among them in equal parts"`
	Raises     record.Rows[Raise]     `help:"The capabilities that it raises, and to which level by its end"`
	Cost       record.Money           `help:"What it costs in all" alias:"budget needed"`
	Funded     record.Money           `help:"What is set aside for it; it counts from the approval on" alias:"budget approved"`
	Starts     record.Date            `record:"index" alias:"start date"`
	Ends       record.Date            `record:"index" alias:"end date"`
	ApprovedOn record.Date            `record:"system"`
	DoneOn     record.Date            `record:"system"`
	Summary    record.Markdown        `record:"search"`
	Outcome    record.Markdown        `record:"search" help:"What came of it"`
}

// Raise is a capability that an initiative raises.
type Raise struct {
	Capability record.Ref[Capability] `record:"required"`
	Level      record.Int             `record:"required,min=1,max=5" title:"To level"`
}

// Going reports whether the initiative is approved or under way: its money is
// bound, and it will do what it promises.
func (i *Initiative) Going() bool {
	return !i.Archived && (i.State == "approved" || i.State == "underway")
}

// Planned reports whether the initiative is proposed or going.
func (i *Initiative) Planned() bool { return i.Going() || !i.Archived && i.State == "proposed" }

func checkInitiative(i *Initiative, problems *fault.List) {
	if i.Starts.Known() && i.Ends.Known() && i.Ends.Before(i.Starts) {
		problems.Add("ends", "The initiative ends before it starts; check both dates.")
	}
	if i.Cost.Known() && i.Cost.Minor < 0 {
		problems.Add("cost", "The cost is less than nothing; enter what it costs in all.")
	}
	if i.Funded.Known() && i.Funded.Minor < 0 {
		problems.Add("funded", "The money set aside is less than nothing; enter what is set aside.")
	}
	if i.Cost.Known() && i.Funded.Known() && i.Cost.Currency != i.Funded.Currency {
		problems.Add("funded", "The cost is in %s and the money in %s; enter both in one currency.", i.Cost.Currency, i.Funded.Currency)
	}
}

func initiative() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Initiative]{
		Module: "strategy", Name: "initiative", Prefix: "INI", Icon: "project",
		Help:   "A piece of work that serves objectives and raises capabilities, and what it costs.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "approved", Title: "Approved", Tone: record.Good},
				{Name: "underway", Title: "Under way", Tone: record.Good},
				{Name: "on_hold", Title: "On hold", Tone: record.Warn, Aside: true},
				{Name: "done", Title: "Done", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"proposed"}, To: "approved", Roles: leaders, Needs: []string{"owner", "cost", "starts", "ends"}, Stamps: []string{"approved_on"},
					Approval: &record.Approval{Amount: "cost", Steps: []record.ApprovalStep{
						{Over: 50_000, Roles: []record.Role{record.Director}},
						{Over: 500_000, Roles: []record.Role{record.Director, record.Executive}, Quorum: 2},
					}}},
				{Name: "start", Title: "Start", From: []string{"approved", "on_hold"}, To: "underway", Roles: leaders},
				{Name: "hold", Title: "Put on hold", From: []string{"approved", "underway"}, To: "on_hold", Roles: leaders},
				{Name: "finish", Title: "Done", From: []string{"underway"}, To: "done", Roles: leaders, Needs: []string{"outcome"}, Stamps: []string{"done_on"}},
				{Name: "drop", Title: "Drop", From: []string{"proposed", "approved", "underway", "on_hold"}, To: "dropped", Roles: leaders},
				{Name: "propose", Title: "Propose again", From: []string{"dropped"}, To: "proposed", Roles: leaders},
			},
		},
		Columns: []string{"title", "objectives", "owner", "cost", "funded", "starts", "ends", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "going", Title: "Approved and under way", Filter: `state = approved OR state = underway`, Order: "ends"},
			{Name: "proposed", Title: "Proposed", Filter: `state = proposed`, Order: "starts"},
			{Name: "serving_none", Title: "Serving no objective", Filter: `(state = approved OR state = underway) AND NOT objectives:*`, Order: "ends"},
			{Name: "unfunded", Title: "Without money", Filter: `(state = proposed OR state = approved OR state = underway) AND NOT funded:*`, Order: "starts"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "ends"},
			{Name: "all", Title: "All initiatives", Order: "-starts"},
		},
		Check: checkInitiative,
	})
}
