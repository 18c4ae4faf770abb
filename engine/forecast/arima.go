package forecast

import (
	"fmt"
	"math"
)

// order is that of an ARIMA model (p,d,q)(P,D,Q) with or without a drift.
type order struct {
	p, d, q    int
	sp, sd, sq int // of the season
	drift      bool
}

// String names the order as the field does, e.g. ARIMA(0,1,1)(0,1,1).
func (o order) String() string {
	name := fmt.Sprintf("ARIMA(%d,%d,%d)", o.p, o.d, o.q)
	if o.sp+o.sd+o.sq > 0 {
		name += fmt.Sprintf("(%d,%d,%d)", o.sp, o.sd, o.sq)
	}
	if o.drift && o.d+o.sd > 0 {
		name += " with drift"
	}
	return name
}

// arima chooses the differences by tests and the rest by the corrected criterion
// of Akaike among orders up to two, and forecasts with it (Box and Jenkins 1970;
// the choice as in Hyndman and Khandakar, "Automatic time series forecasting",
// Journal of Statistical Software 27, 2008, over a fixed list).
// What was chosen before is kept where the series is long enough for it.
func (w *work) arima(y []float64, m, h int, c *choice, out *path) {
	if o := c.order; o != nil && len(y) > o.d+o.sd*m+8 && (o.sd+o.sp+o.sq == 0 || len(y) > 2*m) {
		w.differences(y, m, *o)
		w.fitARMA(*o, m)
		keep := w.arma
		w.forecastARMA(*o, &keep, y, m, h, out)
		return
	}
	o := w.differencing(y, m)
	best, criterion := o, math.Inf(1)
	keep := arma{lag: [5]int{1, 1, 1, 1, 1}}
	for _, try := range candidates(o, m > 1 && (o.sd > 0 || seasonal(y, m))) {
		if v := w.fitARMA(try, m); v < criterion {
			criterion, best, keep = v, try, w.arma
		}
	}
	if c.order == nil {
		chosen := best
		c.order = &chosen
	}
	w.forecastARMA(best, &keep, y, m, h, out)
}

// differencing chooses how often to take differences, and takes them.
func (w *work) differencing(y []float64, m int) order {
	var o order
	if w.stronglySeasonal(y, m) {
		o.sd = 1
	}
	for {
		w.differences(y, m, o)
		if o.d == 2 || len(w.diff) <= 8 || stationary(w.diff) {
			return o
		}
		o.d++
	}
}

func (w *work) differences(y []float64, m int, o order) {
	w.diff = append(w.diff[:0], y...)
	if o.sd > 0 {
		w.diff = difference(w.diff, m)
	}
	for range o.d {
		w.diff = difference(w.diff, 1)
	}
}

// candidates lists the orders with given differences: up to three of p and q
// together, at most one seasonal term, a drift where no more than one difference
// was taken, and always a mean where none was.
func candidates(o order, season bool) []order {
	var out []order
	terms := [][2]int{{0, 0}}
	if season {
		terms = [][2]int{{0, 0}, {1, 0}, {0, 1}}
	}
	for p := 0; p <= 2; p++ {
		for q := 0; q <= 2 && p+q <= 3; q++ {
			for _, s := range terms {
				o.p, o.q, o.sp, o.sq = p, q, s[0], s[1]
				if o.drift = false; o.d+o.sd > 0 {
					out = append(out, o)
				}
				if o.drift = true; o.d+o.sd < 2 {
					out = append(out, o)
				}
			}
		}
	}
	return out
}

// arma is a fitted model of the differenced series: weights by lag.
type arma struct {
	mean   float64
	ar, ma [5]float64
	lag    [5]int
	n      int // of lags
	sigma  float64
}

// set expands (1-a1 B-a2 B²)(1-A B^m) and the like into weights by lag.
func (a *arma) set(p1, p2, sp, q1, q2, sq float64, m int) {
	a.lag = [5]int{1, 2, m, m + 1, m + 2}
	a.ar = [5]float64{p1, p2, sp, -p1 * sp, -p2 * sp}
	a.ma = [5]float64{q1, q2, sq, q1 * sq, q2 * sq}
	a.n = 5
	if sp == 0 && sq == 0 {
		a.n = 2
	}
}

// run gives the sum of squared errors over a differenced series, those before the
// first being taken as nothing, and leaves the errors in e.
func (a *arma) run(z, e []float64) float64 {
	sse := 0.0
	for t := range z {
		v := z[t] - a.mean
		for i := 0; i < a.n; i++ {
			if b := t - a.lag[i]; b >= 0 {
				v -= a.ar[i]*(z[b]-a.mean) + a.ma[i]*e[b]
			}
		}
		e[t] = v
		sse += v * v
	}
	return sse
}

func (w *work) fitARMA(o order, m int) float64 {
	z := w.diff
	n := float64(len(z))
	a := &w.arma
	*a = arma{}
	if o.drift {
		a.mean = average(z)
	}
	k := o.p + o.q + o.sp + o.sq
	x, step := w.x[:k], w.step[:k]
	for i := range x {
		x[i], step[i] = 0.1, 0.4
	}
	w.errors = grow(w.errors, len(z))
	target := func(x []float64) float64 {
		a.unpack(o, x, m)
		return a.run(z, w.errors)
	}
	if k > 0 {
		w.search.minimise(target, x, step, 60*k)
	}
	sse := target(x)
	p := float64(k + 1)
	if o.drift {
		p++
	}
	if n-p-1 <= 0 {
		return math.Inf(1)
	}
	a.sigma = math.Sqrt(sse / (n - p + 1))
	return n*math.Log(sse/n+1e-300) + 2*p + 2*p*(p+1)/(n-p-1)
}

