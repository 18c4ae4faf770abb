package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// ExitPlan says how we would leave a vendor: to what, in which time, at what
// cost. For what is critical, the Digital Operational Resilience Act of the EU
// (2022/2554, article 28, paragraph 8) asks for one that is documented and tested.
type ExitPlan struct {
	record.Header
	Title       string                 `record:"required,label" alias:"exit plan|name"`
	Vendor      record.Ref[Vendor]     `record:"required" alias:"supplier"`
	Contract    record.Ref[Contract]   `help:"The agreement that would end; empty for all of the vendor's"`
	Owner       record.Ref[Person]     `help:"Who keeps it true"`
	Alternative string                 `record:"search" help:"Where we would go"`
	Successor   record.Ref[Vendor]     `help:"The vendor that we would go to, where it is one that we know"`
	Technology  record.Ref[Technology] `help:"What would take its place on the technology radar"`
	Time        record.Int             `record:"min=0,max=120" unit:"months" title:"Time to leave" alias:"months to leave"`
	Cost        record.Money           `title:"Cost to leave" alias:"exit cost"`
	Data        record.Markdown        `record:"search" help:"How we get our data back, in which form, and how it is deleted there"`
	Steps       record.Rows[ExitStep]  `help:"What would be done, in order"`
	TestedOn    record.Date            `record:"index" help:"When it was last tried, or walked through"`
	TestResult  record.Markdown        `record:"search"`
	ReviewEvery record.Int             `record:"min=1,max=60" unit:"months" help:"How often to test it again; twelve months where nothing is said"`
}

// ExitStep is one step of leaving.
type ExitStep struct {
	Step  string `record:"required"`
	Who   record.Ref[Person]
	Weeks record.Int `record:"min=0" unit:"weeks"`
}

// TestDue is the day on which it should be tested again; unknown when it never was.
func (p *ExitPlan) TestDue() record.Date {
	months := usualReview
	if p.ReviewEvery.Known() {
		months = int(p.ReviewEvery.N())
	}
	return p.TestedOn.AddMonths(months)
}

func checkExitPlan(p *ExitPlan, problems *fault.List) {
	if p.Successor.Known() && p.Successor.ID == p.Vendor.ID {
		problems.Add("successor", "One cannot leave a vendor for itself; name another.")
	}
}

func exitPlan() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[ExitPlan]{
		Module: "vendors", Name: "exit_plan", Prefix: "EXP", Icon: "sign-out",
		Help:   "How we would leave a vendor: to what, in which time, at what cost.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "ready",
			States: []record.State{
				{Name: "draft", Title: "Draft", Tone: record.Warn},
				{Name: "ready", Title: "Ready", Tone: record.Good},
				{Name: "running", Title: "Being carried out", Tone: record.Warn, Aside: true},
				{Name: "done", Title: "Left", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Agree on it", From: []string{"draft"}, To: "ready", Roles: leaders, Needs: []string{"alternative", "time", "cost"}},
				{Name: "test", Title: "Tested today", From: []string{"draft"}, To: "ready", Needs: []string{"alternative", "time", "cost", "test_result"}, Stamps: []string{"tested_on"}},
				{Name: "revise", Title: "Revise", From: []string{"ready", "dropped"}, To: "draft"},
				{Name: "start", Title: "Carry it out", From: []string{"ready"}, To: "running", Roles: leaders},
				{Name: "finish", Title: "We have left", From: []string{"running"}, To: "done", Roles: leaders},
				{Name: "drop", Title: "Drop", From: []string{"draft", "ready", "running"}, To: "dropped", Roles: leaders},
			},
		},
		Columns: []string{"title", "vendor", "contract", "alternative", "time", "cost", "tested_on", "state"},
		Keys:    [][]string{{"vendor", "title"}},
		Views: []record.View{
			{Name: "ready", Title: "Ready", Filter: `state = ready`, Order: "tested_on"},
			{Name: "untested", Title: "Never tested", Filter: `NOT tested_on:* AND (state = draft OR state = ready)`},
			{Name: "all", Title: "All exit plans"},
		},
		Check: checkExitPlan,
	})
}
