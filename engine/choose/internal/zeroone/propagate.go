package zeroone

// Propagate fixes what the rows leave no choice about, and reports false where a
// row cannot be kept. Rows are looked at until nothing changes.
func (p *Program) Propagate(d Domain) bool {
	return p.propagate(d, p.Rows)
}

func (p *Program) propagate(d Domain, rows []Row) bool {
	for changed := true; changed; {
		changed = false
		for i := range rows {
			fixed, ok := rows[i].propagate(d)
			if !ok {
				return false
			}
			changed = changed || fixed
		}
	}
	return true
}

// propagate looks at one row: the least that it can use is what is fixed and all
// negative coefficients that are free; whatever would push that over the most is
// fixed the other way.
func (r *Row) propagate(d Domain) (changed, ok bool) {
	left, largest := r.Most, int64(0)
	for k, j := range r.Index {
		switch c := r.Coef[k]; {
		case d[j] == One:
			left -= c
		case d[j] == Free:
			if c < 0 {
				left -= c
				c = -c
			}
			largest = max(largest, c)
		}
	}
	if left < 0 {
		return false, false
	}
	if largest <= left {
		return false, true
	}
	for k, j := range r.Index {
		if d[j] != Free {
			continue
		}
		if c := r.Coef[k]; c > left {
			d[j], changed = Zero, true
		} else if -c > left {
			d[j], changed = One, true
		}
	}
	return changed, true
}
