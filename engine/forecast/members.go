package forecast

import (
	"math"
	"slices"
)

// choice is what a forecast settled on, so that back-casts need not choose again.
type choice struct {
	form  *form
	order *order
}

// maker forecasts a series of season m, h steps ahead.
type maker func(w *work, y []float64, m, h int, c *choice, out *path)

// makers are the methods by name.
var makers = map[Method]maker{
	Theta: func(w *work, y []float64, m, h int, _ *choice, out *path) {
		w.deseasoned(y, m, h, out, func(x []float64) { w.theta(x, h, out) })
	},
	DynamicTheta: func(w *work, y []float64, m, h int, _ *choice, out *path) {
		w.shrunken(y, m, h, out, func(x []float64) { w.dynamic(x, h, out) })
	},
	Smoothing: func(w *work, y []float64, m, h int, c *choice, out *path) {
		if m > longestCycle {
			w.shrunken(y, m, h, out, func(x []float64) { w.ets(x, 1, h, c, out) })
			return
		}
		w.ets(y, m, h, c, out)
	},
	Damped: func(w *work, y []float64, m, h int, _ *choice, out *path) {
		w.logged(y, h, out, func(x []float64) {
			w.shrunken(x, m, h, out, func(x []float64) { w.damped(x, h, out) })
		})
	},
	Complex: func(w *work, y []float64, m, h int, _ *choice, out *path) {
		w.logged(y, h, out, func(x []float64) {
			w.shrunken(x, m, h, out, func(x []float64) { w.complexSmoothing(x, h, out) })
		})
	},
	ARIMA: func(w *work, y []float64, m, h int, c *choice, out *path) {
		w.logged(y, h, out, func(x []float64) {
			if m > 2*longestCycle {
				w.shrunken(x, m, h, out, func(x []float64) { w.arima(x, 1, h, c, out) })
				return
			}
			w.arima(x, m, h, c, out)
		})
	},
	CycleTheta: func(w *work, y []float64, m, h int, _ *choice, out *path) {
		w.logged(y, h, out, func(x []float64) {
			w.shrunken(x, m, h, out, func(x []float64) { w.cycles(x, m, h, out) })
		})
	},
	Naive: func(w *work, y []float64, m, h int, _ *choice, out *path) { naive(y, m, h, out) },
	Intermittent: func(w *work, y []float64, _, h int, _ *choice, out *path) {
		intermittent(y, h, out)
	},
}

// members are what the combination is made of.
var members = [...]Method{Smoothing, DynamicTheta, ARIMA, Complex, Damped, CycleTheta}

// combine forecasts with each member and takes, step by step, the mean of those
// between the lowest and the highest (after Petropoulos and Svetunkov, "A simple
// combination of univariate models", International Journal of Forecasting 36,
// 2020, who take the median), and the median of the standard deviations. Above zero
// the mean is the geometric one, as members work on logarithms there: one that
// runs away upwards then weighs no more than one that runs down.
func (w *work) combine(y []float64, m, h int, c *choice, out *path, each []path) {
	for i, name := range members {
		makers[name](w, y, m, h, c, &each[i])
	}
	for i := range h {
		var means, sds [len(members)]float64
		k := 0
		for j := range each {
			if mean, sd := each[j].mean[i], each[j].sd[i]; usable(mean) && usable(sd) {
				means[k], sds[k] = mean, sd
				k++
			}
		}
		if k == 0 {
			out.mean[i], out.sd[i] = y[len(y)-1], math.Abs(y[len(y)-1])
			continue
		}
		slices.Sort(means[:k])
		slices.Sort(sds[:k])
		cut := 0
		if k > 2 {
			cut = 1
		}
		out.mean[i] = middle(means[cut : k-cut])
		out.sd[i] = (sds[(k-1)/2] + sds[k/2]) / 2
	}
}

// middle is the geometric mean of values in order that are above zero, else the mean.
func middle(sorted []float64) float64 {
	if sorted[0] <= 0 {
		return average(sorted)
	}
	sum := 0.0
	for _, v := range sorted {
		sum += math.Log(v)
	}
	return math.Exp(sum / float64(len(sorted)))
}

func usable(v float64) bool { return !math.IsNaN(v) && math.Abs(v) < 1e150 }

// logged forecasts the logarithms of a series that is above zero, else the series.
func (w *work) logged(y []float64, h int, out *path, f func(x []float64)) {
	if !positive(y) {
		f(y)
		return
	}
	w.logs = grow(w.logs, len(y))
	for t, v := range y {
		w.logs[t] = math.Log(v)
	}
	f(w.logs)
	for i := range h {
		out.mean[i] = math.Exp(out.mean[i])
		out.sd[i] *= out.mean[i]
	}
}

// deseasoned takes a season that stands out of a series, as R's thetaf does, and
// puts it in again.
func (w *work) deseasoned(y []float64, m, h int, out *path, f func(x []float64)) {
	if !seasonal(y, m) {
		f(y)
		return
	}
	w.outside(y, m, h, positive(y), false, out, f)
}

// shrunken takes a season out as far as it stands out of the noise, whether or
// not it is significant, where three cycles are known.
func (w *work) shrunken(y []float64, m, h int, out *path, f func(x []float64)) {
	if m < 2 || len(y) < 3*m {
		f(y)
		return
	}
	logs := len(w.logs) > 0 && len(y) > 0 && &w.logs[0] == &y[0]
	w.outside(y, m, h, !logs && positive(y), true, out, f)
}

