package zeroone

import (
	"math"
	"math/bits"
)

// certificate computes Lagrangian bounds in whole numbers. For multipliers Y ≥ 0
// and every choice within the rows,
//
//	2^k·objective ≤ Σ Y·most + Σ over variables of max over its domain of (2^k·c − Σ Y·a)·x
type certificate struct {
	p         *Program
	size      []int64 // of each row: its absolute coefficients and most together
	objective int64   // the absolute values together
	y         []multiplier
	rest      []int64 // of each variable: 2^k·c − Σ Y·a
	shift     uint    // k
	total     int64   // the bound, times 2^k
}

type multiplier struct {
	row int32
	y   int64
}

func newCertificate(p *Program) *certificate {
	c := &certificate{p: p, rest: make([]int64, len(p.Objective)), objective: sum(p.Objective)}
	for _, r := range p.Rows {
		c.size = append(c.size, sum(r.Coef)+abs(r.Most))
	}
	return c
}

// room is the bits that any sum of the certificate may take.
const room = 61

// fit rounds multipliers as finely as there is room. Without the objective any
// multiple of them will do.
func (c *certificate) fit(raw []float64, rows []int32, objective bool) {
	weight := 1e-300
	if objective {
		weight = float64(c.objective + 1)
	}
	for k, y := range raw {
		weight += y * float64(c.size[rows[k]])
	}
	exponent := min(room-2-math.Ilogb(weight), 1000)
	c.shift = 0
	if objective {
		exponent = min(max(exponent, 0), room-1)
		c.shift = uint(exponent)
	}
	c.y = c.y[:0]
	for k, y := range raw {
		if v := math.Floor(math.Ldexp(y, exponent) + 0.5); v >= 1 && v < 1<<room {
			c.y = append(c.y, multiplier{rows[k], int64(v)})
		}
	}
}

// bound computes the bound of a domain from the multipliers that fit left. It
// reports false where they are too large to be computed with.
func (c *certificate) bound(dom Domain, objective bool) bool {
	var weight uint64
	if objective {
		weight = uint64(c.objective) << c.shift
	}
	for _, m := range c.y {
		high, low := bits.Mul64(uint64(m.y), uint64(c.size[m.row]))
		if weight += low; high != 0 || low >= 1<<62 || weight >= 1<<62 {
			return false
		}
	}
	for j, v := range c.p.Objective {
		c.rest[j] = 0
		if objective {
			c.rest[j] = v << c.shift
		}
	}
	c.total = 0
	for _, m := range c.y {
		r := &c.p.Rows[m.row]
		c.total += m.y * r.Most
		for k, j := range r.Index {
			c.rest[j] -= m.y * r.Coef[k]
		}
	}
	for j, v := range c.rest {
		if dom[j] == One || dom[j] == Free && v > 0 {
			c.total += v
		}
	}
	return true
}

// most is the bound in units of the objective.
func (c *certificate) most() int64 { return c.total >> c.shift }

// fix fixes every variable whose other value cannot lead to a target, and reports
// whether there was any.
func (c *certificate) fix(dom Domain, target int64) (changed bool) {
	spare := c.total - target<<c.shift
	if spare < 0 {
		return false
	}
	for j, v := range c.rest {
		if dom[j] != Free {
			continue
		}
		if v > spare {
			dom[j], changed = One, true
		} else if -v > spare {
			dom[j], changed = Zero, true
		}
	}
	return changed
}

// multipliers are those of the rows in use, in units of the objective by unit of
// the row.
func (d *dictionary) multipliers(raw []float64, rows []int32) ([]float64, []int32) {
	raw, rows = raw[:0], rows[:0]
	for c, v := range d.non {
		if s := int(v) - d.n; s >= 0 && d.d[c] < 0 {
			raw = append(raw, -d.d[c]*d.scale[s]/d.unit)
			rows = append(rows, d.row[s])
		}
	}
	return raw, rows
}

// ray is the combination of rows by which the variable of a row that cannot be
// mended is out of bounds.
func (d *dictionary) ray(broken int, raw []float64, rows []int32) ([]float64, []int32) {
	raw, rows = raw[:0], rows[:0]
	v := d.basic[broken]
	sign := 1.0
	if d.x[broken] > d.hi[v] {
		sign = -1
	}
	if s := int(v) - d.n; s >= 0 {
		raw, rows = append(raw, d.scale[s]), append(rows, d.row[s])
	}
	for c, v := range d.non {
		if s := int(v) - d.n; s >= 0 {
			if y := sign * d.t[broken][c]; y > 0 {
				raw, rows = append(raw, y*d.scale[s]), append(rows, d.row[s])
			}
		}
	}
	return raw, rows
}
