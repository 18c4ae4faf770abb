package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Project is work with a beginning and an end that changes something (PMBOK).
//
// ActualCost stands on the project itself until actual cost is booked by ledger
// entries; who enters it says up to which day it is booked.
type Project struct {
	record.Header
	Name           string                 `record:"required,label" alias:"project name|title"`
	Code           string                 `record:"search,index" help:"The project's own number" alias:"project number|project id|wbs"`
	Sponsor        record.Ref[Person]     `help:"Who wants it, and answers for its benefit" alias:"executive|business owner"`
	Manager        record.Ref[Person]     `help:"Who runs it" alias:"project manager|project lead"`
	Department     record.Ref[Department] `help:"Who gets it" alias:"department name"`
	Service        record.Ref[Service]    `help:"The service that it builds or changes"`
	Initiative     record.Ref[Initiative] `help:"The initiative that it carries out; it serves the objectives of that" alias:"programme"`
	Objectives     record.Refs[Objective] `help:"The objectives that it serves beside those of its initiative"`
	Priority       Level                  `record:"index"`
	Start          record.Date            `record:"index" alias:"start date|planned start"`
	PromisedFinish record.Date            `record:"index" help:"The day that was promised to the sponsor" alias:"promised end|baseline finish|end date|due date"`
	ForecastFinish record.Date            `record:"index" help:"The day on which it will be finished as things stand" alias:"expected end|forecast end"`
	FinishedOn     record.Date            `record:"index" help:"The day on which it was finished" alias:"actual finish|completed on"`
	Budget         record.Money           `title:"Budget at completion" help:"What the whole project may cost (BAC)" alias:"bac|approved budget"`
	ActualCost     record.Money           `help:"Spent so far (AC)" alias:"ac|spent|actuals"`
	CostedTo       record.Date            `help:"The day up to which the actual cost is booked"`
	YearlyBenefit  record.Money           `help:"What it is to bring in a year, once it is done"`
	ReportDays     record.Int             `record:"min=1,max=366" unit:"days" help:"A status report is due so many days after the last; 30 when left empty"`
	Scope          record.Markdown        `record:"search" help:"What belongs to it, and what does not"`
}

// ReportsEvery is how many days lie between status reports.
func (p *Project) ReportsEvery() int {
	if p.ReportDays.Known() {
		return int(p.ReportDays.N())
	}
	return 30
}

// Runs reports whether work is going on that somebody expects something of.
func (p *Project) Runs() bool { return p.State == "active" && !p.Archived }

func checkProject(p *Project, problems *fault.List) {
	for name, day := range map[string]record.Date{"promised_finish": p.PromisedFinish, "forecast_finish": p.ForecastFinish, "finished_on": p.FinishedOn} {
		if day.Before(p.Start) {
			problems.Add(name, "This lies before the start of the project; check both dates.")
		}
	}
	if p.Budget.Known() && p.ActualCost.Known() && p.Budget.Currency != p.ActualCost.Currency {
		problems.Add("actual_cost", "Enter the actual cost in the currency of the budget, %s: they are compared.", p.Budget.Currency)
	}
	if p.Budget.Known() && p.Budget.Minor < 0 {
		problems.Add("budget", "A budget cannot be less than nothing.")
	}
}

func project() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Project]{
		Module: "projects", Name: "project", Prefix: "PRJ", Icon: "project",
		Help:   "Work with a beginning and an end that changes something.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "approved", Title: "Approved"},
				{Name: "active", Title: "In work", Tone: record.Good},
				{Name: "on_hold", Title: "On hold", Tone: record.Warn, Aside: true},
				{Name: "finished", Title: "Finished", Closed: true, Tone: record.Good},
				{Name: "cancelled", Title: "Stopped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"proposed"}, To: "approved", Roles: leaders, Needs: []string{"sponsor", "budget", "promised_finish"},
					Approval: &record.Approval{Amount: "budget", Steps: []record.ApprovalStep{
						{Over: 50_000, Roles: []record.Role{record.Director}},
						{Over: 500_000, Roles: []record.Role{record.Director, record.Executive}, Quorum: 2},
					}}},
				{Name: "begin", Title: "Begin", From: []string{"approved"}, To: "active", Roles: leaders, Needs: []string{"manager", "start"}},
				{Name: "pause", Title: "Put on hold", From: []string{"active"}, To: "on_hold", Roles: leaders},
				{Name: "resume", Title: "Go on", From: []string{"on_hold"}, To: "active", Roles: leaders},
				{Name: "finish", Title: "Finish", From: []string{"active"}, To: "finished", Roles: leaders, Stamps: []string{"finished_on"}},
				{Name: "stop", Title: "Stop", From: []string{"proposed", "approved", "active", "on_hold"}, To: "cancelled", Roles: leaders},
			},
		},
		Columns: []string{"name", "manager", "department", "promised_finish", "forecast_finish", "budget", "actual_cost", "state"},
		Keys:    [][]string{{"code"}, {"name"}},
		Views: []record.View{
			{Name: "active", Title: "In work", Filter: `state = active`, Order: "promised_finish"},
			{Name: "mine", Title: "Mine", Filter: `(manager = me OR sponsor = me) AND NOT state = finished AND NOT state = cancelled`, Order: "promised_finish"},
			{Name: "past_promise", Title: "Past the promised day", Filter: `promised_finish < today AND (state = active OR state = on_hold)`, Order: "promised_finish"},
			{Name: "coming", Title: "To come", Filter: `state = proposed OR state = approved`, Order: "start"},
			{Name: "without_budget", Title: "Budget not known", Filter: `NOT budget:* AND (state = active OR state = on_hold)`, Order: "name"},
			{Name: "finished", Title: "Finished", Filter: `state = finished`, Order: "-finished_on"},
			{Name: "all", Title: "All projects", Order: "name"},
		},
		Check: checkProject,
	})
}
