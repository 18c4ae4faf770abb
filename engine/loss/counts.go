package loss

import (
	"math"
	"math/cmplx"
	"sort"
)

// counts is the distribution of the number of events of a year: a negative binomial
// where shape is above 0, else Poisson with one of several rates.
type counts struct {
	rates, weights []float64
	mean, shape    float64
	series         []float64 // the chances of 0, 1, 2 … events that the low rates of a mixture make
	low            int       // how many rates are in the series: the first
	floors         []float64 // the exponents below which a rate's part is nothing, less than 1e-12
}

// counts of f of which each event is kept with the chance share, which is the same
// kind of distribution with the rate times share.
func (f Frequency) counts(share float64) counts {
	c := counts{mean: f.Mean() * share}
	switch f.process {
	case negativeBinomial:
		c.shape = f.shape
	case rangedRate:
		c.rates, c.weights = lognormalNodes(newLognormal(f.low, f.high))
	case pertRate:
		c.rates, c.weights = betaNodes(newScaledBeta(f.low, f.mode, f.high))
	default:
		c.rates, c.weights = []float64{f.mode}, []float64{1}
	}
	for i := range c.rates {
		c.rates[i] *= share
	}
	if c.mean == 0 {
		c.rates, c.weights, c.shape = []float64{0}, []float64{1}, 0
	}
	for _, w := range c.weights {
		c.floors = append(c.floors, math.Log(1e-12/max(w, 1e-300)))
	}
	c.shorten()
	return c
}

const (
	lowRate = 16
	fewLow  = 8 // with fewer low rates there is nothing to be gained
)

// shorten adds up what the low rates of a mixture make, as a power series.
func (c *counts) shorten() {
	low := sort.SearchFloat64s(c.rates, lowRate)
	if low < fewLow {
		return
	}
	c.low = low
	for i, rate := range c.rates[:low] {
		c.series = addPoisson(c.series, rate, c.weights[i])
	}
	for len(c.series) > 1 && c.series[len(c.series)-1] < 1e-15 {
		c.series = c.series[:len(c.series)-1]
	}
}

// finest is the share of a Poisson's own standard deviation by which the nodes of a
// mixture may be apart, so that their sum has no lumps.
const finest = 0.5

// lognormalNodes integrate over a lognormal rate by the trapezoidal rule, which
// converges faster than any power for it.
func lognormalNodes(l lognormal) (rates, weights []float64) {
	high := math.Exp(l.mu + 3*l.sigma)
	// The rule's error is about exp(-2π·y/step) for integrands that are bounded up to
	// the height y = π/2σ; 0.35/σ makes it 1e-12.
	step := min(0.5, 0.35/l.sigma, max(0.01, finest/(l.sigma*math.Sqrt(max(1, high)))))
	for z := -7.0; z < 7+l.sigma; z += step {
		rates = append(rates, math.Exp(l.mu+l.sigma*z))
		weights = append(weights, normalDensity(z))
	}
	return rates, normalised(weights)
}

// betaNodes integrate over a beta distributed rate by the tanh-sinh rule (Takahasi
// and Mori 1974), which bears the roots at both ends.
func betaNodes(s scaledBeta) (rates, weights []float64) {
	step := min(0.08, max(0.004, finest*math.Sqrt(s.mean())/s.width))
	for t := -3.0; t <= 3; t += step {
		u := math.Pi / 2 * math.Sinh(t)
		x := 1 / (1 + math.Exp(-2*u))
		slope := math.Cosh(t) / (math.Cosh(u) * math.Cosh(u))
		rates = append(rates, s.low+s.width*x)
		weights = append(weights, s.plain.density(x)*slope)
	}
	return rates, normalised(weights)
}

func normalised(weights []float64) []float64 {
	sum := 0.0
	for _, w := range weights {
		sum += w
	}
	for i := range weights {
		weights[i] /= sum
	}
	return weights
}

// plain reports whether the number is Poisson distributed, and with which rate.
func (c counts) plain() (rate float64, ok bool) {
	if c.shape > 0 || len(c.rates) != 1 {
		return 0, false
	}
	return c.rates[0], true
}

