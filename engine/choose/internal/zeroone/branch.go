package zeroone

import "math"

// losses is what the relaxation lost where variables were set to zero and to one,
// by unit that they were moved (Benichou et al., "Experiments in mixed-integer linear
// programming", Mathematical Programming 1, 1971).
type losses struct {
	sum   [2][]float64
	count [2][]float64
	all   [2]float64 // over all variables
	times [2]float64
	noted []loss // since they were copied
}

type loss struct {
	side, variable int
	value          float64
}

func newLosses(n int) *losses {
	l := &losses{}
	for side := range 2 {
		l.sum[side], l.count[side] = make([]float64, n), make([]float64, n)
	}
	return l
}

// clone copies what is known so far.
func (l *losses) clone() *losses {
	c := &losses{all: l.all, times: l.times}
	for side := range 2 {
		c.sum[side], c.count[side] = append([]float64(nil), l.sum[side]...), append([]float64(nil), l.count[side]...)
	}
	return c
}

// note records what a branching lost, of which the relaxation came to an objective.
func (l *losses) note(b branching, objective float64) {
	if b.variable == 0 || b.by < integerTolerance {
		return
	}
	side := 0
	if b.up {
		side = 1
	}
	n := loss{side, int(b.variable - 1), math.Max(0, b.linear-objective) / b.by}
	l.add(n)
	l.noted = append(l.noted, n)
}

func (l *losses) add(n loss) {
	l.sum[n.side][n.variable] += n.value
	l.count[n.side][n.variable]++
	l.all[n.side] += n.value
	l.times[n.side]++
}

// expected is what setting a variable is expected to lose by unit. What has been
// seen seldom leans on what is usual.
func (l *losses) expected(side, variable int) float64 {
	usual := 0.0
	if l.times[side] > 0 {
		usual = l.all[side] / l.times[side]
	}
	const lean = 1
	return (l.sum[side][variable] + lean*usual) / (l.count[side][variable] + lean)
}

// branch picks the variable to part the choices by: the one whose two halves both
// lose most, as expected or by the penalties of the next step. It gives the value to
// look at first and where the variable stands. It is −1 where all are fixed.
func (l *losses) branch(r *relaxation, dom Domain) (j int, first int8, at float64) {
	j = -1
	best := -1.0
	for i, v := range r.d.basic {
		if int(v) >= r.d.n || dom[v] != Free {
			continue
		}
		x := r.d.x[i]
		if x < integerTolerance || x > 1-integerTolerance {
			continue
		}
		down, up := r.d.penalties(i)
		down = math.Max(math.Min(down, 1e6), x*l.expected(0, int(v)))
		up = math.Max(math.Min(up, 1e6), (1-x)*l.expected(1, int(v)))
		if score := math.Max(down, 1e-6) * math.Max(up, 1e-6); score > best {
			best, j, at = score, int(v), x
		}
	}
	for v := 0; j < 0 && v < len(dom); v++ {
		if dom[v] == Free {
			j, at = v, r.d.at(v)
		}
	}
	if j >= 0 && at > 0.5 {
		first = One
	}
	return j, first, at
}
