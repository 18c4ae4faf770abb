package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// StatusReport is where a project stood on a day, as its manager said it. It is
// kept as it was: the row of reports is the trend.
//
// ActualCost is entered here until actual cost is booked by ledger entries.
type StatusReport struct {
	record.Header
	Title          string                         `record:"required,label" alias:"report"`
	Project        record.Ref[Project]            `record:"required"`
	AsOf           record.Date                    `record:"required,index" title:"As of" alias:"report date|status date|data date"`
	Author         record.Ref[Person]             `alias:"reported by"`
	PlannedValue   record.Money                   `help:"Budgeted cost of the work planned to the day (PV)" alias:"pv|bcws"`
	EarnedValue    record.Money                   `help:"Budgeted cost of the work done by the day (EV)" alias:"ev|bcwp"`
	ActualCost     record.Money                   `help:"Cost of the work done by the day (AC)" alias:"ac|acwp"`
	Schedule       Light                          `record:"index" alias:"time|schedule status"`
	ScheduleReason string                         `record:"search"`
	Cost           Light                          `record:"index" alias:"budget|cost status"`
	CostReason     string                         `record:"search"`
	Scope          Light                          `record:"index" alias:"scope status"`
	ScopeReason    string                         `record:"search"`
	Risk           Light                          `record:"index" alias:"risk status"`
	RiskReason     string                         `record:"search"`
	ForecastFinish record.Date                    `record:"index" help:"When the project will be finished, as seen that day"`
	Milestones     record.Rows[MilestoneForecast] `help:"When each milestone will be reached, as seen that day"`
	Summary        record.Markdown                `record:"search" help:"What was done, what comes next, what is asked for"`
}

// MilestoneForecast is when a milestone will be reached, as seen on the day of a
// status report.
type MilestoneForecast struct {
	Milestone record.Ref[Milestone] `record:"required"`
	Forecast  record.Date           `record:"required"`
}

// Light is how a side of a project stands.
type Light string

// Options lists the lights, the best first.
func (Light) Options() []record.Option {
	return []record.Option{
		{Name: "green", Title: "Green", Tone: record.Good},
		{Name: "amber", Title: "Amber", Tone: record.Warn},
		{Name: "red", Title: "Red", Tone: record.Bad},
	}
}

func checkStatusReport(r *StatusReport, problems *fault.List) {
	for _, side := range []struct {
		light         Light
		field, reason string
	}{
		{r.Schedule, "schedule_reason", r.ScheduleReason}, {r.Cost, "cost_reason", r.CostReason},
		{r.Scope, "scope_reason", r.ScopeReason}, {r.Risk, "risk_reason", r.RiskReason},
	} {
		if (side.light == "amber" || side.light == "red") && side.reason == "" {
			problems.Add(side.field, "Say why it is %s.", side.light)
		}
	}
	currency := ""
	for _, m := range []record.Money{r.PlannedValue, r.EarnedValue, r.ActualCost} {
		if m.Known() && currency != "" && m.Currency != currency {
			problems.Add("actual_cost", "Planned value, earned value and actual cost are compared: enter them in one currency.")
			break
		}
		if m.Known() {
			currency = m.Currency
		}
	}
}

func statusReport() record.Declaration {
	return record.Declare(record.Spec[StatusReport]{
		Module: "projects", Name: "status_report", Prefix: "REP", Icon: "chart",
		Help:   "Where a project stood on a day, as its manager said it.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "published",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "published", Title: "Published", Tone: record.Good, Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "publish", Title: "Publish", From: []string{"draft"}, To: "published", Needs: []string{"schedule", "cost", "scope", "risk"}},
				{Name: "correct", Title: "Correct", From: []string{"published"}, To: "draft", Roles: []record.Role{record.Director, record.Manager}},
			},
		},
		Columns: []string{"title", "project", "as_of", "schedule", "cost", "scope", "risk", "forecast_finish", "state"},
		Keys:    [][]string{{"project", "as_of"}},
		Views: []record.View{
			{Name: "recent", Title: "Of the last 45 days", Filter: `as_of >= today-45d`, Order: "-as_of"},
			{Name: "red", Title: "With a red light", Filter: `schedule = red OR cost = red OR scope = red OR risk = red`, Order: "-as_of"},
			{Name: "drafts", Title: "Drafts", Filter: `state = draft`, Order: "-as_of"},
			{Name: "all", Title: "All reports", Order: "-as_of"},
		},
		Check: checkStatusReport,
	})
}
