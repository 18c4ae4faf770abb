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
	// More is what it costs beyond the cheapest; unknown where either total is,
	// and in another currency.
	More record.Money
	// Arrives is the day on which it would come if it were ordered today.
	Arrives record.Date
	Late    bool // after the day on which it is needed
	Expired bool
}

// Offers compares the quotes of a request: those that still hold before those
// that have expired, then by cost over its years, those without a price last.
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
	slices.SortStableFunc(list, func(a, b Offer) int {
		return cmp.Or(signal.Last(a.Expired, b.Expired), signal.Last(!a.Total.Known(), !b.Total.Known()), cmp.Compare(a.Total.Minor, b.Total.Minor), cmp.Compare(a.Number, b.Number))
	})
	for i := range list {
		if difference, err := list[i].Total.Sub(list[0].Total); err == nil && list[0].Total.Known() {
			list[i].More = difference
		}
	}
	return list
}
