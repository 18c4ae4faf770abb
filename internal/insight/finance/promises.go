package finance

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Promise is a commitment that still binds something: what it was booked with,
// and what is left of that, in the currency of the year.
type Promise struct {
	*catalog.LedgerEntry
	Whole record.Money
	Left  record.Money
}

// Settled is what was paid of it, or lapsed.
func (p Promise) Settled() record.Money { return signal.Plus(p.Whole, p.Left.Neg()) }

// PromisesOn lists the commitments that the position of a day counts as promised,
// by day: what is left of them adds up to it.
func PromisesOn(s *record.Snapshot, today record.Date) []Promise {
	year := YearOf(s, today)
	if year == nil {
		return nil
	}
	l := ledgerOf(s, year, today)
	var list []Promise
	for e := range record.Each[catalog.LedgerEntry](s) {
		if e.Kind != "commitment" || !e.Counts() || e.Day.After(today) || !year.Holds(e.Day) && !e.Day.Before(year.Starts) {
			continue
		}
		if left := l.left(e); left.Known() && left.Minor != 0 && l.amount(e).Known() {
			list = append(list, Promise{e, l.amount(e), left})
		}
	}
	slices.SortStableFunc(list, func(a, b Promise) int { return b.Day.DaysUntil(a.Day) })
	return list
}
