package loss

import (
	"fmt"
	"math"
)

type process int

const (
	noFrequency process = iota
	poisson
	rangedRate
	pertRate
	negativeBinomial
)

// Frequency says how many events a year there are. The zero value is no frequency;
// a scenario that is only met through shocks has [Never].
type Frequency struct {
	process         process
	low, mode, high float64 // of the rate; mode also the mean of a negative binomial
	shape           float64 // of a negative binomial
}

// Never is a rate of 0.
func Never() Frequency { return Rate(0) }

// Rate is a known rate of events a year, which happen independently of each other:
// a Poisson distribution.
func Rate(perYear float64) Frequency { return Frequency{process: poisson, mode: perYear} }

// RateRange is a rate that lies between low and high with a chance of 90 %,
// lognormally distributed, and Poisson given the rate. The rate is drawn anew each
// year, because the result speaks of one year to come.
func RateRange(low, high float64) Frequency {
	return Frequency{process: rangedRate, low: low, high: high}
}

// RatePERT is a rate between low and high, most often about mode; see [PERT].
func RatePERT(low, mode, high float64) Frequency {
	return Frequency{process: pertRate, low: low, mode: mode, high: high}
}

// NegativeBinomial has this mean and the variance mean + mean²/shape: the smaller
// the shape, the more the events come in bad years. It is a Poisson distribution
// whose rate is gamma distributed with this shape.
func NegativeBinomial(mean, shape float64) Frequency {
	return Frequency{process: negativeBinomial, mode: mean, shape: shape}
}

// History is the frequency known from nothing but having seen so many events in so
// many years: negative binomial, by Jeffreys' prior.
func History(events int, years float64) Frequency {
	return gammaRate(float64(events)+0.5, years)
}

// gammaRate is the predictive distribution of a gamma rate.
func gammaRate(shape, years float64) Frequency { return NegativeBinomial(shape/years, shape) }

// Updated is the frequency after so many events were seen in so many years, by
// Bayes' rule. The rate is taken as gamma distributed, with the 5 % and 95 %
// quantiles of a range, or the mean and variance of a PERT estimate (Gelman et al.,
// "Bayesian Data Analysis", 3rd ed., 2.6). A rate that is known does not learn.
func (f Frequency) Updated(events int, years float64) (Frequency, error) {
	if err := f.check(); err != nil {
		return Frequency{}, err
	}
	if events < 0 || !(years > 0) || math.IsInf(years, 1) {
		return Frequency{}, fmt.Errorf("%d events in %v years cannot have been seen", events, years)
	}
	shape, prior := f.gamma()
	if shape == 0 {
		return Frequency{}, fmt.Errorf("a rate that is known does not learn from history: give a range, PERT or negative binomial")
	}
	return gammaRate(shape+float64(events), prior+years), nil
}

// gamma is the gamma distribution of the rate, as a shape and so many years.
func (f Frequency) gamma() (shape, years float64) {
	switch f.process {
	case negativeBinomial:
		return f.shape, f.shape / f.mode
	case pertRate:
		m := (f.low + 4*f.mode + f.high) / 6
		v := (m - f.low) * (f.high - m) / 7
		return m * m / v, m / v
	case rangedRate:
		return fitGamma(f.low, f.high)
	}
	return 0, 0
}

// fitGamma finds the gamma distribution with these 5 % and 95 % quantiles. The
// ratio of the two falls as the shape rises; a range narrower than 2 % counts as 2 %
// wide.
func fitGamma(low, high float64) (shape, years float64) {
	from, to := 0.02, 3e4
	for range 60 {
		shape = math.Sqrt(from * to)
		if gammaQuantile(shape, 0.95)/gammaQuantile(shape, 0.05) > high/low {
			from = shape
		} else {
			to = shape
		}
	}
	return shape, gammaQuantile(shape, 0.95) / high
}

