package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Idea is a proposal to use or change something, and the pilot that tries it.
type Idea struct {
	record.Header
	Name       string          `record:"required,label" alias:"title"`
	Proposal   record.Markdown `record:"search" help:"What to do, and what it would be good for"`
	Proposer   record.Ref[Person]
	Owner      record.Ref[Person] `help:"Who leads the pilot"`
	Technology record.Ref[Technology]
	Service    record.Ref[Service]    `help:"What would be better for it"`
	Department record.Ref[Department] `help:"Who would gain by it"`
	Trend      record.Ref[Trend]      `help:"What gave the idea"`
	Cost       record.Money           `title:"Cost of the pilot"`
	Hypothesis record.Markdown        `help:"What we expect, and how we would see that it is so"`
	PilotFrom  record.Date            `record:"index"`
	PilotUntil record.Date            `record:"index"`
	Result     record.Markdown        `record:"search" help:"What came of the pilot"`
	Decision   record.Ref[Decision]
}

func checkIdea(i *Idea, problems *fault.List) {
	if i.PilotUntil.Before(i.PilotFrom) {
		problems.Add("pilot_until", "The pilot ends before it begins; check both dates.")
	}
}

func idea() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Idea]{
		Module: "technology", Name: "idea", Prefix: "IDE", Icon: "star",
		Help:   "A proposal to use or change something, and the pilot that tries it.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "pilot", Title: "In pilot", Tone: record.Warn},
				{Name: "adopted", Title: "Adopted", Tone: record.Good, Closed: true},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "start", Title: "Start a pilot", From: []string{"proposed"}, To: "pilot", Roles: leaders, Needs: []string{"owner", "hypothesis", "pilot_until"}},
				{Name: "adopt", Title: "Adopt", From: []string{"pilot"}, To: "adopted", Roles: leaders, Needs: []string{"result"}},
				{Name: "reject", Title: "Reject", From: []string{"proposed", "pilot"}, To: "rejected", Roles: leaders},
				{Name: "reopen", Title: "Open again", From: []string{"adopted", "rejected"}, To: "proposed"},
			},
		},
		Columns: []string{"name", "technology", "proposer", "owner", "cost", "pilot_until", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = proposed OR state = pilot`, Order: "name"},
			{Name: "pilots", Title: "Pilots past their end", Filter: `state = pilot AND pilot_until < today`, Order: "pilot_until"},
			{Name: "all", Title: "All ideas"},
		},
		Check: checkIdea,
	})
}
