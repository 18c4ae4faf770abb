package loss

import "math"

// The three ways in which a loss is put on a lattice.
const (
	down   = iota // to the next point below
	centre        // on the two points beside it, so that the mean stays
	up            // to the next point above
	ways
)

// cells says what chance a loss has in each cell of a lattice, (k·step, (k+1)·step],
// and at 0. What lies beyond the last cell is left out.
type cells struct {
	zero   float64
	mass   []float64
	centre []float64 // the masses at k·step that keep the mean
}

func newCells(n int) *cells { return &cells{mass: make([]float64, n), centre: make([]float64, n)} }

// add adds weight times a loss.
func (c *cells) add(l law, step, weight float64) {
	chance, part := l.below(0)
	c.zero += weight * chance
	c.centre[0] += weight * chance
	for k := range c.mass {
		nextChance, nextPart := l.below(float64(k+1) * step)
		c.cell(k, weight*(nextChance-chance), weight*(nextPart-part)/step)
		chance, part = nextChance, nextPart
	}
}

// cell adds a mass to cell k, with its part of the mean in steps.
func (c *cells) cell(k int, mass, part float64) {
	if mass <= 0 {
		return
	}
	above := min(max(part-float64(k)*mass, 0), mass)
	c.mass[k] += mass
	c.centre[k] += mass - above
	if k+1 < len(c.centre) {
		c.centre[k+1] += above
	}
}

// lattice holds a distribution on one lattice, three ways: the chance of more than
// k·step for k from 0.
type lattice struct {
	step   float64
	exceed [ways][]float64 // centre's are of the curve that is drawn through its middle

	// Where all is one Poisson sum:
	centred []float64 // the chance that the centred sum is more than k·step
	noise   int       // the steps that centring hardly ever moves the sum by
	spread  float64   // the variance, in steps², of what it moves the sum by
}

// newLattice makes it from the masses at k·step, as far as they are right.
func newLattice(step float64, masses [ways][]float64, reach int) lattice {
	l := lattice{step: step}
	for way, mass := range masses {
		l.exceed[way] = make([]float64, reach)
		left := 1.0
		for k := range reach {
			m := max(mass[k], 0)
			left -= m
			at := left
			if way == centre {
				at += m / 2
			}
			l.exceed[way][k] = min(max(at, 0), 1)
		}
	}
	l.exceed[centre][0] = l.exceed[up][0] // what is rounded up leaves exactly what is 0
	return l
}

// covers reports whether hardly a year is beyond.
func (l *lattice) covers() bool {
	chances := l.exceed[centre]
	return len(chances) > 2 && chances[len(chances)-1] < farEnough
}

// end is the loss up to which the lattice says something.
func (l *lattice) end() float64 { return l.step * float64(len(l.exceed[down])-1) }

// at gives bounds and value at x, which must be within the lattice.
func (l *lattice) at(x float64) Figure {
	last := len(l.exceed[centre]) - 1
	at := min(x/l.step, float64(last))
	k := int(at)
	value := l.exceed[centre][k]
	if k < last {
		value += (at - float64(k)) * (l.exceed[centre][k+1] - value)
	}
	return Figure{value, l.exceed[down][k], l.exceed[up][k]}
}

// first is the first point at which one way's chance is at most q, or ok is false.
func (l *lattice) first(way int, q float64) (k int, ok bool) {
	chances := l.exceed[way]
	if chances[len(chances)-1] > q {
		return 0, false
	}
	low, high := 0, len(chances)-1
	for low < high {
		middle := (low + high) / 2
		if chances[middle] <= q {
			high = middle
		} else {
			low = middle + 1
		}
	}
	return low, true
}

// area is the integral of the chance from a to b, both within the lattice.
func (l *lattice) area(a, b float64) Figure {
	var f Figure
	for k := int(a / l.step); k < len(l.exceed[down]); k++ {
		from, to := max(a, float64(k)*l.step), min(b, float64(k+1)*l.step)
		if to <= from {
			if float64(k)*l.step >= b {
				break
			}
			continue
		}
		width := to - from
		f.Low += width * l.exceed[down][k]
		f.High += width * l.exceed[up][k]
		f.Value += width * l.at((from+to)/2).Value
	}
	return f
}

// scaled is how far the masses on a lattice are tilted over the length of a
// transform: what goes round it comes back times exp(-scaled).
const scaled = 26

// tilts are exp(-scaled·k/length).
func tilts(length int) []float64 {
	t := make([]float64, length/2)
	for k := range t {
		t[k] = math.Exp(-scaled * float64(k) / float64(length))
	}
	return t
}

// shifts are the transform of one point up, tilted.
func shifts(length int) []complex128 {
	s := make([]complex128, length/2+1)
	tilt := math.Exp(-scaled / float64(length))
	for k := range s {
		sin, cos := math.Sincos(-2 * math.Pi * float64(k) / float64(length))
		s[k] = complex(tilt*cos, tilt*sin)
	}
	return s
}
