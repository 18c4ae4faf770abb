package zeroone

import (
	"cmp"
	"math"
	"slices"
)

// improve looks for good choices before the search: near to the relaxation, by
// exchange, and by searches through small neighbourhoods of what is known
// (Danna, Rothberg and Le Pape, "Exploring relaxation induced neighborhoods to
// improve MIP solutions", Mathematical Programming 102, 2005).
func (q *search) improve(dom Domain) {
	if x, ok := q.heur.near(q.relax, dom); ok {
		q.keep(x)
	}
	q.within(q.sure(dom), 200)
	if q.result.Best == nil {
		return
	}
	q.heur.locked = append(q.heur.locked[:0], dom...)
	q.keep(q.heur.shake(q.result.Best, q.random, q.s.shakes()))
	q.rest = slices.Clone(q.relax.c.rest)
	q.look(q.s.shakes())
}

// look searches so many neighbourhoods of the best choice. They grow while they
// can be searched to their end, and shrink when not.
func (q *search) look(times int) {
	for range times {
		if q.result.Best == nil || q.result.Value >= q.root || q.ctx.Err() != nil {
			return
		}
		if q.within(q.around(q.whole), 200) {
			q.free = min(q.free*9/8+1, len(q.whole))
		} else {
			q.free = max(q.free*8/9, 10)
		}
	}
}

// shakes is how often choices are looked for around the best one.
func (s Settings) shakes() int {
	if s.Shakes == 0 {
		return 12
	}
	return s.Shakes
}

// within searches a part of all choices for a short while, and reports whether
// that was enough for all of it.
func (q *search) within(dom Domain, nodes int) bool {
	if !q.p.Propagate(dom) {
		return true
	}
	t := q.task(dom)
	t.run(node{dom: dom, most: q.root}, nodes)
	q.done(t)
	return len(t.left) == 0
}

// sure fixes what the relaxation has in whole numbers.
func (q *search) sure(dom Domain) Domain {
	part := slices.Clone(dom)
	for j, v := range dom {
		if v != Free {
			continue
		}
		if x := q.relax.d.at(j); x < integerTolerance {
			part[j] = Zero
		} else if x > 1-integerTolerance {
			part[j] = One
		}
	}
	return part
}

// around leaves some variables free and fixes the others to the best choice. The
// less the multipliers say about a variable, and the more by chance, the likelier it
// is left free.
func (q *search) around(dom Domain) Domain {
	part, order, doubt := slices.Clone(dom), []int(nil), make([]float64, len(dom))
	for j, v := range dom {
		if v != Free {
			continue
		}
		order = append(order, j)
		doubt[j] = math.Abs(float64(q.rest[j])) * (0.25 + q.random.Float64())
		part[j] = Zero
		if q.result.Best[j] {
			part[j] = One
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(doubt[a], doubt[b]), a-b) })
	for _, j := range order[:min(q.free, len(order))] {
		part[j] = Free
	}
	return part
}
