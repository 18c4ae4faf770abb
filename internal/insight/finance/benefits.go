package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Benefit is what one year of a business case was to bring, and what it brought.
type Benefit struct {
	Year      int
	Over      bool         // the year lies behind
	Expected  record.Money // nothing where none was expected
	CameTrue  record.Money // unknown while nobody has said
	Confirmed bool         // somebody else than the owner has said so
}

// Benefits compares the benefits of a business case with what came true, year by
// year. Year n is the year that ends n years after the start. It is nil when the
// amounts are in several currencies.
//
// A benefit is tracked once: in a year in which benefits that name the case were
// measured, that counts, and not what the case itself has of the year.
func Benefits(s *record.Snapshot, b *catalog.BusinessCase, today record.Date) []Benefit {
	currency := b.Currency()
	if currency == "" {
		return nil
	}
	years := map[int]*Benefit{}
	last := 0
	of := func(n int64) *Benefit {
		year := int(n)
		last = max(last, year)
		if years[year] == nil {
			over := b.Starts.Known() && b.Starts.AddMonths(12*year).Before(today)
			years[year] = &Benefit{Year: year, Over: over, Expected: record.NoMoney(currency)}
		}
		return years[year]
	}
	for _, f := range b.Flows {
		if f.Benefit.Known() {
			y := of(f.Year.N())
			y.Expected = signal.Plus(y.Expected, f.Benefit)
		}
	}
	for _, t := range came(s, b, today) {
		if t.brought.Currency != currency {
			continue
		}
		y := of(t.year)
		if !y.CameTrue.Known() {
			y.CameTrue, y.Confirmed = record.NoMoney(currency), true
		}
		y.CameTrue = signal.Plus(y.CameTrue, t.brought)
		y.Confirmed = y.Confirmed && t.confirmed
	}
	var out []Benefit
	for year := range last + 1 {
		if y := years[year]; y != nil {
			out = append(out, *y)
		}
	}
	return out
}

// yield is what somebody said came true in a year of a business case.
type yield struct {
	year      int64
	brought   record.Money
	confirmed bool
}

// came is what came true of a business case: as its benefits were measured, and in
// years without measurement as the case itself has it.
func came(s *record.Snapshot, b *catalog.BusinessCase, today record.Date) []yield {
	var list []yield
	measured := map[int64]bool{}
	for x := range record.Referring[catalog.Benefit](s, b.ID, "case") {
		if x.Archived || !b.Starts.Known() {
			continue
		}
		last := map[int64]catalog.Measurement{}
		for _, m := range x.Measured {
			year := caseYear(b.Starts, m.On)
			if m.Yearly.Known() && !m.On.After(today) && !m.On.Before(last[year].On) {
				last[year] = m
			}
		}
		for year, m := range last {
			measured[year] = true
			list = append(list, yield{year, m.Yearly, m.By != ""})
		}
	}
	for _, t := range b.Tracked {
		if !measured[t.Year.N()] {
			list = append(list, yield{t.Year.N(), t.Benefit, t.ConfirmedBy.Known()})
		}
	}
	return list
}

// caseYear is the year of a business case in which a day falls: year 1 is the one
// that begins on its first day.
func caseYear(starts, day record.Date) int64 {
	year := int64(1)
	for starts.AddMonths(12*int(year)).Before(day) && year < 50 {
		year++
	}
	return year
}
