package risk

import (
	"math"

	"fairlead/engine/loss"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Seed is that of everything that is drawn.
const Seed = 1

// frequency is an estimate of times a year as the engine takes it: a range is
// lognormal, three points are PERT. A range that reaches down to nothing is taken as
// three points with its middle as the likeliest.
func frequency(e record.Estimate) loss.Frequency {
	switch {
	case !e.Known() || e.High <= 0:
		return loss.Never()
	case e.Low == e.High || e.Shape == record.Fixed:
		return loss.Rate(e.High)
	case e.Shape == record.Range && e.Low > 0:
		return loss.RateRange(e.Low, e.High)
	case e.Shape == record.Range:
		return loss.RatePERT(e.Low, (e.Low+e.High)/2, e.High)
	}
	return loss.RatePERT(e.Low, e.Likely, e.High)
}

// succeeding is how often attempts succeed. The product of two lognormal quantities
// is lognormal: its logarithm has the sum of their means and of their variances. In
// any other case the mean of the share is taken.
func succeeding(often, share record.Estimate) record.Estimate {
	if !share.Known() || !often.Known() {
		return often
	}
	if wide(often) && wide(share) {
		return product(often, share)
	}
	by := share.Mean() / 100
	return record.Estimate{Shape: often.Shape, Low: often.Low * by, Likely: often.Likely * by, High: often.High * by}
}

func wide(e record.Estimate) bool { return e.Shape == record.Range && e.Low > 0 && e.High > e.Low }

func product(often, share record.Estimate) record.Estimate {
	middle := math.Sqrt(often.Low*often.High) * math.Sqrt(share.Low*share.High) / 100
	spread := math.Hypot(math.Log(often.High/often.Low), math.Log(share.High/share.Low)) / 2
	return record.Between90(middle*math.Exp(-spread), middle*math.Exp(spread))
}

// exchange turns amounts into one currency by the rates of one day.
type exchange struct {
	rates    *catalog.Rates
	currency string
	day      record.Date
}

// units are the smallest units of the currency; false where there is no rate.
func (x exchange) units(m record.Money) (float64, bool) {
	c := x.rates.Convert(m, x.currency, x.day)
	return float64(c.Minor), c.Known()
}

// money is an amount of the engine.
func (x exchange) money(units float64) record.Money { return Money(units, x.currency) }

// Money is an amount of the engine in a currency; unknown where it is no number or too
// large to keep.
func Money(units float64, currency string) record.Money {
	if math.IsNaN(units) || math.Abs(units) > math.MaxInt64/4 {
		return record.Money{}
	}
	return record.Money{Minor: int64(math.Round(units)), Currency: currency}
}

// estimate is one form of loss in the smallest units of the currency; unknown where an
// amount is missing or cannot be converted.
func (x exchange) estimate(f catalog.LossForm) record.Estimate {
	low, okLow := x.units(f.Low)
	likely, okLikely := x.units(f.Likely)
	high, okHigh := x.units(f.High)
	switch {
	case okLow && okLikely && okHigh:
		return record.Around(low, likely, high)
	case okLow && okHigh && !f.Likely.Known():
		return record.Between90(low, high)
	case okLikely && !f.Low.Known() && !f.High.Known():
		return record.Exactly(likely)
	}
	return record.Estimate{}
}

// magnitude is a share of an amount as the engine takes it.
func magnitude(e record.Estimate, share float64) loss.Estimate {
	low, likely, high := e.Low*share, e.Likely*share, e.High*share
	switch {
	case e.Shape == record.ThreePoint && low < high:
		return loss.PERT(low, likely, high)
	case e.Shape == record.Range && low > 0 && low < high:
		return loss.Range(low, high)
	case e.Shape == record.Range && low < high:
		return loss.PERT(low, (low+high)/2, high)
	}
	return loss.Fixed(max(high, 0))
}
