package choose

// limits are the rows of limits.
func (c *compiled) limits() error {
	names := map[string]bool{}
	for l := range c.p.Limits {
		limit := &c.p.Limits[l]
		switch {
		case limit.Name == "" || names[limit.Name]:
			return bad("limits[%d].name", l, "the name %q is empty or stands twice", limit.Name)
		case limit.Of < Money || limit.Of > Relief:
			return bad("limits[%d].of", l, "there is no measure %d", limit.Of)
		case limit.Most == nil && limit.Least == nil:
			return bad("limits[%d].most", l, "%q says neither most nor least", limit.Name)
		}
		names[limit.Name] = true
		coef, err := c.coefficients(l)
		if err != nil {
			return err
		}
		if limit.Most != nil {
			c.row(origin{reason: ofMost, of: l}, coef, *limit.Most)
		}
		if limit.Least != nil {
			minus := map[int32]int64{}
			for j, v := range coef {
				minus[j] = -v
			}
			c.row(origin{reason: ofLeast, of: l}, minus, -*limit.Least)
		}
	}
	return nil
}

// coefficients are what each variable uses of a limit.
func (c *compiled) coefficients(l int) (map[int32]int64, error) {
	limit := &c.p.Limits[l]
	for _, bound := range []*int64{limit.Most, limit.Least} {
		if bound != nil && magnitude(*bound) > MaxSum {
			return nil, bad("limits[%d].most", l, "%q: %d is too large", limit.Name, *bound)
		}
	}
	coef, total := map[int32]int64{}, int64(0)
	for i := range c.p.Items {
		for delay, j := range c.all(i) {
			v, ok := limit.uses(&c.p.Items[i], delay)
			if total += magnitude(v); !ok || total > MaxSum {
				return nil, bad("limits[%d]", l, "the amounts that %q counts add up to too much", limit.Name)
			}
			coef[j] = v
		}
	}
	return coef, nil
}

// uses is what an item that starts so many quarters late uses of a limit. It is
// false where that is too large.
func (l *Limit) uses(item *Item, delay int) (total int64, ok bool) {
	if l.Category != "" && l.Category != item.Category {
		return 0, true
	}
	add := func(v int64) bool {
		if magnitude(v) > MaxSum {
			return false
		}
		total += v
		return magnitude(total) <= MaxSum
	}
	switch l.Of {
	case Money:
		for _, cost := range item.Costs {
			if (l.Kind == "" || l.Kind == cost.Kind) && l.at(cost.At, delay) && !add(cost.Amount) {
				return 0, false
			}
		}
	case Hours:
		for _, e := range item.Efforts {
			if (l.Skill == "" || l.Skill == e.Skill) && l.at(e.At, delay) && !add(e.Hours) {
				return 0, false
			}
		}
	case Count:
		return 1, true
	case Worth:
		return item.Value - int64(delay)*item.PerQuarter, add(item.Value - int64(delay)*item.PerQuarter)
	case Relief:
		return item.Risk, add(item.Risk)
	}
	return total, true
}

// at reports whether a limit counts what happens in a quarter, delayed.
func (l *Limit) at(q Quarter, delay int) bool {
	if q == 0 {
		return l.Quarter == 0 && l.Year == 0
	}
	q += Quarter(delay)
	return (l.Quarter == 0 || l.Quarter == q) && (l.Year == 0 || l.Year == q.Year())
}
