package zeroone

import (
	"context"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
)

// Settings bound a search.
type Settings struct {
	Nodes   int    // at most about so many; 0: no bound
	Gap     int64  // stop when the bound is no more than so many millionths of the best above it
	Workers int    // goroutines; 0: one a processor. The result does not depend on it
	Memory  int64  // bytes for open nodes; 0: 256 MiB
	Seed    uint64 // of the exchange at chance
	Start   []bool // a choice to begin from; one that breaks a row is passed over
	Shakes  int    // how often choices are looked for around the best one before the search; 0: 12 times
}

// Result is what was found.
type Result struct {
	Best   []bool // nil: none was found
	Value  int64
	Bound  int64 // no choice has more; less than Value only where there is none
	Done   bool  // nothing is left to be looked at, up to the gap
	Nodes  int
	Prices []float64 // of each row: what one more of it gives to the linear relaxation
	Linear int64     // the bound of the linear relaxation
}

// taskNodes is how many nodes a task looks at before the open nodes are compared
// again.
const taskNodes = 100

// width is how many nodes are searched below at the same time, and likely how many of
// them are those that may hold the best choices. They are the same for any number of
// workers, so that the result is.
const (
	width  = 8
	likely = 4
)

// Solve searches for the best choice. When ctx is done it gives what it has.
func Solve(ctx context.Context, p *Program, s Settings) (*Result, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if s.Workers == 0 {
		s.Workers = runtime.GOMAXPROCS(0)
	}
	if s.Memory == 0 {
		s.Memory = 256 << 20
	}
	q := &search{ctx: ctx, p: p, s: s, result: &Result{Prices: make([]float64, len(p.Rows))}, heur: newImprover(p), losses: newLosses(len(p.Objective)),
		random: rand.New(rand.NewPCG(s.Seed, 0x63686f6f7365)), free: 40}
	q.run()
	return q.result, nil
}

type search struct {
	ctx    context.Context
	p      *Program
	s      Settings
	result *Result
	relax  *relaxation
	heur   *improver
	losses *losses
	random *rand.Rand
	free   int     // how many variables a neighbourhood leaves free
	rest   []int64 // of each variable: what the multipliers say of it
	whole  Domain  // what is left of all choices
	open   []node  // the last ones are taken
	seq    uint64
	root   int64 // the bound of the root
}

// target is the least objective that is of interest.
func (q *search) target() int64 {
	if q.result.Best == nil {
		return -sum(q.p.Objective)
	}
	return q.result.Value + 1 + q.gap()
}

// gap is what the bound may be above the best.
func (q *search) gap() int64 {
	v := abs(q.result.Value)
	return v/1_000_000*q.s.Gap + v%1_000_000*q.s.Gap/1_000_000
}

func (q *search) keep(x []bool) {
	if v := q.p.Value(x); q.p.Feasible(x) && (q.result.Best == nil || v > q.result.Value) {
		q.result.Best, q.result.Value = slices.Clone(x), v
	}
}

func (q *search) run() {
	if len(q.s.Start) == len(q.p.Objective) {
		q.keep(q.s.Start)
	}
	start, open := q.begin()
	if open {
		q.open = []node{start}
	}
	for len(q.open) > 0 {
		if q.ctx.Err() != nil || q.s.Nodes > 0 && q.result.Nodes >= q.s.Nodes {
			break
		}
		q.round(taskNodes)
	}
	q.finish()
}

// finish says what is proven.
func (q *search) finish() {
	r := q.result
	r.Done = len(q.open) == 0
	r.Bound = r.Value
	if r.Best == nil {
		r.Bound = math.MinInt64
	}
	if q.s.Gap > 0 && r.Best != nil {
		r.Bound = max(r.Value, min(r.Value+q.gap(), q.root))
	}
	for _, n := range q.open {
		r.Bound = max(r.Bound, min(n.most, q.root))
	}
}

