package loss

import (
	"math/cmplx"
)

// spectra are the transforms of a tilted distribution put on a lattice in three ways.
// They are of real sequences, so that one half says all.
type spectra [ways][]complex128

// desk holds what the work on one lattice needs: the transform is twice as long as
// the lattice.
type desk struct {
	step   float64
	n      int     // points
	reach  int     // those at which the result will be right
	spread float64 // of the noise of centring, where all is one Poisson sum
	turn   *transform
	tilt   []float64
	shift  []complex128
	work   []complex128
}

func (d *desk) half() int { return d.n + 1 }

func (d *desk) blank(value complex128) spectra {
	var s spectra
	for way := range s {
		s[way] = make([]complex128, d.half())
		for k := range s[way] {
			s[way][k] = value
		}
	}
	return s
}

// pair transforms two real sequences at once.
func (d *desk) pair(a, b []float64) (x, y []complex128) {
	clear(d.work)
	for k := range a {
		d.work[k] = complex(a[k]*d.tilt[k], b[k]*d.tilt[k])
	}
	d.turn.forward(d.work)
	x, y = make([]complex128, d.half()), make([]complex128, d.half())
	for k := range x {
		here, there := d.work[k], cmplx.Conj(d.work[(2*d.n-k)%(2*d.n)])
		x[k] = (here + there) / 2
		y[k] = (here - there) * complex(0, -0.5)
	}
	return x, y
}

// of gives the spectra of cells. A cell's mass goes to the point below it or to the
// one above, which is the same shifted.
func (d *desk) of(c *cells) spectra {
	low, middle := d.pair(c.mass, c.centre)
	s := spectra{down: low, centre: middle, up: make([]complex128, d.half())}
	zero := complex(c.zero, 0)
	for k, v := range low {
		s[up][k] = zero + v*d.shift[k]
		low[k] += zero
	}
	return s
}

// masses turns spectra back into chances at the points.
func (d *desk) masses(s spectra) [ways][]float64 {
	var m [ways][]float64
	m[down], m[up] = d.unpair(s[down], s[up])
	m[centre], _ = d.unpair(s[centre], nil)
	return m
}

func (d *desk) unpair(x, y []complex128) (a, b []float64) {
	length := 2 * d.n
	for k := range d.half() {
		var here, other complex128 = x[k], 0
		if y != nil {
			other = y[k]
		}
		i := complex(0, 1) * other
		d.work[k] = here + i
		if k > 0 && k < d.n {
			d.work[length-k] = cmplx.Conj(here) + complex(0, 1)*cmplx.Conj(other)
		}
	}
	d.turn.backward(d.work)
	a, b = make([]float64, d.n), make([]float64, d.n)
	for k := range a {
		back := 1 / d.tilt[k]
		a[k], b[k] = real(d.work[k])*back, imag(d.work[k])*back
	}
	return a, b
}

// keep is the spectra of what a net leaves of a loss. Beyond its layers the lattice
// may not see as far as before; then less of the result is right.
func (d *desk) keep(s spectra, n net) spectra {
	before := d.masses(s)
	var after [ways][]float64
	end, slope := n.end()
	most := n.at(float64(d.n) * d.step)
	flat := slope == 0 && end <= float64(d.n)*d.step
	if !flat {
		d.reach = min(d.reach, int(most/d.step))
	}
	for way := range after {
		after[way] = make([]float64, d.n)
		left := 1.0
		for k, mass := range before[way] {
			put(after[way], way, n.at(float64(k)*d.step)/d.step, mass)
			left -= mass
		}
		if flat {
			put(after[way], way, most/d.step, left)
		}
	}
	var result spectra
	result[down], result[up] = d.pair(after[down], after[up])
	result[centre], _ = d.pair(after[centre], after[centre])
	return result
}

// put puts a mass at a place between points.
func put(masses []float64, way int, at, mass float64) {
	const close = 1e-9 // of a step: a place that is a point but for rounding
	k := int(at + close)
	over := at - float64(k)
	if over < close {
		over = 0
	}
	switch {
	case k >= len(masses):
		return
	case way == up && over > 0:
		k, over = k+1, 0
	case way == down:
		over = 0
	}
	if k < len(masses) {
		masses[k] += mass * (1 - over)
	}
	if over > 0 && k+1 < len(masses) {
		masses[k+1] += mass * over
	}
}
