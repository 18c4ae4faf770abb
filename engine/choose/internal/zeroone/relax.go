package zeroone

import "math"

// relaxation is a linear program in use, with its certificate.
type relaxation struct {
	p    *Program
	d    *dictionary
	c    *certificate
	used []bool // rows in use
	core int    // rows that are propagated; those beyond are cuts
	raw  []float64
	rows []int32
}

func newRelaxation(p *Program) *relaxation {
	return &relaxation{p: p, d: newDictionary(p), c: newCertificate(p), used: make([]bool, len(p.Rows)), core: len(p.Rows)}
}

// clone is a relaxation for the part of the choices that a domain allows.
func (r *relaxation) clone(dom Domain) *relaxation {
	c := &relaxation{p: r.p, d: r.d.clone(dom), c: newCertificateLike(r.c), used: make([]bool, len(r.used)), core: r.core}
	for _, i := range c.d.row {
		c.used[i] = true
	}
	return c
}

// verdict is what is known of the choices of a domain.
type verdict struct {
	open  bool  // there may be choices that are better than the target
	whole bool  // the relaxation found one in whole numbers
	most  int64 // no choice has more
}

// examine solves the relaxation of a domain and fixes what cannot be otherwise in
// any choice whose objective is the target or more.
func (r *relaxation) examine(dom Domain, target int64) verdict {
	for {
		if !r.p.propagate(dom, r.p.Rows[:r.core]) {
			return verdict{}
		}
		r.d.load(dom)
		end, broken := r.d.solve(r.cutoff(target), 200+20*len(r.d.t))
		if end == infeasible {
			if r.impossible(dom, broken) {
				return verdict{}
			}
			return r.trivial(dom, target)
		}
		r.raw, r.rows = r.d.multipliers(r.raw, r.rows)
		r.c.fit(r.raw, r.rows, true)
		if !r.c.bound(dom, true) {
			return r.trivial(dom, target)
		}
		if r.c.most() < target {
			return verdict{}
		}
		fixed := r.c.fix(dom, target)
		if fixed && !r.p.propagate(dom, r.p.Rows[:r.core]) {
			return verdict{}
		}
		if fixed && r.moved(dom) {
			continue
		}
		if end == optimal && r.separate(dom) {
			continue
		}
		return verdict{open: true, whole: end == optimal && r.whole(dom), most: r.c.most()}
	}
}

// trivial is what is known without the relaxation.
func (r *relaxation) trivial(dom Domain, target int64) verdict {
	r.c.y = r.c.y[:0]
	r.c.shift = 0
	r.c.bound(dom, true)
	return verdict{open: r.c.total >= target, most: r.c.total}
}

// cutoff is the objective of the dictionary below which no choice reaches a
// target, with room for rounding: what is cut off must be certified.
func (r *relaxation) cutoff(target int64) float64 {
	if target == math.MinInt64 {
		return math.Inf(-1)
	}
	t := float64(target) * r.d.unit
	return t - 1e-9*(1+math.Abs(t)) - 1e-3*r.d.unit
}

func (r *relaxation) impossible(dom Domain, broken int) bool {
	r.raw, r.rows = r.d.ray(broken, r.raw, r.rows)
	r.c.fit(r.raw, r.rows, false)
	return r.c.bound(dom, false) && r.c.total < 0
}

// moved reports whether a variable is fixed elsewhere than the relaxation has it.
func (r *relaxation) moved(dom Domain) bool {
	for j, v := range dom {
		if v != Free && math.Abs(r.d.at(j)-float64(v)) > primalTolerance {
			return true
		}
	}
	return false
}

// separate takes rows into use that the relaxation breaks.
func (r *relaxation) separate(dom Domain) (added bool) {
	for i := range r.p.Rows {
		if r.used[i] {
			continue
		}
		row := &r.p.Rows[i]
		var uses, size float64
		for k, j := range row.Index {
			c := float64(row.Coef[k])
			uses += c * r.d.at(int(j))
			size = math.Max(size, math.Abs(c))
		}
		if uses > float64(row.Most)+1e-6*size {
			r.d.addRow(r.p, i)
			r.used[i], added = true, true
		}
	}
	return added
}

// whole reports whether no free variable is between its bounds.
func (r *relaxation) whole(dom Domain) bool {
	for j, v := range dom {
		if v == Free {
			if x := r.d.at(j); x > integerTolerance && x < 1-integerTolerance {
				return false
			}
		}
	}
	return true
}

const integerTolerance = 1e-6

// round is the choice nearest to the relaxation.
func (r *relaxation) round(dom Domain, x []bool) {
	for j, v := range dom {
		x[j] = v == One || v == Free && r.d.at(j) > 0.5
	}
}

func newCertificateLike(c *certificate) *certificate {
	return &certificate{p: c.p, size: c.size, objective: c.objective, rest: make([]int64, len(c.rest))}
}
