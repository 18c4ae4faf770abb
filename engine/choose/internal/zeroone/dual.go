package zeroone

import "math"

const (
	dualTolerance   = 1e-9
	primalTolerance = 1e-7
	pivotTolerance  = 1e-8
)

// outcome is how a relaxation ended.
type outcome int

const (
	optimal    outcome = iota
	cutOff             // the objective fell to what is not of interest any more
	infeasible         // row `broken` cannot be mended
	stuck              // so many steps; the multipliers are good all the same
)

// candidate is a column that may enter.
type candidate struct {
	col    int
	ratio  float64
	weight float64
}

// solve is the dual simplex method with a ratio test that passes bounds (Maros,
// "A generalized dual phase-2 simplex algorithm", European Journal of Operational
// Research 149, 2003). It stops when the objective, which falls, comes to the
// cut-off, or after so many steps.
func (d *dictionary) solve(cutoff float64, steps int) (end outcome, broken int) {
	for range steps {
		if d.z <= cutoff {
			return cutOff, 0
		}
		r, over := d.leaving()
		if r < 0 {
			return optimal, 0
		}
		if !d.step(r, over) {
			return infeasible, r
		}
	}
	return stuck, 0
}

// leaving is the row that breaks its bounds most, measured by the length of the edge
// along which it is mended (Forrest and Goldfarb, "Steepest-edge simplex algorithms
// for linear programming", Mathematical Programming 57, 1992), and by how much: above
// zero where its variable is too large. It is −1 where none does.
func (d *dictionary) leaving() (r int, over float64) {
	r = -1
	worst := 0.0
	for i, x := range d.x {
		v := d.basic[i]
		by := x - d.hi[v]
		if under := d.lo[v] - x; under > primalTolerance {
			by = -under
		} else if by <= primalTolerance {
			continue
		}
		length := 1.0
		for _, t := range d.t[i] {
			length += t * t
		}
		if far := by * by / length; far > worst {
			r, over, worst = i, by, far
		}
	}
	return r, over
}

// candidates are the columns whose variables can bring row r back, and how much of
// the objective it costs by unit.
func (d *dictionary) candidates(r int, over float64) {
	d.flips = d.flips[:0]
	for c, t := range d.t[r] {
		if over < 0 {
			t = -t
		}
		if t < pivotTolerance && t > -pivotTolerance {
			continue
		}
		v := d.non[c]
		lo, hi := d.lo[v], d.hi[v]
		if lo == hi || (t > 0) != (d.value[c] == lo) {
			continue
		}
		t = math.Abs(t)
		d.flips = append(d.flips, candidate{c, math.Abs(d.d[c]) / t, t})
	}
}

// step brings row r back to its bound, and reports false where nothing can.
func (d *dictionary) step(r int, over float64) bool {
	d.candidates(r, over)
	slope := math.Abs(over)
	q := -1
	for left := d.flips; len(left) > 0; {
		best := 0
		for k := range left {
			if left[k].ratio < left[best].ratio-1e-12 || left[k].ratio < left[best].ratio+1e-12 && left[k].weight > left[best].weight {
				best = k
			}
		}
		f := left[best]
		v := d.non[f.col]
		if slope -= f.weight * (d.hi[v] - d.lo[v]); slope <= 0 {
			q = f.col
			break
		}
		d.flip(f.col)
		left[best] = left[len(left)-1]
		left = left[:len(left)-1]
	}
	if q < 0 {
		return false
	}
	target := d.lo[d.basic[r]]
	if over > 0 {
		target = d.hi[d.basic[r]]
	}
	by := (d.x[r] - target) / d.t[r][q]
	for i, t := range d.t {
		d.x[i] -= t[q] * by
	}
	entered := d.value[q] + by
	d.z += d.d[q] * by
	d.pivot(r, q)
	d.x[r], d.value[q] = entered, target
	return true
}

// flip puts a variable that is not basic to its other bound.
func (d *dictionary) flip(c int) {
	v := d.non[c]
	by := d.lo[v] - d.hi[v]
	if d.value[c] == d.lo[v] {
		by = -by
	}
	d.value[c] += by
	d.z += d.d[c] * by
	for i, t := range d.t {
		d.x[i] -= t[c] * by
	}
}

// penalties are what the next step of the dual simplex method would take from the
// objective at least, were the variable of row r set to zero or to one (Driebeek,
// "An algorithm for the solution of mixed integer programming problems", Management
// Science 12, 1966).
func (d *dictionary) penalties(r int) (down, up float64) {
	down, up = math.Inf(1), math.Inf(1)
	for c, t := range d.t[r] {
		if t < pivotTolerance && t > -pivotTolerance {
			continue
		}
		v := d.non[c]
		if d.lo[v] == d.hi[v] {
			continue
		}
		ratio := math.Abs(d.d[c]) / math.Abs(t)
		if (t > 0) == (d.value[c] == d.lo[v]) {
			down = math.Min(down, ratio)
		} else {
			up = math.Min(up, ratio)
		}
	}
	return down * d.x[r], up * (1 - d.x[r])
}
