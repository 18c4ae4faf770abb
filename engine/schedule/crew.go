package schedule

// away is for how long after the house begins to work again somebody who is not
// there is waited for: whoever comes back later is not taken before that.
const away = day

// man begins a task with people who are free, or reports that there are none.
func (d *dispatcher) man(i, now int) bool {
	t, r := &d.tasks[i], &d.run[i]
	switch {
	case r.state == aside:
		for _, p := range r.crew {
			if d.free[p] > now {
				return false
			}
		}
		return d.workNow(i, now, r.hours)
	case len(t.needs) == 0:
		d.work(i, now, t.loose)
		return true
	case t.one:
		return d.manOne(i, now)
	}
	if !d.manAll(i, now) {
		return false
	}
	h := t.own
	for _, p := range d.match.taken {
		h = d.meet(h, d.person[p])
	}
	if h.never() && r.remaining > 0 {
		return false
	}
	r.crew = append(r.crew[:0], d.match.taken...)
	return d.workNow(i, now, h)
}

// workNow puts a crew to work if it is at work now. Who is to work in the morning is
// not taken in the evening, as something more urgent may come up until then.
func (d *dispatcher) workNow(i, now int, h *hours) bool {
	if d.run[i].remaining > 0 {
		if next := h.next(now); next > now {
			d.queue.push(next, i)
			return false
		}
	}
	d.work(i, now, h)
	return true
}

// manOne takes the one person with whom a task ends first, of equals the one who
// is asked for least.
func (d *dispatcher) manOne(i, now int) bool {
	t, r := &d.tasks[i], &d.run[i]
	can := t.needs[0].can
	best, end := int32(-1), 0
	var with *hours
	for _, p := range can {
		if !d.there(p, i, now) {
			continue
		}
		if with == d.person[p] && t.own == nil {
			continue // ends at the same time
		}
		h := d.meet(t.own, d.person[p])
		if h.never() && r.remaining > 0 {
			continue
		}
		ends := 0
		if len(can) > 1 {
			ends = h.add(h.next(now), r.remaining)
		}
		if best < 0 || ends < end {
			best, end, with = p, ends, d.person[p]
		}
	}
	if best < 0 {
		return false
	}
	r.crew = append(r.crew[:0], best)
	return d.workNow(i, now, d.meet(t.own, d.person[best]))
}

// there reports whether somebody is free and not away for long. If he is away, the
// moment at which he is back is one to look round.
func (d *dispatcher) there(p int32, i, now int) bool {
	if d.free[p] > now {
		return false
	}
	of := d.person[p]
	if of == d.house {
		return true
	}
	if of.never() {
		return false
	}
	back := of.next(now)
	if back-d.house.next(now) <= away {
		return true
	}
	d.queue.push(back, i)
	return false
}

// meet are the hours that two have in common, listed once.
func (d *dispatcher) meet(a, b *hours) *hours {
	if a == nil || a == b {
		return b
	}
	key := [2]*hours{a, b}
	h, ok := d.known[key]
	if !ok {
		h = a.both(b)
		d.known[key] = h
	}
	return h
}

// matcher finds a crew for several needs at once.
type matcher struct {
	taken []int32   // by place: those of the first need, then those of the next
	place []int     // of each person: the place he has, from 1
	seen  []int     // of each person: the search that came by him last
	last  int       // search
	can   [][]int32 // by place: who is there and could have it
	free  []int32   // scratch of can
}

func newMatcher(people int) matcher {
	return matcher{place: make([]int, people), seen: make([]int, people)}
}

// manAll gives every place of the needs of a task to somebody who is there, those
// first who are asked for least, moving others where that helps.
func (d *dispatcher) manAll(i, now int) bool {
	m := &d.match
	m.clear()
	for _, n := range d.tasks[i].needs {
		from := len(m.free)
		for _, p := range n.can {
			if d.there(p, i, now) {
				m.free = append(m.free, p)
			}
		}
		if len(m.free)-from < n.count {
			return false
		}
		for range n.count {
			m.can = append(m.can, m.free[from:])
		}
	}
	return m.all()
}

func (m *matcher) clear() {
	for _, p := range m.taken {
		m.place[p] = 0
	}
	m.taken, m.can, m.free = m.taken[:0], m.can[:0], m.free[:0]
}

// all fills the places one by one (augmenting paths; Kuhn, "The Hungarian method
// for the assignment problem", 1955).
func (m *matcher) all() bool {
	for place := range m.can {
		m.taken = append(m.taken, -1)
		m.last++
		if !m.give(place) {
			m.taken = m.taken[:place]
			return false
		}
	}
	return true
}

// give fills a place with the first who has none, else with one for whom another
// place has somebody else.
func (m *matcher) give(place int) bool {
	for _, p := range m.can[place] {
		if m.place[p] == 0 {
			m.place[p], m.taken[place] = place+1, p
			return true
		}
	}
	for _, p := range m.can[place] {
		if m.seen[p] == m.last {
			continue
		}
		m.seen[p] = m.last
		if m.give(m.place[p] - 1) {
			m.place[p], m.taken[place] = place+1, p
			return true
		}
	}
	return false
}
