package catalog

import "fairlead/internal/record"

// Budget is one version of what may be spent in a fiscal year: the budget that
// was approved, or a forecast made later by people (ITIL 4, service financial
// management). Its lines say for what.
type Budget struct {
	record.Header
	Name       string                 `record:"required,label" alias:"budget|budget name|version"`
	FiscalYear record.Ref[FiscalYear] `record:"required" alias:"year"`
	Type       BudgetType             `record:"required,index" title:"Kind"`
	Owner      record.Ref[Person]     `help:"Who answers for the figures"`
	Prepared   record.Date            `record:"index" help:"The day whose knowledge is in it" alias:"as of"`
	Total      record.Money           `help:"What it comes to in all: its approval depends on it" alias:"amount"`
	ApprovedOn record.Date            `record:"system"`
	Notes      record.Markdown        `record:"search" help:"What it rests on"`
}

// BudgetType is what a version is for.
type BudgetType string

// Options lists the kinds.
func (BudgetType) Options() []record.Option {
	return []record.Option{
		{Name: "budget", Title: "Budget"},
		{Name: "reforecast", Title: "Reforecast"},
	}
}

func budget() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	deciders := []record.Role{record.Director, record.Executive}
	return record.Declare(record.Spec[Budget]{
		Module: "finance", Name: "budget", Prefix: "BUD", Icon: "money",
		Help:   "One version of what may be spent in a fiscal year.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "approved", Title: "Approved", Tone: record.Good},
				{Name: "superseded", Title: "Superseded", Closed: true},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "propose", Title: "Propose", From: []string{"draft"}, To: "proposed", Needs: []string{"owner", "total"}, Roles: leaders},
				{Name: "approve", Title: "Approve", From: []string{"proposed"}, To: "approved", Roles: deciders, Stamps: []string{"approved_on"},
					Approval: &record.Approval{Amount: "total", Steps: []record.ApprovalStep{
						{Roles: []record.Role{record.Director}},
						{Over: 500_000, Roles: deciders, Quorum: 2},
					}}},
				{Name: "reject", Title: "Reject", From: []string{"proposed"}, To: "rejected", Roles: deciders},
				{Name: "rework", Title: "Back to draft", From: []string{"proposed", "rejected"}, To: "draft", Roles: leaders},
				{Name: "supersede", Title: "Replaced by a later version", From: []string{"approved"}, To: "superseded", Roles: leaders},
			},
		},
		Columns: []string{"name", "fiscal_year", "type", "total", "owner", "prepared", "state"},
		Keys:    [][]string{{"fiscal_year", "name"}},
		Views: []record.View{
			{Name: "approved", Title: "Approved", Filter: `state = approved`, Order: "-prepared"},
			{Name: "proposed", Title: "To decide", Filter: `state = proposed`, Order: "prepared"},
			{Name: "all", Title: "All versions", Order: "-prepared"},
		},
	})
}
