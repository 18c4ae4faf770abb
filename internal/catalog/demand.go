package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Demand is something that a department asks for and that would be work for a
// project: the need, what it is worth, and what became of it.
//
// Its score orders demands by weighted shortest job first: the cost of delay
// (value, urgency and risk avoided together) by unit of effort (Reinertsen,
// The Principles of Product Development Flow, 2009; the form with scores is that
// of the Scaled Agile Framework).
type Demand struct {
	record.Header
	Title         string                   `record:"required,label" alias:"subject|summary|short description|request"`
	Need          record.Markdown          `record:"search" help:"What cannot be done today, and who suffers from it" alias:"description|business need"`
	Department    record.Ref[Department]   `help:"Who asks for it" alias:"requested by department|business unit"`
	Requester     record.Ref[Person]       `alias:"requested by|submitter"`
	Service       record.Ref[Service]      `help:"The service that it would change"`
	BusinessValue record.Int               `record:"min=1,max=10,index" help:"1 to 10, against the other demands: what it is worth to the organisation" alias:"value|value score"`
	Urgency       record.Int               `record:"min=1,max=10" help:"1 to 10: how much is lost by waiting" alias:"time criticality"`
	RiskAvoided   record.Int               `record:"min=1,max=10" help:"1 to 10: what risk it takes away, or what it makes possible" alias:"risk reduction"`
	Effort        record.Int               `record:"min=1,max=10,index" help:"1 to 10: how large the work is" alias:"effort score|job size"`
	Score         record.Decimal           `record:"index" help:"Value, urgency and risk avoided together, by effort; follows from the four scores"`
	Cost          record.Money             `help:"What it would cost in all, as far as is known; follows from its years when they are given" alias:"estimated cost"`
	Benefit       record.Money             `help:"What it would bring in a year" alias:"expected benefit"`
	LossAvoided   record.Money             `help:"What loss it would take away in a year, on average, beside what it brings" alias:"risk reduction a year|avoided loss"`
	Costs         record.Rows[DemandCost]  `title:"Cost by year" help:"What it would cost in each fiscal year from the one in which it begins; else the whole cost counts in the first"`
	Hours         record.Rows[DemandHours] `title:"Hours by skill" help:"What work it would take of each skill, by quarter from the one in which it begins"`
	NeedsFirst    record.Refs[Demand]      `help:"Demands without which it cannot be done" alias:"prerequisites|depends on|requires"`
	NotWith       record.Refs[Demand]      `title:"Not together with" help:"Demands of which only one can be done beside it: another way to the same end" alias:"excludes|alternatives|either or"`
	MustBecause   string                   `record:"search" title:"Has to be done, because" help:"A law, a contract, an end of support; empty when it may be left" alias:"mandatory because|must do"`
	Earliest      record.Date              `record:"index" title:"Not before" help:"The day before which the work cannot begin" alias:"earliest start"`
	WantedBy      record.Date              `record:"index" alias:"needed by|required by"`
	Received      record.Date              `record:"index" alias:"submitted|requested on"`
	DecideBy      record.Date              `record:"index" help:"The day by which the department was promised an answer"`
	Project       record.Ref[Project]      `help:"The project that does it"`
	Answer        record.Markdown          `record:"search" help:"What was decided, and why: the department reads it"`
	DecidedOn     record.Date              `record:"system,index"`
}

// complete computes what follows from other fields.
func (d *Demand) complete() {
	d.score()
	d.total()
}

// score follows from the four scores; it is unknown while one of them is.
func (d *Demand) score() {
	d.Score = record.Decimal{}
	if d.BusinessValue.Known() && d.Urgency.Known() && d.RiskAvoided.Known() && d.Effort.N() > 0 {
		delay := d.BusinessValue.N() + d.Urgency.N() + d.RiskAvoided.N()
		hundredths := (delay*200 + d.Effort.N()) / (2 * d.Effort.N()) // rounded half up
		d.Score = record.NewDecimal(hundredths * 10_000)
	}
}

func checkDemand(d *Demand, problems *fault.List) {
	if (d.State == "declined" || d.State == "deferred") && d.Answer == "" {
		problems.Add("answer", "Say why: the department that asked will want to know.")
	}
	checkDemandPlan(d, problems)
	if d.Received.Known() && d.WantedBy.Before(d.Received) {
		problems.Add("wanted_by", "It was wanted before it was asked for; check both dates.")
	}
}

func demand() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	open := []string{"new", "assessing", "waiting", "deferred"}
	return record.Declare(record.Spec[Demand]{
		Module: "projects", Name: "demand", Prefix: "DEM", Icon: "star",
		Help: "Something that a department asks for and that would be work for a project.",
		Access: internal().With(record.Employee,
			record.Rule{May: record.Create},
			record.Rule{May: record.Read, Where: "requester = me"}),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "new", Title: "New", Tone: record.Warn},
				{Name: "assessing", Title: "Being assessed"},
				{Name: "waiting", Title: "Waiting for a decision", Tone: record.Warn},
				{Name: "deferred", Title: "Deferred", Aside: true},
				{Name: "accepted", Title: "Accepted", Tone: record.Good},
				{Name: "fulfilled", Title: "Fulfilled", Closed: true},
				{Name: "declined", Title: "Declined", Closed: true, Aside: true},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "assess", Title: "Assess", From: []string{"new", "deferred"}, To: "assessing"},
				{Name: "submit", Title: "Put up for decision", From: []string{"assessing"}, To: "waiting", Needs: []string{"business_value", "urgency", "risk_avoided", "effort"}},
				{Name: "accept", Title: "Accept", From: []string{"waiting"}, To: "accepted", Roles: leaders, Stamps: []string{"decided_on"}},
				{Name: "defer", Title: "Defer", From: []string{"assessing", "waiting"}, To: "deferred", Roles: leaders, Needs: []string{"answer"}},
				{Name: "decline", Title: "Decline", From: open, To: "declined", Roles: leaders, Needs: []string{"answer"}, Stamps: []string{"decided_on"}},
				{Name: "fulfil", Title: "Fulfilled", From: []string{"accepted"}, To: "fulfilled"},
				{Name: "withdraw", Title: "Withdraw", From: open, To: "withdrawn"},
				{Name: "reopen", Title: "Open again", From: []string{"declined", "withdrawn"}, To: "assessing", Roles: leaders},
			},
		},
		Columns: []string{"title", "department", "score", "business_value", "effort", "cost", "decide_by", "state"},
		Views: []record.View{
			{Name: "waiting", Title: "Waiting for a decision", Filter: `state = waiting`, Order: "-score"},
			{Name: "open", Title: "Open", Filter: `state = new OR state = assessing OR state = waiting OR state = deferred`, Order: "-score"},
			{Name: "unscored", Title: "Not scored", Filter: `NOT score:* AND (state = new OR state = assessing)`, Order: "received"},
			{Name: "musts", Title: "Has to be done", Filter: `must_because:* AND NOT state = fulfilled AND NOT state = declined AND NOT state = withdrawn`, Order: "wanted_by"},
			{Name: "unplanned", Title: "Cost by year not known", Filter: `NOT costs:* AND (state = assessing OR state = waiting OR state = accepted)`, Order: "-score"},
			{Name: "without_project", Title: "Accepted, no project", Filter: `state = accepted AND NOT project:*`, Order: "-score"},
			{Name: "all", Title: "All demands", Order: "-score"},
		},
		Normalise: (*Demand).complete,
		Check:     checkDemand,
		Among:     reachable,
	})
}
