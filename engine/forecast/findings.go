package forecast

import (
	"fmt"
	"math"
	"slices"
)

// Outlier is a value that does not fit what stands around it.
type Outlier struct {
	At       int     // which observation
	Value    float64 // a rate where the problem has an exposure
	Expected float64
	Times    float64 // how many usual errors it lies off
	Chance   float64 // that chance alone puts one as far off somewhere in the series, at most
}

// String explains it.
func (o Outlier) String() string {
	return fmt.Sprintf("Observation %d is %.4g where %.4g was to be expected: %.1f times the usual error off.", o.At+1, o.Value, o.Expected, math.Abs(o.Times))
}

// ChangeKind is what changed.
type ChangeKind string

// The kinds of change.
const (
	LevelChange ChangeKind = "level" // everything from here on is higher or lower
	TrendChange ChangeKind = "trend" // from here on it grows faster or slower
)

// Change is a point at which a series changed for good.
type Change struct {
	At     int // the first observation of the new
	Kind   ChangeKind
	Size   float64 // of the level; or of the growth a step
	Times  float64 // the size in standard errors
	Chance float64 // that chance alone makes as strong a change somewhere in the series, at most
}

// String explains it.
func (c Change) String() string {
	way := "rose"
	if c.Size < 0 {
		way = "fell"
	}
	what := "The level " + way + " for good by"
	if c.Kind == TrendChange {
		what = "Growth a step " + way + " by"
	}
	return fmt.Sprintf("%s %.4g at observation %d, %.1f times what chance would do.", what, math.Abs(c.Size), c.At+1, math.Abs(c.Times))
}

// searched is how far the strength of a change of trend is held down: its place
// was sought among all, and how the series wanders was estimated without it. With
// four, series of chance have findings as rarely as one in twenty.
const searched = 4

// mostFindings is how many outliers and changes are looked for.
const mostFindings = 12

// findings looks for outliers and changes of level and trend, one after another,
// each the strongest that the others leave (Chen and Liu, "Joint estimation of
// model parameters and outlier effects in time series", Journal of the American
// Statistical Association 88, 1993, for exponential smoothing). The series is
// first freed of its season and its straight line.
func findings(y []float64, m int) ([]Outlier, []Change) {
	var outliers []Outlier
	var changes []Change
	if len(y) < 12 {
		return nil, nil
	}
	x := plain(y, m)
	w := &work{}
	limit := math.Sqrt(2*math.Log(3*float64(len(x)))) + 0.8
	for range mostFindings {
		level(x)
		f := strongest(w, x)
		if k := kink(w, x); math.Abs(k.times) > math.Abs(f.times) {
			f = k
		}
		if f.kind == "" || math.Abs(f.times) < limit {
			break
		}
		chance := math.Min(1, 3*float64(len(x))*math.Erfc(math.Abs(f.times)/math.Sqrt2))
		f.takeFrom(x)
		if i := slices.IndexFunc(outliers, func(o Outlier) bool { return f.kind == pulse && o.At == f.at }); i >= 0 {
			outliers[i].Expected -= f.size // what was left of it
			continue
		}
		if f.kind == pulse {
			outliers = append(outliers, Outlier{At: f.at, Value: y[f.at], Expected: y[f.at] - f.size, Times: f.times, Chance: chance})
		} else {
			changes = append(changes, Change{At: f.at, Kind: f.kind, Size: f.size, Times: f.times, Chance: chance})
		}
	}
	slices.SortFunc(outliers, func(a, b Outlier) int { return a.At - b.At })
	slices.SortFunc(changes, func(a, b Change) int { return a.At - b.At })
	return outliers, changes
}

// plain frees a series of its season and its straight line.
func plain(y []float64, m int) []float64 {
	x := slices.Clone(y)
	if seasonal(y, m) {
		c := cycle{length: m, index: make([]float64, m)}
		if indices(y, m, false, c.index, make([]float64, len(y))) {
			c.strip(y, x)
		}
	}
	return x
}

// level takes the straight line off.
func level(x []float64) {
	at, slope := line(x)
	for t := range x {
		x[t] -= at + slope*float64(t)
	}
}

// kink is the change of trend that explains a series best, with its strength
// given how the series wanders once the change is taken out: to one-step errors
// that still hold the change, a kink looks like wandering.
func kink(w *work, x []float64) finding {
	n := len(x)
	best, gain, ramp := finding{}, 0.0, make([]float64, n)
	for k := 6; k <= n-6; k += 1 + n/200 {
		clear(ramp[:k])
		for t := k; t < n; t++ {
			ramp[t] = float64(t - k + 1)
		}
		level(ramp)
		product, squares := dot(ramp, x), dot(ramp, ramp)
		if g := product * product / squares; g > gain {
			gain, best = g, finding{kind: TrendChange, at: k, size: product / squares}
		}
	}
	if gain == 0 {
		return finding{}
	}
	rest := slices.Clone(x)
	best.takeFrom(rest)
	level(rest)
	alpha, _, _ := w.smooth(rest)
	sigma := center(whitened(rest, alpha))
	clear(ramp[:best.at])
	for t := best.at; t < n; t++ {
		ramp[t] = float64(t - best.at + 1)
	}
	level(ramp)
	if e := whitened(ramp, alpha); sigma > 0 {
		best.times = best.size * math.Sqrt(dot(e, e)) / sigma / searched
	}
	return best
}

const pulse ChangeKind = "outlier"

type finding struct {
	kind        ChangeKind
	at          int
	size, times float64
}

func (f finding) takeFrom(x []float64) {
	switch f.kind {
	case pulse:
		x[f.at] -= f.size
	case LevelChange:
		for t := f.at; t < len(x); t++ {
			x[t] -= f.size
		}
	case TrendChange:
		for t := f.at; t < len(x); t++ {
			x[t] -= f.size * float64(t-f.at+1)
		}
	}
}

// strongest compares, at every point, the one-step errors with what an outlier, a
// change of level or a change of trend there would leave in them. All sums run
// backwards once, so that it is linear.
func strongest(w *work, x []float64) finding {
	alpha, _, _ := w.smooth(x)
	alpha = math.Max(alpha, 0.02)
	e := whitened(x, alpha)
	sigma := center(e)
	if sigma == 0 {
		return finding{}
	}
	best := finding{}
	keep := 1 - alpha
	var fading, all, fadingSquares, rampSquares float64 // over the errors from t on
	power, n := 1.0, len(e)
	for t := n - 1; t >= 0; t-- {
		after := fading
		tail := alpha * alpha * fadingSquares
		offer := func(kind ChangeKind, product, squares float64, least int) {
			if squares <= 0 || n-t < least || t+1 < least {
				return
			}
			if times := product / (sigma * math.Sqrt(squares)); math.Abs(times) > math.Abs(best.times) {
				best = finding{kind, t + 1, product / squares, times}
			}
		}
		offer(pulse, e[t]-alpha*after, 1+tail, 1)
		fading = e[t] + keep*fading
		all += e[t]
		fadingSquares = 1 + keep*keep*fadingSquares
		power *= keep
		weight := (1 - power) / alpha
		rampSquares += weight * weight
		offer(LevelChange, fading, fadingSquares, 4)
		offer(TrendChange, (all-keep*fading)/alpha, rampSquares, 6)
	}
	return best
}

// center takes the median off errors and gives their robust standard deviation.
func center(e []float64) float64 {
	s := slices.Clone(e)
	slices.Sort(s)
	median := s[len(s)/2]
	for t := range e {
		e[t] -= median
		s[t] = math.Abs(e[t])
	}
	slices.Sort(s)
	return 1.4826 * s[len(s)/2]
}
