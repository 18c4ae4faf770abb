package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Standing is how we stand to a signal of the briefing for a time: put off,
// accepted, or given to somebody. While it holds, the signal is out of the
// ranked list.
type Standing struct {
	record.Header
	Title   string             `record:"required,label" help:"What the signal said"`
	Signal  string             `record:"required,index" help:"The key of the signal, as the briefing gives it"`
	Subject record.AnyRef      `help:"The record that the signal is about"`
	Choice  StandingChoice     `record:"required,index"`
	Until   record.Date        `record:"required,index" help:"The last day on which it holds"`
	Reason  record.Markdown    `record:"search" help:"Why it is accepted"`
	Owner   record.Ref[Person] `help:"Who takes care of it"`
}

// StandingChoice is what was chosen.
type StandingChoice string

// Options lists the choices.
func (StandingChoice) Options() []record.Option {
	return []record.Option{
		{Name: "snoozed", Title: "Put off"},
		{Name: "accepted", Title: "Accepted", Tone: record.Warn},
		{Name: "delegated", Title: "Given to somebody"},
	}
}

// Holds reports whether the signal is out of the list on a day.
func (s *Standing) Holds(on record.Date) bool {
	return !s.Archived && s.State == "holds" && !s.Until.Before(on)
}

func checkStanding(s *Standing, problems *fault.List) {
	if s.Choice == "accepted" && s.Reason == "" {
		problems.Add("reason", "Say why it is accepted: whoever looks at it later will ask.")
	}
	if s.Choice == "delegated" && !s.Owner.Known() {
		problems.Add("owner", "Say who takes care of it.")
	}
}

func standing() record.Declaration {
	return record.Declare(record.Spec[Standing]{
		Module: "governance", Name: "standing", Prefix: "STA", Icon: "check",
		Help:   "How we stand to a signal of the briefing for a time: put off, accepted, or given to somebody.",
		Access: leadership(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "holds", Title: "Holds", Tone: record.Warn},
				{Name: "lifted", Title: "Lifted", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "lift", Title: "Lift", From: []string{"holds"}, To: "lifted"},
			},
		},
		Columns: []string{"title", "subject", "choice", "until", "owner", "state"},
		Views: []record.View{
			{Name: "holds", Title: "In force", Filter: `state = holds AND until >= today`, Order: "until"},
			{Name: "accepted", Title: "Accepted", Filter: `choice = accepted AND state = holds`, Order: "until"},
			{Name: "all", Title: "All"},
		},
		Check: checkStanding,
	})
}
