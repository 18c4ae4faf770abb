package draw

// linear maps values from lo to hi to places between from and to.
type linear struct{ lo, hi, from, to float64 }

// at returns the place of a value. Values beyond the ends are held at the ends,
// so that no mark leaves the picture.
func (s linear) at(v float64) float64 {
	if s.hi <= s.lo {
		return (s.from + s.to) / 2
	}
	share := (v - s.lo) / (s.hi - s.lo)
	return s.from + min(max(share, 0), 1)*(s.to-s.from)
}

// band divides the room between from and to into n equal bands.
type band struct {
	n        int
	from, to float64
}

// step is the width of a band.
func (b band) step() float64 { return (b.to - b.from) / float64(max(b.n, 1)) }

// start is where band i begins.
func (b band) start(i int) float64 { return b.from + float64(i)*b.step() }

// mid is the middle of band i.
func (b band) mid(i int) float64 { return b.start(i) + b.step()/2 }
