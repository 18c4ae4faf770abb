package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// VendorReview is a judgement of a vendor on a day. What can be measured stands
// on the vendor's page; here is what was made of it.
type VendorReview struct {
	record.Header
	Title     string             `record:"required,label" alias:"review|subject"`
	Vendor    record.Ref[Vendor] `record:"required" alias:"supplier"`
	On        record.Date        `record:"required,index" title:"Reviewed on" alias:"review date|date"`
	From      record.Date        `help:"First day of what was looked at"`
	To        record.Date        `help:"Last day of what was looked at"`
	Reviewer  record.Ref[Person] `alias:"reviewed by"`
	Judgement Judgement          `record:"index"`
	Summary   record.Markdown    `record:"search" help:"What the figures say, and what they do not"`
	Agreed    record.Markdown    `record:"search" help:"What was agreed with the vendor"`
	Next      record.Date        `record:"index" title:"Next review" alias:"next review date"`
}

// Judgement is what to do with a vendor.
type Judgement string

// Options lists the judgements.
func (Judgement) Options() []record.Option {
	return []record.Option{
		{Name: "extend", Title: "Buy more from them", Tone: record.Good},
		{Name: "keep", Title: "Keep", Tone: record.Good},
		{Name: "improve", Title: "Must get better", Tone: record.Warn},
		{Name: "replace", Title: "Replace", Tone: record.Bad},
	}
}

func checkVendorReview(r *VendorReview, problems *fault.List) {
	if r.From.Known() && r.To.Before(r.From) {
		problems.Add("to", "It ends before it begins; check both days.")
	}
	if r.Next.Known() && !r.Next.After(r.On) {
		problems.Add("next", "The next review comes after this one; check both days.")
	}
}

func vendorReview() record.Declaration {
	return record.Declare(record.Spec[VendorReview]{
		Module: "vendors", Name: "vendor_review", Prefix: "VRV", Icon: "star",
		Help:   "A judgement of a vendor on a day.",
		Access: leadership(),
		Lifecycle: record.Lifecycle{
			Imported: "held",
			States: []record.State{
				{Name: "planned", Title: "Planned"},
				{Name: "held", Title: "Held", Tone: record.Good},
				{Name: "cancelled", Title: "Cancelled", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "hold", Title: "Held", From: []string{"planned"}, To: "held", Needs: []string{"judgement", "summary"}},
				{Name: "cancel", Title: "Cancel", From: []string{"planned"}, To: "cancelled"},
				{Name: "reopen", Title: "Open again", From: []string{"held", "cancelled"}, To: "planned"},
			},
		},
		Columns: []string{"title", "vendor", "on", "judgement", "reviewer", "next", "state"},
		Keys:    [][]string{{"vendor", "on"}},
		Views: []record.View{
			{Name: "held", Title: "Held", Filter: `state = held`, Order: "-on"},
			{Name: "due", Title: "Next one due", Filter: `state = held AND next <= today`, Order: "next"},
			{Name: "all", Title: "All reviews", Order: "-on"},
		},
		Check: checkVendorReview,
	})
}
