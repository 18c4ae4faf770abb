package loss

import "math"

// Outcome is an estimate made earlier and the amount that came of it.
type Outcome struct {
	Estimate Estimate
	Amount   float64 // above 0
}

// Calibration says how good estimates were. Whoever estimates well has nine of ten
// amounts inside the 90 % intervals, and an amount below the 5 % quantile as often as
// above the 95 % one.
type Calibration struct {
	Count         int
	Inside        int // of the intervals from the 5 % to the 95 % quantile
	Below, Above  int
	Share         Figure  // of those inside, with its 95 % interval
	Overconfident bool    // so few would be inside with a chance below 2.5 % if the ranges were right: they were too narrow
	Pinball       float64 // mean pinball loss of the logarithms at 5, 50 and 95 %: 0 is perfect, and it may be compared across estimates of any size (Gneiting and Raftery, JASA 102, 2007)
	Bias          float64 // mean logarithm of amount over median: above 0 where amounts were larger than thought
}

// Score compares estimates with what came of them. Amounts of 0 or below are left
// out.
func Score(outcomes []Outcome) Calibration {
	var c Calibration
	for _, o := range outcomes {
		if !(o.Amount > 0) || o.Estimate.check() != nil {
			continue
		}
		c.Count++
		low, middle, high := o.Estimate.Quantile(0.05), o.Estimate.Quantile(0.5), o.Estimate.Quantile(0.95)
		switch {
		case o.Amount < low:
			c.Below++
		case o.Amount > high:
			c.Above++
		default:
			c.Inside++
		}
		c.Pinball += (pinball(low, o.Amount, 0.05) + pinball(middle, o.Amount, 0.5) + pinball(high, o.Amount, 0.95)) / 3
		c.Bias += logRatio(o.Amount, middle)
	}
	if c.Count == 0 {
		return c
	}
	c.Pinball /= float64(c.Count)
	c.Bias /= float64(c.Count)
	c.Share = share(c.Inside, c.Count, -normalQuantile(0.025))
	c.Overconfident = binomialBelow(c.Count, c.Inside, 0.9) < 0.025
	return c
}

// binomialBelow is the chance of at most k in n tries that succeed with the chance p.
func binomialBelow(n, k int, p float64) float64 {
	if k >= n {
		return 1
	}
	return newBeta(float64(n-k), float64(k+1)).below(1 - p)
}

// pinball is the loss of a quantile q at the probability p, of logarithms.
func pinball(q, amount, p float64) float64 {
	off := logRatio(amount, q)
	if off > 0 {
		return p * off
	}
	return (p - 1) * off
}

// logRatio takes a quantile of 0 as the least amount there is.
func logRatio(amount, q float64) float64 { return math.Log(amount / max(q, 1e-9)) }
