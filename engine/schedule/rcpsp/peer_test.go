package rcpsp_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"fairlead/engine/schedule/rcpsp"
)

// sampler is the base line that the search is measured against: the serial scheme
// with activities drawn by their latest finish times, the regret-based biased
// random sampling of Kolisch and Drexl ("Adaptive search for solving hard project
// scheduling problems", Naval Research Logistics 43, 1996). Links are those of
// PSPLIB: from finish to start, without lags, to later numbers.
type sampler struct {
	p             *rcpsp.Problem
	before, after [][]int
	latest        []int // finish
	left          [][]int
	random        *rand.Rand
}

func newSampler(p *rcpsp.Problem) *sampler {
	n, horizon := len(p.Activities), 0
	s := &sampler{p: p, before: make([][]int, n), after: make([][]int, n), latest: make([]int, n), random: rand.New(rand.NewPCG(1, 2))}
	for _, l := range p.Links {
		s.before[l.To], s.after[l.From] = append(s.before[l.To], l.From), append(s.after[l.From], l.To)
	}
	for _, a := range p.Activities {
		horizon += a.Duration
	}
	for i := n - 1; i >= 0; i-- {
		s.latest[i] = horizon
		for _, k := range s.after[i] {
			s.latest[i] = min(s.latest[i], s.latest[k]-p.Activities[k].Duration)
		}
	}
	s.left = make([][]int, horizon+1)
	for t := range s.left {
		s.left[t] = make([]int, len(p.Capacity))
	}
	return s
}

// sample makes one schedule and gives its makespan.
func (s *sampler) sample(finish []int) (last int) {
	for t := range s.left {
		copy(s.left[t], s.p.Capacity)
	}
	waits := make([]int, len(finish))
	var open []int
	for i := range waits {
		if waits[i] = len(s.before[i]); waits[i] == 0 {
			open = append(open, i)
		}
	}
	for len(open) > 0 {
		at := s.draw(open)
		i := open[at]
		open = append(open[:at], open[at+1:]...)
		start := 0
		for _, k := range s.before[i] {
			start = max(start, finish[k])
		}
		finish[i] = s.place(i, start)
		last = max(last, finish[i])
		for _, k := range s.after[i] {
			if waits[k]--; waits[k] == 0 {
				open = append(open, k)
			}
		}
	}
	return last
}

func (s *sampler) draw(open []int) int {
	worst := 0
	for _, i := range open {
		worst = max(worst, s.latest[i])
	}
	total := 0
	for _, i := range open {
		total += worst - s.latest[i] + 1
	}
	for at, x := 0, s.random.IntN(total); ; at++ {
		if x -= worst - s.latest[open[at]] + 1; x < 0 {
			return at
		}
	}
}

func (s *sampler) place(i, start int) int {
	a := s.p.Activities[i]
	for t := start; t < start+a.Duration; t++ {
		for k, d := range a.Demand {
			if s.left[t][k] < d {
				start = t + 1
				break
			}
		}
	}
	for t := start; t < start+a.Duration; t++ {
		for k, d := range a.Demand {
			s.left[t][k] -= d
		}
	}
	return start + a.Duration
}

// BenchmarkPeer sets the search beside sampling on every sixtieth project of each
// set, with 50,000 schedules each; the figures stand in docs/benchmarks/schedule.md.
func BenchmarkPeer(b *testing.B) {
	for _, set := range []struct{ name, archive, known string }{
		{"j30", "j30.tar.gz", "best_bounds_j30.csv"},
		{"j60", "j60.tar.gz", "best_bounds_j60.csv"},
		{"j120", "j120_sets_1_to_30.tar.gz", "best_bounds_j120_sets_1_to_30.csv"},
	} {
		b.Run(set.name, func(b *testing.B) {
			list := library(b, set.archive, set.known, 60)
			var here, there float64 // per cent over the best known
			var search, sampling time.Duration
			for b.Loop() {
				for _, in := range list {
					began := time.Now()
					r, err := rcpsp.Solve(b.Context(), in.problem, rcpsp.Settings{})
					if err != nil {
						b.Fatal(in.name, err)
					}
					search += time.Since(began)
					began = time.Now()
					best := sampled(in.problem, 50_000)
					sampling += time.Since(began)
					here += float64(r.Makespan-in.best) / float64(in.best) * 100
					there += float64(best-in.best) / float64(in.best) * 100
				}
			}
			runs := float64(b.N * len(list))
			b.ReportMetric(here/runs, "%-over-best")
			b.ReportMetric(there/runs, "%-over-best-sampling")
			b.ReportMetric(sampling.Seconds()/search.Seconds(), "time-of-sampling/search")
		})
	}
}

func sampled(p *rcpsp.Problem, schedules int) int {
	s, finish := newSampler(p), make([]int, len(p.Activities))
	best := s.sample(finish)
	for range schedules - 1 {
		best = min(best, s.sample(finish))
	}
	return best
}

// Samples are schedules: the base line is honest.
func TestSamplesAreSchedules(t *testing.T) {
	for _, in := range library(t, "j30.tar.gz", "best_bounds_j30.csv", 40) {
		s, finish := newSampler(in.problem), make([]int, len(in.problem.Activities))
		for range 20 {
			last := s.sample(finish)
			start := make([]int, len(finish))
			for i, f := range finish {
				start[i] = f - in.problem.Activities[i].Duration
			}
			if err := rcpsp.Check(in.problem, start); err != nil || last != rcpsp.Makespan(in.problem, start) || last < in.lower {
				t.Fatal(in.name, last, err)
			}
		}
	}
}
