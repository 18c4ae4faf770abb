package zeroone

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// Cuts are rows that every choice keeps and the relaxation breaks. They are made by
// mixed-integer rounding (Nemhauser and Wolsey, "A recursive procedure to generate
// all cuts for 0–1 mixed integer programs", Mathematical Programming 46, 1990) from
// combinations of rows that the dictionary suggests, in whole numbers from the
// beginning, so that they hold whatever the rounding of the dictionary.

// cutter makes cuts.
type cutter struct {
	r    *relaxation
	core int     // the rows of the program; those beyond are cuts
	a    []int64 // the combination of rows
	out  []int64 // the cut
}

// cut is a row with how far the relaxation is beyond it.
type cut struct {
	row  Row
	far  float64
	norm float64 // of its coefficients
}

// round makes a cut of every row of the dictionary whose variable is between its
// bounds and of every row of the program, those that cut deepest first.
func (c *cutter) round(dom Domain) []cut {
	var list []cut
	for i, v := range c.r.d.basic {
		if int(v) >= c.r.d.n || dom[v] != Free {
			continue
		}
		if x := c.r.d.x[i]; x < 0.02 || x > 0.98 {
			continue
		}
		if found, ok := c.make(i, dom, 1); ok {
			list = append(list, found)
		}
		if found, ok := c.make(i, dom, -1); ok {
			list = append(list, found)
		}
	}
	for i := range c.core {
		if found, ok := c.cover(int32(i), dom); ok {
			list = append(list, found)
		}
	}
	slices.SortStableFunc(list, func(a, b cut) int { return cmp.Compare(b.far, a.far) })
	return list
}

// make makes a cut from a row of the dictionary, times a sign.
func (c *cutter) make(row int, dom Domain, sign float64) (cut, bool) {
	raw, rows := c.combination(row, sign)
	size := 1e-300
	for k, y := range raw {
		size += math.Abs(y) * float64(c.r.c.size[rows[k]])
	}
	exponent := min(56-math.Ilogb(size), 40)
	if exponent < 16 {
		return cut{}, false
	}
	unit := int64(1) << exponent
	y := make([]int64, len(raw))
	for k := range raw {
		y[k] = int64(math.Round(math.Ldexp(raw[k], exponent)))
		high, low := bits.Mul64(uint64(abs(y[k])), uint64(c.r.c.size[rows[k]]))
		if high != 0 || low > 1<<58 {
			return cut{}, false
		}
	}
	most, ok := c.rounded(y, rows, unit, dom)
	if !ok {
		return cut{}, false
	}
	return c.finish(most, dom)
}

// combination is the rows in use that add up to a row of the dictionary.
func (c *cutter) combination(row int, sign float64) (raw []float64, rows []int32) {
	d := c.r.d
	for col, v := range d.non {
		if s := int(v) - d.n; s >= 0 && math.Abs(d.t[row][col]) > 1e-11 {
			raw, rows = append(raw, sign*d.t[row][col]*d.scale[s]), append(rows, d.row[s])
		}
	}
	return raw, rows
}

// rounded leaves in c.out the cut that rounding gives for Σ y·row divided by unit,
// and its most. Variables that the relaxation has above a half are counted from one
// downwards while rounding.
func (c *cutter) rounded(y []int64, rows []int32, unit int64, dom Domain) (most int64, ok bool) {
	clear(c.a)
	b := int64(0)
	for k, i := range rows {
		r := &c.r.p.Rows[i]
		b += y[k] * r.Most
		for n, j := range r.Index {
			c.a[j] += y[k] * r.Coef[n]
		}
	}
	for j, v := range c.a {
		if c.down(j) {
			b -= v
		}
	}
	rest := b & (unit - 1)
	if rest < unit/50 || rest > unit-unit/50 {
		return 0, false
	}
	shift := bits.TrailingZeros64(uint64(unit))
	round := func(v int64) int64 { return (v>>shift)*(unit-rest) + max(0, v&(unit-1)-rest) }
	small := func(v int64) bool { return abs(v>>shift) < 1<<16 }
	if !small(b) {
		return 0, false
	}
	most = (b >> shift) * (unit - rest)
	for j, v := range c.a {
		down := c.down(j)
		if !small(v) {
			return 0, false
		}
		if c.out[j] = round(v); down {
			f := round(-v)
			c.out[j] = -f
			most -= f
		}
	}
	// What is left of a row is a whole number that is at least zero.
	for k, i := range rows {
		f := round(y[k])
		if f == 0 {
			continue
		}
		if high, low := bits.Mul64(uint64(abs(f)), uint64(c.r.c.size[i])); high != 0 || low > 1<<62/uint64(len(rows)+1) || !small(y[k]) {
			return 0, false
		}
		r := &c.r.p.Rows[i]
		most -= f * r.Most
		for n, j := range r.Index {
			c.out[j] -= f * r.Coef[n]
		}
	}
	return most, true
}

// down reports whether a variable is counted from one downwards.
func (c *cutter) down(j int) bool { return c.r.d.at(j) > 0.5 }

// finish makes the numbers of a cut small by rounding, which makes it no stronger,
// and measures it.
func (c *cutter) finish(most int64, dom Domain) (cut, bool) {
	largest := int64(0)
	for _, v := range c.out {
		largest = max(largest, abs(v))
	}
	shift := max(0, bits.Len64(uint64(largest))-24)
	row := Row{Most: 0}
	var uses, norm float64
	// Fixed variables hold for every choice that is still of interest.
	for j, v := range c.out {
		if dom[j] == One {
			most -= v
			continue
		}
		if v >>= shift; v != 0 && dom[j] == Free {
			row.Index, row.Coef = append(row.Index, int32(j)), append(row.Coef, v)
			uses += float64(v) * c.r.d.at(j)
			norm += float64(v) * float64(v)
		}
	}
	row.Most = most >> shift
	if norm == 0 || len(row.Index) == 0 {
		return cut{}, false
	}
	far := (uses - float64(row.Most)) / math.Sqrt(norm)
	return cut{row, far, math.Sqrt(norm)}, far > 1e-3
}
