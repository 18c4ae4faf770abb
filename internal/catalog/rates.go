package catalog

import (
	"cmp"
	"math/big"
	"slices"

	"fairlead/internal/record"
)

// Rates converts amounts by the exchange rates of a snapshot. A rate holds from
// its day until a later one is known, in both directions: what a euro is worth in
// kroner says what a krone is worth in euros.
type Rates struct{ pairs map[pair][]rate }

type pair struct{ from, to string }

// rate is what one unit is worth from a day on, exactly.
type rate struct {
	day    record.Date
	factor *big.Rat
}

// RatesOf reads all rates. They are kept as long as no rate changes.
func RatesOf(s *record.Snapshot) *Rates {
	return record.Answer(s, "catalog.rates", struct{}{}, func(s *record.Snapshot, _ struct{}) *Rates {
		r := &Rates{pairs: map[pair][]rate{}}
		for x := range record.Each[ExchangeRate](s) {
			if x.Archived || x.Rate.Micro() <= 0 {
				continue
			}
			factor := big.NewRat(x.Rate.Micro(), 1_000_000)
			there, back := pair{x.Base, x.Quote}, pair{x.Quote, x.Base}
			r.pairs[there] = append(r.pairs[there], rate{x.Day, factor})
			r.pairs[back] = append(r.pairs[back], rate{x.Day, new(big.Rat).Inv(factor)})
		}
		for _, list := range r.pairs {
			slices.SortStableFunc(list, func(a, b rate) int { return cmp.Compare(b.day.DaysUntil(a.day), 0) })
		}
		return r
	})
}

// On is what one unit of a currency is worth in another on a day, by the latest
// rate of that day or before. It is nil when there is none.
func (r *Rates) On(from, to string, day record.Date) *big.Rat {
	if from == to {
		return big.NewRat(1, 1)
	}
	list := r.pairs[pair{from, to}]
	i, _ := slices.BinarySearchFunc(list, day, func(x rate, day record.Date) int {
		if x.day.After(day) {
			return 1
		}
		return -1
	})
	if i == 0 || !day.Known() {
		return nil
	}
	return list[i-1].factor
}

// Convert is an amount in another currency by the rate of a day, rounded once,
// half to even, to the smallest unit. It is unknown when the amount is, and when
// no rate is known.
func (r *Rates) Convert(m record.Money, to string, day record.Date) record.Money {
	if m.Currency == to || !m.Known() {
		return m
	}
	factor := r.On(m.Currency, to, day)
	if factor == nil {
		return record.Money{}
	}
	exact := new(big.Rat).Mul(new(big.Rat).SetInt64(m.Minor), factor)
	exact.Mul(exact, powerOfTen(record.Exponent(to)-record.Exponent(m.Currency)))
	return record.Rounded(exact, to)
}

func powerOfTen(n int) *big.Rat {
	p := big.NewRat(1, 1)
	for range max(n, -n) {
		p.Mul(p, big.NewRat(10, 1))
	}
	if n < 0 {
		p.Inv(p)
	}
	return p
}
