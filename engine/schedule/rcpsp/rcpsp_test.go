package rcpsp_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/engine/schedule/rcpsp"
)

// project draws a small project with links of all kinds and some resources.
func project(most int) *rapid.Generator[*rcpsp.Problem] {
	return rapid.Custom(func(t *rapid.T) *rcpsp.Problem {
		p := &rcpsp.Problem{}
		for range rapid.IntRange(0, 3).Draw(t, "resources") {
			p.Capacity = append(p.Capacity, rapid.IntRange(1, 5).Draw(t, "capacity"))
		}
		for range rapid.IntRange(0, most).Draw(t, "activities") {
			a := rcpsp.Activity{Duration: rapid.IntRange(0, 3).Draw(t, "duration")}
			for _, c := range p.Capacity {
				a.Demand = append(a.Demand, rapid.IntRange(0, c).Draw(t, "demand"))
			}
			p.Activities = append(p.Activities, a)
		}
		for to := 1; to < len(p.Activities); to++ {
			if rapid.Bool().Draw(t, "linked") {
				from, lag := rapid.IntRange(0, to-1).Draw(t, "from"), rapid.IntRange(-2, 2).Draw(t, "lag")
				kinds := []func(int, int, int) rcpsp.Link{p.FinishStart, p.StartStart, p.FinishFinish, p.StartFinish}
				p.Links = append(p.Links, rapid.SampledFrom(kinds).Draw(t, "kind")(from, to, lag))
			}
		}
		return p
	})
}

// shortest tries all start times below a makespan already found; slow and obvious.
func shortest(p *rcpsp.Problem, known int) int {
	start := make([]int, len(p.Activities))
	for makespan := 0; makespan < known; makespan++ {
		if fits(p, start, 0, makespan) {
			return makespan
		}
	}
	return known
}

func fits(p *rcpsp.Problem, start []int, i, makespan int) bool {
	if i == len(start) {
		return rcpsp.Check(p, start) == nil
	}
	for start[i] = 0; start[i]+p.Activities[i].Duration <= makespan; start[i]++ {
		if fits(p, start, i+1, makespan) {
			return true
		}
	}
	return false
}

func TestSmallProjectsAreSolvedToTheEnd(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := project(5).Draw(t, "project")
		r, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{Schedules: 500})
		if err != nil {
			t.Fatal(err)
		}
		if err := rcpsp.Check(p, r.Start); err != nil {
			t.Fatal(err)
		}
		if got := rcpsp.Makespan(p, r.Start); got != r.Makespan {
			t.Fatalf("it says %d and takes %d", r.Makespan, got)
		}
		best := shortest(p, r.Makespan)
		if missed := best != r.Makespan; missed && !slices.ContainsFunc(p.Links, func(l rcpsp.Link) bool { return l.Lag < 0 }) {
			t.Fatalf("%+v, though %d can be reached", r, best)
		}
		if r.LowerBound > best || r.Optimal != (r.LowerBound == r.Makespan) {
			t.Fatalf("%+v, though %d is the shortest", r, best)
		}
	})
}

func TestLargerProjectsGetSchedules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := project(40).Draw(t, "project")
		for len(p.Capacity) < 30 { // of which four words are full
			p.Capacity = append(p.Capacity, 1_000)
		}
		for i := range p.Activities {
			p.Activities[i].Demand = append(p.Activities[i].Demand, make([]int, 30-len(p.Activities[i].Demand))...)
			p.Activities[i].Demand[29] = rapid.IntRange(0, 1_000).Draw(t, "more")
		}
		r, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{Schedules: 60})
		if err != nil {
			t.Fatal(err)
		}
		if err := rcpsp.Check(p, r.Start); err != nil || r.Makespan < r.LowerBound {
			t.Fatal(err, r.Makespan, r.LowerBound)
		}
	})
}

func TestTheSameSeedGivesTheSame(t *testing.T) {
	p := project(30).Example(7)
	first, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{Schedules: 300, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	again, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{Schedules: 300, Seed: 4})
	if diff := cmp.Diff(first, again); diff != "" || err != nil {
		t.Error(err, diff)
	}
}

