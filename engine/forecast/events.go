package forecast

import "math"

// estimateEvents takes the effect of events out of the values. Effects that are
// not given are estimated by least squares after the same filter has passed over
// the values and the events, that of exponential smoothing, so that neither level
// nor trend is taken for an effect; with a season, values and events are first
// compared with a cycle before (generalised least squares for an integrated
// moving average; Harvey, "Forecasting, Structural Time Series Models and the
// Kalman Filter", 1989, section 7.3).
func (r *ready) estimateEvents(w *work, seasons []int) {
	if len(r.p.Events) == 0 {
		return
	}
	lag := 0
	if len(seasons) > 0 {
		lag = seasons[0]
	}
	var columns [][]float64
	var asked []int
	for k, e := range r.p.Events {
		r.effects = append(r.effects, EventEffect{Name: e.Name})
		if e.Effect != nil {
			r.effects[k].Effect = *e.Effect
			continue
		}
		column := e.On[:len(r.values)]
		if steady(column) {
			r.effects[k].Unknown = true
			continue
		}
		columns, asked = append(columns, column), append(asked, k)
	}
	r.lessGiven()
	if len(asked) == 0 {
		return
	}
	effect, deviation := effects(w, r.values, columns, lag)
	for i, k := range asked {
		if !usable(effect[i]) || !usable(deviation[i]) {
			r.effects[k].Unknown = true
			continue
		}
		r.effects[k].Effect, r.effects[k].Error = effect[i], deviation[i]
		for t := range r.values {
			r.values[t] -= effect[i] * columns[i][t]
		}
	}
}

// lessGiven takes off the effects that were given.
func (r *ready) lessGiven() {
	for _, e := range r.p.Events {
		if e.Effect != nil {
			for t := range r.values {
				r.values[t] -= *e.Effect * e.On[t]
			}
		}
	}
}

// steady says whether an event never began nor ended in the past.
func steady(on []float64) bool {
	for _, v := range on {
		if v != on[0] {
			return false
		}
	}
	return true
}

// effects estimates in three rounds: the weight of the filter from what is left,
// then the effects with that weight.
func effects(w *work, y []float64, columns [][]float64, lag int) (effect, deviation []float64) {
	k := len(columns)
	effect, deviation = make([]float64, k), make([]float64, k)
	left := make([]float64, len(y))
	filtered := make([][]float64, k)
	for range 3 {
		for t := range y {
			left[t] = y[t]
			for i := range columns {
				left[t] -= effect[i] * columns[i][t]
			}
		}
		rest := seasonalSteps(left, lag)
		alpha, _, _ := w.smooth(rest)
		target := whitened(seasonalSteps(y, lag), alpha)
		for i := range columns {
			filtered[i] = whitened(seasonalSteps(columns[i], lag), alpha)
		}
		effect, deviation = leastSquares(filtered, target)
	}
	return effect, deviation
}

// seasonalSteps are the values less those of a cycle before.
func seasonalSteps(y []float64, lag int) []float64 {
	if lag < 2 {
		return append([]float64(nil), y...)
	}
	return difference(append([]float64(nil), y...), lag)
}

// whitened are the one-step errors of exponential smoothing begun at the first.
func whitened(y []float64, alpha float64) []float64 {
	out := make([]float64, 0, len(y))
	level := y[0]
	for _, v := range y[1:] {
		out = append(out, v-level)
		level += alpha * (v - level)
	}
	return out
}

// leastSquares solves the normal equations; what cannot be told apart is NaN.
func leastSquares(x [][]float64, y []float64) (beta, deviation []float64) {
	k := len(x)
	a := make([][]float64, k)
	for i := range k {
		a[i] = make([]float64, 2*k+1)
		a[i][k+i] = 1
		for j := range k {
			a[i][j] = dot(x[i], x[j])
		}
		a[i][2*k] = dot(x[i], y)
	}
	invert(a)
	beta, deviation = make([]float64, k), make([]float64, k)
	for i := range k {
		beta[i] = a[i][2*k]
	}
	sse := 0.0
	for t := range y {
		e := y[t]
		for i := range k {
			e -= beta[i] * x[i][t]
		}
		sse += e * e
	}
	for i := range k {
		deviation[i] = math.Sqrt(sse / float64(max(1, len(y)-k)) * a[i][k+i])
	}
	return beta, deviation
}

// invert reduces the left square of a to one (Gauss and Jordan). Rows without a
// pivot become NaN.
func invert(a [][]float64) {
	least := 0.0
	for i := range a {
		least = math.Max(least, 1e-10*a[i][i])
	}
	for i := range a {
		best := i
		for j := i + 1; j < len(a); j++ {
			if math.Abs(a[j][i]) > math.Abs(a[best][i]) {
				best = j
			}
		}
		a[i], a[best] = a[best], a[i]
		pivot := a[i][i]
		if math.Abs(pivot) <= least {
			for j := range a[i] {
				a[i][j] = math.NaN()
			}
			continue
		}
		for j := range a[i] {
			a[i][j] /= pivot
		}
		for other := range a {
			if f := a[other][i]; other != i && f != 0 {
				for j := range a[i] {
					a[other][j] -= f * a[i][j]
				}
			}
		}
	}
}

func dot(a, b []float64) float64 {
	sum := 0.0
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
