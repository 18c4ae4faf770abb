package rcpsp

import "slices"

// cross puts the order of a child into s.child: the stretch in which the father
// uses most stays as it is, what he has before and after it comes in the order of
// the mother. Each of the three parts waits only for itself and for those before,
// so no link is turned round.
func (s *search) cross(father, mother *member, net *network) {
	from, to := s.peak(father, net)
	child := s.child[:0]
	for _, i := range mother.order {
		if father.start[i] < from {
			child = append(child, i)
		}
	}
	for _, i := range father.order {
		if t := father.start[i]; t >= from && t < to {
			child = append(child, i)
		}
	}
	for _, i := range mother.order {
		if father.start[i] >= to {
			child = append(child, i)
		}
	}
	s.child = child
	s.mutate(net)
	net.extend(s.child, s.side[0].done)
}

// mutate swaps some neighbours in s.child that are not linked.
func (s *search) mutate(net *network) {
	gap := func() int { return int(s.rand.ExpFloat64() / mutation) }
	for at := gap(); at+1 < len(s.child); at += 1 + gap() {
		if i, j := s.child[at], s.child[at+1]; !net.linked(i, j) {
			s.child[at], s.child[at+1] = j, i
		}
	}
}

func (net *network) linked(i, j int32) bool {
	return slices.ContainsFunc(net.after.of(i), func(a arc) bool { return a.other == j })
}

// peak finds the stretch, of a length drawn between a quarter and three quarters
// of the schedule, in which it uses most.
func (s *search) peak(m *member, net *network) (from, to int32) {
	length := m.makespan/4 + s.rand.Int32N(m.makespan/2+1)
	use := s.profile[:m.makespan+1]
	clear(use)
	for i, t := range m.start {
		use[t] += s.use[i]
		use[t+net.duration[i]] -= s.use[i]
	}
	var inside, most int64
	for t := range m.makespan {
		use[t+1] += use[t] // from changes to amounts
		inside += use[t]
		if t >= length {
			inside -= use[t-length]
		}
		if inside > most {
			most, to = inside, t+1
		}
	}
	return max(to-length, 0), to
}
