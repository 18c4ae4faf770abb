package continuity

// Weakened are the things that go on with fewer alternatives than they had, by
// place in the estate: true where none is left to lose, so that the next failure in
// a group stops them.
func (v *Survey) Weakened(o *Outcome) map[int]bool {
	weak := map[int]bool{}
	for i := range v.Estate.Things {
		if o.Down[i] {
			continue
		}
		for _, g := range v.Estate.Things[i].Needs {
			up := 0
			for _, at := range g.Of {
				if !o.Down[at] {
					up++
				}
			}
			if up < len(g.Of) {
				weak[i] = weak[i] || up <= g.Min
			}
		}
	}
	return weak
}