// Two jobs of three periods share one machine; no bound that looks at links alone
// sees that they take six.
func TestBoundsSeeWhatDoesNotFit(t *testing.T) {
	half := []int{2}
	for name, p := range map[string]*rcpsp.Problem{
		"work":  {Capacity: []int{1}, Activities: []rcpsp.Activity{{Duration: 3, Demand: []int{1}}, {Duration: 3, Demand: []int{1}}}},
		"apart": {Capacity: []int{3}, Activities: []rcpsp.Activity{{Duration: 2, Demand: half}, {Duration: 2, Demand: half}, {Duration: 2, Demand: half}}},
	} {
		if r, err := rcpsp.Solve(t.Context(), p, rcpsp.Settings{}); err != nil || !r.Optimal || r.Makespan != 6 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	two := []rcpsp.Activity{{Name: "dig", Duration: 1}, {Name: "fill", Duration: 2}}
	for _, c := range []struct {
		problem rcpsp.Problem
		want    string
	}{
		{rcpsp.Problem{Activities: []rcpsp.Activity{{Duration: -1}}}, "activity 0: the duration -1 is not between 0 and"},
		{rcpsp.Problem{Activities: []rcpsp.Activity{{Name: "dig", Duration: 1, Demand: []int{3}}}, Capacity: []int{2}}, "activity dig: the demand 3 of resource 0 is not between 0 and its capacity 2"},
		{rcpsp.Problem{Activities: []rcpsp.Activity{{Duration: 1, Demand: []int{1}}}}, "activity 0: it demands 1 resources, of which there are 0"},
		{rcpsp.Problem{Capacity: []int{-1}}, "the capacity -1 of resource 0"},
		{rcpsp.Problem{Activities: two, Links: []rcpsp.Link{{From: 0, To: 2}}}, "a link from 0 to 2 joins no two activities"},
		{rcpsp.Problem{Activities: two, Links: []rcpsp.Link{{From: 0, To: 1, Lag: 1 << 30}}}, "a link from dig to fill: the lag 1073741824"},
		{rcpsp.Problem{Activities: two, Links: []rcpsp.Link{{From: 0, To: 1, Lag: 1}, {From: 1, To: 0, Lag: 2}}}, "activities wait for each other in a circle: fill, dig"},
		{rcpsp.Problem{Activities: []rcpsp.Activity{{Duration: rcpsp.MaxHorizon}, {Duration: 1}}}, "durations and lags add up to"},
	} {
		if _, err := rcpsp.Solve(t.Context(), &c.problem, rcpsp.Settings{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %s", err, c.want)
		}
	}
}

func TestAnAbandonedSearchSaysSo(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	p := &rcpsp.Problem{Activities: []rcpsp.Activity{{Duration: 2}}}
	if _, err := rcpsp.Solve(ctx, p, rcpsp.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestCheckNamesWhatIsWrong(t *testing.T) {
	p := &rcpsp.Problem{Capacity: []int{1}, Activities: []rcpsp.Activity{{Name: "a", Duration: 2, Demand: []int{1}}, {Name: "b", Duration: 2, Demand: []int{1}}}}
	p.Links = []rcpsp.Link{p.StartStart(0, 1, 1)}
	for _, c := range []struct {
		start []int
		want  string
	}{
		{[]int{0}, "1 start times for 2 activities"},
		{[]int{-1, 3}, "activity a starts at -1"},
		{[]int{0, 0}, "activity b starts at 0, which is not 1 after the start of a at 0"},
		{[]int{0, 1}, "in period 1 resource 0 is asked for 2 of 1"},
	} {
		if err := rcpsp.Check(p, c.start); err == nil || err.Error() != c.want {
			t.Errorf("%v: %v, want %s", c.start, err, c.want)
		}
	}
	if err := rcpsp.Check(p, []int{0, 2}); err != nil {
		t.Error(err)
	}
}
