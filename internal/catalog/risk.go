package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Risk is a scenario in which money may be lost: what happens, how often, and how
// much it costs each time, both as ranges (ISO 31000: effect of uncertainty on
// objectives; the figures are those of Open FAIR, O-RT).
//
// The estimate is that of today, with everything that is in place. What is agreed on
// when it is assessed is kept as a RiskEstimate, against which is held what happens.
type Risk struct {
	record.Header
	Title      string                   `record:"required,label" alias:"risk|name|risk title|risk statement"`
	Category   RiskCategory             `record:"required,index" alias:"kind|type|risk category"`
	Owner      record.Ref[Person]       `alias:"risk owner|assigned to"`
	Services   record.Refs[Service]     `title:"Services affected"`
	Scenario   record.Ref[LossScenario] `title:"Stands for the scenario" help:"The loss scenario of continuity that it tells in money. Where the risk has no frequency or no losses of its own, those of the scenario count: what stops in it, and for how long"`
	Covers     bool                     `title:"Includes single points of failure" help:"Its figures include what the survey of the estate finds under its services; the survey's own figures for these are then left out, so that nothing counts twice"`
	Point      record.AnyRef            `title:"Stands for the single point of failure" help:"What alone stops services when it fails, or alone can bring them back. Once the risk has figures, the survey's own figure for it is left out, so that it counts once"`
	Threat     string                   `record:"search" help:"Who or what brings it about (Open FAIR: threat community)" alias:"threat actor|source of risk"`
	Event      record.Markdown          `record:"search" title:"What happens" alias:"description|consequence"`
	Frequency  record.Estimate          `record:"min=0" unit:"per year" title:"How often" help:"Events that cost money, in a year; once in twenty years is 0.05. With a share that succeeds: attempts in a year" alias:"likelihood|frequency|lef|tef"`
	Succeeds   record.Estimate          `record:"min=0,max=100" unit:"%" title:"Share that succeeds" help:"Of a hundred attempts so many cost money (Open FAIR: vulnerability); empty where the frequency counts those that do" alias:"vulnerability"`
	Causes     record.Rows[SharedCause] `title:"Common causes" help:"What brings it about together with other risks; adds to how often"`
	Losses     record.Rows[LossForm]    `title:"What one event costs" help:"One row for each form of loss; they add up" alias:"impact|magnitude"`
	MostOnce   record.Money             `title:"Most that one event can cost" help:"Such as the value of the company, or a limit in law"`
	Likelihood string                   `title:"Likelihood by the matrix" help:"A word of the matrix in use. It counts, as the range that the matrix gives it, where how often is not known"`
	Impact     string                   `title:"Impact by the matrix" help:"A word of the matrix in use. It counts where no losses are known"`
	Basis      record.Markdown          `record:"search" help:"On what the estimates rest" alias:"rationale|source"`
	AssessedOn record.Date              `record:"index"`
	Review     record.Date              `record:"index" title:"Review due" alias:"next review"`
	Outcome    record.Markdown          `record:"search" help:"Why it is closed"`
}

// SharedCause is a common cause and how often the risk follows from it.
type SharedCause struct {
	Cause  record.Ref[CommonCause] `record:"required"`
	Chance record.Percent          `record:"required,min=0,max=100" help:"In how many of a hundred times that the cause strikes the risk comes true"`
}

// RiskCategory is what sort of risk it is.
type RiskCategory string

// Options lists the categories.
func (RiskCategory) Options() []record.Option {
	return []record.Option{
		{Name: "outage", Title: "Outage"},
		{Name: "attack", Title: "Attack"},
		{Name: "breach", Title: "Breach of data"},
		{Name: "vendor", Title: "Vendor"},
		{Name: "people", Title: "People"},
		{Name: "site", Title: "Site and power"},
		{Name: "law", Title: "Law and contract"},
		{Name: "change", Title: "Change and projects"},
		{Name: "fraud", Title: "Fraud and error"},
	}
}

// Open reports whether it is still thought of.
func (r *Risk) Open() bool { return !r.Archived && r.State != "closed" }

