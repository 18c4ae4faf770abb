package vendors

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Offer is a quote beside the others of its request.
type Offer struct {
	*catalog.Quote
	Vendor *catalog.Vendor // nil: not in the records
	Total  record.Money    // over the years of the request; unknown without a price
	// Worth is the total in the currency in which all are compared, by the rate of
	// the day; unknown where the total is, or there is no rate.
	Worth record.Money
	More  record.Money // what it costs beyond the cheapest, in that currency; unknown where either is
	// Arrives is the day on which it would come if it were ordered today.
	Arrives record.Date
	Late    bool // after the day on which it is needed
	Expired bool
}

// Offers compares the quotes of a request: those that still hold before those
// that have expired, then by cost over its years in the currency of the request,
// those that cannot be compared last.
func Offers(s *record.Snapshot, p *catalog.PurchaseRequest, today record.Date) []Offer {
	var list []Offer
	for q := range record.Referring[catalog.Quote](s, p.ID, "request") {
		if !q.Counts() {
			continue
		}
		o := Offer{Quote: q, Vendor: record.Get(s, q.Vendor), Total: q.Total(p.Span()), Expired: q.ValidUntil.Before(today)}
		if q.DeliveryDays.Known() {
			o.Arrives = today.AddDays(int(q.DeliveryDays.N()))
			o.Late = o.Arrives.After(p.NeededBy)
		}
		list = append(list, o)
	}
	currency := p.Amount.Currency
	if currency == "" && len(list) > 0 {
		currency = list[0].Total.Currency
	}
	for i := range list {
		list[i].Worth = catalog.RatesOf(s).Convert(list[i].Total, currency, today)
	}
	slices.SortStableFunc(list, func(a, b Offer) int {
		return cmp.Or(signal.Last(a.Expired, b.Expired), signal.Last(!a.Worth.Known(), !b.Worth.Known()), cmp.Compare(a.Worth.Minor, b.Worth.Minor), cmp.Compare(a.Number, b.Number))
	})
	for i := range list {
		if difference, err := list[i].Worth.Sub(list[0].Worth); err == nil {
			list[i].More = difference
		}
	}
	return list
}
