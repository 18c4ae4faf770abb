package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LossScenario is what may fail together: a site, its power, a vendor, a team.
type LossScenario struct {
	record.Header
	Name       string                    `record:"required,label" alias:"title|scenario"`
	Kind       ScenarioKind              `record:"index"`
	Parts      record.Rows[ScenarioPart] `title:"What fails" help:"Everything that fails together; what stands in it and what needs it is found"`
	Likelihood record.Estimate           `record:"min=0" unit:"per year" title:"How often" help:"Once in twenty years is 0.05 per year; a range says how sure that is" alias:"frequency|likelihood"`
	Lasts      record.Estimate           `record:"min=0" unit:"hours" title:"How long" help:"Until what failed is back, or replaced" alias:"duration"`
	Accepted   record.Money              `title:"Loss accepted" help:"What one such event may cost at most before something must be done" alias:"appetite|tolerance"`
	Elsewhere  bool                      `title:"Its people can work elsewhere" help:"Of a site that is lost: its people are safe and work on from another place. Otherwise recovery does without them"`
	Owner      record.Ref[Person]
	Basis      record.Markdown `record:"search" help:"On what the estimates rest" alias:"source|rationale"`
	Review     record.Date     `record:"index" title:"Review due"`
}

// ScenarioPart is one of the things that fail in a scenario.
type ScenarioPart struct {
	Thing record.AnyRef `record:"required"`
	Note  string
}

// ScenarioKind is what is lost.
type ScenarioKind string

// Options lists the kinds (BCI Good Practice Guidelines: loss of premises,
// people, technology, suppliers).
func (ScenarioKind) Options() []record.Option {
	return []record.Option{
		{Name: "site", Title: "Site"},
		{Name: "power", Title: "Power"},
		{Name: "network", Title: "Network"},
		{Name: "vendor", Title: "Vendor"},
		{Name: "team", Title: "People"},
		{Name: "ransomware", Title: "Ransomware"},
		{Name: "other", Title: "Other"},
	}
}

// Open reports whether it is still thought of.
func (l *LossScenario) Open() bool { return !l.Archived && l.State != "retired" }

func checkLossScenario(l *LossScenario, problems *fault.List) {
	seen := map[record.ID]bool{}
	for _, p := range l.Parts {
		if seen[p.Thing.ID] {
			problems.Add("parts", "A thing fails once; it is named twice.")
			return
		}
		seen[p.Thing.ID] = true
	}
	if l.Accepted.Known() && l.Accepted.Minor < 0 {
		problems.Add("accepted", "A loss that is accepted cannot be less than nothing.")
	}
}

func lossScenario() record.Declaration {
	return record.Declare(record.Spec[LossScenario]{
		Module: "continuity", Name: "loss_scenario", Prefix: "LSC", Icon: "alert",
		Help:   "What may fail together: a site, its power, a vendor, a team.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "agreed",
			States: []record.State{
				{Name: "draft", Title: "Draft", Tone: record.Warn},
				{Name: "agreed", Title: "Agreed", Tone: record.Good},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Agree on it", From: []string{"draft"}, To: "agreed", Roles: []record.Role{record.Director, record.Manager}, Needs: []string{"parts", "likelihood", "lasts"}},
				{Name: "revise", Title: "Revise", From: []string{"agreed", "retired"}, To: "draft"},
				{Name: "retire", Title: "Retire", From: []string{"draft", "agreed"}, To: "retired"},
			},
		},
		Columns: []string{"name", "kind", "likelihood", "lasts", "accepted", "owner", "review", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = draft OR state = agreed`, Order: "name"},
			{Name: "review", Title: "Review due", Filter: `(state = draft OR state = agreed) AND review < today`, Order: "review"},
			{Name: "all", Title: "All scenarios", Order: "name"},
		},
		Check: checkLossScenario,
	})
}
