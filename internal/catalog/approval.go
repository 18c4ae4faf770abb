package catalog

import "fairlead/internal/record"

// Approval is a transition that waits for the consent of others. The desk opens
// it when somebody asks for such a transition, and carries the transition out
// when enough of those asked have agreed.
type Approval struct {
	record.Header
	Title      string             `record:"required,label,system"`
	Subject    record.AnyRef      `record:"required,system"`
	Transition string             `record:"required,system"`
	AskedBy    record.Ref[Person] `record:"system"`
	Roles      record.Tags        `record:"system" help:"Who may answer"`
	Quorum     record.Int         `record:"system,min=1" help:"How many must agree"`
	Amount     record.Money       `record:"system"`
	Basis      string             `record:"system" title:"Compared" help:"How the amount was compared with the limits, where that is not plain"`
	Votes      record.Rows[Vote]  `record:"system"`
}

// Vote is one person's answer to an approval.
type Vote struct {
	Person record.Ref[Person] `record:"required"`
	Agrees bool
	At     record.Instant
	Reason string
}

func approval() record.Declaration {
	return record.Declare(record.Spec[Approval]{
		Module: "governance", Name: "approval", Prefix: "APR", Icon: "check",
		Help: "A step that waits for the consent of others.",
		Access: record.Access{
			record.Administrator: may(record.Read),
			record.Director:      may(record.Read),
			record.Manager:       may(record.Read),
			record.Executive:     may(record.Read),
			record.Auditor:       may(record.Read),
			record.Technician:    {{May: record.Read, Where: "asked_by = me"}},
			record.Employee:      {{May: record.Read, Where: "asked_by = me"}},
		},
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "waiting", Title: "Waiting", Tone: record.Warn},
				{Name: "granted", Title: "Granted", Tone: record.Good, Closed: true},
				{Name: "refused", Title: "Refused", Tone: record.Bad, Closed: true},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "grant", Title: "Grant", From: []string{"waiting"}, To: "granted"},
				{Name: "refuse", Title: "Refuse", From: []string{"waiting"}, To: "refused"},
				{Name: "withdraw", Title: "Withdraw", From: []string{"waiting"}, To: "withdrawn"},
			},
		},
		Columns: []string{"title", "subject", "amount", "asked_by", "state"},
		Views: []record.View{
			{Name: "waiting", Title: "Waiting", Filter: `state = waiting`},
			{Name: "all", Title: "All approvals"},
		},
	})
}
