package records

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// namedIn is the record that the address of a form names in a field; nil when it
// names none, or one that the visitor may not see.
func namedIn[T any](v *frame.Visit, field string) (*record.Snapshot, *T) {
	id, err := record.ParseID(v.R.URL.Query().Get(field))
	if err != nil {
		return nil, nil
	}
	s, err := v.Clerk.Snapshot()
	if err != nil {
		return nil, nil
	}
	return s, record.Get(s, record.To[T](id))
}

// beginReceipt counts what is outstanding of the order, and today.
func beginReceipt(v *frame.Visit, r record.Record) {
	receipt := r.(*catalog.Receipt)
	receipt.Received, receipt.ReceivedBy = v.Clerk.Desk().Today(), record.To[catalog.Person](v.Clerk.Principal().Person)
	s, o := namedIn[catalog.PurchaseOrder](v, "order")
	if o == nil {
		return
	}
	for _, l := range vendors.DeliveryOf(s, o, receipt.Received).Lines {
		if missing := l.Missing(); missing > 0 {
			receipt.Lines = append(receipt.Lines, catalog.ReceiptLine{Line: l.Line, Quantity: record.NewDecimal(missing)})
		}
	}
}

// beginInvoice takes over what has come of the order and was not billed.
func beginInvoice(v *frame.Visit, r record.Record) {
	i := r.(*catalog.Invoice)
	i.Received = v.Clerk.Desk().Today()
	s, o := namedIn[catalog.PurchaseOrder](v, "order")
	if o == nil {
		return
	}
	i.Title, i.Vendor, i.Dated = o.Title, o.Vendor, i.Received
	var all record.Rows[catalog.InvoiceLine]
	for _, l := range vendors.DeliveryOf(s, o, i.Received).Lines {
		come := l.Received
		if l.NoReceipt {
			come = l.Quantity.Micro()
		}
		if rest := come - l.Billed; rest > 0 {
			all = append(all, catalog.InvoiceLine{Line: l.Line, Description: l.Description, Quantity: record.NewDecimal(rest), UnitPrice: l.UnitPrice})
		}
	}
	i.Lines = all
	s.Dictionary().TypeOf(i).Normalise(i)
}

// beginOrder takes over what the request asks for, from the vendor of the quote
// that was chosen.
func beginOrder(v *frame.Visit, r record.Record) {
	o := r.(*catalog.PurchaseOrder)
	o.Buyer = record.To[catalog.Person](v.Clerk.Principal().Person)
	s, p := namedIn[catalog.PurchaseRequest](v, "request")
	if p == nil {
		return
	}
	o.Title, o.Vendor, o.Contract, o.BudgetLine, o.Promised = p.Title, p.Vendor, p.Contract, p.BudgetLine, p.NeededBy
	for _, l := range p.Lines {
		o.Lines = append(o.Lines, catalog.OrderLine{Description: l.Description, Product: l.Product, Quantity: l.Quantity, UnitPrice: l.UnitPrice})
	}
	for q := range record.Referring[catalog.Quote](s, p.ID, "request") {
		if q.State == "chosen" && !q.Archived {
			o.Quote, o.Vendor = record.To[catalog.Quote](q.ID), q.Vendor
		}
	}
	s.Dictionary().TypeOf(o).Normalise(o)
}
