package forecast

import "math"

// student is Student's law of the errors of a forecast with its degrees of freedom:
// by how much a model's interval must be widened is itself learned from few past
// points, and the normal law would take it for certain (Geisser, "Predictive
// Inference", 1993, section 3.2: the predictive law of a normal value whose variance
// is known through so many degrees of freedom).
type student struct{ freedom int }

// studentOf is the law after errors from so many past points.
func studentOf(origins int) student { return student{origins + usualWeight} }

// deviation is the standard deviation of the plain law.
func (s student) deviation() float64 {
	return math.Sqrt(float64(s.freedom) / float64(s.freedom-2))
}

// quantile is that of probability p, over the standard deviation.
func (s student) quantile(p float64) float64 {
	low, high := 0.0, math.Pi/2
	for range 60 {
		angle := (low + high) / 2
		if s.within(angle) < math.Abs(2*p-1) {
			low = angle
		} else {
			high = angle
		}
	}
	return math.Copysign(math.Tan(low)*math.Sqrt(float64(s.freedom))/s.deviation(), p-0.5)
}

// within is how likely the plain value lies between plus and minus the tangent of
// an angle times the root of the degrees of freedom (Abramowitz and Stegun,
// "Handbook of Mathematical Functions", 26.7.3 and 26.7.4).
func (s student) within(angle float64) float64 {
	sin, cos := math.Sincos(angle)
	term, from := 1.0, 2
	if s.freedom%2 == 1 {
		term, from = cos, 3
	}
	sum := 0.0
	for k := from; k <= s.freedom; k += 2 {
		sum += term
		term *= cos * cos * float64(k-1) / float64(k)
	}
	if s.freedom%2 == 1 {
		return 2 / math.Pi * (angle + sin*sum)
	}
	return sin * sum
}
