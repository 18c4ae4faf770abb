package loss

import (
	"context"
	"math"
	"slices"
)

// Treatment is what may be done about losses: a control, an insurance, leaving a
// business. Problem is how things stand with it.
type Treatment struct {
	Name    string
	Cost    float64 // a year
	Problem *Problem
}

// Comparison says what a treatment is worth. Its figures are differences of the same
// years, drawn with the same chance before and after; the intervals are of the
// differences. Where few years are beyond a level, fewer than some hundred, and losses
// have heavy tails, the intervals of shortfalls are too narrow; [Saved] of two exact
// curves has no such weakness.
type Comparison struct {
	Name      string
	Cost      float64
	Saved     Figure  // of the expected loss of a year
	Worth     Figure  // Saved without Cost
	Unpaired  float64 // how wide the interval of Saved would be if both were drawn independently
	PaysOff   Figure  // the chance of a year in which more is saved than it costs
	Levels    []Level // what of the value at risk and the expected shortfall is saved, at 0.95, 0.99 and 0.999
	Remaining Summary // with the treatment
}

// Compare draws the years of a problem and of each treatment, with common random
// numbers. Appetite is for the summaries of what remains.
func Compare(ctx context.Context, before *Problem, treatments []Treatment, appetite float64, s Settings) ([]Comparison, error) {
	s.Keep = false
	from, err := Simulate(ctx, before, s)
	if err != nil {
		return nil, err
	}
	var all []Comparison
	for _, t := range treatments {
		to, err := Simulate(ctx, t.Problem, s)
		if err != nil {
			return nil, err
		}
		c := compared(from.Losses, to.Losses, t.Cost, s.confidence())
		c.Name, c.Remaining = t.Name, to.Total.Summary(appetite)
		all = append(all, c)
	}
	return all, nil
}

// Saved is what of each figure is saved from before to after, Over and None too: what
// is certain of both is certain of the difference.
func Saved(before, after *Distribution, appetite float64, levels ...float64) Summary {
	a, b := before.Summary(appetite, levels...), after.Summary(appetite, levels...)
	s := Summary{Mean: a.Mean.minus(b.Mean), None: a.None.minus(b.None), Over: a.Over.minus(b.Over)}
	for i, l := range a.Levels {
		s.Levels = append(s.Levels, Level{l.P, l.VaR.minus(b.Levels[i].VaR), l.Shortfall.minus(b.Levels[i].Shortfall)})
	}
	return s
}

func compared(before, after []float64, cost, confidence float64) Comparison {
	z := -normalQuantile((1 - confidence) / 2)
	saved := make([]float64, len(before))
	paid := 0
	for y := range saved {
		saved[y] = before[y] - after[y]
		if saved[y] > cost {
			paid++
		}
	}
	c := Comparison{Cost: cost, Saved: interval(saved, z), PaysOff: share(paid, len(saved), z)}
	c.Worth = Figure{c.Saved.Value - cost, c.Saved.Low - cost, c.Saved.High - cost}
	a, b := interval(before, z), interval(after, z)
	c.Unpaired = math.Hypot(a.High-a.Low, b.High-b.Low)
	for _, p := range []float64{0.95, 0.99, 0.999} {
		c.Levels = append(c.Levels, savedAt(before, after, p, z))
	}
	return c
}

// interval is the mean with the interval of the central limit theorem.
func interval(values []float64, z float64) Figure {
	n := float64(len(values))
	sum, squares := 0.0, 0.0
	for _, v := range values {
		sum += v
	}
	mean := sum / n
	for _, v := range values {
		squares += (v - mean) * (v - mean)
	}
	off := z * math.Sqrt(squares/n/max(1, n-1))
	return Figure{mean, mean - off, mean + off}
}

// savedAt compares risk figures by their influence functions, so that what both have
// in common drops out (Hong and Liu, "Simulating sensitivities of conditional value
// at risk", Management Science 55(2), 2009).
func savedAt(before, after []float64, p, z float64) Level {
	a, b := newInfluence(before, p), newInfluence(after, p)
	values, shortfalls := make([]float64, len(before)), make([]float64, len(before))
	for y := range before {
		values[y] = a.valueAt(before[y]) - b.valueAt(after[y])
		shortfalls[y] = a.shortfallAt(before[y]) - b.shortfallAt(after[y])
	}
	return Level{p, interval(values, z), interval(shortfalls, z)}
}

// influence says what each year adds to the estimates of the value at risk and of the
// expected shortfall.
type influence struct{ p, value, density float64 }

func newInfluence(losses []float64, p float64) influence {
	sorted := slices.Clone(losses)
	sortLosses(sorted)
	n := len(sorted)
	at := min(max(int(math.Ceil(p*float64(n)))-1, 0), n-1)
	// The density from so many losses to each side that their spread says something.
	aside := 1 + int(math.Sqrt(float64(n)*(1-p)*p))
	low, high := max(at-aside, 0), min(at+aside, n-1)
	f := influence{p: p, value: sorted[at], density: math.Inf(1)}
	if sorted[high] > sorted[low] {
		f.density = float64(high-low) / float64(n) / (sorted[high] - sorted[low])
	}
	return f
}

func (f influence) valueAt(x float64) float64 {
	if x > f.value {
		return f.value + f.p/f.density
	}
	return f.value - (1-f.p)/f.density
}

func (f influence) shortfallAt(x float64) float64 {
	return f.value + max(0, x-f.value)/(1-f.p)
}

// share is a share with Wilson's interval (Wilson 1927).
func share(count, of int, z float64) Figure {
	n := float64(of)
	p, zz := float64(count)/n, z*z/n
	middle := (p + zz/2) / (1 + zz)
	off := z / (1 + zz) * math.Sqrt(p*(1-p)/n+zz/4/n)
	return Figure{p, max(0, min(p, middle-off)), min(1, max(p, middle+off))}
}
