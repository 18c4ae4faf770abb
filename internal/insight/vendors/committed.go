package vendors

import (
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Committed is what the contracts in force cost a year, in one currency.
type Committed struct {
	Contracts int            // in force
	Annual    record.Money   // of those whose cost per year is known in the currency
	Elsewhere []record.Money // the same in other currencies, not converted
	Unknown   int            // contracts in force whose cost per year is not known
	Months    []Month        // the twelve months up to today's
}

// Month is what the contracts that were in force on the last day of a month
// cost a year, after the dates that they carry today. The current month counts
// today.
type Month struct {
	Month  string // YYYY-MM
	Annual record.Money
}

// CommittedOn adds up the contracts in force on a day.
func CommittedOn(s *record.Snapshot, today record.Date, currency string) Committed {
	type question struct {
		today    record.Date
		currency string
	}
	return record.Answer(s, "vendors.committed", question{today, currency}, func(s *record.Snapshot, q question) Committed {
		return committedOn(s, q.today, q.currency)
	})
}

func committedOn(s *record.Snapshot, today record.Date, currency string) Committed {
	out := Committed{Months: pastMonths(today, currency)}
	ends := monthEnds(today)
	var purse signal.Purse
	for c := range record.Each[catalog.Contract](s) {
		if c.Archived || c.State == "draft" || c.State == "rejected" {
			continue
		}
		for i, day := range ends {
			if c.Annual.Currency == currency && covers(c, day) {
				out.Months[i].Annual = signal.Plus(out.Months[i].Annual, c.Annual)
			}
		}
		if c.State == "ended" || !covers(c, today) {
			continue
		}
		out.Contracts++
		purse.Add(c.Annual)
		if !c.Annual.Known() {
			out.Unknown++
		}
	}
	out.Annual, out.Elsewhere = purse.In(currency), purse.Besides(currency)
	out.Months = append(out.Months, Month{today.Text()[:7], out.Annual})
	return out
}

// covers reports whether a day lies in the term of a contract. A term without a
// start or an end is open on that side.
func covers(c *catalog.Contract, day record.Date) bool {
	return !day.Before(c.Starts) && !day.After(c.Ends)
}

// monthEnds are the last days of the eleven months before a day's.
func monthEnds(today record.Date) []record.Date {
	days := make([]record.Date, 11)
	for i := range days {
		days[i] = record.Day(today.Year(), today.Month()+time.Month(i-10), 0)
	}
	return days
}

// pastMonths are those months, with nothing added up yet.
func pastMonths(today record.Date, currency string) []Month {
	var months []Month
	for _, day := range monthEnds(today) {
		months = append(months, Month{day.Text()[:7], record.NoMoney(currency)})
	}
	return months
}
