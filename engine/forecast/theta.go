package forecast

import "math"

// theta is the standard Theta method: simple exponential smoothing of the
// seasonally adjusted series, with half the slope of its straight line as drift
// (Assimakopoulos and Nikolopoulos 2000; Hyndman and Billah, "Unmasking the Theta
// method", International Journal of Forecasting 19, 2003).
func (w *work) theta(y []float64, h int, out *path) {
	n := len(y)
	_, slope := line(y)
	alpha, last, sse := w.smooth(y)
	drift := slope / 2
	start := (1 - math.Pow(1-alpha, float64(n))) / alpha
	sigma := math.Sqrt(sse / float64(max(1, n-2)))
	for i := range h {
		out.mean[i] = last + drift*(float64(i)+start)
		out.sd[i] = sigma * math.Sqrt(1+float64(i)*alpha*alpha)
	}
}

// smooth is simple exponential smoothing with the least sum of squares. For each
// weight the best start is known exactly, so that one number is sought.
func (w *work) smooth(y []float64) (alpha, last, sse float64) {
	const low, high = 0.0001, 0.9999
	best, at := math.Inf(1), low
	for i := range 12 {
		a := low + (high-low)*float64(i)/11
		if v, _ := smoothed(y, a); v < best {
			best, at = v, a
		}
	}
	span := (high - low) / 11
	alpha = golden(math.Max(low, at-span), math.Min(high, at+span), func(a float64) float64 {
		v, _ := smoothed(y, a)
		return v
	})
	sse, last = smoothed(y, alpha)
	return alpha, last, sse
}

// smoothed is the least sum of squares with a weight, and the level it ends on.
// The error of each step is linear in the first level, so that the best first
// level follows from three sums.
func smoothed(y []float64, alpha float64) (sse, last float64) {
	keep := 1 - alpha
	level, fade := y[0], 1.0 // of a start at the first value; what is left of a start beside it
	var ee, ef, ff float64
	for _, v := range y {
		e := v - level
		ee += e * e
		ef += e * fade
		ff += fade * fade
		level += alpha * e
		fade *= keep
	}
	start := ef / ff
	return math.Max(0, ee-start*ef), level + fade*start
}

// golden finds where a function of one number is least between two ends.
func golden(low, high float64, f func(float64) float64) float64 {
	const cut = 0.6180339887498949
	a, b := high-cut*(high-low), low+cut*(high-low)
	fa, fb := f(a), f(b)
	for high-low > 1e-5 {
		if fa <= fb {
			high, b, fb = b, a, fa
			a = high - cut*(high-low)
			fa = f(a)
		} else {
			low, a, fa = a, b, fb
			b = low + cut*(high-low)
			fb = f(b)
		}
	}
	return (low + high) / 2
}

// dynamic is the dynamic optimised Theta model, which seeks the weight, the first
// level and theta together and lets the straight line follow the series
// (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler, "Models for optimising
// the theta method and their relationship to state space models", International
// Journal of Forecasting 32, 2016).
func (w *work) dynamic(y []float64, h int, out *path) {
	n := len(y)
	scale := math.Abs(average(y)) + 1e-9
	x, step := w.x[:3], w.step[:3]
	x[0], x[1], x[2] = 0, y[0]/2/scale, math.Log(1) // weight, first level, theta-1
	step[0], step[1], step[2] = 1, 0.3, 1.5
	weight := func(x float64) float64 { return share(x, 0.1, 0.99) }
	w.search.minimise(func(x []float64) float64 {
		if x[2] > 20 || x[2] < -20 {
			return math.Inf(1)
		}
		return dynamicPass(y, weight(x[0]), x[1]*scale, 1+math.Exp(x[2]), nil)
	}, x, step, 200)
	alpha := weight(x[0])
	sse := dynamicPass(y, alpha, x[1]*scale, 1+math.Exp(x[2]), out.mean[:h])
	sigma := math.Sqrt(sse / float64(max(1, n-5)))
	for i := range h {
		out.sd[i] = sigma * math.Sqrt(1+float64(i)*alpha*alpha)
	}
}

// dynamicPass runs the model over a series: the sum of squared errors from the
// third observation on, and the forecasts that follow into ahead.
func dynamicPass(y []float64, alpha, first, theta float64, ahead []float64) float64 {
	level, mean, slope, base := first, 0.0, 0.0, 0.0
	fade, sse, turn := 1.0, 0.0, 1-1/theta // fade is (1-alpha)^t
	for t := 0; t < len(y)+len(ahead); t++ {
		k := float64(t + 1)
		mu := level + turn*(fade*base+(1-fade*(1-alpha))/alpha*slope)
		var v float64
		if t < len(y) {
			v = y[t]
			if t >= 2 {
				sse += (v - mu) * (v - mu)
			}
		} else {
			v = mu
			ahead[t-len(y)] = mu
		}
		level = alpha*v + (1-alpha)*level
		fade *= 1 - alpha
		if t > 0 {
			slope = ((k-2)*slope + 6*(v-mean)/k) / (k + 1)
		}
		mean = ((k-1)*mean + v) / k
		base = mean - slope*(k+1)/2
	}
	return sse
}
