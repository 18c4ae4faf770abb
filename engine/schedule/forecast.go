package schedule

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"
)

// Forecast is what came of many runs.
type Forecast struct {
	Runs     int
	Overrun  Overrun
	All      Outcome       // the end of the last task of all
	Projects []Outcome     // of each project
	Tasks    []TaskOutcome // of each task
	Waits    []Held        // who was waited for, the most time lost first
	plan     *plan
}

// Outcome is when something ended, over all runs.
type Outcome struct {
	Due     time.Time // that was promised; zero: none
	Longer  Swing     // what the common overrun alone does to it
	minutes []int     // rising
	plan    *plan
}

// TaskOutcome is what became of a task, over all runs.
type TaskOutcome struct {
	Finish  time.Time // on average
	Decides float64   // share of the runs in which it lies on the chain that decides the end of its project
	Swing   Swing     // what its own duration does to the end of its project
}

// Swing is the average end of a project in the tenth of the runs in which
// something took least, and in the one in which it took most. Both are zero when
// there were too few runs.
type Swing struct{ Low, High time.Time }

// Width is how far the two lie apart; a swing by chance alone may be below zero.
func (s Swing) Width() time.Duration { return s.High.Sub(s.Low) }

// Held is a task that often waited for somebody who was at another.
type Held struct {
	Task, Behind int
	Share        float64       // of the runs
	Lost         time.Duration // working time of the task, on average over all runs
}

// Chance is a share of runs, with the interval in which the true chance lies
// nineteen times in twenty (Wilson, "Probable inference, the law of succession, and
// statistical inference", Journal of the American Statistical Association 22, 1927).
type Chance struct{ Share, Low, High float64 }

func (d *drawing) forecast(tallies []*tally) (*Forecast, error) {
	sum := merge(tallies)
	if sum.failed {
		return nil, fmt.Errorf("a task never begins: those who could work on it together never do at the same hours")
	}
	f := &Forecast{Runs: d.Runs, Overrun: d.Overrun, plan: d.plan}
	f.All = d.outcome(d.projects, time.Time{})
	for of := range d.projects {
		due := time.Time{}
		if of < len(d.Projects) {
			due = d.Projects[of].Due
		}
		o := d.outcome(of, due)
		o.Longer = d.swung(sum.common[of])
		f.Projects = append(f.Projects, o)
	}
	for k := range d.tasks {
		f.Tasks = append(f.Tasks, TaskOutcome{
			Finish: d.time(sum.ends[k] / d.Runs), Decides: float64(sum.decides[k]) / float64(d.Runs), Swing: d.swung(sum.swing[k]),
		})
	}
	for key, w := range sum.waited {
		f.Waits = append(f.Waits, Held{key[0], key[1], float64(w.runs) / float64(d.Runs), time.Duration(w.minutes/d.Runs) * time.Minute})
	}
	slices.SortFunc(f.Waits, func(a, b Held) int {
		return cmp.Or(cmp.Compare(b.Lost, a.Lost), cmp.Compare(b.Share, a.Share), cmp.Compare(a.Task, b.Task), cmp.Compare(a.Behind, b.Behind))
	})
	return f, nil
}

func (d *drawing) outcome(k int, due time.Time) Outcome {
	slices.Sort(d.ends[k])
	return Outcome{Due: due, minutes: d.ends[k], plan: d.plan}
}

func (d *drawing) swung(s swing) Swing {
	if s.lows == 0 || s.highs == 0 {
		return Swing{}
	}
	return Swing{d.time(s.low / s.lows), d.time(s.high / s.highs)}
}

// At is the moment by which a share of the runs had ended: At(0.8) is the P80.
func (o *Outcome) At(share float64) time.Time {
	return o.plan.time(o.minutes[o.place(share*float64(len(o.minutes)))])
}

// Between is the interval in which the moment of a share lies nineteen times in
// twenty, for as many runs as there were (order statistics, normal approximation).
func (o *Outcome) Between(share float64) (low, high time.Time) {
	n := float64(len(o.minutes))
	half := z95 * math.Sqrt(n*share*(1-share))
	return o.plan.time(o.minutes[o.place(n*share-half)]), o.plan.time(o.minutes[o.place(n*share+half)])
}

// place is a rank cut to those there are.
func (o *Outcome) place(rank float64) int { return min(max(int(rank), 0), len(o.minutes)-1) }

// By is the chance that it has ended by a moment.
func (o *Outcome) By(moment time.Time) Chance {
	n, _ := slices.BinarySearch(o.minutes, o.plan.minute(moment)+1)
	return wilson(n, len(o.minutes))
}

// Kept is the chance that it ends by the moment promised; ok is false without one.
func (o *Outcome) Kept() (chance Chance, ok bool) {
	if o.Due.IsZero() {
		return Chance{}, false
	}
	return o.By(o.Due), true
}

const z95 = 1.959963984540054 // two-sided, of the standard normal distribution

func wilson(kept, of int) Chance {
	n, p := float64(of), float64(kept)/float64(of)
	middle := (p + z95*z95/(2*n)) / (1 + z95*z95/n)
	half := z95 / (1 + z95*z95/n) * math.Sqrt(p*(1-p)/n+z95*z95/(4*n*n))
	return Chance{p, max(0, middle-half), min(1, middle+half)}
}
