package vendors

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Delivery is what has come of an order, and what was billed of it.
type Delivery struct {
	Lines []Position
	// Outstanding is the price of what is still to come: nothing of an order that is
	// closed or cancelled.
	Outstanding record.Money
	// Complete is the day on which the last of it came; unknown while something is
	// to come.
	Complete record.Date
	// Late is by how many days the order is, or was, behind its promise; 0 for in
	// time and for orders without a promise.
	Late int
}

// Position is one line of an order. Quantities are in millionths.
type Position struct {
	catalog.OrderLine
	Received, Billed int64
}

// Missing is the quantity that has not come.
func (p Position) Missing() int64 {
	if p.NoReceipt {
		return 0
	}
	return max(p.Quantity.Micro()-p.Received, 0)
}

// DeliveryOf says how far an order is delivered on a day.
func DeliveryOf(s *record.Snapshot, o *catalog.PurchaseOrder, today record.Date) Delivery {
	d := Delivery{Outstanding: record.NoMoney(o.Total.Currency)}
	came := catalog.ReceivedOf(s, o.ID)
	billed := catalog.BilledOf(s, o, func(*catalog.Invoice) bool { return true })
	delivered, whole := false, true
	for _, l := range o.Lines {
		p := Position{OrderLine: l, Received: came[l.Line.N()], Billed: billed[l.Line.N()]}
		d.Lines = append(d.Lines, p)
		delivered = delivered || !l.NoReceipt
		if missing := p.Missing(); missing > 0 {
			whole = false
			if rest, err := l.UnitPrice.MulRatio(missing, 1_000_000); err == nil && (o.Open() || o.State == "draft") {
				d.Outstanding, _ = d.Outstanding.Add(rest)
			}
		}
	}
	end := today
	if delivered && (whole || !o.Open()) {
		d.Complete = lastReceipt(s, o)
		end = d.Complete
	}
	if (o.Open() || d.Complete.Known()) && end.After(o.Promised) {
		d.Late = o.Promised.DaysUntil(end)
	}
	return d
}

func lastReceipt(s *record.Snapshot, o *catalog.PurchaseOrder) (last record.Date) {
	for r := range record.Referring[catalog.Receipt](s, o.ID, "order") {
		if r.State == "booked" && !r.Received.Before(last) {
			last = r.Received
		}
	}
	return last
}

// LateOrders lists the orders of which something is missing past the promised
// day, the longest late first.
func LateOrders(s *record.Snapshot, today record.Date) []*catalog.PurchaseOrder {
	var late []*catalog.PurchaseOrder
	for o := range record.Each[catalog.PurchaseOrder](s) {
		if o.Open() && o.Promised.Before(today) {
			late = append(late, o)
		}
	}
	slices.SortStableFunc(late, func(a, b *catalog.PurchaseOrder) int {
		return cmp.Or(-a.Promised.DaysUntil(b.Promised), cmp.Compare(a.Number, b.Number))
	})
	return late
}
