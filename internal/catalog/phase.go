package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Phase is a part of a project that ends at a gate, where it is decided whether
// the project goes on (PRINCE2: management stage; Cooper: stage-gate).
type Phase struct {
	record.Header
	Name     string              `record:"required,label" alias:"stage|title"`
	Project  record.Ref[Project] `record:"required"`
	Place    record.Int          `record:"required,min=1,max=99,index" title:"Place in the order" alias:"order|sequence"`
	Starts   record.Date         `record:"index" alias:"start date"`
	GateOn   record.Date         `record:"index" help:"The day on which the gate is to be decided" alias:"gate date|ends|end date"`
	Budget   record.Money        `help:"What the phase may cost"`
	Criteria record.Markdown     `record:"search" help:"What must be there for the gate to open"`
	Decider  record.Ref[Person]  `help:"Who decides at the gate"`
	Verdict  record.Markdown     `record:"search" help:"What was decided at the gate, and why"`
	GatedOn  record.Date         `record:"system,index" title:"Decided on"`
}

func checkPhase(p *Phase, problems *fault.List) {
	if p.GateOn.Before(p.Starts) {
		problems.Add("gate_on", "The gate comes before the phase begins; check both dates.")
	}
	if p.Budget.Known() && p.Budget.Minor < 0 {
		problems.Add("budget", "A budget cannot be less than nothing.")
	}
}

func phase() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Phase]{
		Module: "projects", Name: "phase", Prefix: "PHA", Icon: "calendar",
		Help:   "A part of a project that ends at a gate.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "coming", Title: "To come"},
				{Name: "running", Title: "Running", Tone: record.Warn},
				{Name: "passed", Title: "Gate passed", Tone: record.Good, Closed: true},
				{Name: "failed", Title: "Stopped at the gate", Tone: record.Bad, Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "begin", Title: "Begin", From: []string{"coming"}, To: "running"},
				{Name: "pass", Title: "Pass the gate", From: []string{"running"}, To: "passed", Roles: leaders, Needs: []string{"verdict"}, Stamps: []string{"gated_on"}},
				{Name: "fail", Title: "Stop at the gate", From: []string{"running"}, To: "failed", Roles: leaders, Needs: []string{"verdict"}, Stamps: []string{"gated_on"}},
				{Name: "reopen", Title: "Open again", From: []string{"passed", "failed"}, To: "running", Roles: leaders},
			},
		},
		Columns: []string{"name", "project", "place", "starts", "gate_on", "budget", "decider", "state"},
		Keys:    [][]string{{"project", "place"}, {"project", "name"}},
		Views: []record.View{
			{Name: "gates", Title: "Gates within 60 days", Filter: `state = running AND gate_on <= today+60d`, Order: "gate_on"},
			{Name: "overdue", Title: "Past their gate", Filter: `state = running AND gate_on < today`, Order: "gate_on"},
			{Name: "all", Title: "All phases", Order: "gate_on"},
		},
		Check: checkPhase,
	})
}
