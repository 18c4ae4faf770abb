package zeroone

import (
	"math"
	"slices"
)

// dictionary is a linear program with its rows solved for the basic variables:
//
//	basic i = beta[i] − Σ t[i][c] · (variable of column c)
//	objective = z0 + Σ d[c] · (variable of column c)
//
// Variables below n are those of the program, in [0,1]; the others are what is left
// of the rows in use, in [0,∞). Rows and objective are scaled to a largest
// coefficient of one. Every variable that is not basic stands at one of its bounds.
type dictionary struct {
	n      int
	t      [][]float64
	beta   []float64 // what basic variables are while all others are zero
	x      []float64 // what they are now
	d      []float64
	z0, z  float64 // z: the objective now
	basic  []int32 // by row: variable
	non    []int32 // by column: variable
	where  []int32 // by variable: row, or −1−column, or gone
	value  []float64
	lo, hi []float64 // by variable
	row    []int32   // of each slack: the row of the program
	scale  []float64 // of each slack: what its row was multiplied by
	unit   float64   // what the objective was multiplied by
	pivots int
	flips  []candidate // room for the ratio test
}

const gone = math.MinInt32

// newDictionary has no rows yet.
func newDictionary(p *Program) *dictionary {
	n := len(p.Objective)
	d := &dictionary{n: n, d: make([]float64, n), non: make([]int32, n), where: make([]int32, n), value: make([]float64, n), lo: make([]float64, n), hi: make([]float64, n)}
	largest := int64(1)
	for _, c := range p.Objective {
		largest = max(largest, abs(c))
	}
	d.unit = 1 / float64(largest)
	for j := range n {
		d.d[j], d.non[j], d.where[j], d.hi[j] = float64(p.Objective[j])*d.unit, int32(j), int32(-1-j), 1
	}
	return d
}

// addRow takes a row into use; its slack is basic.
func (d *dictionary) addRow(p *Program, i int) {
	r := &p.Rows[i]
	largest := int64(1)
	for _, c := range r.Coef {
		largest = max(largest, abs(c))
	}
	scale := 1 / float64(largest)
	t, beta := make([]float64, len(d.non)), float64(r.Most)*scale
	for k, j := range r.Index {
		c := float64(r.Coef[k]) * scale
		switch w := d.where[j]; {
		case w == gone:
			beta -= c * d.lo[j]
		case w < 0:
			t[-1-w] += c
		default:
			beta -= c * d.beta[w]
			for col, v := range d.t[w] {
				t[col] -= c * v
			}
		}
	}
	slack := int32(len(d.where))
	d.where = append(d.where, int32(len(d.t)))
	d.basic, d.t, d.beta = append(d.basic, slack), append(d.t, t), append(d.beta, beta)
	d.x = append(d.x, 0)
	d.lo, d.hi = append(d.lo, 0), append(d.hi, math.Inf(1))
	d.row, d.scale = append(d.row, int32(i)), append(d.scale, scale)
}

// clone copies what changes, without what cannot matter below: the columns of
// variables that a domain fixes, which stay what they are as long as the copy is
// used, and the rows that have room, which are not needed until they are broken.
func (d *dictionary) clone(dom Domain) *dictionary {
	c := &dictionary{n: d.n, z0: d.z0, unit: d.unit, z: d.z}
	c.lo, c.hi = slices.Clone(d.lo[:d.n]), slices.Clone(d.hi[:d.n])
	c.where = slices.Clone(d.where[:d.n])
	slack := func(v int32) int32 {
		k := int(v) - d.n
		c.row, c.scale = append(c.row, d.row[k]), append(c.scale, d.scale[k])
		c.lo, c.hi, c.where = append(c.lo, 0), append(c.hi, math.Inf(1)), append(c.where, 0)
		return int32(len(c.where) - 1)
	}
	var ones, columns []int
	for col, v := range d.non {
		if int(v) < d.n && dom[v] != Free {
			c.where[v], c.lo[v], c.hi[v] = gone, float64(dom[v]), float64(dom[v])
			if dom[v] == One {
				ones = append(ones, col)
				c.z0 += d.d[col]
			}
			continue
		}
		if int(v) >= d.n {
			v = slack(v)
		}
		c.where[v] = int32(-1 - len(columns))
		columns = append(columns, col)
		c.non, c.d, c.value = append(c.non, v), append(c.d, d.d[col]), append(c.value, d.value[col])
	}
	for i, v := range d.basic {
		if int(v) < d.n {
			c.copyRow(d, i, v, columns, ones)
		}
	}
	return c
}

