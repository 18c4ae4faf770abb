package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/engine/schedule"
)

const workday = 8 * hour

func estimate(low, likely, high float64) schedule.Estimate {
	d := func(x float64) time.Duration { return time.Duration(x * float64(workday)).Round(time.Minute) }
	return schedule.Estimate{Low: d(low), Likely: d(likely), High: d(high)}
}

func forecast(t *testing.T, p *schedule.Problem, s schedule.Simulation) *schedule.Forecast {
	t.Helper()
	f, err := schedule.Simulate(t.Context(), p, s)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// One task ends as its own beta distribution says: of 2/4/9 days the mean is
// (2+4·4+9)/6 = 4.5 days; of a = 1+4·2/7, b = 1+4·5/7 the median is near
// 2 + 7·(a-1/3)/(a+b-2/3) = 4.38 (Kerman 2011).
func TestOneTaskFollowsItsEstimate(t *testing.T) {
	p := &schedule.Problem{Start: monday, Tasks: []schedule.Task{{Estimate: estimate(2, 4, 9)}}}
	f := forecast(t, p, schedule.Simulation{Runs: 100_000})
	sum := 0.0
	for k := range 1000 {
		sum += f.All.At((float64(k)+0.5)/1000).Sub(monday).Hours() / 8 / 1000
	}
	if math.Abs(sum-4.5) > 0.02 {
		t.Errorf("the mean is %.3f days", sum)
	}
	if got := f.All.At(0.5).Sub(monday).Hours() / 8; math.Abs(got-4.38) > 0.03 {
		t.Errorf("the median is %.3f days", got)
	}
	if f.Tasks[0].Decides != 1 {
		t.Errorf("%+v", f.Tasks[0])
	}
}

// Without people a plan of two parallel chains ends with the later of the two; the
// chance is that of both, computed here from the ends of each alone.
func TestParallelChainsMultiply(t *testing.T) {
	two := &schedule.Problem{Start: monday, Projects: make([]schedule.Project, 2), Tasks: []schedule.Task{
		{Estimate: estimate(2, 5, 10)}, {Estimate: estimate(2, 5, 10), Project: 1},
	}}
	f := forecast(t, two, schedule.Simulation{Runs: 50_000})
	for days := 4.0; days < 8; days++ {
		at := monday.Add(time.Duration(days * float64(workday)))
		if want, got := f.Projects[0].By(at).Share*f.Projects[1].By(at).Share, f.All.By(at).Share; math.Abs(want-got) > 0.01 {
			t.Errorf("by %v days %.3f, want %.3f", days, got, want)
		}
	}
}

// shared are two projects of equal tasks that want the same person.
func shared() *schedule.Problem {
	p := &schedule.Problem{
		Start: monday, Calendar: schedule.OfficeHours(), People: []schedule.Person{{Name: "Ada"}},
		Projects: []schedule.Project{{Name: "second", Due: monday.AddDate(0, 0, 11)}, {Name: "first", Priority: 1}},
	}
	for k := range 2 {
		p.Tasks = append(p.Tasks, schedule.Task{Project: k, Estimate: estimate(2, 4, 6), Needs: []schedule.Need{{People: []int{0}}}})
	}
	return p
}

func TestWhoWaitsForWhomIsSaid(t *testing.T) {
	r, err := schedule.Solve(t.Context(), shared(), schedule.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	want := []schedule.Wait{{Task: 0, Person: 0, Behind: 1, Since: monday, Until: monday.AddDate(0, 0, 3).Add(9 * hour), Lost: 4 * workday}}
	if diff := cmp.Diff(want, r.Waits); diff != "" {
		t.Error(diff)
	}
	f := forecast(t, shared(), schedule.Simulation{Runs: 2000})
	if len(f.Waits) != 1 || f.Waits[0].Task != 0 || f.Waits[0].Behind != 1 || f.Waits[0].Share != 1 || f.Waits[0].Lost.Round(hour) != 4*workday {
		t.Errorf("%+v", f.Waits)
	}
	if f.Tasks[0].Decides != 1 || f.Tasks[1].Decides != 1 { // each for its own project
		t.Errorf("%+v", f.Tasks)
	}
}

// The result does not depend on how many goroutines there are.
func TestForecastsAreTheSameForAnyGoroutines(t *testing.T) {
	overrun := schedule.Learn([]float64{1.2, 1.5, 0.9, 2.1})
	var first *schedule.Forecast
	for _, n := range []int{1, 2, 7} {
		f := forecast(t, shared(), schedule.Simulation{Runs: 500, Seed: 9, Goroutines: n, Overrun: overrun})
		if first == nil {
			first = f
		}
		if diff := cmp.Diff(first, f, cmp.AllowUnexported(schedule.Outcome{}), cmpopts.IgnoreUnexported(schedule.Forecast{}), cmpopts.IgnoreFields(schedule.Outcome{}, "plan")); diff != "" {
			t.Error(n, diff)
		}
	}
}

// The predictive distribution by hand: for the logarithms 0.1 and 0.3 the posterior
// mean is 0.4/3, the shape 2, the scatter 0.22² + 0.02/2 + 2·0.2²/(2·3).
func TestOverrunsAreLearned(t *testing.T) {
	o := schedule.Learn([]float64{math.Exp(0.1), math.Exp(0.3), -1})
	scatter := 0.22*0.22 + 0.01 + 2*0.04/6
	if want := math.Sqrt(scatter * 4 / (2 * 3)); o.From != 2 || math.Abs(o.Median-math.Exp(0.4/3)) > 1e-9 || math.Abs(o.Spread-want) > 1e-9 || o.Degree != 4 {
		t.Errorf("%+v, want a spread of %v", o, want)
	}
	if o := schedule.Learn(nil); o != (schedule.Overrun{}) {
		t.Errorf("%+v", o)
	}
	p := &schedule.Problem{Start: monday, Tasks: []schedule.Task{{Estimate: schedule.Exactly(1000 * hour)}}}
	f := forecast(t, p, schedule.Simulation{Runs: 40_000, Overrun: o})
	if got := f.All.At(0.5).Sub(monday).Hours() / 1000; math.Abs(got-o.Median) > 0.01 {
		t.Errorf("half of the runs end within %.3f of the estimate, want %.3f", got, o.Median)
	}
	// three quarters of Student's t with 4 degrees lie below 0.741 (table)
	if got, want := math.Log(f.All.At(0.75).Sub(monday).Hours()/1000), math.Log(o.Median)+0.741*o.Spread; math.Abs(got-want) > 0.015 {
		t.Errorf("%.3f, want %.3f", got, want)
	}
}

func TestWhatASimulationRefuses(t *testing.T) {
	for _, s := range []schedule.Simulation{{Runs: -1}, {Runs: 1 << 30}, {Goroutines: -2}, {Overrun: schedule.Overrun{Median: -1}}, {Overrun: schedule.Overrun{Spread: math.NaN()}}} {
		if _, err := schedule.Simulate(t.Context(), shared(), s); err == nil {
			t.Errorf("%+v is let through", s)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := schedule.Simulate(ctx, shared(), schedule.Simulation{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// hundredTwenty are 120 tasks in six projects for 20 people of four skills.
func hundredTwenty() *schedule.Problem {
	p := &schedule.Problem{Start: monday, Calendar: schedule.OfficeHours(), Projects: make([]schedule.Project, 6)}
	for i := range 20 {
		person := schedule.Person{Name: fmt.Sprint("p", i), Skills: []string{fmt.Sprint("s", i%4)}}
		if i%5 == 0 {
			c := schedule.OfficeHours()
			c.Other = []schedule.Days{{First: monday.AddDate(0, 0, 10+i), Last: monday.AddDate(0, 0, 24+i)}}
			person.Calendar = &c
		}
		p.People = append(p.People, person)
	}
	for i := range 120 {
		likely := float64(1 + i*7%9)
		p.Tasks = append(p.Tasks, schedule.Task{Project: i % 6, Estimate: estimate(likely/2, likely, 2.5*likely), Needs: []schedule.Need{{Skill: fmt.Sprint("s", i%4), Count: 1 + i%11/10}}})
		for _, back := range []int{6, 18} {
			if i >= back {
				p.Links = append(p.Links, schedule.Link{From: i - back, To: i})
			}
		}
	}
	return p
}

func BenchmarkReschedules(b *testing.B) {
	p := hundredTwenty()
	for b.Loop() {
		if _, err := schedule.Simulate(b.Context(), p, schedule.Simulation{Runs: 10_000, Goroutines: 1}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(10_000*b.N)/b.Elapsed().Seconds(), "reschedules/s")
}
