package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LeftOf is what a budget line has left: its year less what was spent or is owed,
// what orders promise and nobody has paid yet, and what requests are approved for
// without an order, each by the rate of its day. It is unknown where the line has
// no amount, and where something that uses it up cannot be converted.
func LeftOf(s *record.Snapshot, line *BudgetLine) record.Money {
	left := line.Amount
	rates := RatesOf(s)
	take := func(m record.Money, day record.Date) {
		var err error
		if left, err = left.Sub(rates.Convert(m, line.Amount.Currency, day)); err != nil {
			left = record.Money{}
		}
	}
	for e := range record.Referring[LedgerEntry](s, line.ID, "budget_line") {
		if !left.Known() {
			return left
		}
		switch {
		case !e.Counts():
		case e.Kind == "commitment":
			if rest := promised(s, e); rest.Minor != 0 {
				take(rest, e.Day)
			}
		default:
			take(e.Amount, e.Day)
		}
	}
	for p := range record.Referring[PurchaseRequest](s, line.ID, "budget_line") {
		if left.Known() && !p.Archived && p.State == "approved" && p.Amount.Known() {
			take(p.Amount, p.DecidedOn)
		}
	}
	return left
}

// promised is what a commitment still promises after what has settled it.
func promised(s *record.Snapshot, e *LedgerEntry) record.Money {
	rest := e.Amount
	if e.State == "released" {
		return record.NoMoney(rest.Currency)
	}
	for paid := range record.Referring[LedgerEntry](s, e.ID, "settles") {
		if next, err := rest.Sub(paid.Amount); err == nil && paid.Counts() {
			rest = next
		}
	}
	if rest.Minor < 0 {
		return record.NoMoney(rest.Currency)
	}
	return rest
}

// affordable holds that a request stays within its budget line, unless somebody
// says why not. What cannot be compared is not refused.
func affordable(s *record.Snapshot, at record.Moment, p *PurchaseRequest) ([]record.Record, error) {
	line := record.Get(s, p.BudgetLine)
	if line == nil || p.OverBudget != "" {
		return nil, nil
	}
	left := LeftOf(s, line)
	if cost := RatesOf(s).Convert(p.Amount, left.Currency, at.Today()); left.Known() && cost.Known() && cost.Minor > left.Minor {
		return nil, fault.New(fault.Invalid, "The budget line %q has %s left, this costs %s. Choose another line, or say in the field “Beyond the budget” why it is bought all the same.",
			line.Name, left.Text(), p.Amount.Text())
	}
	return nil, nil
}

// commitment is the booking of an order that is placed: the one that it has, where
// it was placed before.
func commitment(s *record.Snapshot, now record.Instant, o *PurchaseOrder, request *PurchaseRequest) record.Record {
	e := &LedgerEntry{
		Text: o.Title, Kind: "commitment", Day: o.Promised, Amount: o.Total, Document: s.Dictionary().TypeOf(o).Number(o.Number),
		BudgetLine: o.BudgetLine, Vendor: o.Vendor, Contract: o.Contract, Order: record.To[PurchaseOrder](o.ID),
	}
	if request != nil {
		e.Department, e.Service, e.Project = request.Department, request.Service, request.Project
		if !e.BudgetLine.Known() {
			e.BudgetLine = request.BudgetLine
		}
	}
	booked(s, e, now)
	if before := promiseOf(s, o.ID); before != nil { // placed again: what settles it goes on to
		e.Header = *s.Dictionary().TypeOf(before).Clone(before).Head()
		e.State, e.Account, e.Notes = "booked", before.Account, before.Notes
	}
	return e
}

// booked gives an entry its line's cost centre and category, and an ID.
func booked(s *record.Snapshot, e *LedgerEntry, now record.Instant) *LedgerEntry {
	if line := record.Get(s, e.BudgetLine); line != nil {
		e.Category, e.CostCentre = line.Category, line.CostCentre
	}
	e.ID, e.State = record.NewID(now.Time()), "booked"
	return e
}

// promiseOf finds the booking of an order; nil when there is none that counts.
func promiseOf(s *record.Snapshot, order record.ID) *LedgerEntry {
	for e := range record.Referring[LedgerEntry](s, order, "order") {
		if e.Kind == "commitment" && e.Counts() {
			return e
		}
	}
	return nil
}

// release ends the promise of an order of which nothing more will come.
func release(s *record.Snapshot, _ record.Instant, o *PurchaseOrder) ([]record.Record, error) {
	e := promiseOf(s, o.ID)
	if e == nil || e.State == "released" {
		return nil, nil
	}
	next := s.Dictionary().TypeOf(e).Clone(e)
	next.Head().State = "released"
	return []record.Record{next}, nil
}

// post enters an approved invoice in the ledger as what was spent. It settles the
// promise of its order.
func post(s *record.Snapshot, now record.Instant, i *Invoice) ([]record.Record, error) {
	e := &LedgerEntry{
		Text: i.Title, Kind: "actual", Day: i.Dated, Amount: i.Amount, Document: s.Dictionary().TypeOf(i).Number(i.Number),
		BudgetLine: i.BudgetLine, Vendor: i.Vendor, Contract: i.Contract, Invoice: record.To[Invoice](i.ID), Order: i.Order,
	}
	if !e.Day.Known() {
		e.Day = record.DateOf(now.Time())
	}
	if o := record.Get(s, i.Order); o != nil {
		if promise := promiseOf(s, o.ID); promise != nil {
			e.Settles = record.To[LedgerEntry](promise.ID)
			e.Department, e.Service, e.Project = promise.Department, promise.Service, promise.Project
			if !e.BudgetLine.Known() {
				e.BudgetLine = promise.BudgetLine
			}
		}
		if !e.Contract.Known() {
			e.Contract = o.Contract
		}
	}
	return []record.Record{booked(s, e, now)}, nil
}