// copyRow takes over a row with some of its columns; others are at one for good.
func (c *dictionary) copyRow(d *dictionary, i int, v int32, columns, ones []int) {
	from, t, beta := d.t[i], make([]float64, len(columns)), d.beta[i]
	for k, col := range columns {
		t[k] = from[col]
	}
	for _, col := range ones {
		beta -= from[col]
	}
	c.where[v] = int32(len(c.t))
	c.basic, c.t, c.beta, c.x = append(c.basic, v), append(c.t, t), append(c.beta, beta), append(c.x, d.x[i])
}

// become makes a copy of another dictionary in the room that this one has. It is good
// for solving only: of slacks it does not know the rows.
func (d *dictionary) become(from *dictionary) {
	d.n, d.z0, d.z, d.unit = from.n, from.z0, from.z, from.unit
	d.t = slices.Grow(d.t[:0], len(from.t))[:len(from.t)]
	for i, t := range from.t {
		d.t[i] = append(d.t[i][:0], t...)
	}
	d.beta, d.x, d.d, d.value = append(d.beta[:0], from.beta...), append(d.x[:0], from.x...), append(d.d[:0], from.d...), append(d.value[:0], from.value...)
	d.basic, d.non, d.where = append(d.basic[:0], from.basic...), append(d.non[:0], from.non...), append(d.where[:0], from.where...)
	d.lo, d.hi = append(d.lo[:0], from.lo...), append(d.hi[:0], from.hi...)
}

// load sets the bounds of a domain, puts every variable that is not basic where the
// dictionary is dual feasible, and computes the others.
func (d *dictionary) load(dom Domain) {
	for j := range d.n {
		if d.where[j] == gone {
			continue
		}
		switch dom[j] {
		case Free:
			d.lo[j], d.hi[j] = 0, 1
		default:
			d.lo[j], d.hi[j] = float64(dom[j]), float64(dom[j])
		}
	}
	d.z = d.z0
	for c, v := range d.non {
		switch {
		case int(v) >= d.n || d.lo[v] == d.hi[v]:
			d.value[c] = d.lo[v]
		case d.d[c] > dualTolerance:
			d.value[c] = d.hi[v]
		case d.d[c] < -dualTolerance:
			d.value[c] = d.lo[v]
		default:
			d.value[c] = math.Max(d.lo[v], math.Min(d.value[c], d.hi[v]))
		}
		d.z += d.d[c] * d.value[c]
	}
	d.compute()
}

// compute is the values of basic variables from those of all others.
func (d *dictionary) compute() {
	for i, t := range d.t {
		x := d.beta[i]
		for c, v := range t[:len(d.value)] {
			x -= v * d.value[c]
		}
		d.x[i] = x
	}
}

// pivot lets the variable of a column and that of a row change places.
func (d *dictionary) pivot(r, q int) {
	row := d.t[r]
	inverse := 1 / row[q]
	for c := range row {
		row[c] *= inverse
	}
	row[q] = inverse
	d.beta[r] *= inverse
	for i, t := range d.t {
		f := t[q]
		if i == r || f == 0 {
			continue
		}
		d.beta[i] -= f * d.beta[r]
		axpy(t, row, f)
		t[q] = -f * inverse
	}
	if f := d.d[q]; f != 0 {
		d.z0 += f * d.beta[r]
		axpy(d.d, row, f)
		d.d[q] = -f * inverse
	}
	in, out := d.non[q], d.basic[r]
	d.non[q], d.basic[r] = out, in
	d.where[in], d.where[out] = int32(r), int32(-1-q)
	d.pivots++
}

// axpy takes f times b from a. Most of the time of a search goes by here: eight at a
// time, without checks of bounds between them.
func axpy(a, b []float64, f float64) {
	b = b[:len(a)]
	c := 0
	for ; c+8 <= len(a); c += 8 {
		x, y := (*[8]float64)(a[c:]), (*[8]float64)(b[c:])
		x[0] -= f * y[0]
		x[1] -= f * y[1]
		x[2] -= f * y[2]
		x[3] -= f * y[3]
		x[4] -= f * y[4]
		x[5] -= f * y[5]
		x[6] -= f * y[6]
		x[7] -= f * y[7]
	}
	for ; c < len(a); c++ {
		a[c] -= f * b[c]
	}
}

// at is the value of a variable of the program.
func (d *dictionary) at(j int) float64 {
	switch w := d.where[j]; {
	case w == gone:
		return d.lo[j]
	case w < 0:
		return d.value[-1-w]
	default:
		return d.x[w]
	}
}
