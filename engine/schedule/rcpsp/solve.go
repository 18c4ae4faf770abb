package rcpsp

import (
	"context"
	"math/rand/v2"
)

// Settings say how long the search may take. The zero value is useful.
type Settings struct {
	Schedules int    // that may be generated, justified ones included; 0: 50,000
	Seed      uint64 // of all that is left to chance
}

const defaultSchedules = 50_000

func (s Settings) schedules() int {
	if s.Schedules <= 0 {
		return defaultSchedules
	}
	return s.Schedules
}

// Result is the best schedule found.
type Result struct {
	Start      []int // of each activity of the problem
	Makespan   int
	LowerBound int  // no schedule finishes earlier
	Optimal    bool // the two are the same
	Schedules  int  // that were generated
}

// Solve searches for a short schedule of a project: the same one for the same
// settings. It ends early when the schedule is proven the shortest, or when ctx is
// done while it goes on; it fails where the project makes no sense.
//
// Each activity is placed after those that it waits for. Where a lag is negative,
// so that it could have come first, the shortest schedule may be missed.
func Solve(ctx context.Context, p *Problem, settings Settings) (*Result, error) {
	if err := p.check(); err != nil {
		return nil, err
	}
	net, err := compile(p)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := newSearch(ctx, p, net, settings)
	s.run()
	r := &Result{Start: make([]int, net.n), Makespan: int(s.makespan), LowerBound: int(s.bound), Schedules: settings.schedules() - s.left}
	for i, t := range s.best {
		r.Start[net.original[i]] = int(t)
	}
	r.Optimal = r.Makespan == r.LowerBound
	return r, nil
}

func newSearch(ctx context.Context, p *Problem, net *network, settings Settings) *search {
	mirror := net.mirror()
	s := &search{
		ctx: ctx, rand: rand.New(rand.NewPCG(settings.Seed, 0)),
		side: [2]*generator{newGenerator(net), newGenerator(mirror)}, use: make([]int64, net.n),
		left: settings.schedules(), best: make([]int32, net.n), makespan: int32(net.horizon + 1), bound: lowerBound(p, net, mirror),
		child: make([]int32, 0, net.n), start: make([]int32, net.n), profile: make([]int64, net.horizon+1),
	}
	for i, at := range net.original {
		for k, d := range p.Activities[at].Demand {
			s.use[i] += int64(d) << 10 / int64(max(1, p.Capacity[k]))
		}
	}
	return s
}
