package loss

import (
	"math"
	"sort"
)

// law is the distribution of a loss that is never below 0.
type law interface {
	// below gives the chance of at most x, and the part of the mean that such
	// losses make: E[X; X ≤ x].
	below(x float64) (chance, part float64)
	// quantile gives the loss that has the chance t below it or, if upper, above.
	quantile(t float64, upper bool) float64
	mean() float64
}

// lognormal is exp(mu + sigma·Z).
type lognormal struct{ mu, sigma float64 }

// z95 is the 95 % quantile of the standard normal.
const z95 = 1.6448536269514722

func newLognormal(low, high float64) lognormal {
	l, h := math.Log(low), math.Log(high)
	return lognormal{(l + h) / 2, (h - l) / (2 * z95)}
}

func (l lognormal) mean() float64 { return math.Exp(l.mu + l.sigma*l.sigma/2) }

func (l lognormal) below(x float64) (chance, part float64) {
	if x <= 0 {
		return 0, 0
	}
	z := (math.Log(x) - l.mu) / l.sigma
	return normalBelow(z), l.mean() * normalBelow(z-l.sigma)
}

func (l lognormal) quantile(t float64, upper bool) float64 {
	z := normalQuantile(t)
	if upper {
		z = -z
	}
	return math.Exp(l.mu + l.sigma*z)
}

// scaledBeta is a beta distribution between low and high.
type scaledBeta struct {
	low, width  float64
	plain, next beta // next: with the first parameter one higher, for the mean
}

func newScaledBeta(low, mode, high float64) scaledBeta {
	w := high - low
	// Rounded, so that an estimate and its multiples have one shape.
	at := math.Round((mode-low)/w*(1<<40)) / (1 << 40)
	a, b := 1+4*at, 5-4*at
	return scaledBeta{low, w, newBeta(a, b), newBeta(a+1, b)}
}

func (s scaledBeta) share() float64 { return s.plain.a / (s.plain.a + s.plain.b) }
func (s scaledBeta) mean() float64  { return s.low + s.width*s.share() }

func (s scaledBeta) below(x float64) (chance, part float64) {
	b := (x - s.low) / s.width
	switch {
	case b <= 0:
		return 0, 0
	case b >= 1:
		return 1, s.mean()
	}
	chance = s.plain.below(b)
	return chance, s.low*chance + s.width*s.share()*s.next.below(b)
}

func (s scaledBeta) quantile(t float64, upper bool) float64 {
	if upper {
		return s.low + s.width*(1-newBeta(s.plain.b, s.plain.a).quantile(t))
	}
	return s.low + s.width*s.plain.quantile(t)
}

// points are equally likely amounts, in rising order.
type points struct {
	values []float64
	sums   []float64 // of the first amounts
}

func newPoints(values []float64) points {
	p := points{values, make([]float64, len(values)+1)}
	for i, v := range values {
		p.sums[i+1] = p.sums[i] + v
	}
	return p
}

func (p points) mean() float64 { return p.sums[len(p.values)] / float64(len(p.values)) }

func (p points) below(x float64) (chance, part float64) {
	n := sort.Search(len(p.values), func(i int) bool { return p.values[i] > x })
	all := float64(len(p.values))
	return float64(n) / all, p.sums[n] / all
}

func (p points) average(f func(float64) float64) float64 {
	sum := 0.0
	for _, v := range p.values {
		sum += f(v)
	}
	return sum / float64(len(p.values))
}

func (p points) quantile(t float64, upper bool) float64 {
	n := len(p.values)
	i := int(t * float64(n))
	if upper {
		i = n - 1 - i
	}
	return p.values[min(max(i, 0), n-1)]
}

// layered is what layers leave of a loss.
type layered struct {
	gross law
	net   net
}

func (l layered) mean() float64 {
	_, part := l.below(math.Inf(1))
	return part
}

func (l layered) below(x float64) (chance, part float64) {
	top := l.net.inverse(x)
	var before, beforePart float64
	for i, from := range l.net.from {
		to := top
		if i+1 < len(l.net.from) {
			to = min(to, l.net.from[i+1])
		}
		if to < from || x < 0 {
			break
		}
		c, p := 1.0, l.gross.mean()
		if !math.IsInf(to, 1) {
			c, p = l.gross.below(to)
		}
		part += (l.net.value[i]-l.net.slope[i]*from)*(c-before) + l.net.slope[i]*(p-beforePart)
		before, beforePart = c, p
	}
	return before, max(part, 0)
}

func (l layered) quantile(t float64, upper bool) float64 {
	return l.net.at(l.gross.quantile(t, upper))
}