// generating is the probability generating function E[z^N], for |z| ≤ 1.
func (c *counts) generating(z complex128) complex128 {
	if c.shape > 0 {
		return cmplx.Exp(complex(-c.shape, 0) * cmplx.Log(1-complex(c.mean/c.shape, 0)*(z-1)))
	}
	sum := c.power(z)
	for i, rate := range c.rates[c.low:] {
		if rate*(real(z)-1) < c.floors[c.low+i] {
			continue
		}
		sum += complex(c.weights[c.low+i], 0) * cmplx.Exp(complex(rate, 0)*(z-1))
	}
	return sum
}

// power sums the series in two chains, of even and of odd powers, which a processor
// works on side by side. Powers that come to less than 1e-16 are left out.
func (c *counts) power(z complex128) complex128 {
	a, b := real(z), imag(z)
	n := len(c.series)
	if n == 0 {
		return 0
	}
	switch size := a*a + b*b; {
	case size < 1e-4:
		n = min(n, 8)
	case size < 1e-2:
		n = min(n, 16)
	case size < 0.1:
		n = min(n, 32)
	}
	p, q := a*a-b*b, 2*a*b
	var evenX, evenY, oddX, oddY float64
	for i := (n - 1) / 2 * 2; i >= 0; i -= 2 {
		even, odd := c.series[i], 0.0
		if i+1 < n {
			odd = c.series[i+1]
		}
		evenX, evenY = evenX*p-evenY*q+even, evenX*q+evenY*p
		oddX, oddY = oddX*p-oddY*q+odd, oddX*q+oddY*p
	}
	return complex(evenX+oddX*a-oddY*b, evenY+oddX*b+oddY*a)
}

const (
	mostCounts   = 1 << 20
	leastWeight  = 1e-22
	logLeastTerm = -50.0
)

// chances are those of 0, 1, 2 … events. What a mixture's rates beyond mostCounts
// are is left out.
func (c counts) chances() []float64 {
	if c.shape > 0 {
		return c.negativeBinomialChances()
	}
	var all []float64
	for i, rate := range c.rates {
		if c.weights[i] >= leastWeight && rate < mostCounts/2 {
			all = addPoisson(all, rate, c.weights[i])
		}
	}
	return all
}

// addPoisson adds weight times the chances of a Poisson number, from its mode
// outwards so that nothing underflows.
func addPoisson(all []float64, rate, weight float64) []float64 {
	mode := math.Floor(rate)
	log, _ := math.Lgamma(mode + 1)
	top := weight
	if rate > 0 {
		top *= math.Exp(mode*math.Log(rate) - rate - log)
	}
	least := top * math.Exp(logLeastTerm)
	for n, p := mode, top; n >= 0 && p > least; n-- {
		all = grown(all, int(n))
		all[int(n)] += p
		p *= n / rate
	}
	for n, p := mode+1, top*rate/(mode+1); p > least; n++ {
		all = grown(all, int(n))
		all[int(n)] += p
		p *= rate / (n + 1)
	}
	return all
}

func grown(all []float64, n int) []float64 {
	if n >= len(all) {
		return append(all, make([]float64, n+1-len(all))...)
	}
	return all
}

func (c counts) negativeBinomialChances() []float64 {
	ratio := c.mean / (c.mean + c.shape)
	log := func(n float64) float64 {
		a, _ := math.Lgamma(n + c.shape)
		b, _ := math.Lgamma(n + 1)
		d, _ := math.Lgamma(c.shape)
		return a - b - d + n*math.Log(ratio) + c.shape*math.Log1p(-ratio)
	}
	mode := math.Floor(max(0, c.mean*(c.shape-1)/c.shape))
	all := make([]float64, int(mode)+1)
	for n, p := mode, math.Exp(log(mode)); n >= 0; n-- {
		all[int(n)] = p
		p *= n / ((n - 1 + c.shape) * ratio)
	}
	p := all[int(mode)]
	least := p * math.Exp(logLeastTerm)
	for n := mode; p > least && n < mostCounts; n++ {
		p *= (n + c.shape) / (n + 1) * ratio
		all = append(all, p)
	}
	return normalised(all)
}

// tail gives the rates beyond those of chances, each with its weight.
func (c counts) tail() (rates, weights []float64) {
	for i, rate := range c.rates {
		if rate >= mostCounts/2 {
			rates, weights = append(rates, rate), append(weights, c.weights[i])
		}
	}
	return rates, weights
}
