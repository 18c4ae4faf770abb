package loss

import "math"

// curve is a distribution on several lattices, from coarse to fine.
type curve struct {
	levels  []lattice
	average Figure
}

func (c *curve) mean() Figure { return c.average }

// more reports whether small losses are still too coarse to be seen.
func (c *curve) more() bool {
	l := &c.levels[len(c.levels)-1]
	some := l.exceed[up][0]
	below := some - l.at(l.end()/finer).Value
	return some > 0 && below > nearEnough*some
}

func (c *curve) end() float64 { return c.levels[0].end() }

// exceed is bounded by every lattice that reaches so far; the finest gives the value.
func (c *curve) exceed(x float64) Figure {
	f := Figure{Low: 0, High: 1}
	if x >= c.end() {
		last := c.levels[0].exceed[up]
		return Figure{High: last[len(last)-1]}
	}
	for i := range c.levels {
		if l := &c.levels[i]; x < l.end() {
			at := l.at(x)
			f = Figure{at.Value, max(f.Low, at.Low), min(f.High, at.High)}
		}
	}
	return within(f.Value, min(f.Low, f.High), f.High)
}

func (c *curve) quantile(p float64) Figure {
	q := 1 - p
	if c.levels[0].exceed[up][0] <= q {
		return Figure{}
	}
	f := Figure{math.NaN(), 0, math.Inf(1)}
	for i := range c.levels {
		l := &c.levels[i]
		if k, ok := l.first(down, q); ok {
			f.Low = max(f.Low, float64(k)*l.step)
		}
		if k, ok := l.first(up, q); ok {
			f.High = min(f.High, float64(k)*l.step)
		}
		if k, ok := l.first(centre, q); ok {
			f.Value = l.between(k, q)
		}
	}
	if math.IsNaN(f.Value) { // beyond all lattices
		return Figure{c.end(), f.Low, f.High}
	}
	return within(f.Value, min(f.Low, f.High), f.High)
}

// between is where the curve drawn through the middle meets q, at or before point k.
func (l *lattice) between(k int, q float64) float64 {
	if k == 0 {
		return 0
	}
	before, after := l.exceed[centre][k-1], l.exceed[centre][k]
	if before <= after {
		return float64(k) * l.step
	}
	return (float64(k-1) + (before-q)/(before-after)) * l.step
}

// area is the integral of the chance from a to b; each part by the finest lattice
// that reaches so far. b may be beyond all lattices, and infinite.
func (c *curve) area(a, b float64) Figure {
	var f Figure
	for i := len(c.levels) - 1; i >= 0 && a < b; i-- {
		l := &c.levels[i]
		to := min(b, l.end())
		if to > a {
			f = f.plus(l.area(a, to))
			a = to
		}
	}
	if b > a {
		f = f.plus(c.beyond(a, b))
	}
	return f
}

// beyond is the integral past the coarsest lattice: what of the mean is not before.
func (c *curve) beyond(a, b float64) Figure {
	before := c.area(0, c.end())
	left := c.average.minus(before)
	f := Figure{max(0, left.Value), 0, max(0, left.High)}
	if !math.IsInf(b, 1) {
		chance := c.exceed(c.end()).High
		f.High = min(f.High, chance*(b-a))
		f.Value = min(f.Value, f.High)
	}
	return f
}

// stopLoss is the expected excess of the loss over d.
func (c *curve) stopLoss(d float64) Figure {
	far := c.area(d, math.Inf(1))
	rest := c.average.minus(c.area(0, min(d, c.end())))
	if d > c.end() {
		return far
	}
	low, high := max(far.Low, rest.Low, 0), min(far.High, rest.High)
	for i := range c.levels {
		if l := &c.levels[i]; l.centred != nil && d < l.end() {
			tight := l.stopLoss(d, c.average.Value)
			low, high, rest.Value = max(low, tight.Low), min(high, tight.High), tight.High
		}
	}
	return within(rest.Value, min(low, high), high)
}

func (c *curve) shortfall(p float64) Figure { return shortfall(c, p) }

// excess is a finding that knows how much of a loss is beyond a point.
type excess interface {
	finding
	stopLoss(d float64) Figure
}

// shortfall follows Rockafellar and Uryasev, "Optimization of conditional
// value-at-risk", Journal of Risk 2(3), 2000: it is the least of d + stopLoss(d)/(1−p)
// over all d, which stands at the value at risk.
func shortfall(e excess, p float64) Figure {
	v := e.quantile(p)
	if math.IsInf(v.High, 1) {
		return Figure{v.Value, v.Low, v.High}
	}
	at := func(d float64) Figure {
		s := e.stopLoss(d).times(1 / (1 - p))
		return Figure{d + s.Value, d + s.Low, d + s.High}
	}
	middle := at(v.Value)
	// The function is convex, and from its lowest possible place it falls no steeper
	// than it begins to.
	fall := max(0, e.exceed(v.Low).High/(1-p)-1) * (v.High - v.Low)
	low := max(at(v.Low).Low-fall, v.Low)
	return within(middle.Value, min(low, middle.High), middle.High)
}

// retained is what layers leave of a curve.
type retained struct {
	gross *curve
	net   net
}

func (r retained) exceed(y float64) Figure {
	x := r.net.inverse(y)
	if math.IsInf(x, 1) {
		return Figure{}
	}
	return r.gross.exceed(x)
}

func (r retained) quantile(p float64) Figure {
	q := r.gross.quantile(p)
	return Figure{r.net.at(q.Value), r.net.at(q.Low), r.net.at(q.High)}
}

func (r retained) mean() Figure { return r.stopLoss(0) }

// stopLoss is the integral of the slope of the net times the chance of more, from
// where d is left.
func (r retained) stopLoss(d float64) Figure {
	var sum Figure
	from := r.net.inverse(d)
	for i, start := range r.net.from {
		end := math.Inf(1)
		if i+1 < len(r.net.from) {
			end = r.net.from[i+1]
		}
		if start = max(start, from); start < end && r.net.slope[i] > 0 {
			sum = sum.plus(r.gross.area(start, end).times(r.net.slope[i]))
		}
	}
	return sum
}

func (r retained) shortfall(p float64) Figure { return shortfall(r, p) }