// unpack reads partial autocorrelations, which keep the model stationary and
// invertible whatever x is.
func (a *arma) unpack(o order, x []float64, m int) {
	i := 0
	pair := func(n int) (float64, float64) {
		switch i += n; n {
		case 1:
			return 0.99 * math.Tanh(x[i-1]), 0
		case 2:
			r1, r2 := 0.99*math.Tanh(x[i-2]), 0.99*math.Tanh(x[i-1])
			return r1 * (1 - r2), r2
		}
		return 0, 0
	}
	p1, p2 := pair(o.p)
	q1, q2 := pair(o.q)
	sp, _ := pair(o.sp)
	sq, _ := pair(o.sq)
	a.set(p1, p2, sp, -q1, -q2, -sq, m)
}

func (w *work) forecastARMA(o order, a *arma, y []float64, m, h int, out *path) {
	z := append(w.walk[:0], w.diff...)
	w.errors = grow(w.errors, len(z)+h)
	a.run(z, w.errors[:len(z)])
	for i := range h {
		t := len(z)
		v := a.mean
		for j := 0; j < a.n; j++ {
			if b := t - a.lag[j]; b >= 0 {
				v += a.ar[j]*(z[b]-a.mean) + a.ma[j]*w.errors[b]
			}
		}
		w.errors[t] = 0
		z = append(z, v)
		out.mean[i] = v
	}
	w.walk = z
	w.integrate(o, y, m, out.mean[:h])
	w.armaSpread(o, a, m, out.sd[:h])
}

// integrate turns forecasts of differences into those of the series.
func (w *work) integrate(o order, y []float64, m int, ahead []float64) {
	w.plain = append(w.plain[:0], y...)
	if o.sd == 1 {
		w.plain = difference(w.plain, m)
	}
	var last [2]float64
	z := w.plain
	for d := 0; d < o.d; d++ {
		last[d] = z[len(z)-1]
		z = difference(z, 1)
	}
	for d := o.d - 1; d >= 0; d-- {
		for i := range ahead {
			last[d] += ahead[i]
			ahead[i] = last[d]
		}
	}
	if o.sd == 1 {
		for i := range ahead {
			if i < m {
				ahead[i] += y[len(y)-m+i]
			} else {
				ahead[i] += ahead[i-m]
			}
		}
	}
}

// armaSpread follows one error of size one through the model and the sums.
func (w *work) armaSpread(o order, a *arma, m int, sd []float64) {
	h := len(sd)
	w.walk = grow(w.walk, h)
	psi := w.walk
	for i := range psi {
		v := 0.0
		if i == 0 {
			v = 1
		}
		for j := 0; j < a.n; j++ {
			if b := i - a.lag[j]; b >= 0 {
				v += a.ar[j] * psi[b]
			}
			if i == a.lag[j] {
				v += a.ma[j]
			}
		}
		psi[i] = v
	}
	for d := 0; d < o.d; d++ {
		for i := 1; i < h; i++ {
			psi[i] += psi[i-1]
		}
	}
	if o.sd == 1 {
		for i := m; i < h; i++ {
			psi[i] += psi[i-m]
		}
	}
	sum := 0.0
	for i := range sd {
		sum += psi[i] * psi[i]
		sd[i] = a.sigma * math.Sqrt(sum)
	}
}

// difference takes each value from the one lag later, in place.
func difference(y []float64, lag int) []float64 {
	for t := 0; t+lag < len(y); t++ {
		y[t] = y[t+lag] - y[t]
	}
	return y[:max(0, len(y)-lag)]
}

// stationary is the test of Kwiatkowski, Phillips, Schmidt and Shin about a level
// (Journal of Econometrics 54, 1992) at 5 %.
func stationary(y []float64) bool {
	n := float64(len(y))
	mean := average(y)
	sum, squares := 0.0, 0.0
	variance := 0.0
	for _, v := range y {
		sum += v - mean
		squares += sum * sum
		variance += (v - mean) * (v - mean)
	}
	lags := int(3 * math.Sqrt(n) / 13)
	for lag := 1; lag <= lags; lag++ {
		c := 0.0
		for t := lag; t < len(y); t++ {
			c += (y[t] - mean) * (y[t-lag] - mean)
		}
		variance += 2 * c * (1 - float64(lag)/float64(lags+1))
	}
	return variance <= 0 || squares/(n*variance) < 0.463
}

// stronglySeasonal says whether a season explains most of what the trend leaves
// (the strength of Wang, Smith and Hyndman, Data Mining and Knowledge Discovery
// 13, 2006, above 0.64).
func (w *work) stronglySeasonal(y []float64, m int) bool {
	if m < 2 || len(y) < 3*m || m > 2*longestCycle {
		return false
	}
	w.first, w.trend = grow(w.first, m), grow(w.trend, len(y))
	if !indices(y, m, false, w.first, w.trend) {
		return false
	}
	var rest, both, n, meanRest, meanBoth float64
	for t := m / 2; t < len(y)-m/2; t++ {
		v := y[t] - w.trend[t]
		r := v - w.first[t%m]
		n++
		meanRest += r
		meanBoth += v
		rest += r * r
		both += v * v
	}
	rest -= meanRest * meanRest / n
	both -= meanBoth * meanBoth / n
	return both > 0 && 1-rest/both > 0.64
}
