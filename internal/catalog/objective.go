package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Objective is something that we want to have reached by the end of a period,
// with the results by which everybody can see how far we are (OKR).
type Objective struct {
	record.Header
	Title      string                 `record:"required,label" alias:"objective|goal"`
	Owner      record.Ref[Person]     `help:"Who answers for it"`
	Department record.Ref[Department] `help:"Whose objective it is"`
	Parent     record.Ref[Objective]  `title:"Serves" help:"The higher objective that it contributes to"`
	Starts     record.Date            `record:"index" title:"Period begins" alias:"start date"`
	Ends       record.Date            `record:"index" title:"Period ends" alias:"end date|due"`
	Worth      record.Money           `title:"Worth a year" help:"What reaching it is worth a year; leave it empty when nobody has said"`
	KeyResults record.Rows[KeyResult] `help:"How everybody can see how far we are"`
	Why        record.Markdown        `record:"search" help:"Why we want it"`
	ClosedOn   record.Date            `record:"system" help:"When it was settled whether it was reached"`
	Outcome    record.Markdown        `record:"search" help:"What came of it, and what we learned"`
}

// KeyResult is a figure that has to move from its start to its target within the
// period of the objective. It may fall: a target below the start is as good.
type KeyResult struct {
	Name       string         `record:"required"`
	Unit       string         `help:"What the figure counts: %, hours, customers"`
	Start      record.Decimal `record:"required" help:"The figure when the period began"`
	Target     record.Decimal `record:"required" help:"The figure that we want"`
	Present    record.Decimal `title:"Present value" help:"The figure when it was last measured"`
	MeasuredOn record.Date    `help:"When it was last measured"`
}

// Live reports whether the objective is pursued now.
func (o *Objective) Live() bool { return !o.Archived && o.State == "active" }

func checkObjective(o *Objective, problems *fault.List) {
	if o.Starts.Known() && o.Ends.Known() && !o.Starts.Before(o.Ends) {
		problems.Add("ends", "The period ends before it has begun; check both dates.")
	}
	if !o.ID.IsZero() && o.Parent.ID == o.ID {
		problems.Add("parent", "An objective cannot serve itself; choose the higher one.")
	}
	for _, k := range o.KeyResults {
		if k.Start.Known() && k.Start.Equal(k.Target) {
			problems.Add("key_results", "“%s” starts at its target, so nothing has to move; change one of the two.", k.Name)
		}
	}
}

func objective() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager, record.Executive}
	return record.Declare(record.Spec[Objective]{
		Module: "strategy", Name: "objective", Prefix: "OBJ", Icon: "star",
		Help:   "Something that we want to have reached by the end of a period, with the results that show how far we are.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "active", Title: "Pursued", Tone: record.Warn},
				{Name: "reached", Title: "Reached", Tone: record.Good, Closed: true},
				{Name: "missed", Title: "Missed", Tone: record.Bad, Closed: true, Aside: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Agree", From: []string{"draft"}, To: "active", Roles: leaders, Needs: []string{"owner", "starts", "ends", "key_results"}},
				{Name: "reach", Title: "Reached", From: []string{"active"}, To: "reached", Roles: leaders, Needs: []string{"outcome"}, Stamps: []string{"closed_on"}},
				{Name: "miss", Title: "Missed", From: []string{"active"}, To: "missed", Roles: leaders, Needs: []string{"outcome"}, Stamps: []string{"closed_on"}},
				{Name: "drop", Title: "Drop", From: []string{"draft", "active"}, To: "dropped", Roles: leaders, Stamps: []string{"closed_on"}},
				{Name: "reopen", Title: "Take up again", From: []string{"reached", "missed", "dropped"}, To: "active", Roles: leaders},
			},
		},
		Columns: []string{"title", "owner", "department", "parent", "starts", "ends", "worth", "state"},
		Keys:    [][]string{{"title", "ends"}},
		Views: []record.View{
			{Name: "active", Title: "Pursued", Filter: `state = active`, Order: "ends"},
			{Name: "ending", Title: "Period ends within 90 days", Filter: `state = active AND ends >= today AND ends <= today+90d`, Order: "ends"},
			{Name: "over", Title: "Period over, not settled", Filter: `state = active AND ends < today`, Order: "ends"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "ends"},
			{Name: "without_owner", Title: "Without owner", Filter: `state = active AND NOT owner:*`, Order: "ends"},
			{Name: "all", Title: "All objectives", Order: "-ends"},
		},
		Check: checkObjective,
	})
}
