package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskAcceptance is the informed decision to bear a risk as it is, up to an amount and
// for a time (ISO Guide 73, 3.7.1.6).
type RiskAcceptance struct {
	record.Header
	Title      string             `record:"required,label" alias:"name"`
	Risk       record.Ref[Risk]   `record:"required"`
	Amount     record.Money       `title:"Borne up to" help:"The expected loss a year up to which it holds; above that it must be decided anew" alias:"accepted loss"`
	Reason     record.Markdown    `record:"required,search" help:"Why it is borne rather than treated"`
	Conditions record.Markdown    `record:"search" help:"What must stay as it is"`
	Approver   record.Ref[Person] `help:"Who bears it" alias:"approved by|accepted by"`
	GrantedOn  record.Date        `record:"index"`
	Expires    record.Date        `record:"required,index" help:"The last day on which it holds" alias:"valid until"`
}

// Holds reports whether it was given and has not been ended. One that is past its day
// and not ended still stands there, and is reported.
func (a *RiskAcceptance) Holds() bool { return !a.Archived && a.State == "given" }

func checkRiskAcceptance(a *RiskAcceptance, problems *fault.List) {
	if a.Amount.Known() && a.Amount.Minor < 0 {
		problems.Add("amount", "An amount cannot be less than nothing.")
	}
	if a.Expires.Before(a.GrantedOn) {
		problems.Add("expires", "It expires before it was given; check both days.")
	}
}

func riskAcceptance() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager, record.Executive}
	return record.Declare(record.Spec[RiskAcceptance]{
		Module: "risk", Name: "risk_acceptance", Prefix: "RAC", Icon: "check",
		Help:   "The decision to bear a risk as it is, up to an amount and for a time.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "asked", Title: "Asked for", Tone: record.Warn},
				{Name: "given", Title: "Given", Tone: record.Good, Fixed: []string{"risk", "amount", "approver"}},
				{Name: "ended", Title: "Ended", Closed: true},
				{Name: "refused", Title: "Refused", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "give", Title: "Bear it", From: []string{"asked"}, To: "given", Roles: leaders, Needs: []string{"amount", "approver", "expires"}, Stamps: []string{"granted_on"},
					Approval: &record.Approval{Amount: "amount", Steps: []record.ApprovalStep{
						{Over: 50_000, Roles: []record.Role{record.Director}},
						{Over: 250_000, Roles: []record.Role{record.Director, record.Executive}, Quorum: 2},
					}}},
				{Name: "refuse", Title: "Refuse", From: []string{"asked"}, To: "refused", Roles: leaders},
				{Name: "end", Title: "End", From: []string{"given"}, To: "ended", Roles: leaders},
				{Name: "ask", Title: "Ask again", From: []string{"ended", "refused"}, To: "asked"},
			},
		},
		Columns: []string{"title", "risk", "amount", "approver", "granted_on", "expires", "state"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "given", Title: "Given", Filter: `state = given`, Order: "expires"},
			{Name: "asked", Title: "Asked for", Filter: `state = asked`, Order: "expires"},
			{Name: "expiring", Title: "Expire within 60 days", Filter: `state = given AND expires >= today AND expires <= today+60d`, Order: "expires"},
			{Name: "expired", Title: "Past their day, not ended", Filter: `state = given AND expires < today`, Order: "expires"},
			{Name: "all", Title: "All acceptances", Order: "-expires"},
		},
		Check: checkRiskAcceptance,
	})
}
