package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Quote is what a vendor offers for a purchase request.
type Quote struct {
	record.Header
	Name         string                      `record:"required,label" help:"What is offered, in a few words"`
	Request      record.Ref[PurchaseRequest] `record:"required" alias:"purchase request|rfq|requisition"`
	Vendor       record.Ref[Vendor]          `record:"required" alias:"supplier"`
	Reference    string                      `record:"search,index" help:"The vendor's own number" alias:"quote number"`
	Received     record.Date                 `record:"index"`
	ValidUntil   record.Date                 `record:"index" alias:"effective through|valid to"`
	Price        record.Money                `record:"index" help:"What is paid once, without tax" alias:"amount|one-off"`
	Annual       record.Money                `title:"A year" help:"What is paid every year besides, without tax" alias:"annual cost|recurring"`
	DeliveryDays record.Int                  `record:"min=0,max=1000" unit:"days" help:"From order to delivery" alias:"lead time"`
	Warranty     record.Int                  `record:"min=0,max=240" unit:"months"`
	PaymentDays  record.Int                  `record:"min=0,max=365" unit:"days" alias:"payment terms"`
	Terms        record.Markdown             `record:"search" help:"What else it says: what is included, and what is not"`
	Reason       record.Markdown             `record:"search" help:"Why it was chosen, where another costs less"`
	DecidedOn    record.Date                 `record:"system"`
}

// Total is what the offer costs over some years; unknown where neither price is
// known, or the two are in different currencies.
func (q *Quote) Total(years int64) record.Money {
	if !q.Annual.Known() {
		return q.Price
	}
	running, err := q.Annual.MulRatio(years, 1)
	if err != nil {
		return record.Money{}
	}
	if !q.Price.Known() {
		return running
	}
	return added(q.Price, running)
}

// Counts reports whether the offer is one to compare.
func (q *Quote) Counts() bool { return !q.Archived && q.State != "asked" && q.State != "withdrawn" }

func checkQuote(q *Quote, problems *fault.List) {
	if q.Received.Known() && q.ValidUntil.Before(q.Received) {
		problems.Add("valid_until", "It ends before it was received; check both dates.")
	}
	if q.Price.Known() && q.Annual.Known() && q.Price.Currency != q.Annual.Currency {
		problems.Add("annual", "Both prices must be in one currency.")
	}
}

// choose turns the other offers down. One that is not the cheapest by the rates of
// the day needs a reason.
func choose(s *record.Snapshot, at record.Moment, q *Quote) ([]record.Record, error) {
	request := record.Get(s, q.Request)
	if request == nil {
		return nil, fault.New(fault.Invalid, "The request of this quote is gone.")
	}
	var others []record.Record
	mine := q.Total(request.Span())
	for other := range record.Referring[Quote](s, q.Request.ID, "request") {
		if other.ID == q.ID || !other.Counts() {
			continue
		}
		price := RatesOf(s).Convert(other.Total(request.Span()), mine.Currency, at.Today())
		if price.Known() && price.Minor < mine.Minor && q.Reason == "" {
			return nil, fault.New(fault.Invalid, "%q costs less. Say in the field Reason why this one is chosen.", other.Name)
		}
		if other.State == "received" || other.State == "chosen" {
			next := s.Dictionary().TypeOf(other).Clone(other)
			next.Head().State = "declined"
			others = append(others, next)
		}
	}
	return others, nil
}

func quote() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[Quote]{
		Module: "vendors", Name: "quote", Prefix: "QUO", Icon: "money",
		Help:   "What a vendor offers for a purchase request.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "received",
			States: []record.State{
				{Name: "asked", Title: "Asked for", Tone: record.Warn},
				{Name: "received", Title: "Received"},
				{Name: "chosen", Title: "Chosen", Tone: record.Good},
				{Name: "declined", Title: "Not chosen", Closed: true},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "receive", Title: "Received", From: []string{"asked"}, To: "received", Stamps: []string{"received"}},
				{Name: "choose", Title: "Choose", From: []string{"received", "declined"}, To: "chosen", Roles: leaders, Stamps: []string{"decided_on"}, Follow: weigh(choose)},
				{Name: "decline", Title: "Turn down", From: []string{"asked", "received", "chosen"}, To: "declined", Roles: leaders, Stamps: []string{"decided_on"}},
				{Name: "withdraw", Title: "Withdrawn by the vendor", From: []string{"asked", "received", "chosen"}, To: "withdrawn"},
			},
		},
		Columns: []string{"name", "vendor", "price", "annual", "delivery_days", "valid_until", "request", "state"},
		Keys:    [][]string{{"vendor", "reference"}},
		Views: []record.View{
			{Name: "open", Title: "Open", Filter: `state = asked OR state = received`, Order: "valid_until"},
			{Name: "expiring", Title: "Valid for two weeks more", Filter: `state = received AND valid_until >= today AND valid_until <= today+14d`, Order: "valid_until"},
			{Name: "all", Title: "All quotes"},
		},
		Check: checkQuote,
	})
}
