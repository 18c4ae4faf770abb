package loss

import "math"

// A pool is a Poisson sum of several laws. Of smooth ones the chances are added up
// at few places, close to each other where the lattice is fine against them, and a
// polynomial of degree 5 goes between. Its error is below 1e-10 of the rate.
type pool struct {
	cells  *cells
	step   float64
	rate   float64
	smooth []weighted
}

type weighted struct {
	law  lognormal
	rate float64
}

// smoothest is the least sigma of a lognormal law that counts as smooth.
const smoothest = 0.25

func (p *pool) add(l law, rate float64) {
	p.rate += rate
	if l, ok := l.(lognormal); ok && l.sigma >= smoothest {
		p.smooth = append(p.smooth, weighted{l, rate})
		return
	}
	p.cells.add(l, p.step, rate)
}

const (
	places  = 128 // to an octave of the lattice
	stencil = 6
)

// done puts the smooth laws on the lattice too.
func (p *pool) done() *cells {
	if len(p.smooth) == 0 {
		return p.cells
	}
	n := len(p.cells.mass)
	chances, parts := make([]float64, n+1), make([]float64, n+1)
	for k := 1; k <= min(n, places); k++ {
		chances[k], parts[k] = p.below(float64(k))
	}
	for from := places; from < n; from *= 2 {
		p.octave(from, min(2*from, n), chances, parts)
	}
	for k := range n {
		p.cells.cell(k, chances[k+1]-chances[k], (parts[k+1]-parts[k])/p.step)
	}
	return p.cells
}

// octave fills in the points above from, up to to.
func (p *pool) octave(from, to int, chances, parts []float64) {
	apart := from / places
	weights := lagrange(apart)
	var c, e [places + stencil]float64
	for i := range c {
		c[i], e[i] = p.below(float64(from + (i-2)*apart))
	}
	for k := from + 1; k <= to; k++ {
		i := (k - from) / apart
		w := &weights[(k-from)%apart]
		for j, v := range w {
			chances[k] += v * c[min(i+j, len(c)-1)]
			parts[k] += v * e[min(i+j, len(e)-1)]
		}
	}
}

// lagrange gives the weights of six places, two before and three after, for each
// point between the third and the fourth.
func lagrange(apart int) [][stencil]float64 {
	all := make([][stencil]float64, apart)
	for at := range all {
		x := 2 + float64(at)/float64(apart)
		for j := range all[at] {
			w := 1.0
			for i := range stencil {
				if i != j {
					w *= (x - float64(i)) / float64(j-i)
				}
			}
			all[at][j] = w
		}
	}
	return all
}

// below adds up the chances of at most k steps and the parts of the means.
func (p *pool) below(k float64) (chance, part float64) {
	at := math.Log(k * p.step)
	for _, w := range p.smooth {
		z := (at - w.law.mu) / w.law.sigma
		chance += w.rate * normalBelow(z)
		part += w.rate * w.law.mean() * normalBelow(z-w.law.sigma)
	}
	return chance, part
}
