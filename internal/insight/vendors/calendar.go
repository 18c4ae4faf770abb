package vendors

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Renewal is a contract with the day by which something must be decided about it.
type Renewal struct {
	*catalog.Contract
	// By is the last day of notice; where the contract renews by itself and that
	// day is not known, or where it simply ends, the end of the term.
	By record.Date
	// NoticeKnown says that By is a day of notice.
	NoticeKnown bool
	Stake       record.Money // what one renewal commits us to; unknown where it cannot be computed
}

// Calendar lists the contracts in force about which something must be decided
// from a day on, up to so many days after it, the soonest first.
func Calendar(s *record.Snapshot, today record.Date, days int) []Renewal {
	type question struct {
		today record.Date
		days  int
	}
	return record.Answer(s, "vendors.calendar", question{today, days}, func(s *record.Snapshot, q question) []Renewal {
		return calendar(s, q.today, q.days)
	})
}

func calendar(s *record.Snapshot, today record.Date, days int) []Renewal {
	var list []Renewal
	for c := range record.Each[catalog.Contract](s) {
		if c.State != "in_force" || !inForce(c, today) {
			continue
		}
		r := Renewal{Contract: c, By: c.Ends}
		if c.NoticeBy.Known() {
			r.By, r.NoticeKnown = c.NoticeBy, true
		}
		if !r.By.Known() || r.By.Before(today) || today.DaysUntil(r.By) > days {
			continue
		}
		if c.AutoRenews {
			r.Stake, _ = Commitment(c, record.International())
		}
		list = append(list, r)
	}
	slices.SortStableFunc(list, func(a, b Renewal) int {
		return cmp.Or(-a.By.DaysUntil(b.By), cmp.Compare(a.Number, b.Number))
	})
	return list
}
