package zeroone

import (
	"cmp"
	"math"
	"slices"
)

// cover makes a cut of a row with positive coefficients: not all of some variables
// that together are more than the row has can be in. Other variables are counted as
// often as they stand for those of the cover (Gu, Nemhauser and Savelsbergh,
// "Sequence independent lifting in mixed integer programming", Journal of
// Combinatorial Optimization 4, 2000), cut off to whole numbers.
func (c *cutter) cover(row int32, dom Domain) (cut, bool) {
	r := &c.r.p.Rows[row]
	left := r.Most
	var inside []int // places in the row
	for k, j := range r.Index {
		switch {
		case r.Coef[k] < 0:
			return cut{}, false
		case dom[j] == One:
			left -= r.Coef[k]
		case dom[j] == Free && c.r.d.at(int(j)) > 1e-9:
			inside = append(inside, k)
		}
	}
	at := func(k int) float64 { return c.r.d.at(int(r.Index[k])) }
	slices.SortFunc(inside, func(a, b int) int {
		return cmp.Or(cmp.Compare((1-at(a))*float64(r.Coef[b]), (1-at(b))*float64(r.Coef[a])), a-b)
	})
	over, size := -left, 0
	for size < len(inside) && over <= 0 {
		over += r.Coef[inside[size]]
		size++
	}
	if over <= 0 || left < 0 {
		return cut{}, false
	}
	inside = inside[:size]
	slices.SortFunc(inside, func(a, b int) int { return cmp.Or(cmp.Compare(at(a), at(b)), a-b) })
	inside = slices.DeleteFunc(inside, func(k int) bool {
		if r.Coef[k] < over {
			over -= r.Coef[k]
			return true
		}
		return false
	})
	return c.lift(r, inside, over, dom)
}

// lift makes the cut of a cover that is more than the row has by so much.
func (c *cutter) lift(r *Row, inside []int, over int64, dom Domain) (cut, bool) {
	slices.SortFunc(inside, func(a, b int) int { return cmp.Or(cmp.Compare(r.Coef[b], r.Coef[a]), a-b) })
	sums := make([]int64, len(inside)+1)
	for h, k := range inside {
		sums[h+1] = sums[h] + r.Coef[k]
	}
	times := func(z int64) (h int64) {
		for h = int64(len(inside)) - 1; h > 0; h-- {
			more := max(0, r.Coef[inside[h]]-(r.Coef[inside[0]]-over))
			if z > sums[h]-over+more {
				return h
			}
		}
		return 0
	}
	row := Row{Most: int64(len(inside)) - 1}
	var uses, norm float64
	for k, j := range r.Index {
		if dom[j] != Free {
			continue
		}
		coef := int64(1)
		if !slices.Contains(inside, k) {
			coef = times(r.Coef[k])
		}
		if coef > 0 {
			row.Index, row.Coef = append(row.Index, j), append(row.Coef, coef)
			uses += float64(coef) * c.r.d.at(int(j))
			norm += float64(coef * coef)
		}
	}
	far := (uses - float64(row.Most)) / math.Sqrt(norm)
	return cut{row, far, math.Sqrt(norm)}, far > 1e-3
}
