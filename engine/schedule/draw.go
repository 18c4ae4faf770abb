package schedule

import (
	"math"
	"math/rand/v2"
)

// points is into how many parts the chance is cut of which a duration is the
// quantile.
const points = 512

// quantiles are those of the beta distribution that PERT puts over three points,
// of mean (low + 4·likely + high)/6 (Malcolm, Roseboom, Clark and Fazar, Operations
// Research 7(5), 1959): its density is summed up over cells and the sum turned
// round. They are relative: the minutes stand between low and high.
func quantiles(low, likely, high int) (q [points + 1]float32) {
	if high <= low {
		for i := range q {
			q[i] = float32(low)
		}
		return q
	}
	const cells = 4 * points
	width := float64(high - low)
	a, b := 4*float64(likely-low)/width, 4*float64(high-likely)/width
	var below [cells + 1]float64
	for i := range cells {
		x := (float64(i) + 0.5) / cells
		below[i+1] = below[i] + math.Pow(x, a)*math.Pow(1-x, b)
	}
	at := 0
	for i := range q {
		target := below[cells] * float64(i) / points
		for at < cells-1 && below[at+1] < target {
			at++
		}
		part := 0.0
		if below[at+1] > below[at] {
			part = min(1, (target-below[at])/(below[at+1]-below[at]))
		}
		q[i] = float32(float64(low) + width*(float64(at)+part)/cells)
	}
	return q
}

// at gives the quantile of u in [0, 1).
func quantile(q *[points + 1]float32, u float64) float64 {
	x := u * points
	i := int(x)
	return float64(q[i]) + (x-float64(i))*float64(q[i+1]-q[i])
}

// Overrun is by how much all durations of a plan together come out longer or
// shorter than estimated. The zero value is by nothing.
type Overrun struct {
	Median float64 // the factor; 0: 1
	Spread float64 // scale of its logarithm
	Degree float64 // degrees of freedom: the smaller, the heavier the tails; 0: normal
	From   int     // past projects that it was learned from
}

// What is believed before anything was learned counts as much as one project that
// came out as estimated, with a spread that lets one in three be off by a quarter
// or more.
const (
	priorCount  = 1.0
	priorShape  = 1.0
	priorSpread = 0.22
)

// Learn gives the overrun to be expected of the next project after some whose
// durations came out at these multiples of the estimates. The logarithms are taken
// for normal with unknown mean and variance; the answer is the predictive
// distribution, Student's t (Bernardo and Smith, "Bayesian Theory", 1994, appendix
// A.2, normal-gamma). With few projects it is wide. Ratios that are not above zero
// are left out; with none left there is no overrun.
func Learn(ratios []float64) Overrun {
	n, sum, squares := 0.0, 0.0, 0.0
	for _, r := range ratios {
		if r > 0 && !math.IsInf(r, 1) {
			n, sum, squares = n+1, sum+math.Log(r), squares+math.Log(r)*math.Log(r)
		}
	}
	if n == 0 {
		return Overrun{}
	}
	mean := sum / n
	count, shape := priorCount+n, priorShape+n/2
	scatter := priorShape*priorSpread*priorSpread + max(0, squares-n*mean*mean)/2 + priorCount*n*mean*mean/(2*count)
	return Overrun{
		Median: math.Exp(sum / count), Spread: math.Sqrt(scatter * (count + 1) / (shape * count)),
		Degree: 2 * shape, From: int(n),
	}
}

// mostFactor is the largest factor that is drawn, and one by the least: beyond it the
// tails of the distribution say nothing about projects.
const mostFactor = 10

// draw gives a factor.
func (o Overrun) draw(random *rand.Rand) float64 {
	median := o.Median
	if median == 0 {
		median = 1
	}
	if o.Spread == 0 {
		return median
	}
	z := random.NormFloat64()
	if o.Degree > 0 {
		z /= math.Sqrt(chiSquare(random, o.Degree) / o.Degree)
	}
	return min(max(median*math.Exp(o.Spread*z), 1.0/mostFactor), mostFactor)
}

// chiSquare draws from the distribution with at least two degrees of freedom, as
// twice a gamma variate (Marsaglia and Tsang, "A simple method for generating gamma
// variables", ACM Transactions on Mathematical Software 26, 2000).
func chiSquare(random *rand.Rand, degrees float64) float64 {
	d := degrees/2 - 1.0/3
	c := 1 / math.Sqrt(9*d)
	for {
		x := random.NormFloat64()
		v := 1 + c*x
		if v <= 0 {
			continue
		}
		v *= v * v
		if math.Log(1-random.Float64()) < x*x/2+d-d*v+d*math.Log(v) {
			return 2 * d * v
		}
	}
}
