package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Partnership is what binds us to a vendor beyond single contracts: a programme,
// a joint plan, a common research.
type Partnership struct {
	record.Header
	Name        string              `record:"required,label" alias:"partnership|programme|partner programme"`
	Vendor      record.Ref[Vendor]  `record:"required" title:"Partner" alias:"partner|supplier"`
	Kind        PartnershipKind     `record:"required,index" alias:"type"`
	Level       string              `record:"index" help:"Our standing in the partner's programme: silver, gold" alias:"tier"`
	Since       record.Date         `record:"index" alias:"start date|starts"`
	Until       record.Date         `record:"index" help:"Last day; empty for one without an end" alias:"end date|ends|expires"`
	Review      record.Date         `record:"index" title:"Review due" help:"By when to ask whether it is still worth it" alias:"next review|review date"`
	Owner       record.Ref[Person]  `help:"Who keeps the relation" alias:"relationship owner"`
	Contact     record.Ref[Contact] `help:"Whom we speak to there"`
	Contracts   record.Refs[Contract]
	Benefits    record.Markdown `record:"search" help:"What we have of it"`
	Obligations record.Markdown `record:"search" help:"What we owe: purchases, certified people, references"`
}

// PartnershipKind is what a partnership is for.
type PartnershipKind string

// Options lists the kinds.
func (PartnershipKind) Options() []record.Option {
	return []record.Option{
		{Name: "reseller", Title: "Reseller"},
		{Name: "technology", Title: "Technology"},
		{Name: "strategic", Title: "Strategic"},
		{Name: "academic", Title: "Academic"},
	}
}

func checkPartnership(p *Partnership, problems *fault.List) {
	if p.Since.Known() && p.Until.Before(p.Since) {
		problems.Add("until", "It ends before it begins; check both days.")
	}
}

func partnership() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Partnership]{
		Module: "vendors", Name: "partnership", Prefix: "PTN", Icon: "link",
		Help:   "What binds us to a vendor beyond single contracts.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "active", Title: "Active", Tone: record.Good},
				{Name: "suspended", Title: "Suspended", Tone: record.Warn, Aside: true},
				{Name: "ended", Title: "Ended", Closed: true},
				{Name: "declined", Title: "Declined", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Agree on it", From: []string{"proposed"}, To: "active", Roles: leaders, Needs: []string{"since", "owner"}},
				{Name: "decline", Title: "Decline", From: []string{"proposed"}, To: "declined", Roles: leaders},
				{Name: "suspend", Title: "Suspend", From: []string{"active"}, To: "suspended", Roles: leaders},
				{Name: "resume", Title: "Resume", From: []string{"suspended", "ended"}, To: "active", Roles: leaders},
				{Name: "end", Title: "End", From: []string{"active", "suspended"}, To: "ended", Roles: leaders},
				{Name: "reopen", Title: "Propose again", From: []string{"declined"}, To: "proposed", Roles: leaders},
			},
		},
		Columns: []string{"name", "vendor", "kind", "level", "owner", "review", "until", "state"},
		Keys:    [][]string{{"vendor", "name"}},
		Views: []record.View{
			{Name: "active", Title: "Active", Filter: `state = active`, Order: "name"},
			{Name: "review", Title: "Review due", Filter: `state = active AND review <= today`, Order: "review"},
			{Name: "ending", Title: "Ending within half a year", Filter: `state = active AND until >= today AND until <= today+180d`, Order: "until"},
			{Name: "without_owner", Title: "Without owner", Filter: `state = active AND NOT owner:*`, Order: "name"},
			{Name: "all", Title: "All partnerships", Order: "name"},
		},
		Check: checkPartnership,
	})
}
