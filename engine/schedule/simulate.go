package schedule

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// Simulation says how a plan is simulated. The zero value is useful.
type Simulation struct {
	Runs       int     // 0: 10,000
	Seed       uint64  // run number i draws from the seed and from i alone
	Goroutines int     // 0: as many as there are processors; the result is the same for any number
	Overrun    Overrun // common to all tasks of a run
}

const (
	defaultRuns = 10_000
	mostRuns    = 1_000_000
)

func (s Simulation) check() error {
	switch o := s.Overrun; {
	case s.Runs < 0 || s.Runs > mostRuns:
		return fmt.Errorf("the number of runs %d is not between 0 and %d", s.Runs, mostRuns)
	case s.Goroutines < 0:
		return fmt.Errorf("the number of goroutines %d is below zero", s.Goroutines)
	case !(o.Median >= 0) || !(o.Spread >= 0) || math.IsInf(o.Median+o.Spread, 1) || o.Degree != 0 && !(o.Degree >= 2):
		return fmt.Errorf("the overrun %+v has a median or spread below zero, or under two degrees of freedom", o)
	}
	return nil
}

// Simulate runs a plan many times. In each run it draws how long every task takes,
// and an overrun common to all; then the rule of dispatch goes through the plan as
// people would, without knowing what is to come. Nothing is held at the times of
// an earlier schedule. It ends within milliseconds when ctx is done.
func Simulate(ctx context.Context, p *Problem, s Simulation) (*Forecast, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	c, err := compile(p)
	if err != nil {
		return nil, err
	}
	if s.Runs == 0 {
		s.Runs = defaultRuns
	}
	workers := s.Goroutines
	if workers == 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	shared := newDrawing(c, s)
	tallies := make([]*tally, min(workers, s.Runs))
	var next atomic.Int64
	var wait sync.WaitGroup
	for k := range tallies {
		tallies[k] = newTally(shared)
		wait.Go(func() {
			for i := next.Add(1) - 1; i < int64(s.Runs) && ctx.Err() == nil && !tallies[k].failed; i = next.Add(1) - 1 {
				tallies[k].run(int(i))
			}
		})
	}
	wait.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return shared.forecast(tallies)
}

// drawing is what all goroutines read, and the ends that each writes at its runs.
type drawing struct {
	*plan
	Simulation
	quantiles [][points + 1]float32
	rank      []int
	ends      [][]int   // by project and run, and at last of all
	factor    []float64 // of each run: the overrun
	least     float64   // a tenth of the factors is not above
	most      float64   // a tenth is not below
}

func newDrawing(c *plan, s Simulation) *drawing {
	d := &drawing{plan: c, Simulation: s, rank: make([]int, len(c.tasks)), ends: make([][]int, c.projects+1)}
	c.rankBy(c.ranking(c.likely()), d.rank)
	for _, t := range c.tasks {
		d.quantiles = append(d.quantiles, quantiles(t.low, t.likely, t.high))
	}
	for k := range d.ends {
		d.ends[k] = make([]int, s.Runs)
	}
	d.factors()
	return d
}

// factors draws the overrun of every run, each from a stream of its own.
func (d *drawing) factors() {
	d.factor = make([]float64, d.Runs)
	source := rand.NewPCG(0, 0)
	random := rand.New(source)
	for i := range d.factor {
		source.Seed(^d.Seed, uint64(i))
		d.factor[i] = d.Overrun.draw(random)
	}
	sorted := slices.Clone(d.factor)
	slices.Sort(sorted)
	d.least, d.most = sorted[d.Runs/tenths], sorted[d.Runs-1-d.Runs/tenths]
}

// tally is what one goroutine counts. Sums are of whole minutes, so that their
// order does not matter.
type tally struct {
	*drawing
	d       *dispatcher
	source  *rand.PCG
	random  *rand.Rand
	minutes []int
	part    []uint16 // of each task: in which tenth of its distribution the draw lies
	chain   []int
	failed  bool

	decides []int // runs in which a task lies on the chain that decides its project
	ends    []int // of each task: sum of its ends
	swing   []swing
	common  []swing // of the overrun, by project
	waited  map[[2]int]*waited
}

