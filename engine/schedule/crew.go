package schedule

import "slices"

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
		d.work(i, now, r.hours)
		return true
	case len(t.needs) == 0:
		d.work(i, now, t.loose)
		return true
	case t.one:
		return d.manOne(i, now)
	}
	if !d.match.crew(t.needs, func(p int32) bool { return d.there(p, i, now) }, d.able) {
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
		if with == d.person[p] && t.own == nil { // ends at the same time
			if d.able[p] < d.able[best] {
				best = p
			}
			continue
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
	d.work(i, now, d.meet(t.own, d.person[best]))
	return true
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
	taken []int32 // by place: those of the first need, then those of the next
	place []int   // of each person: the place he has, from 1
	seen  []bool
}

func newMatcher(people int) matcher {
	return matcher{place: make([]int, people), seen: make([]bool, people)}
}

// crew gives every place of some needs to somebody who is there, those first who
// are asked for least, moving others where that helps (augmenting paths; Kuhn,
// "The Hungarian method for the assignment problem", 1955).
func (m *matcher) crew(needs []need, there func(int32) bool, able []int) bool {
	for _, p := range m.taken {
		m.place[p] = 0
	}
	m.taken = m.taken[:0]
	var can [][]int32 // by place
	for _, n := range needs {
		var free []int32
		for _, p := range n.can {
			if there(p) {
				free = append(free, p)
			}
		}
		slices.SortStableFunc(free, func(a, b int32) int { return able[a] - able[b] })
		for range n.count {
			can = append(can, free)
		}
	}
	for place := range can {
		m.taken = append(m.taken, -1)
		clear(m.seen)
		if !m.give(place, can) {
			m.taken = m.taken[:place]
			return false
		}
	}
	return true
}

func (m *matcher) give(place int, can [][]int32) bool {
	for _, p := range can[place] {
		if m.seen[p] {
			continue
		}
		m.seen[p] = true
		if m.place[p] == 0 || m.give(m.place[p]-1, can) {
			m.place[p], m.taken[place] = place+1, p
			return true
		}
	}
	return false
}
