package catalog

import (
	"math/bits"
	"strings"

	"fairlead/internal/record"
)

// MatchResult is what comes of comparing an invoice with order and receipts.
type MatchResult int

// The results, from good to bad: of several lines the worst counts. They are the
// reasons for which payables systems hold an invoice back (price, quantity
// received, quantity ordered; Oracle Payables User's Guide, release 12.1,
// "Invoice holds").
const (
	Matched MatchResult = iota
	PriceDiffers
	QuantityDiffers
	NotReceived
	NoOrder
)

// Title says it in words.
func (r MatchResult) Title() string {
	return [...]string{"matched", "price differs", "quantity differs", "not received", "no order"}[r]
}

// Match is an invoice beside its order and what was received of it.
type Match struct {
	Result MatchResult
	Order  *PurchaseOrder // nil: none is recorded
	Lines  []MatchLine
	Again  *Invoice // the same number of the same vendor, billed before
	// Over is what the invoice asks for beyond what was ordered and received, at
	// what was agreed; unknown where there is no order, or another currency.
	Over record.Money
}

// MatchLine is one line of an invoice beside that of the order. Quantities are
// in millionths.
type MatchLine struct {
	Description string
	Result      MatchResult
	Line        int64 // of the order; 0 for none
	Ordered     int64
	Received    int64
	Before      int64 // billed by earlier invoices, and earlier lines of this one
	Billed      int64
	Agreed      record.Money // price of a piece on the order
	Asked       record.Money // on the invoice
	// PriceOver is the billed quantity at the difference of the prices, QuantityOver
	// the quantity billed beyond what was received at the agreed price. Both are
	// unknown where they cannot be computed; the first is negative for a lower price.
	PriceOver, QuantityOver record.Money
}

// MatchOf compares an invoice with its order and with what was received and
// billed before. Prices may lie above those of the order, and quantities above
// those ordered and received, by the tolerances of the order and no further. What
// is billed in part or below the price agrees.
func MatchOf(s *record.Snapshot, i *Invoice) Match {
	m := Match{Result: Matched, Order: record.Get(s, i.Order), Again: billedAgain(s, i)}
	if m.Order == nil || m.Order.Archived || m.Order.State == "draft" || m.Order.State == "cancelled" {
		m.Result, m.Order = NoOrder, nil
		return m
	}
	received, before := ReceivedOf(s, m.Order.ID), billedBefore(s, m.Order, i)
	lines, value := i.Lines, record.Money{}
	if len(lines) == 0 { // one amount for all that has come
		lines, value = billedWhole(m.Order, received, before, i)
	}
	m.Over = record.NoMoney(i.Amount.Currency)
	for _, l := range lines {
		ml := matchLine(m.Order, l, received, before)
		before[l.Line.N()] += l.Quantity.Micro()
		m.Lines = append(m.Lines, ml)
		m.Result = max(m.Result, ml.Result)
		if over := ml.over(); m.Over.Known() && over.Known() {
			m.Over = added(m.Over, over)
		} else {
			m.Over = record.Money{}
		}
	}
	m.asWhole(value, i.Amount)
	return m
}

// asWhole compares one amount with the price of what has come, where that is
// known: prices of single pieces, computed from it, are rounded.
func (m *Match) asWhole(value, amount record.Money) {
	if value.Minor <= 0 || value.Currency != amount.Currency || m.Result > PriceDiffers {
		return
	}
	m.Result, m.Over = Matched, record.NoMoney(amount.Currency)
	if amount.Minor > more(value.Minor, m.Order.PriceTolerance) {
		m.Result, m.Over = PriceDiffers, record.Money{Minor: amount.Minor - value.Minor, Currency: amount.Currency}
	}
	for n := range m.Lines {
		m.Lines[n].Result = m.Result
	}
}

// matchLine compares one line.
func matchLine(o *PurchaseOrder, l InvoiceLine, received, before map[int64]int64) MatchLine {
	n := l.Line.N()
	m := MatchLine{Description: l.Description, Line: n, Billed: l.Quantity.Micro(), Asked: l.UnitPrice, Received: received[n], Before: before[n]}
	line := o.Line(n)
	if line == nil {
		m.Line, m.Result = 0, NoOrder
		return m
	}
	m.Ordered, m.Agreed = line.Quantity.Micro(), line.UnitPrice
	come := m.Received
	if line.NoReceipt {
		come = m.Ordered
	}
	if difference, err := m.Asked.Sub(m.Agreed); err == nil {
		m.PriceOver = priced(difference, l.Quantity)
	}
	beyond := max(m.Billed+m.Before-come, 0)
	m.QuantityOver = priced(m.Agreed, record.NewDecimal(beyond))
	switch {
	case come == 0 && m.Billed > 0:
		m.Result = NotReceived
	case m.Billed+m.Before > more(come, o.QuantityTolerance), m.Billed+m.Before > more(m.Ordered, o.QuantityTolerance):
		m.Result = QuantityDiffers
	case m.Asked.Currency != m.Agreed.Currency || m.Asked.Minor > more(m.Agreed.Minor, o.PriceTolerance):
		m.Result = PriceDiffers
	}
	return m
}

