package forecast_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"fairlead/engine/forecast"
)

// growing makes a series with trend, season and noise.
func growing(n, season int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	y := make([]float64, n)
	for t := range y {
		y[t] = 100 + float64(t) + 10*math.Sin(2*math.Pi*float64(t)/float64(season)) + 2*r.NormFloat64()
	}
	return y
}

// The answer does not depend on how many work at it.
func TestAnyNumberOfGoroutines(t *testing.T) {
	var problems []forecast.Problem
	for i := range 12 {
		problems = append(problems, forecast.Problem{Values: growing(30+10*i, 12, uint64(i)), Seasons: []int{12}, Horizon: 1 + i})
	}
	one, err := forecast.SolveAll(t.Context(), problems, forecast.Settings{Goroutines: 1})
	if err != nil {
		t.Fatal(err)
	}
	five, err := forecast.SolveAll(t.Context(), problems, forecast.Settings{Goroutines: 5})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(one, five, cmpopts.IgnoreUnexported(forecast.Result{}), cmpopts.EquateNaNs()); d != "" {
		t.Error(d)
	}
}

// Whatever the series, the answer is finite, the interval holds the mean, and a
// larger unit only makes the figures smaller.
func TestAnyProblem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := rapid.SliceOfN(rapid.OneOf(rapid.Float64Range(-1000, 1000), rapid.Just(0.0), rapid.Just(math.NaN())), 5, 50).Draw(t, "y")
		p := forecast.Problem{Values: y, Horizon: rapid.IntRange(1, 20).Draw(t, "h"), Seasons: rapid.SampledFrom([][]int{nil, {4}, {12}, {3, 8}}).Draw(t, "seasons")}
		s := forecast.Settings{Method: rapid.SampledFrom([]forecast.Method{"", "theta", "dynamic-theta", "smoothing", "damped", "complex", "arima", "cycle-theta", "naive", "intermittent"}).Draw(t, "method"), Origins: 2}
		r, err := forecast.Solve(context.Background(), p, s)
		if err != nil {
			if !strings.Contains(err.Error(), "known, and a forecast needs") {
				t.Fatal(err)
			}
			return
		}
		for i, m := range r.Mean {
			if math.IsNaN(m) || math.IsInf(m, 0) || !(r.Lower[i] <= m && m <= r.Upper[i]) {
				t.Fatalf("step %d: %g in %g to %g", i, m, r.Lower[i], r.Upper[i])
			}
		}
		reach := r.Reaches(500)
		for i, c := range reach.Chance {
			if c < 0 || c > 1 || i > 0 && c < reach.Chance[i-1] {
				t.Fatalf("chances %v", reach.Chance)
			}
		}
	})
}

func TestSeveralSeasons(t *testing.T) {
	y := make([]float64, 24*7*5)
	r := rand.New(rand.NewPCG(1, 1))
	at := func(t int) float64 {
		return 500 + 80*math.Sin(2*math.Pi*float64(t)/24) + 60*math.Cos(2*math.Pi*float64(t)/168)
	}
	for i := range y {
		y[i] = at(i) + 3*r.NormFloat64()
	}
	got, err := forecast.Solve(t.Context(), forecast.Problem{Values: y, Seasons: []int{24, 168}, Horizon: 168}, forecast.Settings{Origins: 2})
	if err != nil {
		t.Fatal(err)
	}
	worst := 0.0
	for i, m := range got.Mean {
		worst = math.Max(worst, math.Abs(m-at(len(y)+i)))
	}
	if worst > 15 {
		t.Errorf("off by up to %g", worst)
	}
}