func (w *work) outside(y []float64, m, h int, ratio, shrink bool, out *path, f func(x []float64)) {
	w.index, w.moving, w.adjusted = grow(w.index, m), grow(w.moving, len(y)), grow(w.adjusted, len(y))
	c := cycle{length: m, ratio: ratio, index: w.index}
	if !indices(y, m, ratio, w.index, w.moving) {
		c.ratio = false
		if !ratio || !indices(y, m, false, w.index, w.moving) {
			f(y)
			return
		}
	}
	if shrink {
		c.shrink(y, w.moving)
	}
	c.strip(y, w.adjusted)
	f(w.adjusted)
	for i := range h {
		t := len(y) + i
		out.mean[i] = c.back(out.mean[i], t)
		out.sd[i] *= c.width(t)
	}
}

// shrink pulls the figures of a season towards no season by as much as chance
// alone would scatter them (James and Stein, as in Miller and Williams,
// "Shrinkage estimators of time series seasonal factors", International Journal of
// Forecasting 19, 2003).
func (c *cycle) shrink(y, trend []float64) {
	m, none := c.length, 0.0
	if c.ratio {
		none = 1
	}
	spread, noise, n := 0.0, 0.0, 0
	for _, v := range c.index {
		spread += (v - none) * (v - none)
	}
	for t := m / 2; t < len(y)-m/2; t++ {
		d := y[t] - trend[t]
		if c.ratio {
			d = y[t] / trend[t]
		}
		d -= c.index[t%m]
		noise += d * d
		n++
	}
	if spread == 0 || n <= m || m < 4 {
		return
	}
	chance := noise / float64(n-m) * float64(m) / float64(n)
	keep := math.Max(0, 1-float64(m-3)*chance/spread)
	for i, v := range c.index {
		c.index[i] = none + keep*(v-none)
	}
}

func (w *work) damped(y []float64, h int, out *path) {
	w.fitForm(form{trend: true, damped: true, season: 'N'}, y, 1)
	w.forecastForm(&w.found, y, h, out)
}

// cycles forecasts the means of whole cycles by Theta, in which a slow trend shows
// better than in single steps, and draws lines from middle to middle (temporal
// aggregation; Athanasopoulos, Hyndman, Kourentzes and Petropoulos, "Forecasting
// with temporal hierarchies", European Journal of Operational Research 262, 2017).
// With fewer than four cycles it is Theta.
func (w *work) cycles(y []float64, m, h int, out *path) {
	w.theta(y, h, out)
	n := len(y) / max(m, 1)
	if m < 2 || n < 4 {
		return
	}
	w.block = grow(w.block, n)
	for i := range n {
		from := len(y) - (n-i)*m
		w.block[i] = average(y[from : from+m])
	}
	far := (h+m-1)/m + 1
	if len(w.far.mean) < far {
		w.far = newPath(far)
	}
	w.theta(w.block, far, &w.far)
	last := w.block[n-1]
	for i := range h {
		at := (float64(i)+0.5)/float64(m) - 0.5
		if at < 0 {
			out.mean[i] = last + (w.far.mean[0]-last)*(at+1)
			continue
		}
		j := int(at)
		out.mean[i] = w.far.mean[j] + (w.far.mean[min(j+1, far-1)]-w.far.mean[j])*(at-float64(j))
	}
}

// naive says again what was a cycle ago.
func naive(y []float64, m, h int, out *path) {
	n := len(y)
	if m < 1 || n <= m {
		m = 1
	}
	sum := 0.0
	for t := m; t < n; t++ {
		d := y[t] - y[t-m]
		sum += d * d
	}
	sigma := math.Sqrt(sum / float64(max(1, n-m)))
	for i := range h {
		out.mean[i] = y[n-m+i%m]
		out.sd[i] = sigma * math.Sqrt(float64(i/m+1))
	}
}

// sparse says whether a series is so often zero that rates and intervals between
// are the better picture: more than half of it is zero, and nothing is below.
func sparse(y []float64) bool {
	zero := 0
	for _, v := range y {
		if v < 0 {
			return false
		}
		if v == 0 {
			zero++
		}
	}
	return 2*zero > len(y) && zero < len(y)
}

// intermittent forecasts the rate of a series that is mostly zero: the smoothed
// size over the smoothed interval, less the bias of the ratio (Croston 1972 as
// corrected by Syntetos and Boylan, "The accuracy of intermittent demand
// estimates", International Journal of Forecasting 21, 2005), with a weight of 0.1.
func intermittent(y []float64, h int, out *path) {
	const weight = 0.1
	size, gap, since, seen := 0.0, 0.0, 0.0, 0
	for _, v := range y {
		since++
		if v == 0 {
			continue
		}
		if seen++; seen == 1 {
			size, gap = v, since
		} else {
			size += weight * (v - size)
			gap += weight * (since - gap)
		}
		since = 0
	}
	rate, spread := 0.0, 0.0
	if seen > 0 {
		rate = (1 - weight/2) * size / gap
	}
	for _, v := range y {
		spread += (v - rate) * (v - rate)
	}
	sd := math.Sqrt(spread / float64(len(y)))
	for i := range h {
		out.mean[i], out.sd[i] = rate, sd
	}
}
