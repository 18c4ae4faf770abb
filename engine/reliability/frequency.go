package reliability

// HoursPerYear is how many hours a year has here: 365 days.
const HoursPerYear = 8760

// Frequency is how often and for how long the top event happens in the long run.
type Frequency struct {
	PerHour      float64  // how often it begins
	MTBF         float64  // hours from one beginning to the next
	MeanDown     float64  // hours that it lasts
	DownPerYear  float64  // hours of it in a year
	Without      []string // events without a rate: if there are any, only DownPerYear is known
	NonCoherent  bool     // the tree has negations, for which the rates are not enough
	Undetermined bool     // the probability of the top is not exactly known: nothing is known
}

// Frequency is the frequency of the top event: the sum over the basic events of
// how often each happens times the probability that it decides (Vesely, "A
// time-dependent methodology for fault tree evaluation", Nuclear Engineering and
// Design 13, 1970).
func (r *Result) Frequency() Frequency {
	f := Frequency{NonCoherent: !r.Coherent, Undetermined: !r.Probability.Exact}
	if f.Undetermined {
		return f
	}
	q := r.Probability.Upper
	f.DownPerYear = q * HoursPerYear
	figures, err := newFigures(r.tree)
	if err != nil || f.NonCoherent {
		return f // the analysis has read the figures before, so that err is nil
	}
	slopes := r.birnbaum()
	for i := range r.Events {
		often, ok := figures.frequency(r.Events[i].Figure, 0)
		if slopes[i] == 0 {
			continue
		}
		if !ok {
			f.Without = append(f.Without, r.Events[i].Name)
		}
		f.PerHour += slopes[i] * often
	}
	if len(f.Without) > 0 || f.PerHour == 0 {
		f.PerHour = 0
		return f
	}
	f.MTBF, f.MeanDown = 1/f.PerHour, q/f.PerHour
	return f
}

// frequency is how often per hour an event with a figure happens; ok is false
// where the figure does not say.
func (f *figures) frequency(x *Expr, depth int) (often float64, ok bool) {
	q, err := f.value(x, 0)
	if err != nil || depth > mostDepth {
		return 0, false
	}
	arg := func(i int) float64 {
		v, _ := f.value(&x.Args[i], 0) // the whole had no error, so that its parts have none
		return v
	}
	switch x.Op {
	case ExprParameter:
		return f.frequency(&f.tree.Parameters[f.index[x.Name]].Value, depth+1)
	case ExprExponential, ExprTested, ExprTestedMean:
		return arg(0) * (1 - q), true
	case ExprGLM:
		return arg(1) * (1 - q), true
	case ExprRepairable:
		return 1 / (arg(0) + arg(1)), true
	case ExprMul: // a share of something that has a rate
		return f.share(x, depth)
	}
	return 0, false
}

func (f *figures) share(x *Expr, depth int) (often float64, ok bool) {
	factor := 1.0
	for i := range x.Args {
		if w, has := f.frequency(&x.Args[i], depth+1); has && !ok {
			often, ok = w, true
			continue
		}
		v, _ := f.value(&x.Args[i], 0)
		factor *= v
	}
	return often * factor, ok
}
