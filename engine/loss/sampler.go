package loss

import (
	"math"
)

// sampler turns random bits into losses by the quantiles of a law. For the
// continuous laws it has a table: the half of the distribution that a bit chooses is
// cut into cells that halve towards the end, each cut into parts, and in each part a
// cubic goes through four quantiles. Beyond the last cell quantiles are computed.
type sampler struct {
	table [2][]cubic // of the lower and the upper half, from the middle outwards
	law   law        // for the ends, and where there is no table
	net   net
	plain bool // net takes nothing
	error float64
}

// cubic is a polynomial in the distance from the part's lower edge.
type cubic [4]float64

const (
	halvings = 20 // cells to each side: the last ends at a chance of 2^-21
	partBits = 4
	parts    = 1 << partBits
)

// fewDraws is of how many losses it takes less time to compute the quantiles than to
// make a table.
const fewDraws = 250

func newSampler(l law, tables *Tables, draws float64) *sampler {
	s := &sampler{law: l, plain: true}
	if kept, ok := l.(layered); ok {
		s.law, s.net, s.plain = flatten(kept)
	}
	if _, ok := s.law.(points); ok || draws < fewDraws {
		return s
	}
	for side := range s.table {
		s.table[side] = make([]cubic, halvings*parts)
		quantiles := tables.of(s.law, side == 1)
		for i := range s.table[side] {
			var off float64
			s.table[side][i], off = fitted(i, quantiles(i))
			s.error = max(s.error, off)
		}
	}
	return s
}

// flatten gives the law under nested layers and all of them as one net.
func flatten(l layered) (law, net, bool) {
	inner, ok := l.gross.(layered)
	if !ok {
		return l.gross, l.net, false
	}
	return inner.gross, l.net.after(inner.net), false
}

// edge is the chance at the lower edge of a part, and the part's width. A float's own
// exponent and first bits number the parts.
func edge(i int) (t, width float64) {
	octave, part := i/parts, i%parts
	unit := math.Ldexp(0.25, -octave)
	width = unit / parts
	return unit + float64(part)*width, width
}

// probes are where in a part quantiles are taken: four at Chebyshev's points for the
// cubic, and three to see how far it is off between them.
var probes = [7]float64{
	(1 - 0.9238795325112867) / 2, (1 - 0.3826834323650898) / 2, (1 + 0.3826834323650898) / 2, (1 + 0.9238795325112867) / 2,
	0, 0.5, 1,
}

// fitted is the cubic of part i through the quantiles at the probes, and how far it
// is off between them, relative to the quantile.
func fitted(i int, q [len(probes)]float64) (cubic, float64) {
	_, width := edge(i)
	var x [4]float64
	for j := range x {
		x[j] = width * probes[j]
	}
	c := newton(x, [4]float64(q[:4]))
	off := 0.0
	for j := 4; j < len(probes); j++ {
		if q[j] > 0 {
			off = max(off, math.Abs(c.at(width*probes[j])-q[j])/q[j])
		}
	}
	return c, off
}

// newton is the polynomial through four points, by divided differences.
func newton(x, y [4]float64) cubic {
	d := y
	for order := 1; order < 4; order++ {
		for j := 3; j >= order; j-- {
			d[j] = (d[j] - d[j-1]) / (x[j] - x[j-order])
		}
	}
	c := cubic{d[3]}
	for j := 2; j >= 0; j-- { // times (x - x[j]), plus d[j]
		for k := 3; k > 0; k-- {
			c[k] = c[k-1] - x[j]*c[k]
		}
		c[0] = d[j] - x[j]*c[0]
	}
	return c
}

func (c *cubic) at(x float64) float64 { return c[0] + x*(c[1]+x*(c[2]+x*c[3])) }

const (
	mantissa = 52 // bits of a float
	partMask = 1<<(mantissa-partBits) - 1
)

// draw is the loss for random bits: the first says which half, the rest how far out.
func (s *sampler) draw(r uint64) float64 {
	v := s.gross(r)
	if s.plain {
		return v
	}
	return s.net.at(v)
}

func (s *sampler) gross(r uint64) float64 {
	side := r >> 63
	t := float64(int64(r&(1<<63-1))|1) * (1.0 / (1 << 64))
	b := math.Float64bits(t)
	// Octave o has the floats from 2^-(o+2) on.
	place := int(b >> (mantissa - partBits))
	octave := 1021 - place>>partBits
	i := octave<<partBits | place&(parts-1)
	table := s.table[side]
	if uint(i) >= uint(len(table)) {
		return s.law.quantile(min(t, 0.5), side == 1)
	}
	c := &table[i]
	x := t - math.Float64frombits(b&^partMask)
	return c[0] + x*(c[1]+x*(c[2]+x*c[3]))
}
