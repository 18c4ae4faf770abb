package catalog

import (
	"strings"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// requestLimit is the amount, in whole units of the organisation's currency, up
// to which one who leads may say yes alone, and orders may be placed with a
// vendor without a request.
const requestLimit = 10_000

// splitDays is over how many days the orders of one vendor without a request are
// added up: what is parted into small orders needs the consent of the whole.
const splitDays = 30

// small holds that an order without a request, with those placed with the same
// vendor shortly before, stays within the limit.
func small(s *record.Snapshot, at record.Moment, o *PurchaseOrder) error {
	rates, today := RatesOf(s), at.Today()
	sum := rates.Convert(o.Total, at.Currency, today)
	if !sum.Known() {
		return fault.New(fault.Invalid, "What the order comes to in %s is not known, so it cannot be compared with the limit of %d. Enter its lines and the exchange rate, or name an approved request in the field Request.", at.Currency, requestLimit)
	}
	if sum.Exceeds(requestLimit) {
		return fault.New(fault.Invalid, "An order over %d %s without a contract in force with its vendor needs an approved request: name it in the field Request.", requestLimit, at.Currency)
	}
	var before []string
	for other := range record.Referring[PurchaseOrder](s, o.Vendor.ID, "vendor") {
		if other.ID == o.ID || !other.binds() || other.Request.Known() || !other.Ordered.Known() || other.Ordered.Before(today.AddDays(-splitDays)) || framed(s, other) {
			continue
		}
		before = append(before, s.Dictionary().TypeOf(other).Number(other.Number))
		if sum = added(sum, rates.Convert(other.Total, at.Currency, other.Ordered)); !sum.Known() {
			return fault.New(fault.Invalid, "What %s comes to in %s is not known, and it counts towards the limit. Enter the exchange rate, or name an approved request in the field Request.", before[len(before)-1], at.Currency)
		}
	}
	if sum.Exceeds(requestLimit) {
		return fault.New(fault.Invalid, "With %s, placed with the same vendor without a request in the last %d days, this comes to %s. Above %d an approved request for the whole is needed: name it in the field Request.",
			strings.Join(before, ", "), splitDays, sum.Text(), requestLimit)
	}
	return nil
}

// underContract reports whether an order is placed under a contract that holds
// with its vendor.
func underContract(s *record.Snapshot, o *PurchaseOrder) bool {
	c := record.Get(s, o.Contract)
	return framed(s, o) && !c.Archived && (c.State == "in_force" || c.State == "renewal")
}

// framed reports whether an order was placed under a contract with its vendor.
func framed(s *record.Snapshot, o *PurchaseOrder) bool {
	c := record.Get(s, o.Contract)
	return c != nil && c.State != "draft" && c.State != "rejected" && (!c.Vendor.Known() || c.Vendor.ID == o.Vendor.ID)
}

// within holds that all orders of a request together cost at most what was
// approved, each by the rate of its day where it is in another currency.
func within(s *record.Snapshot, at record.Moment, request *PurchaseRequest, o *PurchaseOrder) error {
	rates, today := RatesOf(s), at.Today()
	limit := approvedFor(s, at, request)
	sum := rates.Convert(o.Total, limit.Currency, today)
	for other := range record.Referring[PurchaseOrder](s, request.ID, "request") {
		if other.ID == o.ID || !other.binds() {
			continue
		}
		day := other.Ordered
		if !day.Known() {
			day = today
		}
		var err error
		if sum, err = sum.Add(rates.Convert(other.Total, limit.Currency, day)); err != nil {
			sum = record.Money{}
		}
	}
	if !sum.Known() {
		return fault.New(fault.Invalid, "The orders of the request cannot be added up: one has no total, or there is no exchange rate from its currency to that of the request.")
	}
	if !limit.Known() || sum.Minor > limit.Minor {
		return fault.New(fault.Invalid, "The orders of the request come to %s, approved are %s. Have the rest approved first.", sum.Text(), limit.Text())
	}
	return nil
}

// approvedFor is how much a request allows: what consent was given to last, and
// no more than the request asks for now. A request that needed no consent allows
// what it asks for.
func approvedFor(s *record.Snapshot, at record.Moment, request *PurchaseRequest) record.Money {
	var last *Approval
	for a := range record.Referring[Approval](s, request.ID, "subject") {
		if a.State == "granted" && a.Transition == "approve" && (last == nil || last.Number < a.Number) {
			last = a
		}
	}
	if last == nil {
		return request.Amount
	}
	asked := RatesOf(s).Convert(request.Amount, last.Amount.Currency, at.Today())
	if last.Amount.Known() && asked.Known() && asked.Minor > last.Amount.Minor {
		return last.Amount
	}
	return request.Amount
}