// swing sums the ends of the project of a task over the runs in which the task
// took least, and most.
type swing struct{ low, high, lows, highs int }

// waited is how often a task waited for somebody, and how long in all.
type waited struct{ runs, minutes int }

const tenths = 10

func newTally(d *drawing) *tally {
	n := len(d.tasks)
	source := rand.NewPCG(0, 0)
	t := &tally{
		drawing: d, d: newDispatcher(d.plan), source: source, random: rand.New(source), minutes: make([]int, n), part: make([]uint16, n),
		decides: make([]int, n), ends: make([]int, n), swing: make([]swing, n), common: make([]swing, d.projects), waited: map[[2]int]*waited{},
	}
	copy(t.d.rank, d.rank)
	return t
}

// run draws the durations of a run and places the plan.
func (t *tally) run(i int) {
	t.source.Seed(t.Seed, uint64(i))
	factor := t.factor[i]
	for k := range t.minutes {
		u := t.random.Float64()
		t.part[k] = uint16(u * tenths)
		t.minutes[k] = int(math.Round(factor * quantile(&t.quantiles[k], u)))
		if t.tasks[k].high > 0 {
			t.minutes[k] = max(t.minutes[k], 1)
		}
	}
	if !t.d.place(t.minutes) {
		t.failed = true
		return
	}
	ends := t.d.ends()
	for of, end := range ends {
		t.drawing.ends[of][i] = end
		t.chain = t.d.chain(t.chain[:0], of)
		for _, k := range t.chain {
			if t.Tasks[k].Project == of {
				t.decides[k]++
			}
		}
		t.common[of].add(t.extreme(factor), end)
	}
	t.drawing.ends[len(ends)][i] = t.d.last
	for k := range t.d.run {
		t.count(k, ends[t.Tasks[k].Project])
	}
}

// extreme is the tenth in which a factor lies, if it is the first or the last.
func (t *tally) extreme(factor float64) int {
	switch {
	case t.least == t.most:
		return 1
	case factor <= t.least:
		return 0
	case factor >= t.most:
		return tenths - 1
	}
	return 1
}

// count adds what became of a task.
func (t *tally) count(k, end int) {
	r := &t.d.run[k]
	t.ends[k] += r.end
	t.swing[k].add(int(t.part[k]), end)
	if lost := r.began - t.d.ready[k]; r.blocker >= 0 && lost > 0 {
		key := [2]int{k, r.blocker}
		w := t.waited[key]
		if w == nil {
			w = &waited{}
			t.waited[key] = w
		}
		w.runs++
		w.minutes += max(0, t.tasks[k].loose.work(r.began)-t.tasks[k].loose.work(t.d.ready[k]))
	}
}

func (s *swing) add(tenth, end int) {
	switch tenth {
	case 0:
		s.low, s.lows = s.low+end, s.lows+1
	case tenths - 1:
		s.high, s.highs = s.high+end, s.highs+1
	}
}

// merge adds up what the goroutines counted.
func merge(all []*tally) *tally {
	sum := all[0]
	for _, t := range all[1:] {
		for k := range sum.decides {
			sum.decides[k] += t.decides[k]
			sum.ends[k] += t.ends[k]
			sum.swing[k].merge(t.swing[k])
		}
		for of := range sum.common {
			sum.common[of].merge(t.common[of])
		}
		for key, w := range t.waited {
			if have := sum.waited[key]; have != nil {
				have.runs, have.minutes = have.runs+w.runs, have.minutes+w.minutes
			} else {
				sum.waited[key] = w
			}
		}
	}
	sum.failed = slices.ContainsFunc(all, func(t *tally) bool { return t.failed })
	return sum
}

func (s *swing) merge(o swing) {
	s.low, s.high, s.lows, s.highs = s.low+o.low, s.high+o.high, s.lows+o.lows, s.highs+o.highs
}
