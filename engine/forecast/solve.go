package forecast

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
)

// Solve forecasts a series. It answers within milliseconds of ctx ending, with
// its error. Errors of the problem or the settings name the field.
func Solve(ctx context.Context, p Problem, s Settings) (*Result, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	return solve(ctx, &work{}, &p, s)
}

// SolveAll forecasts many series at once; the results are in the order of the
// problems and do not depend on the number of goroutines. An error says which
// problem it was.
func SolveAll(ctx context.Context, problems []Problem, s Settings) ([]*Result, error) {
	s, err := s.withDefaults()
	if err != nil {
		return nil, err
	}
	results, failed := make([]*Result, len(problems)), make([]error, len(problems))
	workers := s.Goroutines
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(workers, len(problems)) {
		group.Go(func() {
			w := &work{}
			for i := int(next.Add(1)) - 1; i < len(problems); i = int(next.Add(1)) - 1 {
				results[i], failed[i] = solve(ctx, w, &problems[i], s)
			}
		})
	}
	group.Wait()
	for i, err := range failed {
		if err != nil {
			return nil, fmt.Errorf("problem %d: %w", i, err)
		}
	}
	return results, nil
}

func solve(ctx context.Context, w *work, p *Problem, s Settings) (*Result, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	w.search.done = ctx.Done()
	ready := prepare(w, p)
	r := &Result{
		Method: s.Method, Level: s.Level, Season: ready.season, Filled: ready.filled, Events: ready.effects,
		nonNegative: p.NonNegative,
	}
	if r.Method == Combination && sparse(ready.values) {
		r.Method = Intermittent
	}
	h := p.Horizon
	t := &trial{w: w, y: ready.values, m: ready.season, yard: ready.yard, h: h, method: r.Method}
	if r.Method == Naive {
		t.m, r.Season = t.yard, t.yard
	}
	own := t.from(len(t.y))
	yardstick := newPath(h)
	naive(t.y, t.yard, h, &yardstick)
	if err := t.backcast(ctx, s); err != nil {
		return nil, err
	}
	r.Test = t.test
	r.Detail = t.choice.detail(r.Method)
	r.Mean, r.Sigma, r.Naive = own.mean, own.sd, yardstick.mean
	r.errors = studentOf(t.test.Origins)
	for i := range h {
		r.Sigma[i] *= t.factor * r.errors.deviation()
	}
	ready.back(r)
	z := r.errors.quantile((1 + s.Level) / 2)
	r.Lower, r.Upper = make([]float64, h), make([]float64, h)
	for i := range h {
		r.Mean[i], r.Naive[i] = r.floor(r.Mean[i]), r.floor(r.Naive[i])
		r.Lower[i], r.Upper[i] = r.floor(r.Mean[i]-z*r.Sigma[i]), r.Mean[i]+z*r.Sigma[i]
	}
	r.Outliers, r.Changes = findings(ready.values, t.m)
	return r, ctx.Err()
}

// detail names what was chosen.
func (c *choice) detail(m Method) []string {
	var out []string
	if c.form != nil && (m == Combination || m == Smoothing) {
		out = append(out, c.form.String())
	}
	if c.order != nil && (m == Combination || m == ARIMA) {
		out = append(out, c.order.String())
	}
	return out
}

// trial forecasts one prepared series from any of its points.
type trial struct {
	w      *work
	y      []float64
	m, h   int
	yard   int // the cycle of the seasonal naive
	method Method
	choice choice
	each   []path

	test   Test
	factor float64 // by which standard deviations are widened
}

// from forecasts from the first n observations.
func (t *trial) from(n int) path {
	out := newPath(t.h)
	y := t.y[:n]
	if t.method == Combination {
		if t.each == nil {
			for range members {
				t.each = append(t.each, newPath(t.h))
			}
		}
		t.w.combine(y, t.m, t.h, &t.choice, &out, t.each)
	} else {
		makers[t.method](t.w, y, t.m, t.h, &t.choice, &out)
	}
	for i := range t.h {
		if !usable(out.mean[i]) || !usable(out.sd[i]) {
			naive(y, t.m, t.h, &out)
			break
		}
	}
	for i := range t.h {
		out.sd[i] *= math.Sqrt(1 + usualGrowth*float64(i)/float64(n))
	}
	return out
}

// backcast forecasts from points of the past, measures the errors, and learns by
// how much intervals must be widened: from the ratio of errors to the standard
// deviations that were told beforehand, weighed with what is common among series.
func (t *trial) backcast(ctx context.Context, s Settings) error {
	t.factor = usualWidening
	scale := within(t.y, t.yard)
	sum := tally{scale: scale}
	yardstick := newPath(t.h)
	var missed []float64
	for _, origin := range t.origins(s.Origins) {
		if err := ctx.Err(); err != nil {
			return err
		}
		own := t.from(origin)
		naive(t.y[:origin], t.yard, t.h, &yardstick)
		missed = missed[:0]
		for i := 0; i < t.h && origin+i < len(t.y); i++ {
			actual := t.y[origin+i]
			sum.add(actual, own.mean[i], own.sd[i], yardstick.mean[i])
			if own.sd[i] > 0 {
				missed = append(missed, (actual-own.mean[i])/own.sd[i])
			}
		}
		sum.together(missed)
		t.test.Origins++
	}
	if sum.n > 0 {
		t.factor = sum.widening(t.test.Origins)
		law := studentOf(t.test.Origins)
		sum.report(&t.test, t.factor, law.quantile((1+s.Level)/2)*law.deviation())
	}
	return nil
}

// origins are the points to forecast from, evenly apart, the last close to the
// end and the first such that enough is known before it.
func (t *trial) origins(most int) []int {
	n := len(t.y)
	least := max(8, n/2)
	if t.m > 1 && t.method != Naive {
		least = max(least, t.m*2+2)
	}
	least = max(least, t.yard+1)
	first := max(least, n-max(t.h, t.m)-most)
	last := n - min(max(1, t.h/3), max(1, (n-least)/2))
	if most < 1 || first >= n || first > last {
		return nil
	}
	count := min(most, last-first+1)
	var out []int
	for i := range count {
		at := last
		if count > 1 {
			at = first + (last-first)*i/(count-1)
		}
		out = append(out, at)
	}
	return out
}

// within is the mean absolute error of the seasonal naive inside a series.
func within(y []float64, m int) float64 {
	if len(y) <= m {
		m = 1
	}
	sum := 0.0
	for t := m; t < len(y); t++ {
		sum += math.Abs(y[t] - y[t-m])
	}
	return sum / float64(len(y)-m)
}
