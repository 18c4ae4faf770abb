// Package finance answers where the money goes and what it brings: here, whether
// what a business case proposes is worth its cost.
package finance

import (
	"math/big"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Appraisal is what a business case comes to.
type Appraisal struct {
	Net []record.Money // benefit less cost of each year from 0 on
	// NPV is the net present value: each year's net divided by (1 + rate) to the
	// power of the year. Unknown without a rate.
	NPV record.Money
	// IRR lists every rate per year, above -100 %, at which the net present value
	// is nothing, the lowest first: none, one, or several where the net changes its
	// sign more than once. Then no single one of them says whether it is worth it.
	IRR []record.Percent
	// Payback is after how many years the net adds up to nothing for the first
	// time after it was negative, a year's net taken as even over it; Discounted is
	// the same of present values. Unknown where that never happens.
	Payback, Discounted record.Decimal
	// ROI is the sum of the net over the sum of the costs, not discounted.
	// Unknown without costs.
	ROI record.Percent
}

// Appraise computes a business case. It is false when no amount is given, or
// amounts are in several currencies.
func Appraise(b *catalog.BusinessCase) (Appraisal, bool) {
	net, cost, ok := nets(b)
	if !ok {
		return Appraisal{}, false
	}
	a := Appraisal{Net: net, IRR: rates(net), Payback: payback(exact(net))}
	if cost.Minor > 0 {
		sum := new(big.Rat)
		for _, n := range exact(net) {
			sum.Add(sum, n)
		}
		a.ROI = record.NewPercent(micro(sum.Quo(sum, whole(cost.Minor)), 100))
	}
	if b.Rate.Known() && b.Rate.Micro() > -wholePercent {
		present := discounted(net, b.Rate)
		sum := new(big.Rat)
		for _, p := range present {
			sum.Add(sum, p)
		}
		a.NPV = record.Money{Minor: nearest(sum), Currency: net[0].Currency}
		a.Discounted = payback(present)
	}
	return a, true
}

// wholePercent is 100 % in millionths of a per cent.
const wholePercent = 100 * 1_000_000

// nets gives benefit less cost by year, and the sum of all costs.
func nets(b *catalog.BusinessCase) (net []record.Money, cost record.Money, ok bool) {
	currency := b.Currency()
	if currency == "" {
		return nil, record.Money{}, false
	}
	last := int64(0)
	for _, f := range b.Flows {
		last = max(last, f.Year.N())
	}
	net = make([]record.Money, last+1)
	for i := range net {
		net[i] = record.NoMoney(currency)
	}
	cost = record.NoMoney(currency)
	for _, f := range b.Flows {
		at := &net[f.Year.N()]
		if f.Benefit.Known() {
			*at = signal.Plus(*at, f.Benefit)
		}
		if f.Cost.Known() {
			*at, cost = signal.Plus(*at, f.Cost.Neg()), signal.Plus(cost, f.Cost)
		}
	}
	return net, cost, cost.Known()
}

func exact(net []record.Money) []*big.Rat {
	out := make([]*big.Rat, len(net))
	for i, n := range net {
		out[i] = whole(n.Minor)
	}
	return out
}

// discounted gives the present values of the years, exactly.
func discounted(net []record.Money, rate record.Percent) []*big.Rat {
	factor := big.NewRat(wholePercent, wholePercent+rate.Micro())
	power := whole(1)
	out := exact(net)
	for _, n := range out {
		n.Mul(n, power)
		power = new(big.Rat).Mul(power, factor)
	}
	return out
}

// payback finds when the sum comes back to nothing. Year 0 falls at the start.
func payback(net []*big.Rat) record.Decimal {
	sum := new(big.Rat)
	for year, n := range net {
		before := new(big.Rat).Set(sum)
		sum.Add(sum, n)
		if before.Sign() < 0 && sum.Sign() >= 0 {
			part := before.Neg(before)
			part.Quo(part, n)
			return record.NewDecimal(micro(part.Add(part, whole(int64(year-1))), 1))
		}
	}
	return record.Decimal{}
}

func whole(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// micro is a number times a factor in millionths, to the nearest.
func micro(r *big.Rat, factor int64) int64 {
	return nearest(new(big.Rat).Mul(r, whole(factor*1_000_000)))
}

// nearest rounds to a whole number, halves away from zero.
func nearest(r *big.Rat) int64 {
	n := new(big.Int).Lsh(new(big.Int).Abs(r.Num()), 1)
	n.Add(n, r.Denom())
	n.Quo(n, new(big.Int).Lsh(r.Denom(), 1))
	if r.Sign() < 0 {
		n.Neg(n)
	}
	return n.Int64()
}