// gammaQuantile takes Newton's steps for the logarithm, kept within a bracket.
func gammaQuantile(shape, p float64) float64 {
	from, to := (math.Log(p)-40)/min(shape, 1), math.Log(shape+10)+10
	log, _ := math.Lgamma(shape)
	at := math.Log(shape)
	for range 200 {
		x := math.Exp(at)
		off := gammaBelow(shape, x) - p
		if off < 0 {
			from = at
		} else {
			to = at
		}
		next := at - off/math.Exp(shape*at-x-log)
		if !(next > from && next < to) {
			next = (from + to) / 2
		}
		if math.Abs(next-at) < 1e-14*max(1, math.Abs(at)) {
			return math.Exp(next)
		}
		at = next
	}
	return math.Exp(at)
}

// Mean is the expected number of events a year.
func (f Frequency) Mean() float64 {
	switch f.process {
	case rangedRate:
		return newLognormal(f.low, f.high).mean()
	case pertRate:
		return (f.low + 4*f.mode + f.high) / 6
	}
	return f.mode
}

// mostRate bounds the events of one year that a scenario may have, and mostSpread
// how much worse bad years may be.
const (
	mostRate   = 100_000
	mostSpread = 20_000
)

func (f Frequency) check() error {
	switch f.process {
	case poisson:
		if !(f.mode >= 0 && f.mode <= mostRate) {
			return fmt.Errorf("the rate %v is not between 0 and %d events a year", f.mode, mostRate)
		}
	case rangedRate:
		if !(f.low > 0 && f.low < f.high && f.high <= mostRate) || f.high/f.low > 1e6 {
			return fmt.Errorf("a range of rates goes from above 0 to a higher rate of at most %d and a millionfold, not from %v to %v", mostRate, f.low, f.high)
		}
	case pertRate:
		if !(f.low >= 0 && f.low <= f.mode && f.mode <= f.high && f.low < f.high && f.high <= mostRate) {
			return fmt.Errorf("low, mode and high of the rate must rise from 0 or more to at most %d: %v, %v, %v", mostRate, f.low, f.mode, f.high)
		}
	case negativeBinomial:
		if !(f.mode > 0 && f.mode <= mostRate && f.shape > 0 && f.shape <= 1e9) || f.mode/f.shape > mostSpread {
			return fmt.Errorf("a negative binomial needs a mean between 0 and %d and a shape above mean/%d, not %v and %v", mostRate, mostSpread, f.mode, f.shape)
		}
	default:
		return fmt.Errorf("it is missing")
	}
	return nil
}

// Scaled is the frequency of which each event is kept with the chance share, as when
// a control stops the others.
func (f Frequency) Scaled(share float64) Frequency {
	if share == 0 {
		return Never()
	}
	f.low, f.mode, f.high = f.low*share, f.mode*share, f.high*share
	return f
}

// Quantile is the rate of events a year that is not exceeded with the chance p. A
// known rate is its own quantile.
func (f Frequency) Quantile(p float64) float64 {
	upper, t := p > 0.5, min(p, 1-p)
	switch f.process {
	case rangedRate:
		return newLognormal(f.low, f.high).quantile(t, upper)
	case pertRate:
		return newScaledBeta(f.low, f.mode, f.high).quantile(t, upper)
	case negativeBinomial:
		return gammaQuantile(f.shape, p) * f.mode / f.shape
	}
	return f.mode
}

// Uncertain reports whether the rate itself is not known.
func (f Frequency) Uncertain() bool { return f.process != poisson && f.process != noFrequency }

// Interval are the least and the largest number of events that are to be expected in
// so many years with the chance p, at most half of the rest on either side. The rate,
// though not known, is the same in all of them.
func (f Frequency) Interval(years, p float64) (low, high int) {
	sum := 0.0
	all := f.counts(years).chances()
	low, high = -1, len(all)-1
	for n, chance := range all {
		sum += chance
		if low < 0 && sum > (1-p)/2 {
			low = n
		}
		if sum >= (1+p)/2 {
			return low, n
		}
	}
	return max(low, 0), high
}
