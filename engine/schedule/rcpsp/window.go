package rcpsp

// windows looks around the best schedule: again and again some activities that stand
// next to each other in time are put into another order, and the schedule is made from
// it on the other side, which justifies it as well. What is as short takes the place of
// what was there (the idea of improving stretches of time by themselves is that of
// Palpant, Artigues and Michelon, "LSSPER: Solving the resource-constrained project
// scheduling problem with large neighbourhood search", Annals of Operations Research
// 131, 2004; here a stretch is drawn anew instead of being solved).
func (s *search) windows(here, there *member, tries int) {
	s.face(0, s.best, s.makespan, here)
	for at := 1; tries > 0 && !s.done(); at = 1 - at {
		before := s.makespan
		s.stir(here, s.side[at].net)
		s.make(at, there)
		worst := here.makespan
		if s.rand.Float64() < slack {
			worst++
		}
		if there.makespan > worst {
			s.face(at, here.start, here.makespan, there)
		}
		here, there = there, here
		if tries--; s.makespan < before {
			tries = windowTries
		}
	}
}

// stir puts the order of a member into s.child, with some neighbours in another order
// that no link forbids.
func (s *search) stir(m *member, net *network) {
	s.child = append(s.child[:0], m.order...)
	n := len(s.child)
	width := min(n, narrowest+s.rand.IntN(widest-narrowest+1))
	from := s.rand.IntN(n - width + 1)
	part := s.child[from : from+width]
	for range swaps * width {
		at := s.rand.IntN(width - 1)
		if i, j := part[at], part[at+1]; !net.linked(i, j) {
			part[at], part[at+1] = j, i
		}
	}
	net.extend(s.child, s.side[0].done)
}
