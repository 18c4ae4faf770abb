package forecast

import "math"

// Reach is when a limit is reached: the distribution of the first step at which a
// value stands at it or beyond.
type Reach struct {
	// Chance is how likely the limit is reached by the end of each step.
	Chance []float64
	// GridError bounds roughly what the grid of the computation puts into the chances:
	// by how much half as fine a grid differs.
	GridError float64
}

// Quantile is the first step (0 the next) by which the limit is reached with
// probability p; false when that lies beyond the horizon.
func (r Reach) Quantile(p float64) (step int, ok bool) {
	for i, c := range r.Chance {
		if c >= p {
			return i, true
		}
	}
	return len(r.Chance), false
}

// Reaches computes when a growing series first stands at a limit or above. The
// error of the forecast is taken to wander without memory: it grows from step to
// step by independent normal amounts, such that each step has the calibrated
// standard deviation. For a series that is what is in use, that is right; one that
// only scatters about its mean reaches a limit somewhat earlier than told.
func (r *Result) Reaches(limit float64) Reach { return r.reach(limit, 1) }

// Falls computes when a falling series first stands at a limit or below.
func (r *Result) Falls(limit float64) Reach { return r.reach(limit, -1) }

func (r *Result) reach(limit, sign float64) Reach {
	room := make([]float64, len(r.Mean)) // from the mean to the limit
	for i, m := range r.Mean {
		room[i] = sign * (limit - m)
	}
	fine, coarse := passage(room, r.Sigma, 1200), passage(room, r.Sigma, 600)
	out := Reach{Chance: fine}
	for i := range fine {
		out.GridError = math.Max(out.GridError, math.Abs(fine[i]-coarse[i]))
	}
	return out
}

// passage carries the distribution of the error from step to step over a grid,
// and takes out what stands at the limit.
func passage(room, sigma []float64, cells int) []float64 {
	widest := 0.0
	for _, s := range sigma {
		widest = math.Max(widest, s)
	}
	chance := make([]float64, len(room))
	if widest == 0 {
		return certain(room, chance)
	}
	g := &grid{width: 14 * widest / float64(cells), mass: make([]float64, cells+1), next: make([]float64, cells+1)}
	g.mass[cells/2] = 1
	reached, variance := 0.0, 0.0
	for i := range room {
		if more := sigma[i]*sigma[i] - variance; more > 0 {
			g.diffuse(math.Sqrt(more))
			variance += more
		}
		reached += g.absorb(room[i])
		chance[i] = math.Min(1, reached)
	}
	return chance
}

func certain(room, chance []float64) []float64 {
	for i := range room {
		if room[i] <= 0 || i > 0 && chance[i-1] == 1 {
			chance[i] = 1
		}
	}
	return chance
}

// grid is a distribution over cells of a width, the middle one about nothing.
type grid struct {
	width  float64
	mass   []float64
	next   []float64
	kernel []float64
}

// diffuse adds an independent normal amount.
func (g *grid) diffuse(s float64) {
	reach := min(len(g.mass)-1, int(6*s/g.width)+1)
	g.kernel = grow(g.kernel, reach+1)
	edge := 0.5
	for k := range g.kernel {
		at := (float64(k) + 0.5) * g.width / s / math.Sqrt2
		up := 0.5 * math.Erfc(-at)
		if k == 0 {
			g.kernel[0] = 2*up - 1
		} else {
			g.kernel[k] = up - edge
		}
		edge = up
	}
	clear(g.next)
	last := len(g.mass) - 1
	for i, m := range g.mass {
		if m < 1e-15 {
			continue
		}
		for k := max(-reach, -i); k <= min(reach, last-i); k++ {
			g.next[i+k] += m * g.kernel[max(k, -k)]
		}
	}
	g.mass, g.next = g.next, g.mass
}

// absorb takes out what lies at a distance or above, and says how much it was.
func (g *grid) absorb(distance float64) float64 {
	middle := len(g.mass) / 2
	out := 0.0
	for i := range g.mass {
		low := (float64(i-middle) - 0.5) * g.width
		part := math.Min(1, math.Max(0, (low+g.width-distance)/g.width))
		out += part * g.mass[i]
		g.mass[i] *= 1 - part
	}
	return out
}
