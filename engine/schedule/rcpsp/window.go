package rcpsp

// windows looks around the best schedule: again and again some activities that follow
// each other in it are put into another order, from which a schedule is made on the
// other side, so that each is justified as well. One that is as short takes the place of
// the one before; it ends after so many tries without a better one. Palpant, Artigues and
// Michelon ("LSSPER: Solving the resource-constrained project scheduling problem with
// large neighbourhood search", Annals of Operations Research 131, 2004) solve such parts
// by themselves; here they are drawn.
func (s *search) windows(here, there *member, all int) {
	if len(s.best) < 2 {
		return
	}
	tries := all
	s.face(0, s.best, s.makespan, here)
	for at := 1; tries > 0 && !s.done(); at = 1 - at {
		before := s.makespan
		s.stir(here, s.side[at].net)
		s.make(at, there)
		s.succeed(at, here, there, slack)
		here, there = there, here
		if tries--; s.makespan < before {
			tries = all
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
