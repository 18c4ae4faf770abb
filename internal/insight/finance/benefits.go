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
func Benefits(b *catalog.BusinessCase, today record.Date) []Benefit {
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
	for _, t := range b.Tracked {
		if t.Benefit.Currency != currency {
			continue
		}
		y := of(t.Year.N())
		if !y.CameTrue.Known() {
			y.CameTrue, y.Confirmed = record.NoMoney(currency), true
		}
		y.CameTrue = signal.Plus(y.CameTrue, t.Benefit)
		y.Confirmed = y.Confirmed && t.ConfirmedBy.Known()
	}
	var out []Benefit
	for year := range last + 1 {
		if y := years[year]; y != nil {
			out = append(out, *y)
		}
	}
	return out
}
