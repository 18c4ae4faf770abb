package loss

import (
	"fmt"
	"math"
	"slices"
)

type shape int

const (
	unset shape = iota
	fixed
	ranged
	pert
	empirical
)

// Estimate is an amount that is not, or only more or less, known: what one event
// costs, or how able an attacker is. The zero value is no estimate.
type Estimate struct {
	shape           shape
	low, mode, high float64
	values          []float64
	most            float64 // a cap, 0: none
}

// Fixed is an amount that is known.
func Fixed(amount float64) Estimate { return Estimate{shape: fixed, mode: amount} }

// Range is an amount that lies between low and high with a chance of 90 %, half of
// the rest on either side: a lognormal distribution with these quantiles.
func Range(low, high float64) Estimate { return Estimate{shape: ranged, low: low, high: high} }

// PERT is an amount that is never below low, never above high and most often about
// mode: a beta distribution with mean (low + 4·mode + high) / 6 (Vose, "Risk
// Analysis", 3rd ed., appendix III).
func PERT(low, mode, high float64) Estimate {
	return Estimate{shape: pert, low: low, mode: mode, high: high}
}

// Empirical is an amount that is one of those seen before, each as likely as any.
func Empirical(seen ...float64) Estimate {
	return Estimate{shape: empirical, values: slices.Sorted(slices.Values(seen))}
}

// Capped is the same amount, but never above most.
func (e Estimate) Capped(most float64) Estimate {
	if e.most == 0 || most < e.most {
		e.most = most
	}
	return e
}

// Mean is the expected amount.
func (e Estimate) Mean() float64 { return e.law().mean() }

// Quantile is the amount that is not exceeded with the chance p.
func (e Estimate) Quantile(p float64) float64 {
	if p > 0.5 {
		return e.law().quantile(1-p, true)
	}
	return e.law().quantile(p, false)
}

const mostValues = 1_000_000

func (e Estimate) check() error {
	if e.most < 0 || math.IsNaN(e.most) {
		return fmt.Errorf("the cap %v is not above 0", e.most)
	}
	switch e.shape {
	case fixed:
		return amount("amount", e.mode)
	case ranged:
		if !(e.low > 0 && e.high > e.low && e.high <= mostAmount) {
			return fmt.Errorf("a range goes from a low above 0 to a higher high, not from %v to %v", e.low, e.high)
		}
	case pert:
		if !(e.low >= 0 && e.low <= e.mode && e.mode <= e.high && e.low < e.high && e.high <= mostAmount) {
			return fmt.Errorf("low, mode and high must rise, and not from below 0: %v, %v, %v", e.low, e.mode, e.high)
		}
	case empirical:
		if len(e.values) == 0 || len(e.values) > mostValues {
			return fmt.Errorf("there must be 1 to %d amounts seen, not %d", mostValues, len(e.values))
		}
		for _, v := range e.values {
			if err := amount("amount seen", v); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("it is missing")
	}
	return nil
}

const mostAmount = 1e30

func amount(what string, v float64) error {
	if !(v >= 0 && v <= mostAmount) {
		return fmt.Errorf("the %s %v is not between 0 and %g", what, v, mostAmount)
	}
	return nil
}

func (e Estimate) law() law {
	var l law
	switch e.shape {
	case fixed:
		l = newPoints([]float64{e.mode})
	case ranged:
		l = newLognormal(e.low, e.high)
	case pert:
		l = newScaledBeta(e.low, e.mode, e.high)
	default:
		l = newPoints(e.values)
	}
	if e.most > 0 {
		l = layered{l, newNet([]Layer{{Attach: e.most}})}
	}
	return l
}

// Scaled is the amount times by, as when a control makes each event that much
// cheaper.
func (e Estimate) Scaled(by float64) Estimate {
	e.low, e.mode, e.high, e.most = e.low*by, e.mode*by, e.high*by, e.most*by
	values := make([]float64, len(e.values))
	for i, v := range e.values {
		values[i] = v * by
	}
	e.values = values
	if by == 0 {
		return Fixed(0)
	}
	return e
}
