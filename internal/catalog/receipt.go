package catalog

import (
	"fmt"
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Receipt is a delivery on an order, or a part of it, as somebody counted it.
type Receipt struct {
	record.Header
	Title        string                    `record:"label" help:"Follows from the delivery note where it is empty" alias:"description"`
	Order        record.Ref[PurchaseOrder] `record:"required" alias:"purchase order|order number|po number"`
	Received     record.Date               `record:"required,index" title:"Received on" alias:"receipt date|delivery date"`
	ReceivedBy   record.Ref[Person]        `alias:"receiver"`
	DeliveryNote string                    `record:"search,index" alias:"packing slip|shipment"`
	Lines        record.Rows[ReceiptLine]  `help:"What came; all that is outstanding where it is empty"`
	Notes        record.Markdown           `record:"search"`
}

// ReceiptLine is what came of one line of the order.
type ReceiptLine struct {
	Line     record.Int     `record:"required,min=1" help:"Of the order"`
	Quantity record.Decimal `record:"required,min=0" help:"Accepted; what is sent back does not count"`
	Serials  string         `help:"Serial numbers, with commas between them"`
}

func (r *Receipt) name() {
	if r.Title == "" && r.DeliveryNote != "" {
		r.Title = "Delivery " + r.DeliveryNote
	}
}

// mostMade is how many assets one receipt makes.
const mostMade = 500

// book takes a delivery in: the order knows what it lacks, and pieces become
// assets in stock.
func book(s *record.Snapshot, now record.Instant, r *Receipt) ([]record.Record, error) {
	order := record.Get(s, r.Order)
	if order == nil || !order.Open() {
		return nil, fault.New(fault.Invalid, "The order does not wait for a delivery: it is not placed, or all of it has come.")
	}
	came := ReceivedOf(s, order.ID)
	if len(r.Lines) == 0 {
		r.Lines = outstanding(order, came)
	}
	var follows []record.Record
	for _, l := range r.Lines {
		line := order.Line(l.Line.N())
		if line == nil {
			return nil, fault.New(fault.Invalid, "The order has no line %d.", l.Line.N())
		}
		came[l.Line.N()] += l.Quantity.Micro()
		if came[l.Line.N()] > more(line.Quantity.Micro(), order.QuantityTolerance) {
			return nil, fault.New(fault.Invalid, "Line %d: with this delivery %s have come, ordered were %s. Send the rest back, or order it besides.",
				l.Line.N(), record.NewDecimal(came[l.Line.N()]).Text(), line.Quantity.Text())
		}
		assets, err := made(r, order, line, l, now)
		if err != nil {
			return nil, err
		}
		follows = append(follows, assets...)
	}
	next := s.Dictionary().TypeOf(order).Clone(order)
	next.Head().State = "received"
	if len(outstanding(order, came)) > 0 {
		next.Head().State = "part_received"
	}
	return append(follows, next), nil
}

// takeBack undoes a delivery that was booked: its assets go, and the order waits
// again for what it brought.
func takeBack(s *record.Snapshot, _ record.Instant, r *Receipt) ([]record.Record, error) {
	order := record.Get(s, r.Order)
	if r.State != "booked" || order == nil {
		return nil, nil
	}
	if err := unbilled(s, order, r); err != nil {
		return nil, err
	}
	if order.State == "closed" {
		return nil, fault.New(fault.Invalid, "The order is closed, and what it promised is released. A delivery of it cannot be taken back.")
	}
	var follows []record.Record
	for a := range record.Referring[Asset](s, r.ID, "receipt") {
		if a.Archived || a.State == "retired" {
			continue
		}
		if a.State != "in_stock" {
			return nil, fault.New(fault.Invalid, "%q came with this delivery and is no longer in stock. Put it back in stock, or retire it, and cancel the delivery then.", a.Name)
		}
		gone := s.Dictionary().TypeOf(a).Clone(a)
		gone.Head().State, gone.Head().Archived = "retired", true
		follows = append(follows, gone)
	}
	came := ReceivedOf(s, order.ID)
	for _, l := range r.Lines {
		came[l.Line.N()] -= l.Quantity.Micro()
	}
	next := s.Dictionary().TypeOf(order).Clone(order)
	switch {
	case order.State != "received" && order.State != "part_received", len(outstanding(order, came)) == 0:
		return follows, nil
	case !anyOf(came):
		next.Head().State = "ordered"
	default:
		next.Head().State = "part_received"
	}
	return append(follows, next), nil
}

// unbilled holds that no invoice that was approved bills what a delivery brought.
func unbilled(s *record.Snapshot, order *PurchaseOrder, r *Receipt) error {
	came := ReceivedOf(s, order.ID)
	billed := BilledOf(s, order, (*Invoice).Settled)
	for _, l := range r.Lines {
		n := l.Line.N()
		if came[n] -= l.Quantity.Micro(); l.Quantity.Micro() > 0 && billed[n] > came[n] {
			return fault.New(fault.Invalid, "Line %d: an invoice that is approved bills what came with this delivery. Dispute the invoice first; what is paid already, the vendor gives back with a credit note.", n)
		}
	}
	return nil
}

// anyOf reports whether something has come.
func anyOf(came map[int64]int64) bool {
	for _, quantity := range came {
		if quantity > 0 {
			return true
		}
	}
	return false
}

// outstanding lists what has not come of an order.
func outstanding(o *PurchaseOrder, came map[int64]int64) record.Rows[ReceiptLine] {
	var rest record.Rows[ReceiptLine]
	for _, l := range o.Lines {
		if missing := l.Quantity.Micro() - came[l.Line.N()]; missing > 0 && !l.NoReceipt {
			rest = append(rest, ReceiptLine{Line: l.Line, Quantity: record.NewDecimal(missing)})
		}
	}
	return rest
}

// made gives the assets of one line of a delivery: one a piece, with its serial
// number where it is known.
func made(r *Receipt, o *PurchaseOrder, line *OrderLine, l ReceiptLine, now record.Instant) ([]record.Record, error) {
	if line.Class == "" {
		return nil, nil
	}
	pieces := l.Quantity.Micro() / 1_000_000
	if pieces > mostMade || l.Quantity.Micro()%1_000_000 != 0 {
		return nil, fault.New(fault.Invalid, "Line %d: assets are made of whole pieces, at most %d with one receipt.", l.Line.N(), mostMade)
	}
	serials := strings.FieldsFunc(l.Serials, func(r rune) bool { return strings.ContainsRune(",; \n\t", r) })
	if int64(len(serials)) > pieces {
		return nil, fault.New(fault.Invalid, "Line %d: there are %d serial numbers for %d pieces.", l.Line.N(), len(serials), pieces)
	}
	var assets []record.Record
	for i := range pieces {
		a := &Asset{
			Name: fmt.Sprintf("%s %d", line.Description, i+1), Class: line.Class, Product: line.Product, Site: o.Site,
			Vendor: o.Vendor, Contract: o.Contract, Purchased: r.Received, Price: line.UnitPrice, Receipt: record.To[Receipt](r.ID),
		}
		a.ID, a.State = record.NewID(now.Time()), "in_stock"
		if i < int64(len(serials)) {
			a.Serial = serials[i]
			a.Name = line.Description + " " + a.Serial
		}
		assets = append(assets, a)
	}
	return assets, nil
}

func receipt() record.Declaration {
	return record.Declare(record.Spec[Receipt]{
		Module: "vendors", Name: "receipt", Prefix: "RCV", Icon: "check",
		Help:   "A delivery on an order, or a part of it, as somebody counted it.",
		Access: commercial().With(record.Technician, record.Rule{May: record.Read | record.Create | record.Update}),
		Lifecycle: record.Lifecycle{
			Imported: "booked",
			States: []record.State{
				{Name: "draft", Title: "Counted"},
				{Name: "booked", Title: "Booked", Tone: record.Good, Fixed: []string{"order", "lines"}},
				{Name: "cancelled", Title: "Cancelled", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "book", Title: "Book", From: []string{"draft"}, To: "booked", Follow: follow(book)},
				{Name: "cancel", Title: "Cancel", From: []string{"draft", "booked"}, To: "cancelled", Roles: []record.Role{record.Director, record.Manager}, Follow: follow(takeBack)},
			},
		},
		Columns: []string{"title", "order", "received", "received_by", "state"},
		Keys:    [][]string{{"order", "delivery_note"}},
		Views: []record.View{
			{Name: "open", Title: "To book", Filter: `state = draft`, Order: "received"},
			{Name: "booked", Title: "Booked", Filter: `state = booked`, Order: "-received"},
			{Name: "all", Title: "All receipts", Order: "-received"},
		},
		Normalise: (*Receipt).name,
	})
}
