package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskTreatment is something that changes risks: it makes them less often or smaller,
// or passes losses on (ISO 31000, 6.5). What it costs is held against what it saves.
//
// One that is in place counts in the estimate of a risk once the risk is assessed
// after it; until then its effect is taken off.
type RiskTreatment struct {
	record.Header
	Title     string                       `record:"required,label" alias:"name|control|treatment|measure"`
	Kind      TreatmentKind                `record:"required,index" alias:"type|option|response"`
	Effects   record.Rows[TreatmentEffect] `help:"Which risks it changes, and by how much"`
	Retention record.Money                 `title:"We bear first" help:"Of insurance: what of each event we bear ourselves (deductible)" alias:"deductible"`
	Limit     record.Money                 `title:"It pays at most" help:"Of insurance: the most that it pays for one event, above what we bear" alias:"coverage"`
	Once      record.Money                 `title:"Cost once" alias:"investment|capex"`
	Yearly    record.Money                 `title:"Cost a year" alias:"running cost|opex|premium"`
	Years     record.Int                   `record:"min=1,max=30" unit:"years" title:"Lasts" help:"Over so many years the cost once is spread; five when left empty"`
	Owner     record.Ref[Person]           `alias:"responsible"`
	Due       record.Date                  `record:"index" help:"By when it is to be in place"`
	DoneOn    record.Date                  `record:"index" title:"In place since"`
	Project   record.Ref[Project]          `help:"The project that brings it"`
	Contract  record.Ref[Contract]         `help:"The contract that it is bought under, such as an insurance"`
	Plan      record.Markdown              `record:"search" help:"What is done"`
}

// TreatmentEffect is what a treatment does to one risk.
type TreatmentEffect struct {
	Risk      record.Ref[Risk] `record:"required"`
	LessOften record.Estimate  `record:"min=0,max=100" unit:"%" title:"Less often by" help:"Of a hundred events so many no longer happen"`
	LessLoss  record.Estimate  `record:"min=0,max=100" unit:"%" title:"Smaller by" help:"Each event costs so much less"`
	Note      string
}

// TreatmentKind is what it does about a risk.
type TreatmentKind string

// Options lists the kinds (ISO 31000, 6.5.2: options for treating risk).
func (TreatmentKind) Options() []record.Option {
	return []record.Option{
		{Name: "avoid", Title: "Avoid it"},
		{Name: "likelihood", Title: "Make it less often"},
		{Name: "consequence", Title: "Make it smaller"},
		{Name: "both", Title: "Make it less often and smaller"},
		{Name: "share", Title: "Pass it on"},
	}
}

// Open reports whether it may still change something: it was not dropped and has not
// ended.
func (t *RiskTreatment) Open() bool {
	return !t.Archived && t.State != "dropped" && t.State != "ended"
}

// Ahead reports whether it is not yet in place.
func (t *RiskTreatment) Ahead() bool { return t.Open() && t.State != "in_place" }

// Span is over how many years the cost once is spread.
func (t *RiskTreatment) Span() int64 {
	if t.Years.Known() {
		return t.Years.N()
	}
	return 5
}

// Annual is what it costs a year: the cost once spread over its years, and the cost a
// year. It is unknown where neither is known, or they cannot be added up.
func (t *RiskTreatment) Annual() record.Money {
	if !t.Once.Known() {
		return t.Yearly
	}
	part, err := t.Once.MulRatio(1, t.Span())
	if err != nil {
		return record.Money{}
	}
	if !t.Yearly.Known() {
		return part
	}
	return added(part, t.Yearly)
}

func checkRiskTreatment(t *RiskTreatment, problems *fault.List) {
	seen := map[record.ID]bool{}
	for _, e := range t.Effects {
		if seen[e.Risk.ID] {
			problems.Add("effects", "A risk is named twice; keep one row for each.")
			break
		}
		seen[e.Risk.ID] = true
		if !e.LessOften.Known() && !e.LessLoss.Known() && !t.Limit.Known() {
			problems.Add("effects", "Say of each risk by how much less often or smaller it gets, or what an insurance pays.")
			break
		}
	}
	for name, m := range map[string]record.Money{"retention": t.Retention, "limit": t.Limit, "once": t.Once, "yearly": t.Yearly} {
		if m.Known() && m.Minor < 0 {
			problems.Add(name, "An amount cannot be less than nothing.")
		}
	}
	if t.Limit.Known() && t.Retention.Known() && t.Limit.Currency != t.Retention.Currency {
		problems.Add("retention", "What we bear and what it pays must be in one currency.")
	}
	if t.Retention.Known() && !t.Limit.Known() {
		problems.Add("limit", "Say what the insurance pays at most for one event.")
	}
	if t.Once.Known() && t.Yearly.Known() && t.Once.Currency != t.Yearly.Currency {
		problems.Add("yearly", "Enter both costs in one currency: they are added up.")
	}
}

func riskTreatment() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	ahead := []string{"proposed", "agreed", "under_way"}
	return record.Declare(record.Spec[RiskTreatment]{
		Module: "risk", Name: "risk_treatment", Prefix: "RTR", Icon: "shield",
		Help:   "What makes risks less often or smaller, or passes losses on, and what it costs.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "agreed", Title: "Agreed"},
				{Name: "under_way", Title: "Under way"},
				{Name: "in_place", Title: "In place", Tone: record.Good},
				{Name: "ended", Title: "Ended", Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Agree on it", From: []string{"proposed"}, To: "agreed", Roles: leaders, Needs: []string{"effects", "owner", "due"}},
				{Name: "begin", Title: "Begin", From: []string{"agreed"}, To: "under_way"},
				{Name: "complete", Title: "It is in place", From: []string{"agreed", "under_way"}, To: "in_place", Needs: []string{"effects"}, Stamps: []string{"done_on"}},
				{Name: "end", Title: "End", From: []string{"in_place"}, To: "ended", Roles: leaders},
				{Name: "drop", Title: "Drop", From: ahead, To: "dropped", Roles: leaders},
				{Name: "propose", Title: "Propose again", From: []string{"dropped", "ended"}, To: "proposed"},
			},
		},
		Columns: []string{"title", "kind", "once", "yearly", "owner", "due", "done_on", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "ahead", Title: "Ahead", Filter: `state = proposed OR state = agreed OR state = under_way`, Order: "due"},
			{Name: "late", Title: "Past their day", Filter: `(state = agreed OR state = under_way) AND due < today`, Order: "due"},
			{Name: "in_place", Title: "In place", Filter: `state = in_place`, Order: "title"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "due"},
			{Name: "all", Title: "All treatments", Order: "title"},
		},
		Check: checkRiskTreatment,
	})
}
