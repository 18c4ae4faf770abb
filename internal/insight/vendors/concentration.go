package vendors

import (
	"cmp"
	"math/big"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Concentration is how much of what the contracts in force cost a year goes to how few.
type Concentration struct {
	Total   record.Money
	Vendors []Share // the largest first
	// HHI is the Herfindahl-Hirschman index: the sum of the squares of the shares
	// in per cent, from near 0 to 10,000. Zero when nothing is known.
	HHI     int
	Unknown int // contracts in force whose cost per year is not known, or is in another currency
}

// Share is what one vendor has of it.
type Share struct {
	Vendor    *catalog.Vendor // nil: contracts whose vendor is not in the records
	Annual    record.Money
	PerMille  int
	Contracts int
}

// Above these the guidelines speak of a concentrated market: U.S. Department of
// Justice and Federal Trade Commission, Merger Guidelines (2023), section 2.1.
const (
	Moderate = 1000
	High     = 1800
)

// ConcentrationOn adds up by vendor what the contracts in force on a day cost a year.
func ConcentrationOn(s *record.Snapshot, today record.Date, currency string) Concentration {
	type question struct {
		today    record.Date
		currency string
	}
	return record.Answer(s, "vendors.concentration", question{today, currency}, func(s *record.Snapshot, q question) Concentration {
		return concentration(s, q.today, q.currency)
	})
}

func concentration(s *record.Snapshot, today record.Date, currency string) Concentration {
	out := Concentration{Total: record.NoMoney(currency)}
	place := map[record.ID]int{}
	for c := range record.Each[catalog.Contract](s) {
		if !inForce(c, today) || c.Starts.After(today) {
			continue
		}
		annual := Yearly(c)
		if annual.Currency != currency {
			out.Unknown++
			continue
		}
		at, ok := place[c.Vendor.ID]
		if !ok {
			at = len(out.Vendors)
			place[c.Vendor.ID] = at
			out.Vendors = append(out.Vendors, Share{Vendor: record.Get(s, c.Vendor), Annual: record.NoMoney(currency)})
		}
		v := &out.Vendors[at]
		v.Contracts++
		v.Annual = signal.Plus(v.Annual, annual)
		out.Total = signal.Plus(out.Total, annual)
	}
	slices.SortStableFunc(out.Vendors, func(a, b Share) int { return cmp.Compare(b.Annual.Minor, a.Annual.Minor) })
	out.measure()
	return out
}

// Yearly is what a contract costs a year: as recorded, else its value over its
// term as that of 365.25 days. It is unknown where neither is.
func Yearly(c *catalog.Contract) record.Money {
	if c.Annual.Known() {
		return c.Annual
	}
	if !c.Value.Known() || !c.Starts.Known() || !c.Ends.Known() {
		return record.Money{}
	}
	annual, err := c.Value.MulRatio(1461, 4*int64(c.Starts.DaysUntil(c.Ends)+1))
	if err != nil {
		return record.Money{}
	}
	return annual
}

// measure computes the shares and the index, in whole numbers to the last step.
func (c *Concentration) measure() {
	total := big.NewInt(c.Total.Minor)
	if total.Sign() <= 0 {
		return
	}
	squares := new(big.Int)
	for i := range c.Vendors {
		v := &c.Vendors[i]
		annual := big.NewInt(v.Annual.Minor)
		v.PerMille = int(rounded(new(big.Int).Mul(annual, big.NewInt(1000)), total).Int64())
		squares.Add(squares, annual.Mul(annual, annual))
	}
	squares.Mul(squares, big.NewInt(10_000))
	c.HHI = int(rounded(squares, total.Mul(total, total)).Int64())
}

// rounded is n/d to the nearest whole number; both are positive.
func rounded(n, d *big.Int) *big.Int {
	n = n.Add(n.Lsh(n, 1), d)
	return n.Quo(n, new(big.Int).Lsh(d, 1))
}
