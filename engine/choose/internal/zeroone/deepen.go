package zeroone

import "slices"

const (
	rootCuts = 30 // that a round may add for all choices
	taskCuts = 10 // and for a part of them
)

// deepen adds cuts to the relaxation of a program in rounds, as long as that lowers
// its bound, and gives one with those cuts that were needed at the end.
func deepen(p *Program, dom Domain, target int64, rounds int) (*relaxation, verdict) {
	r := newRelaxation(p)
	r.own()
	v := r.examine(dom, target)
	quiet := 0
	for k := 0; k < rounds && quiet < 4 && v.open && !v.whole && r.cut(dom, rootCuts); k++ {
		before := v.most
		v = r.examine(dom, target)
		r = r.clone(dom)
		if quiet++; float64(before-v.most) >= 2e-3*float64(max(v.most-target, 1)) {
			quiet = 0
		}
	}
	if !v.open {
		return r, v
	}
	fresh := newRelaxation(&Program{Objective: p.Objective, Rows: r.tight()})
	fresh.core = len(p.Rows)
	return fresh, fresh.examine(dom, target)
}

// sharpen adds cuts for a part of all choices.
func (r *relaxation) sharpen(dom Domain, target int64, rounds int) verdict {
	v := r.examine(dom, target)
	for k := 0; k < rounds && v.open && !v.whole && r.cut(dom, taskCuts); k++ {
		v = r.examine(dom, target)
	}
	return v
}

// own gives a relaxation rows of its own, which it can add to.
func (r *relaxation) own() {
	r.p = &Program{Objective: r.p.Objective, Rows: slices.Clip(r.p.Rows)}
	r.c.p, r.c.size = r.p, slices.Clip(r.c.size)
}

// cut takes so many cuts into use at most, and reports whether there were any.
func (r *relaxation) cut(dom Domain, most int) bool {
	c := cutter{r: r, core: r.core, a: make([]int64, len(dom)), out: make([]int64, len(dom))}
	found := apart(c.round(dom), len(dom), most)
	for _, f := range found {
		r.p.Rows = append(r.p.Rows, f.row)
		r.c.size = append(r.c.size, sum(f.row.Coef)+abs(f.row.Most))
		r.used = append(r.used, true)
		r.d.addRow(r.p, len(r.p.Rows)-1)
	}
	return len(found) > 0
}

// tight are the rows of the program and those cuts that have no room.
func (r *relaxation) tight() []Row {
	kept := slices.Clone(r.p.Rows[:r.core])
	for k, i := range r.d.row {
		if int(i) >= r.core && r.d.where[r.d.n+k] < 0 {
			kept = append(kept, r.p.Rows[i])
		}
	}
	return kept
}

// apart picks so many of the cuts at most, in order, and passes over those that point
// nearly the way of one that was picked.
func apart(list []cut, n, most int) (kept []cut) {
	const near = 0.5 // cosine
	dense := make([]float64, n)
	for _, f := range list {
		for k, j := range f.row.Index {
			dense[j] = float64(f.row.Coef[k])
		}
		same := slices.ContainsFunc(kept, func(g cut) bool { return g.row.along(dense) > near*g.norm*f.norm })
		for _, j := range f.row.Index {
			dense[j] = 0
		}
		if same {
			continue
		}
		if kept = append(kept, f); len(kept) == most {
			break
		}
	}
	return kept
}

// along is the sum of the products of coefficients.
func (r *Row) along(dense []float64) (dot float64) {
	for k, j := range r.Index {
		dot += float64(r.Coef[k]) * dense[j]
	}
	return dot
}
