package forecast

import (
	"math"
	"slices"
)

// usualWidening is by how much intervals of models are too narrow in general, as
// parameters and the choice of a model are uncertain too; usualGrowth how much more
// of the variance is missing for each step ahead, in lengths of the series; and
// usualWeight how many past points of a series outweigh the first: so much is known
// of it beforehand, as degrees of freedom. They were set on the series of M1.
// usualTogether is how far errors of one origin go together in general, which six
// past points outweigh.
const (
	usualWidening  = 1.0
	usualGrowth    = 6.0
	usualWeight    = 3.0
	usualTogether  = 0.5
	togetherWeight = 6.0
)

// tally gathers errors of back-casts.
type tally struct {
	scale    float64
	n        int
	own      running
	yard     running
	ratios   []float64 // errors over the standard deviations told
	products float64   // of ratios of different steps from one origin
	pairs    float64
}

type running struct{ absolute, squared, percent float64 }

func (r *running) add(actual, told float64) {
	e := math.Abs(actual - told)
	r.absolute += e
	r.squared += e * e
	if both := math.Abs(actual) + math.Abs(told); both > 0 {
		r.percent += 200 * e / both
	}
}

func (r *running) errors(n, scale float64) Errors {
	e := Errors{MAE: r.absolute / n, RMSE: math.Sqrt(r.squared / n), SMAPE: r.percent / n, MASE: math.NaN()}
	if scale > 0 {
		e.MASE = e.MAE / scale
	}
	return e
}

func (t *tally) add(actual, mean, sd, yardstick float64) {
	t.n++
	t.own.add(actual, mean)
	t.yard.add(actual, yardstick)
	switch e := math.Abs(actual - mean); {
	case sd > 0:
		t.ratios = append(t.ratios, e/sd)
	case e == 0:
		t.ratios = append(t.ratios, 0)
	}
}

// together takes the ratios of one origin.
func (t *tally) together(missed []float64) {
	sum, squares := 0.0, 0.0
	for _, v := range missed {
		sum += v
		squares += v * v
	}
	k := float64(len(missed))
	if k < 2 || squares == 0 {
		return
	}
	t.products += (sum*sum - squares) / (k - 1)
	t.pairs += squares
}

// widening weighs what the series shows with what is usual. What it shows is the
// root of the mean square, and the end that holds 95 % where there are enough.
func (t *tally) widening(origins int) float64 {
	if len(t.ratios) == 0 {
		return usualWidening
	}
	squares := 0.0
	for _, r := range t.ratios {
		squares += math.Min(r*r, 25)
	}
	own := squares / float64(len(t.ratios))
	k := float64(origins)
	return math.Max(0.6, math.Sqrt((k*own+usualWeight*usualWidening*usualWidening)/(k+usualWeight)))
}

func (t *tally) report(test *Test, factor, z float64) {
	n := float64(t.n)
	test.Forecasts = t.n
	test.Own, test.Naive = t.own.errors(n, t.scale), t.yard.errors(n, t.scale)
	test.Widened = factor
	slices.Sort(t.ratios)
	inside, _ := slices.BinarySearch(t.ratios, factor*z)
	test.Covered = float64(inside) / math.Max(1, float64(len(t.ratios)))
	k := float64(test.Origins)
	seen := 0.0
	if t.pairs > 0 {
		seen = t.products / t.pairs
	}
	test.Together = math.Min(1, math.Max(0, (k*seen+togetherWeight*usualTogether)/(k+togetherWeight)))
}
