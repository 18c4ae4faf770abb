package reliability

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
)

// Distribution is what is known of the probability of the top when the figures of
// its events are uncertain.
type Distribution struct {
	Mean, Deviation float64
	values          []float64 // sorted
}

// Quantile is the value below which a share of the trials lie; the share is
// between 0 and 1.
func (d *Distribution) Quantile(share float64) float64 {
	i := int(share * float64(len(d.values)))
	return d.values[min(max(i, 0), len(d.values)-1)]
}

// mostTrials bounds what is kept in memory.
const mostTrials = 10_000_000

// Sample draws the uncertain figures of the tree many times and evaluates the
// diagram for each. Every trial has a stream of random numbers of its own, made of
// the seed and its number, so that the same seed gives the same distribution
// whatever the number of workers; workers below 1 count as 1. It fails where the
// probability is not exact, a figure makes no sense, or ctx is done.
func (r *Result) Sample(ctx context.Context, trials int, seed uint64, workers int) (*Distribution, error) {
	switch {
	case trials < 1 || trials > mostTrials:
		return nil, fmt.Errorf("the number of trials is between 1 and %d", mostTrials)
	case !r.Probability.Exact:
		return nil, fmt.Errorf("the probability of the top is not exactly known, so that there is nothing to sample")
	}
	workers = max(1, min(workers, trials))
	values, errs := make([]float64, trials), make([]error, workers)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() { errs[w] = r.sample(ctx, values, seed, w, workers) })
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return nil, err
		}
	}
	return distribution(values), nil
}

// sample does every workers-th trial.
func (r *Result) sample(ctx context.Context, values []float64, seed uint64, first, workers int) error {
	figures, err := newFigures(r.tree)
	if err != nil {
		return err
	}
	for i := first; i < len(values); i += workers {
		if err := ctx.Err(); err != nil {
			return err
		}
		figures.forget()
		figures.draw = drawer{rand.New(rand.NewPCG(seed, uint64(i)))}.draw
		drawn, _, err := figures.probabilities(r.Events)
		if err != nil {
			return err
		}
		values[i] = r.At(drawn)
	}
	return nil
}

// At is the probability of the top for other probabilities of the events, in the
// order of Events. It is meant for results whose probability is exact.
func (r *Result) At(values []float64) float64 {
	_, nodes := r.chances(values)
	last := len(r.parts) - 1
	return signed(nodes[last], r.parts[last].lower).yes
}

func distribution(values []float64) *Distribution {
	d := &Distribution{values: values, Mean: mean(values)}
	for _, v := range values {
		d.Deviation += (v - d.Mean) * (v - d.Mean)
	}
	if n := len(values); n > 1 {
		d.Deviation = math.Sqrt(d.Deviation / float64(n-1))
	}
	slices.Sort(values)
	return d
}

// drawer draws from the distributions of expressions.
type drawer struct{ *rand.Rand }

func (d drawer) draw(op ExprOp, a []float64) float64 {
	switch op {
	case ExprUniform:
		return a[0] + (a[1]-a[0])*d.Float64()
	case ExprNormal:
		return a[0] + a[1]*d.NormFloat64()
	case ExprLogNormal:
		sigma := math.Log(a[1]) / (math.Sqrt2 * math.Erfinv(2*a[2]-1))
		return a[0] * math.Exp(sigma*d.NormFloat64()-sigma*sigma/2)
	case ExprGamma:
		return a[1] * d.gamma(a[0])
	}
	x, y := d.gamma(a[0]), d.gamma(a[1])
	return x / (x + y)
}

// gamma draws from the gamma distribution of scale 1 (Marsaglia and Tsang, "A
// simple method for generating gamma variables", ACM TOMS 26(3), 2000).
func (d drawer) gamma(shape float64) float64 {
	if !(shape > 0) {
		return math.NaN()
	}
	if shape < 1 {
		return d.gamma(shape+1) * math.Pow(d.Float64(), 1/shape)
	}
	c := shape - 1.0/3
	for {
		x := d.NormFloat64()
		v := 1 + x/(3*math.Sqrt(c))
		if v <= 0 {
			continue
		}
		v = v * v * v
		if math.Log(1-d.Float64()) < x*x/2+c-c*v+c*math.Log(v) {
			return c * v
		}
	}
}