// over is what the line asks for too much: nothing where it agrees.
func (m *MatchLine) over() record.Money {
	switch m.Result {
	case Matched:
		return record.NoMoney(m.Asked.Currency)
	case NoOrder:
		return priced(m.Asked, record.NewDecimal(m.Billed))
	}
	over := m.QuantityOver
	if m.PriceOver.Minor > 0 {
		over = added(over, m.PriceOver)
	}
	return over
}

// billedWhole is an invoice without lines as lines: its amount against all that
// has come and was not billed, and what that costs as agreed.
func billedWhole(o *PurchaseOrder, received, before map[int64]int64, i *Invoice) (record.Rows[InvoiceLine], record.Money) {
	var lines record.Rows[InvoiceLine]
	value := record.NoMoney(o.Total.Currency)
	for _, l := range o.Lines {
		come := received[l.Line.N()]
		if l.NoReceipt {
			come = l.Quantity.Micro()
		}
		if rest := come - before[l.Line.N()]; rest > 0 {
			lines = append(lines, InvoiceLine{Line: l.Line, Description: l.Description, Quantity: record.NewDecimal(rest), UnitPrice: l.UnitPrice})
			value = added(value, priced(l.UnitPrice, record.NewDecimal(rest)))
		}
	}
	if len(lines) == 0 && len(o.Lines) > 0 { // nothing to bill: it is held against the first line
		first := o.Lines[0]
		return record.Rows[InvoiceLine]{{Line: first.Line, Description: first.Description, Quantity: first.Quantity, UnitPrice: first.UnitPrice}}, record.Money{}
	}
	for n := range lines { // what is asked, spread as what has come
		if price, err := lines[n].UnitPrice.MulRatio(i.Amount.Minor, max(value.Minor, 1)); err == nil && i.Amount.Currency == value.Currency {
			lines[n].UnitPrice = price
		} else {
			lines[n].UnitPrice = record.NoMoney(i.Amount.Currency)
		}
	}
	return lines, value
}

// ReceivedOf adds up what has come of an order, by line, in millionths.
func ReceivedOf(s *record.Snapshot, order record.ID) map[int64]int64 {
	came := map[int64]int64{}
	for r := range record.Referring[Receipt](s, order, "order") {
		if r.State != "booked" { // an archived one has come all the same
			continue
		}
		for _, l := range r.Lines {
			came[l.Line.N()] += l.Quantity.Micro()
		}
	}
	return came
}

// BilledOf adds up what the invoices of an order that count bill, by line, in
// millionths. One amount without lines bills what has come and no other bills,
// line by line, as far as it reaches.
func BilledOf(s *record.Snapshot, o *PurchaseOrder, counts func(*Invoice) bool) map[int64]int64 {
	billed := map[int64]int64{}
	var whole []*Invoice
	for i := range record.Referring[Invoice](s, o.ID, "order") {
		if i.State == "rejected" || i.Archived && !i.Settled() || !counts(i) {
			continue
		}
		if len(i.Lines) == 0 {
			whole = append(whole, i)
		}
		for _, l := range i.Lines {
			billed[l.Line.N()] += l.Quantity.Micro()
		}
	}
	received := ReceivedOf(s, o.ID)
	for _, i := range whole {
		spread(o, received, billed, i.Amount)
	}
	return billed
}

// spread adds what an amount pays of an order to what is billed of its lines.
func spread(o *PurchaseOrder, received, billed map[int64]int64, amount record.Money) {
	for _, l := range o.Lines {
		n, come := l.Line.N(), received[l.Line.N()]
		if l.NoReceipt {
			come = l.Quantity.Micro()
		}
		rest := record.NewDecimal(come - billed[n])
		cost := priced(l.UnitPrice, rest)
		if rest.Micro() <= 0 || cost.Minor <= 0 || cost.Currency != amount.Currency || amount.Minor <= 0 {
			continue
		}
		if cost.Minor > amount.Minor {
			high, low := bits.Mul64(uint64(rest.Micro()), uint64(amount.Minor))
			part, _ := bits.Div64(high, low, uint64(cost.Minor)) // less than the rest, as the amount is than its cost
			billed[n] += int64(part)
			return
		}
		billed[n] += rest.Micro()
		amount.Minor -= cost.Minor
	}
}

// billedBefore adds up what earlier invoices bill of the same order: those that
// are settled, and of those that are open the ones with a lower number.
func billedBefore(s *record.Snapshot, o *PurchaseOrder, i *Invoice) map[int64]int64 {
	return BilledOf(s, o, func(other *Invoice) bool {
		return other.ID != i.ID && (other.Settled() || i.Number == 0 || other.Number < i.Number)
	})
}

// billedAgain finds another invoice of the same vendor with the same number: an
// earlier one, or one that is settled while this is not.
func billedAgain(s *record.Snapshot, i *Invoice) *Invoice {
	for other := range record.Referring[Invoice](s, i.Vendor.ID, "vendor") {
		if other.ID == i.ID || !strings.EqualFold(other.Reference, i.Reference) || other.State == "rejected" || other.Archived && !other.Settled() {
			continue
		}
		if i.Number == 0 || other.Number < i.Number || other.Settled() && !i.Settled() {
			return other
		}
	}
	return nil
}
