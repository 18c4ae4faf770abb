package schedule

// bound is a moment before which no schedule ends: by links, with everybody
// there whenever anybody could be; or because somebody has so much to do that
// nobody else can.
func (c *plan) bound(minutes []int) int {
	loose := *c
	loose.before, loose.after = make([][]arc, len(c.tasks)), make([][]arc, len(c.tasks))
	for i := range c.tasks {
		for _, a := range c.before[i] {
			if a.kind == FinishStart || a.kind == StartStart || c.exact(i) {
				loose.before[i] = append(loose.before[i], a)
			}
		}
	}
	path := loose.path(minutes, nil)
	last := path.last
	load, first := make([]int, len(c.People)), make([]int, len(c.People))
	for i, t := range c.tasks {
		for _, n := range t.needs {
			if len(n.can) > n.count {
				continue
			}
			for _, p := range n.can {
				if load[p] == 0 || path.start[i] < first[p] {
					first[p] = path.start[i]
				}
				load[p] += minutes[i]
			}
		}
	}
	for p, minutes := range load {
		if minutes > 0 {
			last = max(last, c.person[p].add(first[p], minutes))
		}
	}
	return last
}

// exact reports whether a task has the same hours whoever works on it.
func (c *plan) exact(i int) bool {
	for _, n := range c.tasks[i].needs {
		if len(n.can) == n.count {
			continue
		}
		for _, p := range n.can {
			if c.person[p] != c.person[n.can[0]] {
				return false
			}
		}
	}
	return true
}
