package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Principle is a rule by which we decide, with its reason and what follows from
// it (TOGAF: architecture principle), or a standard that we keep to.
type Principle struct {
	record.Header
	Name         string                  `record:"required,label" alias:"principle|standard|title"`
	Kind         PrincipleKind           `record:"required,index"`
	Statement    record.Markdown         `record:"required,search" help:"The rule itself, in a sentence or two"`
	Rationale    record.Markdown         `record:"search" help:"Why we hold to it"`
	Implications record.Markdown         `record:"search" help:"What follows from it for those who decide and build"`
	Technologies record.Refs[Technology] `help:"The entries of the radar that it is about"`
	Origin       string                  `record:"search" help:"The law, norm or framework that it comes from"`
	Owner        record.Ref[Person]      `help:"Who keeps it true, and hears requests to depart from it"`
	InForceFrom  record.Date             `record:"index"`
	ReviewOn     record.Date             `record:"index" help:"When to look at it again"`
}

// PrincipleKind tells rules of thought from rules of the book.
type PrincipleKind string

// Options lists them.
func (PrincipleKind) Options() []record.Option {
	return []record.Option{
		{Name: "principle", Title: "Principle"},
		{Name: "standard", Title: "Standard"},
		{Name: "guideline", Title: "Guideline"},
	}
}

func checkPrinciple(p *Principle, problems *fault.List) {
	if p.ReviewOn.Before(p.InForceFrom) {
		problems.Add("review_on", "The review comes before it is in force; check both dates.")
	}
}

func principle() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Principle]{
		Module: "strategy", Name: "principle", Prefix: "PRI", Icon: "shield",
		Help:   "A rule by which we decide, or a standard that we keep to, with its reason.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "in_force",
			States: []record.State{
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "in_force", Title: "In force", Tone: record.Good},
				{Name: "retired", Title: "Withdrawn", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "adopt", Title: "Put in force", From: []string{"proposed"}, To: "in_force", Roles: leaders, Needs: []string{"owner", "rationale", "in_force_from"}},
				{Name: "retire", Title: "Withdraw", From: []string{"proposed", "in_force"}, To: "retired", Roles: leaders},
				{Name: "propose", Title: "Propose again", From: []string{"retired"}, To: "proposed"},
			},
		},
		Columns: []string{"name", "kind", "owner", "in_force_from", "review_on", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_force", Title: "In force", Filter: `state = in_force`, Order: "name"},
			{Name: "proposed", Title: "Proposed", Filter: `state = proposed`, Order: "name"},
			{Name: "review", Title: "To review", Filter: `state = in_force AND review_on <= today`, Order: "review_on"},
			{Name: "without_owner", Title: "Without owner", Filter: `state = in_force AND NOT owner:*`, Order: "name"},
			{Name: "all", Title: "All principles and standards", Order: "name"},
		},
		Check: checkPrinciple,
	})
}