// What happens on working days only is forecast a working day.
func TestExposure(t *testing.T) {
	days := forecast.WorkingDays(time.Date(2023, 1, 15, 0, 0, 0, 0, time.UTC), 40, nil)
	if days[0] != 22 || days[1] != 20 {
		t.Fatalf("working days of January and February 2023: %v", days[:2])
	}
	y := make([]float64, 36)
	for i := range y {
		y[i] = 7 * days[i]
	}
	got, err := forecast.Solve(t.Context(), forecast.Problem{Values: y, Horizon: 4, Exposure: days}, forecast.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range got.Mean {
		if math.Abs(m-7*days[36+i]) > 0.01 {
			t.Errorf("month %d: %g, want %g", i, m, 7*days[36+i])
		}
	}
	if d := cmp.Diff([]float64{5, 4, 4, 5}, forecast.FiscalWeeks([]int{4, 4, 5}, 2, 4)); d != "" {
		t.Error(d)
	}
}

func TestEvents(t *testing.T) {
	y := growing(40, 4, 3)
	on := make([]float64, 44)
	for i := 42; i < 44; i++ {
		on[i] = 1
	}
	given := 25.0
	p := forecast.Problem{Values: y, Horizon: 4}
	without, err := forecast.Solve(t.Context(), p, forecast.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	p.Events = []forecast.Event{{Name: "project", On: on, Effect: &given}, {Name: "never seen", On: on}}
	with, err := forecast.Solve(t.Context(), p, forecast.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		if want := without.Mean[i] + given*on[40+i]; math.Abs(with.Mean[i]-want) > 1e-9 {
			t.Errorf("step %d: %g, want %g", i, with.Mean[i], want)
		}
	}
	if !with.Events[1].Unknown {
		t.Error("the effect of what never happened is told")
	}
}

func TestErrorsNameTheField(t *testing.T) {
	y := []float64{1, 2, 3, 4}
	for want, ask := range map[string]func() (forecast.Problem, forecast.Settings){
		"values: 1 known": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: []float64{1, math.NaN()}, Horizon: 1}, forecast.Settings{}
		},
		"values[0]: +Inf": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: []float64{math.Inf(1)}, Horizon: 1}, forecast.Settings{}
		},
		"values[1]: -1 is below": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: []float64{1, -1, 2}, Horizon: 1, NonNegative: true}, forecast.Settings{}
		},
		"horizon: must be": func() (forecast.Problem, forecast.Settings) { return forecast.Problem{Values: y}, forecast.Settings{} },
		"seasons[0]: must be": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: y, Horizon: 1, Seasons: []int{-1}}, forecast.Settings{}
		},
		"exposure: 2 steps": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: y, Horizon: 1, Exposure: []float64{1, 2}}, forecast.Settings{}
		},
		"events[0].On: 1 steps": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: y, Horizon: 1, Events: []forecast.Event{{On: []float64{1}}}}, forecast.Settings{}
		},
		"method: \"magic\"": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: y, Horizon: 1}, forecast.Settings{Method: "magic"}
		},
		"level: must be": func() (forecast.Problem, forecast.Settings) {
			return forecast.Problem{Values: y, Horizon: 1}, forecast.Settings{Level: 95}
		},
	} {
		p, s := ask()
		if _, err := forecast.Solve(t.Context(), p, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := forecast.Solve(ctx, forecast.Problem{Values: growing(100, 12, 1), Horizon: 12}, forecast.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// A value far off is scored high, moves little, and costs no memory.
func TestMonitor(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 7))
	m := forecast.NewMonitor(24)
	at := func(t int) float64 { return 100 + 20*math.Sin(2*math.Pi*float64(t)/24) }
	alarms := 0
	for i := range 2000 {
		if s := m.Add(at(i) + r.NormFloat64()); i > 200 && math.Abs(s.Times) > 4.5 {
			alarms++
		}
	}
	if alarms > 3 {
		t.Errorf("%d of 1800 quiet values raise an alarm", alarms)
	}
	if s := m.Add(at(2000) + 30); s.Times < 10 {
		t.Errorf("a value 30 off scores %g", s.Times)
	}
	if s := m.Add(at(2001)); math.Abs(s.Times) > 3 {
		t.Errorf("the value after it scores %g", s.Times)
	}
	var s forecast.Score
	for i := 2002; i < 2010; i++ {
		s = m.Add(at(i) + 6 + r.NormFloat64())
	}
	if s.Shift < 1 {
		t.Errorf("eight values six too high show a shift of %g", s.Shift)
	}
	if n := testing.AllocsPerRun(100, func() { m.Add(1) }); n != 0 {
		t.Errorf("%g allocations a value", n)
	}
}

// A total is as uncertain as errors go together.
func TestSum(t *testing.T) {
	r := &forecast.Result{Mean: []float64{1, 2}, Sigma: []float64{3, 4}}
	if mean, sigma := r.Sum(0, 2); mean != 3 || sigma != 5 {
		t.Errorf("apart: %g and %g", mean, sigma)
	}
	r.Test.Together = 1
	if _, sigma := r.Sum(0, 2); sigma != 7 {
		t.Errorf("together: %g", sigma)
	}
}
