package zeroone

import (
	"cmp"
	"math"
	"slices"
)

// losses is what the relaxation lost where variables were set to zero and to one,
// by unit that they were moved (Benichou et al., "Experiments in mixed-integer linear
// programming", Mathematical Programming 1, 1971).
type losses struct {
	sum   [2][]float64
	count [2][]float64
	all   [2]float64 // over all variables
	times [2]float64
	noted []loss     // since they were copied
	list  []option   // room for options
	room  dictionary // and for trials
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

// option is a variable to part the choices by.
type option struct {
	variable int
	at       float64    // where it stands
	loss     [2]float64 // what is expected to be lost when it is set to zero and to one
}

// score is high where both halves lose.
func (o *option) score() float64 { return max(o.loss[Zero], 1e-6) * max(o.loss[One], 1e-6) }

// near is the value that loses less, by where the variable stands.
func (o *option) near() int8 {
	if o.at > 0.5 {
		return One
	}
	return Zero
}

// branch picks the variable to part the choices by, and guesses what the best of them
// has: the objective of the relaxation less what all variables lose that are between
// their bounds. It is false where all variables are fixed.
func (l *losses) branch(r *relaxation, dom Domain, cutoff float64) (o option, guess float64, ok bool) {
	list := l.options(r, dom)
	if len(list) == 0 {
		j := slices.Index(dom, Free)
		if j < 0 {
			return option{}, 0, false
		}
		return option{variable: j, at: r.d.at(j)}, r.d.z, true
	}
	o, guess = l.reliable(r, list, cutoff), r.d.z
	for _, other := range list {
		if other.variable != o.variable {
			guess -= min(other.loss[Zero], other.loss[One])
		}
	}
	return o, guess, true
}

// options are the variables between their bounds, with what they are expected to lose,
// by what was seen or by the penalties of the next step.
func (l *losses) options(r *relaxation, dom Domain) []option {
	l.list = l.list[:0]
	for i, v := range r.d.basic {
		if int(v) >= r.d.n || dom[v] != Free {
			continue
		}
		x := r.d.x[i]
		if x < integerTolerance || x > 1-integerTolerance {
			continue
		}
		down, up := r.d.penalties(i)
		l.list = append(l.list, option{int(v), x, [2]float64{
			max(min(down, 1e6), x*l.expected(0, int(v))),
			max(min(up, 1e6), (1-x)*l.expected(1, int(v))),
		}})
	}
	return l.list
}

const (
	tried    = 4  // options that are tried at most
	reliable = 2  // times that a value must have been seen not to be tried
	trial    = 10 // steps of a trial
)

// reliable is the option of which both halves lose most. Those that look best and of
// which little is known are tried before (Achterberg, Koch and Martin, "Branching
// rules revisited", Operations Research Letters 33, 2005).
func (l *losses) reliable(r *relaxation, list []option, cutoff float64) option {
	slices.SortFunc(list, func(a, b option) int {
		return cmp.Or(cmp.Compare(b.score(), a.score()), a.variable-b.variable)
	})
	best, top := list[0], -1.0
	for _, o := range list[:min(tried, len(list))] {
		if min(l.count[Zero][o.variable], l.count[One][o.variable]) < reliable {
			for value := range o.loss {
				o.loss[value] = l.try(r, &o, int8(value), cutoff)
			}
		}
		if s := o.score(); s > top {
			top, best = s, o
		}
	}
	return best
}

// try is what the relaxation loses in a few steps where a variable is set to a value:
// without end where nothing of interest is left.
func (l *losses) try(r *relaxation, o *option, value int8, cutoff float64) float64 {
	d := &l.room
	d.become(r.d)
	d.lo[o.variable], d.hi[o.variable] = float64(value), float64(value)
	if end, _ := d.solve(cutoff, trial); end == cutOff || end == infeasible {
		return math.Inf(1)
	}
	l.note(branching{int32(o.variable + 1), value == One, math.Abs(o.at - float64(value)), r.d.z}, d.z)
	return max(0, r.d.z-d.z)
}
