package zeroone

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// entry is a coefficient of a variable.
type entry struct {
	row  int32
	coef int64
}

// improver looks for good choices by adding, taking away and exchanging.
type improver struct {
	p       *Program
	columns [][]entry
	x       []bool
	left    []int64 // of each row
	value   int64
	order   []int32 // in which variables are tried
	changed []int32 // since the last mark
	locked  Domain  // what must stay
}

func newImprover(p *Program) *improver {
	h := &improver{p: p, columns: make([][]entry, len(p.Objective)), x: make([]bool, len(p.Objective)), left: make([]int64, len(p.Rows)), order: make([]int32, len(p.Objective))}
	for i, r := range p.Rows {
		for k, j := range r.Index {
			h.columns[j] = append(h.columns[j], entry{int32(i), r.Coef[k]})
		}
	}
	return h
}

// clone shares what does not change.
func (h *improver) clone() *improver {
	n := len(h.p.Objective)
	return &improver{p: h.p, columns: h.columns, x: make([]bool, n), left: make([]int64, len(h.left)), order: make([]int32, n)}
}

// set begins from a choice.
func (h *improver) set(x []bool) {
	copy(h.x, x)
	h.value = h.p.Value(x)
	for i := range h.p.Rows {
		h.left[i] = h.p.Rows[i].Most - h.p.Rows[i].Uses(x)
	}
	h.changed = h.changed[:0]
}

func (h *improver) flip(j int32) {
	sign := int64(1)
	if h.x[j] {
		sign = -1
	}
	h.x[j] = !h.x[j]
	h.value += sign * h.p.Objective[j]
	for _, e := range h.columns[j] {
		h.left[e.row] -= sign * e.coef
	}
	h.changed = append(h.changed, j)
}

// undo goes back to a length of changed.
func (h *improver) undo(mark int) {
	for len(h.changed) > mark {
		j := h.changed[len(h.changed)-1]
		h.flip(j)
		h.changed = h.changed[:len(h.changed)-2]
	}
}

// move flips a variable and then whatever mends the rows that this broke: what the
// rows ask to be in when j came in, and what they cannot keep when it went. It
// reports false, with nothing changed, where that does not lead to a choice.
func (h *improver) move(j int32) bool {
	mark := len(h.changed)
	h.flip(j)
	for k := mark; k < len(h.changed); k++ {
		for _, e := range h.columns[h.changed[k]] {
			if h.left[e.row] >= 0 {
				continue
			}
			fix := h.mend(e.row, h.x[j], h.changed[mark:])
			if fix < 0 || len(h.changed)-mark > 12 {
				h.undo(mark)
				return false
			}
			h.flip(fix)
			if h.left[e.row] < 0 {
				h.undo(mark)
				return false
			}
		}
	}
	return true
}

// mend is the variable whose flip gives most objective among those that ease a
// row by coming in (or by going out), or −1.
func (h *improver) mend(row int32, in bool, moved []int32) int32 {
	best := int32(-1)
	r := &h.p.Rows[row]
	for k, j := range r.Index {
		if h.x[j] == in || (r.Coef[k] > 0) != h.x[j] || h.locked[j] != Free || slices.Contains(moved, j) {
			continue
		}
		better := best < 0 || h.p.Objective[j] > h.p.Objective[best]
		if !in {
			better = best < 0 || h.p.Objective[j] < h.p.Objective[best]
		}
		if better && h.left[row]+abs(r.Coef[k]) >= 0 {
			best = j
		}
	}
	return best
}

// fill adds what gives more, in order, until nothing does.
func (h *improver) fill() {
	for again := true; again; {
		again = false
		for _, j := range h.order {
			if h.x[j] || h.locked[j] != Free || !h.fits(j) {
				continue
			}
			mark, before := len(h.changed), h.value
			if !h.move(j) {
				continue
			}
			if h.value <= before {
				h.undo(mark)
				continue
			}
			again = true
		}
	}
}

// fits reports quickly whether the rows that only take, as budgets do, have room.
func (h *improver) fits(j int32) bool {
	for _, e := range h.columns[j] {
		if e.coef > h.left[e.row] && e.coef > 1 {
			return false
		}
	}
	return true
}

// exchange takes each out in turn, fills up again, and keeps what gives more.
func (h *improver) exchange() {
	for again := true; again; {
		again = false
		for k := len(h.order) - 1; k >= 0; k-- {
			j := h.order[k]
			if !h.x[j] || h.locked[j] != Free {
				continue
			}
			mark, before := len(h.changed), h.value
			if !h.move(j) {
				continue
			}
			h.locked[j] = Zero
			h.fill()
			h.locked[j] = Free
			if h.value <= before {
				h.undo(mark)
				continue
			}
			h.changed, again = h.changed[:0], true
		}
	}
}

// near looks for a choice near to a relaxation: what it is sure of, then what its
// multipliers rate highest.
func (h *improver) near(r *relaxation, dom Domain) ([]bool, bool) {
	h.locked = append(h.locked[:0], dom...)
	x := make([]bool, len(dom))
	for j, v := range dom {
		x[j] = v == One || v == Free && r.d.at(j) > 1-integerTolerance
	}
	h.set(x)
	for _, left := range h.left {
		if left < 0 {
			return nil, false
		}
	}
	h.sort(r)
	h.fill()
	h.exchange()
	return append(x[:0], h.x...), true
}

// sort orders by how near the relaxation has a variable to one, then by what it
// would gain.
func (h *improver) sort(r *relaxation) {
	for j := range h.order {
		h.order[j] = int32(j)
	}
	slices.SortFunc(h.order, func(a, b int32) int {
		return cmp.Or(cmp.Compare(r.d.at(int(b)), r.d.at(int(a))), cmp.Compare(r.c.rest[b], r.c.rest[a]), cmp.Compare(a, b))
	})
}

// shake looks further from a choice: some go out at chance and are kept out while
// it is filled up, then all may come back.
func (h *improver) shake(best []bool, random *rand.Rand, rounds int) []bool {
	result, value := slices.Clone(best), h.p.Value(best)
	h.set(result)
	for range rounds {
		var out []int32
		for range 2 + random.IntN(4) {
			j := int32(random.IntN(len(h.x)))
			if h.locked[j] != Free {
				continue
			}
			if h.move(j) {
				out = append(out, j)
				h.locked[j] = Zero
				if h.x[j] {
					h.locked[j] = One
				}
			}
		}
		h.fill()
		for _, j := range out {
			h.locked[j] = Free
		}
		h.fill()
		h.exchange()
		if h.value > value {
			copy(result, h.x)
			value = h.value
		} else {
			h.set(result)
		}
		h.changed = h.changed[:0]
	}
	return result
}
