package loss

import "math"

// normalBelow is the chance that a standard normal is at most z.
func normalBelow(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }

func normalDensity(z float64) float64 { return math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) }

// normalQuantile is exact to rounding for every t in (0, 1) that can be told from 0
// and from 1.
func normalQuantile(t float64) float64 {
	if t > 0.5 {
		return -normalQuantile(1 - t)
	}
	if t <= 0 {
		return math.Inf(-1)
	}
	// Abramowitz and Stegun 26.2.23, then Halley's steps.
	s := math.Sqrt(-2 * math.Log(t))
	z := -(s - (2.515517+s*(0.802853+s*0.010328))/(1+s*(1.432788+s*(0.189269+s*0.001308))))
	for range 3 {
		density := normalDensity(z)
		if density == 0 {
			break
		}
		step := (normalBelow(z) - t) / density
		z -= step / (1 + z*step/2)
	}
	return z
}

const fractionTerms = 500

// gammaBelow is the regularised lower incomplete gamma function: the chance that a
// gamma variable of this shape and scale 1 is at most x.
func gammaBelow(shape, x float64) float64 {
	if x <= 0 {
		return 0
	}
	log, _ := math.Lgamma(shape)
	front := math.Exp(shape*math.Log(x) - x - log)
	if x < shape+1 {
		term, sum := 1/shape, 1/shape
		for n := 1.0; n < 100_000 && term > sum*1e-17; n++ {
			term *= x / (shape + n)
			sum += term
		}
		return min(1, sum*front)
	}
	return 1 - front*gammaFraction(shape, x)
}

// gammaFraction is the continued fraction of the upper tail, by Lentz's method.
func gammaFraction(shape, x float64) float64 {
	const tiny = 1e-300
	b := x + 1 - shape
	c, d := 1/tiny, 1/b
	h := d
	for n := 1.0; n < 100_000; n++ {
		a := n * (shape - n)
		b += 2
		d = 1 / nonzero(a*d+b)
		c = nonzero(b + a/c)
		h *= c * d
		if math.Abs(c*d-1) < 1e-16 {
			break
		}
	}
	return h
}

func nonzero(x float64) float64 {
	if math.Abs(x) < 1e-300 {
		return 1e-300
	}
	return x
}

// beta is a beta distribution on 0 to 1.
type beta struct{ a, b, log float64 } // log of the beta function

func newBeta(a, b float64) beta {
	la, _ := math.Lgamma(a)
	lb, _ := math.Lgamma(b)
	lab, _ := math.Lgamma(a + b)
	return beta{a, b, la + lb - lab}
}

// below is the regularised incomplete beta function (DLMF 8.17.22).
func (d beta) below(x float64) float64 {
	switch {
	case x <= 0:
		return 0
	case x >= 1:
		return 1
	}
	front := math.Exp(d.a*math.Log(x) + d.b*math.Log1p(-x) - d.log)
	if x < (d.a+1)/(d.a+d.b+2) {
		return front * betaFraction(d.a, d.b, x) / d.a
	}
	return 1 - front*betaFraction(d.b, d.a, 1-x)/d.b
}

func (d beta) density(x float64) float64 {
	if x <= 0 || x >= 1 {
		return 0
	}
	return math.Exp((d.a-1)*math.Log(x) + (d.b-1)*math.Log1p(-x) - d.log)
}

func betaFraction(a, b, x float64) float64 {
	c, d := 1.0, 1/nonzero(1-(a+b)*x/(a+1))
	h := d
	for i := 1; i < fractionTerms; i++ {
		m := float64(i)
		even := m * (b - m) * x / ((a + 2*m - 1) * (a + 2*m))
		d = 1 / nonzero(1+even*d)
		c = nonzero(1 + even/c)
		h *= c * d
		odd := -(a + m) * (a + b + m) * x / ((a + 2*m) * (a + 2*m + 1))
		d = 1 / nonzero(1+odd*d)
		c = nonzero(1 + odd/c)
		h *= c * d
		if math.Abs(c*d-1) < 1e-15 {
			break
		}
	}
	return h
}

// bend is the logarithmic derivative of the density.
func (d beta) bend(x float64) float64 { return (d.a-1)/x - (d.b-1)/(1-x) }

// beside finds the quantile of t from that of a chance nearby, x0 of t0: three terms of
// its Taylor series lead close to it, and Halley's steps, whose error is cubed each
// time, to it.
func (d beta) beside(t0, x0, t float64) float64 {
	step, bend := (t-t0)/d.density(x0), d.bend(x0)
	slope := -(d.a-1)/(x0*x0) - (d.b-1)/((1-x0)*(1-x0))
	x := x0 + step*(1+step*(-bend/2+step*(2*bend*bend-slope)/6))
	for range 8 {
		if !(x > 0 && x < 1) {
			break
		}
		off := (d.below(x) - t) / d.density(x)
		x -= off / (1 - off*d.bend(x)/2)
		if math.Abs(off) <= 1e-6*x {
			return x
		}
	}
	return d.quantile(t)
}

// quantile finds x with below(x) = t by Newton's steps kept within a bracket.
func (d beta) quantile(t float64) float64 {
	low, high := 0.0, 1.0
	x := d.a / (d.a + d.b)
	for range 100 {
		off := d.below(x) - t
		if off > 0 {
			high = x
		} else {
			low = x
		}
		next := x - off/d.density(x)
		if !(next > low && next < high) {
			next = (low + high) / 2
		}
		if math.Abs(next-x) <= 1e-15*x {
			return next
		}
		x = next
	}
	return x
}
