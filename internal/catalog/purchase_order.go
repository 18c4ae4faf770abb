package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// PurchaseOrder is what we told a vendor to deliver, at which price and by when.
type PurchaseOrder struct {
	record.Header
	Title             string                      `record:"required,label" alias:"subject|description"`
	Vendor            record.Ref[Vendor]          `record:"required" alias:"supplier|supplier name|vendor name"`
	Reference         string                      `record:"search,index" help:"Its number in the purchasing system" alias:"order number|po number"`
	Request           record.Ref[PurchaseRequest] `help:"The request that allows it" alias:"purchase request|requisition"`
	Quote             record.Ref[Quote]           `help:"The offer that it takes up"`
	Contract          record.Ref[Contract]        `help:"The agreement under which it is placed"`
	BudgetLine        record.Ref[BudgetLine]      `help:"What it is paid from; that of the request where it is empty" alias:"budget line|budget code"`
	Buyer             record.Ref[Person]          `help:"Who looks after it" alias:"agent|owner"`
	Site              record.Ref[Site]            `title:"Deliver to" alias:"ship to|ship to location"`
	Ordered           record.Date                 `record:"index" title:"Ordered on" alias:"order date|ordered date"`
	Promised          record.Date                 `record:"index" help:"The day on which all of it is promised" alias:"promised date|delivery date|due date"`
	Lines             record.Rows[OrderLine]
	Total             record.Money    `record:"index" help:"Sum of the lines, without tax; follows from them" alias:"amount|order amount"`
	PriceTolerance    record.Percent  `record:"min=0,max=100" help:"How far the price of an invoice may lie above that of the order; nothing where it is empty"`
	QuantityTolerance record.Percent  `record:"min=0,max=100" help:"How far the quantity received and invoiced may lie above that of the order; nothing where it is empty"`
	Notes             record.Markdown `record:"search"`
}

// OrderLine is one thing that was ordered.
type OrderLine struct {
	Line        record.Int `record:"min=1" help:"Receipts and invoices refer to it; given by itself where it is empty"`
	Description string     `record:"required"`
	Product     record.Ref[Product]
	Class       AssetClass     `title:"Becomes" help:"The class of the assets that a receipt makes of it, one a piece; empty for what is no asset"`
	Quantity    record.Decimal `record:"required,min=0"`
	UnitPrice   record.Money   `record:"required"`
	NoReceipt   bool           `help:"Nothing is delivered, as with a subscription: order and invoice alone are compared"`
}

// add numbers the lines that have no number and adds them up.
func (o *PurchaseOrder) add() {
	last := int64(0)
	for _, l := range o.Lines {
		last = max(last, l.Line.N())
	}
	var sum record.Money
	for i := range o.Lines {
		l := &o.Lines[i]
		if !l.Line.Known() {
			last++
			l.Line = record.Whole(last)
		}
		if i == 0 || sum.Known() {
			sum = added(sum, priced(l.UnitPrice, l.Quantity))
		}
	}
	if len(o.Lines) > 0 {
		o.Total = sum
	}
}

// Line finds a line by its number; nil when the order has none of it.
func (o *PurchaseOrder) Line(n int64) *OrderLine {
	for i := range o.Lines {
		if o.Lines[i].Line.N() == n {
			return &o.Lines[i]
		}
	}
	return nil
}

// Open reports whether something of the order is still to be delivered.
func (o *PurchaseOrder) Open() bool {
	return !o.Archived && (o.State == "ordered" || o.State == "part_received")
}

func checkPurchaseOrder(o *PurchaseOrder, problems *fault.List) {
	if o.Ordered.Known() && o.Promised.Before(o.Ordered) {
		problems.Add("promised", "It is promised before it was ordered; check both dates.")
	}
	seen := map[int64]bool{}
	for _, l := range o.Lines {
		if seen[l.Line.N()] {
			problems.Add("lines", "Two lines have the number %d; receipts could not tell them apart.", l.Line.N())
		}
		seen[l.Line.N()] = true
		if l.UnitPrice.Currency != o.Lines[0].UnitPrice.Currency {
			problems.Add("lines", "All lines must be in one currency.")
		}
	}
}