// estimated reports whether it is said how often it happens and what that costs, in
// figures, by a scenario or in words of a matrix.
func (r *Risk) estimated() bool {
	often := r.Frequency.Known() || len(r.Causes) > 0 || r.Scenario.Known() || r.Likelihood != ""
	return often && (len(r.Losses) > 0 || r.Scenario.Known() || r.Impact != "")
}

func checkRisk(r *Risk, problems *fault.List) {
	checkLosses(r.Losses, problems)
	seen := map[record.ID]bool{}
	for _, c := range r.Causes {
		if seen[c.Cause.ID] {
			problems.Add("causes", "A common cause is named twice; keep one row.")
			break
		}
		seen[c.Cause.ID] = true
	}
	if r.MostOnce.Known() && r.MostOnce.Minor <= 0 {
		problems.Add("most_once", "The most that one event can cost must be more than nothing.")
	}
	if r.Succeeds.Known() && !r.Frequency.Known() {
		problems.Add("frequency", "Say how many attempts a year there are of which that share succeeds.")
	}
}

// keepEstimate keeps what was estimated, for comparison with what happens. The
// estimate before it no longer holds.
func keepEstimate(s *record.Snapshot, now record.Instant, r *Risk) ([]record.Record, error) {
	if !r.estimated() {
		return nil, fault.New(fault.Conflict, "Say first how often it happens and what one event costs: in figures, by a loss scenario, or in the words of a matrix.")
	}
	e := &RiskEstimate{Risk: record.To[Risk](r.ID), On: record.DateOf(now.Time().UTC()), By: r.Owner,
		Frequency: r.Frequency, Succeeds: r.Succeeds, Causes: r.Causes, Losses: r.Losses, MostOnce: r.MostOnce, Basis: r.Basis}
	e.ID, e.State = record.NewID(now.Time()), "holds"
	follows := []record.Record{e}
	for other := range record.Referring[RiskEstimate](s, r.ID, "risk") {
		if other.State == "holds" {
			old := s.Dictionary().TypeOf(other).Clone(other).(*RiskEstimate)
			old.State, old.Until = "superseded", e.On
			follows = append(follows, old)
		}
	}
	return follows, nil
}

func risk() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Risk]{
		Module: "risk", Name: "risk", Prefix: "RSK", Icon: "alert",
		Help:   "A scenario in which money may be lost: how often, and how much each time.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "identified",
			States: []record.State{
				{Name: "identified", Title: "Identified", Tone: record.Warn},
				{Name: "assessed", Title: "Assessed", Tone: record.Good, Fixed: []string{"scenario", "point", "frequency", "succeeds", "causes", "losses", "most_once", "likelihood", "impact"}},
				{Name: "closed", Title: "Closed", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "assess", Title: "Agree on the estimate", From: []string{"identified"}, To: "assessed", Roles: leaders, Needs: []string{"owner", "basis"}, Stamps: []string{"assessed_on"}, Follow: follow(keepEstimate)},
				{Name: "revise", Title: "Estimate anew", From: []string{"assessed"}, To: "identified"},
				{Name: "close", Title: "Close", From: []string{"identified", "assessed"}, To: "closed", Roles: leaders, Needs: []string{"outcome"}},
				{Name: "reopen", Title: "Open again", From: []string{"closed"}, To: "identified"},
			},
		},
		Columns: []string{"title", "category", "owner", "frequency", "assessed_on", "review", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `NOT state = closed`, Order: "title"},
			{Name: "mine", Title: "Mine", Filter: `owner = me AND NOT state = closed`, Order: "review"},
			{Name: "identified", Title: "Not yet assessed", Filter: `state = identified`, Order: "title"},
			{Name: "review", Title: "Review due", Filter: `NOT state = closed AND review < today`, Order: "review"},
			{Name: "unowned", Title: "Without an owner", Filter: `NOT owner:* AND NOT state = closed`, Order: "title"},
			{Name: "all", Title: "All risks", Order: "title"},
		},
		Check: checkRisk,
	})
}
