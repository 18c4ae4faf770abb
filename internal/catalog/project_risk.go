package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// ProjectRisk is something that may go wrong in a project, or that has: the risk
// register and the issue log of the project in one (PMBOK).
type ProjectRisk struct {
	record.Header
	Title       string              `record:"required,label" alias:"risk|issue|name|subject"`
	Project     record.Ref[Project] `record:"required"`
	Kind        RiskKind            `record:"required,index" alias:"type"`
	Probability record.Percent      `record:"min=0,max=100" help:"How likely it is to happen; an issue has happened" alias:"likelihood"`
	Impact      record.Money        `title:"Cost if it happens" help:"What it costs the project if it happens" alias:"cost impact"`
	DelayDays   record.Int          `record:"min=0,max=2000" unit:"days" title:"Delay if it happens" alias:"schedule impact"`
	Owner       record.Ref[Person]  `alias:"assigned to"`
	Response    RiskResponse        `record:"index" alias:"strategy|treatment"`
	Plan        record.Markdown     `record:"search" help:"What is done about it" alias:"mitigation|response plan"`
	RaisedOn    record.Date         `record:"index" alias:"identified on|raised"`
	Due         record.Date         `record:"index" help:"By when it must be settled"`
	Outcome     record.Markdown     `record:"search" help:"What came of it"`
	ClosedOn    record.Date         `record:"system,index"`
}

// RiskKind tells what may happen from what has happened.
type RiskKind string

// Options lists them.
func (RiskKind) Options() []record.Option {
	return []record.Option{
		{Name: "risk", Title: "Risk"},
		{Name: "issue", Title: "Issue", Tone: record.Bad},
	}
}

// RiskResponse is how a risk is met.
type RiskResponse string

// Options lists the ways (PMBOK: threat responses).
func (RiskResponse) Options() []record.Option {
	return []record.Option{
		{Name: "avoid", Title: "Avoid"},
		{Name: "mitigate", Title: "Make smaller"},
		{Name: "transfer", Title: "Pass on"},
		{Name: "accept", Title: "Accept"},
		{Name: "escalate", Title: "Hand upwards"},
	}
}

// Open reports whether it is not settled.
func (r *ProjectRisk) Open() bool { return !r.Archived && r.State == "open" }

// Expected is what it costs on average: the cost times the probability, and the
// whole cost of an issue. Unknown where either is.
func (r *ProjectRisk) Expected() record.Money {
	if r.Kind == "issue" {
		return r.Impact
	}
	if !r.Impact.Known() || !r.Probability.Known() {
		return record.Money{}
	}
	m, err := r.Impact.MulRatio(r.Probability.Micro(), 100_000_000)
	if err != nil {
		return record.Money{}
	}
	return m
}

func checkProjectRisk(r *ProjectRisk, problems *fault.List) {
	if r.Impact.Known() && r.Impact.Minor < 0 {
		problems.Add("impact", "The cost cannot be less than nothing.")
	}
	if r.Due.Before(r.RaisedOn) {
		problems.Add("due", "It is due before it was raised; check both dates.")
	}
}

func projectRisk() record.Declaration {
	return record.Declare(record.Spec[ProjectRisk]{
		Module: "projects", Name: "project_risk", Title: "Project risk or issue", Titles: "Project risks and issues", Prefix: "PRR", Icon: "alert",
		Help:   "Something that may go wrong in a project, or that has.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "open", Title: "Open", Tone: record.Warn},
				{Name: "settled", Title: "Settled", Tone: record.Good, Closed: true},
				{Name: "gone", Title: "Did not happen", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "settle", Title: "Settled", From: []string{"open"}, To: "settled", Needs: []string{"outcome"}, Stamps: []string{"closed_on"}},
				{Name: "pass", Title: "Did not happen", From: []string{"open"}, To: "gone", Stamps: []string{"closed_on"}},
				{Name: "reopen", Title: "Open again", From: []string{"settled", "gone"}, To: "open"},
			},
		},
		Columns: []string{"title", "project", "kind", "probability", "impact", "delay_days", "owner", "due", "state"},
		Keys:    [][]string{{"project", "title"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = open`, Order: "due"},
			{Name: "issues", Title: "Open issues", Filter: `state = open AND kind = issue`, Order: "due"},
			{Name: "overdue", Title: "Overdue", Filter: `state = open AND due < today`, Order: "due"},
			{Name: "unplanned", Title: "Without a response", Filter: `state = open AND NOT response:*`, Order: "due"},
			{Name: "mine", Title: "Mine", Filter: `owner = me AND state = open`, Order: "due"},
			{Name: "all", Title: "All risks and issues", Order: "-raised_on"},
		},
		Check: checkProjectRisk,
	})
}
