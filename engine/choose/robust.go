package choose

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Robustness is how often each item is chosen when values are drawn at chance.
type Robustness struct {
	Samples int
	In      []int // of each item: in how many samples it is chosen
	Proven  int   // samples of which the choice is a proven optimum, or within the gap
	// Same is in how many samples the whole choice is that of the problem as it stands.
	Same int
}

// MaxSamples is how many samples may be drawn.
const MaxSamples = 100_000

// Robust draws the value of each item from a triangle over Low, Value and High and
// solves the problem, so many times. Base is the result for the values as they
// stand; samples start from it. The same seed gives the same answer for any number
// of workers.
func Robust(ctx context.Context, p *Problem, base *Result, samples int, s Settings) (*Robustness, error) {
	if samples < 1 || samples > MaxSamples {
		return nil, &FieldError{"samples", fmt.Sprintf("%d is not between 1 and %d", samples, MaxSamples)}
	}
	workers := s.Workers
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	s.Workers, s.Start = 1, base.Chosen
	results := make([]*Result, samples)
	failed := make([]error, samples)
	var wait sync.WaitGroup
	for w := range min(workers, samples) {
		wait.Go(func() {
			for k := w; k < samples && ctx.Err() == nil; k += workers {
				results[k], failed[k] = Solve(ctx, drawn(p, s.Seed, uint64(k)), s)
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for _, err := range failed {
		if err != nil {
			return nil, err
		}
	}
	return count(p, base, results), nil
}

func count(p *Problem, base *Result, results []*Result) *Robustness {
	r := &Robustness{Samples: len(results), In: make([]int, len(p.Items))}
	for _, sample := range results {
		for _, pick := range sample.Chosen {
			r.In[pick.Item]++
		}
		if sample.Status != Stopped {
			r.Proven++
		}
		if slices.Equal(sample.Chosen, base.Chosen) {
			r.Same++
		}
	}
	return r
}

// drawn is a problem with one draw of the values.
func drawn(p *Problem, seed, sample uint64) *Problem {
	random := rand.New(rand.NewPCG(seed, sample))
	q := *p
	q.Items = slices.Clone(p.Items)
	for i := range q.Items {
		item := &q.Items[i]
		if u := random.Float64(); item.Low < item.High {
			item.Value = triangle(item.Low, item.Value, item.High, u)
		}
		item.Low, item.High = 0, 0
	}
	return &q
}

// triangle is the value of a triangular distribution below which a share u lies,
// rounded to a whole number.
func triangle(low, mode, high int64, u float64) int64 {
	span, left := float64(high-low), float64(mode-low)
	if u*span < left {
		return low + int64(math.Round(math.Sqrt(u*span*left)))
	}
	return high - int64(math.Round(math.Sqrt((1-u)*span*(span-left))))
}
