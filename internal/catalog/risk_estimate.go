package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskEstimate is what was thought of a risk on a day, kept as it was: later it is
// held against what happened. The program keeps one whenever a risk is assessed;
// earlier ones may be imported.
type RiskEstimate struct {
	record.Header
	Title     string                   `record:"label,system" help:"Follows from the day"`
	Risk      record.Ref[Risk]         `record:"required"`
	On        record.Date              `record:"required,index" title:"Estimated on" help:"The day from which what happens is held against it"`
	Until     record.Date              `record:"index" title:"Held until" help:"The day on which another took its place"`
	By        record.Ref[Person]       `title:"Estimated by"`
	Frequency record.Estimate          `record:"min=0" unit:"per year" title:"How often"`
	Succeeds  record.Estimate          `record:"min=0,max=100" unit:"%" title:"Share that succeeds"`
	Causes    record.Rows[SharedCause] `title:"Common causes"`
	Losses    record.Rows[LossForm]    `title:"What one event costs"`
	MostOnce  record.Money             `title:"Most that one event can cost"`
	Basis     record.Markdown          `record:"search"`
}

func (e *RiskEstimate) name() {
	e.Title = "Estimate"
	if e.On.Known() {
		e.Title = "Estimate of " + e.On.String()
	}
}

func checkRiskEstimate(e *RiskEstimate, problems *fault.List) {
	checkLosses(e.Losses, problems)
	if e.Until.Before(e.On) {
		problems.Add("until", "It held until a day before it was made; check both days.")
	}
}

func riskEstimate() record.Declaration {
	kept := []string{"risk", "on", "frequency", "succeeds", "causes", "losses", "most_once"}
	return record.Declare(record.Spec[RiskEstimate]{
		Module: "risk", Name: "risk_estimate", Prefix: "RES", Icon: "history",
		Help:   "What was thought of a risk on a day, to be held against what happens.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "holds", Title: "Holds", Tone: record.Good, Fixed: kept},
				{Name: "superseded", Title: "Superseded", Closed: true, Fixed: kept},
			},
			Transitions: []record.Transition{
				{Name: "supersede", Title: "No longer holds", From: []string{"holds"}, To: "superseded", Needs: []string{"until"}},
				{Name: "restore", Title: "Holds after all", From: []string{"superseded"}, To: "holds"},
			},
		},
		Columns: []string{"title", "risk", "on", "until", "frequency", "by", "state"},
		Keys:    [][]string{{"risk", "on"}},
		Views: []record.View{
			{Name: "holds", Title: "In force", Filter: `state = holds`, Order: "-on"},
			{Name: "all", Title: "All estimates", Order: "-on"},
		},
		Normalise: (*RiskEstimate).name,
		Check:     checkRiskEstimate,
	})
}
