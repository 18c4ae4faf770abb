package loss

import "math"

// doubt is the chance with which the tighter bounds may each be wrong; it is added to
// them.
const doubt = 1e-10

// tighten brings the bounds of a Poisson sum closer. Putting each loss on the points
// beside it, such that its mean stays, adds to the sum independent noise of mean 0
// and at most one step each, whose variances come to spread. By Bernstein's
// inequality (Boucheron, Lugosi and Massart, "Concentration Inequalities", 2.8) all
// of it is rarely more than some steps, far fewer than there are events, by which the
// rounded sums are apart.
func (l *lattice) tighten(centred []float64, spread float64) {
	log := math.Log(1 / doubt)
	steps := int(math.Ceil(log/3 + math.Sqrt(log*log/9+2*spread*log)))
	reach := len(l.exceed[down])
	beyond := make([]float64, reach) // the chance that the centred sum is more than k steps
	left := 1.0
	for k := range reach {
		left -= max(centred[k], 0)
		beyond[k] = max(left, 0)
	}
	l.centred, l.noise, l.spread = beyond, steps, spread
	for k := range reach {
		if k >= steps {
			l.exceed[up][k] = min(l.exceed[up][k], beyond[k-steps]+doubt)
		}
		if k+1+steps < reach {
			l.exceed[down][k] = max(l.exceed[down][k], beyond[k+1+steps]-doubt)
		}
	}
}

// stopLoss bounds the expected excess over d, which the noise, having mean 0, only
// makes larger: by less than the noise where the sum is within it of d, and hardly
// anything where it is larger than allowed for.
func (l *lattice) stopLoss(d, mean float64) Figure {
	at := d / l.step
	k := int(at)
	sum := (at - float64(k)) * l.centred[k]
	for _, chance := range l.centred[:k] {
		sum += chance
	}
	high := mean - l.step*sum
	from, to, last := k-2*l.noise-1, k+2*l.noise+1, len(l.centred)-1
	near := 1.0
	if from >= 0 {
		near = l.centred[from]
	}
	near -= l.centred[min(to, last)] * float64(min(max(last-to, 0), 1))
	off := l.step * (float64(l.noise)*(near+2*doubt) + math.Sqrt(2*doubt*l.spread))
	return Figure{high, high - off, high}
}

// spread adds up the variances, in steps², of the noise that centring brings.
func (c *cells) spread() float64 {
	sum, kept := 0.0, c.zero
	for k, mass := range c.mass {
		above := mass - (c.centre[k] - kept)
		if mass > 0 {
			sum += above * (1 - above/mass)
		}
		kept = above
	}
	return max(sum, 0)
}
