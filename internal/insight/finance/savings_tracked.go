package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// TrackedSaving is a saving that was promised, beside what the ledger shows since
// on its budget line or its contract.
type TrackedSaving struct {
	*catalog.Benefit
	Months   int          // whole months since it should show, up to twelve, the last ones
	First    record.Date  // the first of them
	Before   record.Money // what those months cost before
	Spent    record.Money // what they cost
	Expected record.Money // what they were to cost less
	Saved    record.Money // what they cost less; negative where they cost more
	Why      string       // why it is not known, if it is not
}

// CameTrue reports whether at least nine tenths of what was expected was saved;
// known is false where that cannot be said yet.
func (t *TrackedSaving) CameTrue() (yes, known bool) {
	if !t.Saved.Known() || !t.Expected.Known() {
		return false, false
	}
	return t.Saved.Minor*10 >= t.Expected.Minor*9, true
}

// TrackedSavings compares promised savings with the ledger, in one currency: the
// most expected a year first. The months are those that are over on the day.
func TrackedSavings(s *record.Snapshot, today record.Date, currency string) []TrackedSaving {
	type question struct {
		today    record.Date
		currency string
	}
	return record.Answer(s, "finance.tracked", question{today, currency}, func(s *record.Snapshot, q question) []TrackedSaving {
		var list []TrackedSaving
		for b := range record.Each[catalog.Benefit](s) {
			if b.Kind == "saving" && !b.Archived && (b.Line.Known() || b.Contract.Known()) {
				list = append(list, track(s, b, q.today, q.currency))
			}
		}
		slices.SortFunc(list, func(a, b TrackedSaving) int {
			return cmp.Or(cmp.Compare(b.Yearly.Minor, a.Yearly.Minor), cmp.Compare(a.Title, b.Title), a.ID.Compare(b.ID))
		})
		return list
	})
}

func track(s *record.Snapshot, b *catalog.Benefit, today record.Date, currency string) TrackedSaving {
	t := TrackedSaving{Benefit: b}
	from := catalog.FirstOfMonth(b.From)
	if b.From.Known() && from != b.From {
		from = from.AddMonths(1)
	}
	t.Months = min(monthsBetween(from, today), 12)
	if !b.From.Known() || t.Months < 1 {
		t.Months, t.Why = 0, "No whole month has passed since it should show."
		return t
	}
	t.First = catalog.FirstOfMonth(today).AddMonths(-t.Months)
	rates, spent := catalog.RatesOf(s), spentOn(s, b, today, currency)
	of := func(year record.Money) record.Money {
		part, _ := rates.Convert(year, currency, today).MulRatio(int64(t.Months), 12) // unknown stays unknown
		return part
	}
	in := func(month record.Date) record.Money { return cmp.Or(spent[month], record.NoMoney(currency)) }
	t.Expected, t.Spent, t.Before = of(b.Yearly), record.NoMoney(currency), of(b.Before)
	earlier, booked := record.NoMoney(currency), false
	for i := range t.Months {
		month := t.First.AddMonths(i)
		t.Spent = signal.Plus(t.Spent, in(month))
		for !month.Before(from) {
			month = month.AddMonths(-12)
		}
		earlier = signal.Plus(earlier, in(month))
	}
	for month := range spent {
		booked = booked || month.Before(from) && !month.Before(from.AddMonths(-12))
	}
	if !t.Before.Known() && booked {
		t.Before = earlier
	}
	if !t.Before.Known() {
		t.Why = "What it cost before is not recorded, and the ledger has nothing of the time before."
	}
	t.Saved = signal.Plus(t.Before, t.Spent.Neg())
	return t
}

// spentOn is what was spent on the line of a saving, else on its contract, by month.
func spentOn(s *record.Snapshot, b *catalog.Benefit, today record.Date, currency string) map[record.Date]record.Money {
	if line := record.Get(s, b.Line); line != nil {
		return pastOf(s, currency, today).history[line.Code]
	}
	months, rates := map[record.Date]record.Money{}, catalog.RatesOf(s)
	for e := range record.Referring[catalog.LedgerEntry](s, b.Contract.ID, "contract") {
		if m := rates.Convert(e.Amount, currency, e.Day); e.Counts() && e.Kind != "commitment" && !e.Day.After(today) && m.Known() {
			month := catalog.FirstOfMonth(e.Day)
			months[month] = signal.Plus(cmp.Or(months[month], record.NoMoney(currency)), m)
		}
	}
	return months
}
