package recovery

import (
	"math"

	"fairlead/internal/record"
)

// quantity is an uncertain number of hours, as a function of one number that is
// drawn evenly between 0 and 1. The function rises, so that the same draw gives
// comparable hours before and after a change.
type quantity struct {
	quantile func(float64) float64 // of the estimate; nil without one
	measured []float64
}

// worth is how many measured times an estimate weighs as much as.
const worth = 2

// estimated is the quantity of an estimate alone.
func estimated(e record.Estimate) quantity {
	switch e.Shape {
	case record.Fixed:
		return fixed(e.Likely)
	case record.Range:
		return quantity{quantile: between90(e.Low, e.High)}
	case record.ThreePoint:
		return quantity{quantile: pert(e.Low, e.Likely, e.High)}
	}
	return quantity{}
}

func fixed(hours float64) quantity {
	return quantity{quantile: func(float64) float64 { return hours }}
}

// known reports whether there is anything to draw from.
func (q quantity) known() bool { return q.quantile != nil || len(q.measured) > 0 }

// at gives the hours for a draw. Measured times enter by the rule for a Dirichlet
// process whose base is the estimate, taken to be worth two observations
// (Ferguson, Annals of Statistics 1(2), 1973; Blackwell and MacQueen, ibid.): with
// n times measured, one of them is drawn n times in n+2, else the estimate.
func (q quantity) at(u float64) float64 {
	n := float64(len(q.measured))
	share := n / (n + worth)
	if q.quantile == nil {
		share = 1
	}
	if u < share {
		return q.measured[int(u/share*n)]
	}
	return q.quantile((u - share) / (1 - share))
}

// mean is what is expected, to within what its steps of u leave out.
func (q quantity) mean() float64 {
	const points = 200
	sum := 0.0
	for i := range points {
		sum += q.at((float64(i) + 0.5) / points)
	}
	return sum / points
}

// between90 is the lognormal distribution of which nine in ten lie between low and
// high, as record.Estimate reads a range; where it reaches down to zero, the normal
// one, of which what lies below zero counts as nothing.
func between90(low, high float64) func(float64) float64 {
	const z95 = 1.6448536269514722 // 95th percentile of the standard normal distribution
	z := func(u float64) float64 { return math.Sqrt2 * math.Erfinv(2*min(max(u, 1e-9), 1-1e-9)-1) }
	if low > 0 {
		middle, sigma := (math.Log(low)+math.Log(high))/2, (math.Log(high)-math.Log(low))/(2*z95)
		return func(u float64) float64 { return math.Exp(middle + sigma*z(u)) }
	}
	middle, sigma := (low+high)/2, (high-low)/(2*z95)
	return func(u float64) float64 { return max(0, middle+sigma*z(u)) }
}

// cells is into how many parts the range of a three-point estimate is cut.
const cells = 512

// pert is the beta distribution that PERT puts over three points, of mean
// (low + 4·likely + high)/6 (Malcolm, Roseboom, Clark and Fazar, Operations Research
// 7(5), 1959): its density is summed up over cells and the sum turned round.
func pert(low, likely, high float64) func(float64) float64 {
	if high <= low {
		return func(float64) float64 { return low }
	}
	a, b := 4*(likely-low)/(high-low), 4*(high-likely)/(high-low)
	var below [cells + 1]float64 // the density up to each edge
	for i := range cells {
		x := (float64(i) + 0.5) / cells
		below[i+1] = below[i] + math.Pow(x, a)*math.Pow(1-x, b)
	}
	return func(u float64) float64 {
		target := u * below[cells]
		lo, hi := 0, cells // below[lo] ≤ target, and < below[hi] unless that is the end
		for hi-lo > 1 {
			if mid := (lo + hi) / 2; below[mid] <= target {
				lo = mid
			} else {
				hi = mid
			}
		}
		part := (target - below[lo]) / (below[hi] - below[lo])
		return low + (high-low)*(float64(lo)+part)/cells
	}
}
