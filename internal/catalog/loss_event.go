package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LossEvent is a risk that came true, or nearly did: what happened and what it cost
// (ISO Guide 73: event; loss data as banks keep them, Basel framework OPE25). It is
// what estimates are calibrated from and held against.
type LossEvent struct {
	record.Header
	Title     string               `record:"required,label" alias:"event|name|description"`
	Risk      record.Ref[Risk]     `record:"required"`
	Kind      LossEventKind        `record:"required,index" alias:"type"`
	Happened  record.Date          `record:"required,index" title:"Happened on" alias:"date|occurred on"`
	Loss      record.Money         `title:"Lost in all" help:"Of all forms, before anything came back" alias:"amount|gross loss"`
	Recovered record.Money         `title:"Got back" help:"From insurance, vendors or others" alias:"recovery"`
	Service   record.Ref[Service]  `help:"The service that it hit most"`
	Incident  record.Ref[Incident] `help:"The incident in which it showed"`
	Exercise  record.Ref[Exercise] `title:"Crisis" help:"The recovery plan that was activated for it"`
	Story     record.Markdown      `record:"search" title:"What happened"`
	Lessons   record.Markdown      `record:"search"`
}

// LossEventKind tells what came true from what nearly did.
type LossEventKind string

// Options lists the kinds.
func (LossEventKind) Options() []record.Option {
	return []record.Option{
		{Name: "loss", Title: "Loss", Tone: record.Bad},
		{Name: "near_miss", Title: "Near miss", Tone: record.Warn},
	}
}

// Counts reports whether it is a loss that came true.
func (e *LossEvent) Counts() bool { return !e.Archived && e.State != "dropped" && e.Kind == "loss" }

func checkLossEvent(e *LossEvent, problems *fault.List) {
	if e.Loss.Known() && e.Loss.Minor < 0 {
		problems.Add("loss", "A loss cannot be less than nothing.")
	}
	if e.Recovered.Known() && e.Loss.Known() && e.Recovered.Currency == e.Loss.Currency && e.Recovered.Minor > e.Loss.Minor {
		problems.Add("recovered", "More came back than was lost; check both amounts.")
	}
}

func lossEvent() record.Declaration {
	return record.Declare(record.Spec[LossEvent]{
		Module: "risk", Name: "loss_event", Prefix: "LEV", Icon: "money",
		Help:   "A risk that came true, or nearly did: what happened and what it cost.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "counting", Title: "Being counted", Tone: record.Warn},
				{Name: "settled", Title: "Settled", Tone: record.Good, Closed: true, Fixed: []string{"risk", "kind", "happened", "loss", "recovered"}},
				{Name: "dropped", Title: "Was none", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "settle", Title: "The amount is final", From: []string{"counting"}, To: "settled", Needs: []string{"loss"}},
				{Name: "drop", Title: "Was none", From: []string{"counting"}, To: "dropped"},
				{Name: "recount", Title: "Count anew", From: []string{"settled", "dropped"}, To: "counting"},
			},
		},
		Columns: []string{"title", "risk", "kind", "happened", "loss", "recovered", "incident", "state"},
		Keys:    [][]string{{"risk", "happened", "title"}},
		Views: []record.View{
			{Name: "losses", Title: "Losses", Filter: `kind = loss AND NOT state = dropped`, Order: "-happened"},
			{Name: "near", Title: "Near misses", Filter: `kind = near_miss AND NOT state = dropped`, Order: "-happened"},
			{Name: "counting", Title: "Being counted", Filter: `state = counting`, Order: "happened"},
			{Name: "all", Title: "All events", Order: "-happened"},
		},
		Check: checkLossEvent,
	})
}