// begin solves the relaxation of all choices and looks for good ones near to it.
func (q *search) begin() (node, bool) {
	dom := make(Domain, len(q.p.Objective))
	for j := range dom {
		dom[j] = Free
	}
	q.relax, q.whole = newRelaxation(q.p), dom
	first := q.relax.examine(dom, -sum(q.p.Objective))
	q.result.Nodes++
	if q.root = first.most; !first.open {
		return node{}, false
	}
	q.result.Linear = first.most
	raw, rows := q.relax.d.multipliers(nil, nil)
	for k, i := range rows {
		q.result.Prices[i] = raw[k]
	}
	if first.whole {
		x := make([]bool, len(dom))
		q.relax.round(dom, x)
		q.keep(x)
	}
	if q.result.Best == nil || q.result.Value < first.most {
		if x, ok := q.heur.near(q.relax, dom); ok {
			q.keep(x)
		}
		relax, v := deepen(q.p, dom, q.target(), 40)
		if !v.open {
			return node{}, false
		}
		q.relax = relax
		q.root = min(q.root, v.most)
		q.improve(dom)
	}
	return q.tighten(dom)
}

// tighten examines all choices again with what is known to be had.
func (q *search) tighten(dom Domain) (node, bool) {
	v := q.relax.examine(dom, q.target())
	if !v.open {
		return node{}, false
	}
	q.root = min(q.root, v.most)
	return node{dom: dom, most: q.root}, true
}

// take removes nodes from the sorted open ones: those with the largest bounds, then
// those with the largest guesses (Benichou et al., as above).
func (q *search) take() []node {
	few := min(width, len(q.open))
	rest := len(q.open) - max(few-likely, 1)
	taken := slices.Clone(q.open[rest:])
	q.open = q.open[:rest]
	for len(taken) < few {
		at := 0
		for i := range q.open {
			if q.open[i].guess >= q.open[at].guess {
				at = i
			}
		}
		taken = append(taken, q.open[at])
		q.open = slices.Delete(q.open, at, at+1)
	}
	return taken
}

// round takes nodes and searches below each.
func (q *search) round(limit int) {
	q.prune()
	taken := q.take()
	few := len(taken)
	tasks := make([]*task, few)
	var wait sync.WaitGroup
	next := make(chan int, few)
	for i := range tasks {
		next <- i
	}
	close(next)
	for range min(q.s.Workers, few) {
		wait.Go(func() {
			for i := range next {
				tasks[i] = q.task(taken[i].dom)
				tasks[i].run(taken[i], limit)
			}
		})
	}
	wait.Wait()
	for _, t := range tasks {
		q.done(t)
		for _, n := range t.left {
			q.seq++
			n.seq = q.seq
			q.open = append(q.open, n)
		}
	}
}

// task is a search within a domain. It shares nothing that changes.
func (q *search) task(dom Domain) *task {
	return &task{ctx: q.ctx, relax: q.relax.clone(dom), heur: q.heur.clone(), target: q.target(), losses: q.losses.clone()}
}

// done takes over what a task found and learned.
func (q *search) done(t *task) {
	q.result.Nodes += t.nodes
	if t.best != nil {
		q.keep(t.best)
	}
	for _, n := range t.losses.noted {
		q.losses.add(n)
	}
}

// prune throws away what is of no interest any more and sorts the rest: the
// largest bound last, or the smallest where memory runs out, because that is soon
// done.
func (q *search) prune() {
	target := q.target()
	q.open = slices.DeleteFunc(q.open, func(n node) bool { return n.most < target })
	full := int64(len(q.open))*int64(len(q.p.Objective)+64) > q.s.Memory
	slices.SortFunc(q.open, func(a, b node) int {
		if a.most != b.most {
			if (a.most < b.most) != full {
				return -1
			}
			return 1
		}
		if a.seq < b.seq {
			return -1
		}
		return 1
	})
}