// place holds that an order stays within what was approved. The request counts
// as ordered with it, and the ledger knows of the promise.
func place(s *record.Snapshot, at record.Moment, o *PurchaseOrder) ([]record.Record, error) {
	if o.Total.Minor < 0 {
		return nil, fault.New(fault.Invalid, "The order comes to less than nothing. What a vendor gives back is an invoice of less than nothing.")
	}
	request := record.Get(s, o.Request)
	if request == nil {
		if !underContract(s, o) {
			if err := small(s, at, o); err != nil {
				return nil, err
			}
		}
		return []record.Record{commitment(s, at.Now, o, nil)}, nil
	}
	if request.State != "approved" && request.State != "ordered" {
		return nil, fault.New(fault.Invalid, "The request %q is not approved.", request.Title)
	}
	if err := within(s, at, request, o); err != nil {
		return nil, err
	}
	follows := []record.Record{commitment(s, at.Now, o, request)}
	if request.State == "approved" {
		next := s.Dictionary().TypeOf(request).Clone(request)
		next.Head().State = "ordered"
		follows = append(follows, next)
	}
	return follows, nil
}

// abandon releases the promise of an order. Where it was the only one of its
// request, that may be ordered anew.
func abandon(s *record.Snapshot, now record.Instant, o *PurchaseOrder) ([]record.Record, error) {
	follows, err := release(s, now, o)
	request := record.Get(s, o.Request)
	if err != nil || o.State == "draft" || request == nil || request.State != "ordered" {
		return follows, err
	}
	for other := range record.Referring[PurchaseOrder](s, request.ID, "request") {
		if other.ID != o.ID && other.binds() {
			return follows, nil
		}
	}
	next := s.Dictionary().TypeOf(request).Clone(request)
	next.Head().State = "approved"
	return append(follows, next), nil
}

// binds reports whether an order was placed and holds.
func (o *PurchaseOrder) binds() bool {
	return !o.Archived && o.State != "draft" && o.State != "cancelled"
}

func purchaseOrder() record.Declaration {
	agreed := []string{"vendor", "request", "lines", "total"}
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[PurchaseOrder]{
		Module: "vendors", Name: "purchase_order", Prefix: "ORD", Icon: "contract",
		Help:   "What we told a vendor to deliver, at which price and by when.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "ordered",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "ordered", Title: "Ordered", Tone: record.Good, Fixed: agreed},
				{Name: "part_received", Title: "Received in part", Tone: record.Warn, Fixed: agreed},
				{Name: "received", Title: "Received", Tone: record.Good, Fixed: agreed},
				{Name: "closed", Title: "Closed", Closed: true, Fixed: agreed},
				{Name: "cancelled", Title: "Cancelled", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "place", Title: "Place the order", From: []string{"draft"}, To: "ordered", Roles: leaders, Needs: []string{"lines", "promised"}, Stamps: []string{"ordered"}, Follow: weigh(place)},
				{Name: "receive_part", Title: "Received in part", From: []string{"ordered"}, To: "part_received"},
				{Name: "complete", Title: "Nothing more comes", From: []string{"ordered", "part_received"}, To: "received", Roles: leaders},
				{Name: "close", Title: "Close", From: []string{"received"}, To: "closed", Roles: leaders, Follow: follow(release)},
				{Name: "cancel", Title: "Cancel", From: []string{"draft", "ordered"}, To: "cancelled", Roles: leaders, Follow: follow(abandon)},
				{Name: "reopen", Title: "Open again", From: []string{"closed", "cancelled"}, To: "draft", Roles: leaders},
			},
		},
		Columns: []string{"title", "vendor", "total", "ordered", "promised", "buyer", "state"},
		Keys:    [][]string{{"reference"}},
		Views: []record.View{
			{Name: "open", Title: "Not received", Filter: `state = ordered OR state = part_received`, Order: "promised"},
			{Name: "late", Title: "Late", Filter: `(state = ordered OR state = part_received) AND promised < today`, Order: "promised"},
			{Name: "draft", Title: "To place", Filter: `state = draft`},
			{Name: "mine", Title: "Mine", Filter: `buyer = me`, Order: "promised"},
			{Name: "all", Title: "All orders"},
		},
		Normalise: (*PurchaseOrder).add,
		Check:     checkPurchaseOrder,
	})
}
