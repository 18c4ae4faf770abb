package forecast

import (
	"math"
	"slices"
)

// ready is a series made fit to forecast: gaps filled, exposure, events and all
// seasons but one taken out.
type ready struct {
	p       *Problem
	values  []float64
	season  int // that models may use, as two cycles of it are known; 1 is none
	yard    int // that of the seasonal naive, for which one is enough
	filled  []int
	effects []EventEffect
	cycles  []cycle // taken out, to be put in again
}

func prepare(w *work, p *Problem) *ready {
	r := &ready{p: p, season: 1, yard: 1, values: slices.Clone(p.Values)}
	if p.Exposure != nil {
		for t := range r.values {
			r.values[t] /= p.Exposure[t]
		}
	}
	seasons := usefulSeasons(p.Seasons, len(r.values))
	lag := 1
	if len(seasons) > 0 {
		lag = seasons[len(seasons)-1]
	}
	r.filled = fill(r.values, lag)
	r.estimateEvents(w, seasons)
	for _, given := range p.Seasons {
		if given < len(r.values) {
			r.yard = max(r.yard, given)
		}
	}
	if len(seasons) == 1 {
		r.season = seasons[0]
		return r
	}
	if len(seasons) > 1 {
		r.yard = 1
	}
	r.takeOut(seasons)
	return r
}

// usefulSeasons are those of which two cycles are known, shortest first.
func usefulSeasons(given []int, n int) []int {
	var out []int
	for _, s := range given {
		if s > 1 && n > 2*s {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// takeOut strips all seasons where there are several: the shortest first, each
// from what the others leave, three times round.
func (r *ready) takeOut(seasons []int) {
	if len(seasons) == 0 {
		return
	}
	y := r.values
	ratio := positive(y)
	for _, s := range seasons {
		r.cycles = append(r.cycles, cycle{length: s, ratio: ratio, index: make([]float64, s)})
		for i := range s {
			if ratio {
				r.cycles[len(r.cycles)-1].index[i] = 1
			}
		}
	}
	rest, trend, found := slices.Clone(y), make([]float64, len(y)), make([]float64, seasons[len(seasons)-1])
	for range 3 {
		for k := range r.cycles {
			c := &r.cycles[k]
			for t := range rest {
				rest[t] = c.back(rest[t], t)
			}
			if indices(rest, c.length, ratio, found[:c.length], trend) {
				copy(c.index, found)
			}
			c.strip(rest, rest)
		}
	}
	r.values = rest
}

// back puts into a forecast what was taken out.
func (r *ready) back(res *Result) {
	n := len(r.values)
	for i := range res.Mean {
		t := n + i
		for _, c := range r.cycles {
			res.Mean[i], res.Naive[i] = c.back(res.Mean[i], t), c.back(res.Naive[i], t)
			res.Sigma[i] *= c.width(t)
		}
		for k, e := range r.effects {
			if !e.Unknown {
				shift := e.Effect * r.p.Events[k].On[t]
				res.Mean[i] += shift
				res.Naive[i] += shift
				res.Sigma[i] = math.Hypot(res.Sigma[i], e.Error*r.p.Events[k].On[t])
			}
		}
		if r.p.Exposure != nil {
			res.Mean[i] *= r.p.Exposure[t]
			res.Naive[i] *= r.p.Exposure[t]
			res.Sigma[i] *= r.p.Exposure[t]
		}
	}
}

// fill puts a value where none is known: that of a cycle before moved by the
// level, or else what lies between its neighbours. It says where.
func fill(y []float64, lag int) []int {
	var gaps []int
	for t, v := range y {
		if math.IsNaN(v) {
			gaps = append(gaps, t)
		}
	}
	for _, t := range gaps {
		y[t] = between(y, t)
	}
	if lag < 2 {
		return gaps
	}
	// With the gaps closed roughly, the figures of the season say what is missing.
	index, trend := make([]float64, lag), make([]float64, len(y))
	if len(gaps) > 0 && len(gaps)*3 < len(y) && indices(y, lag, false, index, trend) {
		plain := make([]float64, len(y))
		c := cycle{length: lag, index: index}
		c.strip(y, plain)
		for _, t := range gaps {
			plain[t] = math.NaN()
		}
		for _, t := range gaps {
			plain[t] = between(plain, t)
			y[t] = c.back(plain[t], t)
		}
	}
	return gaps
}

// between is the straight line between the known neighbours of t, or the one
// there is.
func between(y []float64, t int) float64 {
	a, b := t-1, t+1
	for a >= 0 && math.IsNaN(y[a]) {
		a--
	}
	for b < len(y) && math.IsNaN(y[b]) {
		b++
	}
	switch {
	case a < 0:
		return y[b]
	case b == len(y):
		return y[a]
	}
	return y[a] + (y[b]-y[a])*float64(t-a)/float64(b-a)
}
