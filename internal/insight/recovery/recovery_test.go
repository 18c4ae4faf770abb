package recovery

import (
	"math"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// The interval of Wilson by the figures that Newcombe prints (Statistics in
// Medicine 17, 1998, table I, method 3).
func TestInterval(t *testing.T) {
	for _, c := range []struct {
		kept, of  int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}} {
		low, high := chance(c.kept, c.of).Interval()
		if math.Abs(low-c.low) > 5e-5 || math.Abs(high-c.high) > 5e-5 {
			t.Errorf("%d of %d: %.4f to %.4f, want %.4f to %.4f", c.kept, c.of, low, high, c.low, c.high)
		}
	}
}

// Beta distributions whose quantiles are known in closed form, and the mean of PERT.
func TestPert(t *testing.T) {
	for _, u := range []float64{0, 0.05, 0.3, 0.5, 0.8, 0.99} {
		if got, want := pert(0, 0, 1)(u), 1-math.Pow(1-u, 0.2); math.Abs(got-want) > 2e-3 {
			t.Errorf("likeliest at the low end: %v at %v, want %v", got, u, want)
		}
		if got, want := pert(2, 4, 4)(u), 2+2*math.Pow(u, 0.2); u > 0 && math.Abs(got-want) > 2e-3 {
			t.Errorf("likeliest at the high end: %v at %v, want %v", got, u, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(0, 10).Draw(t, "low")
		likely := rapid.Float64Range(low, 20).Draw(t, "likely")
		high := rapid.Float64Range(likely, 40).Draw(t, "high")
		e := record.Around(low, likely, high)
		if got := estimated(e).mean(); math.Abs(got-e.Mean()) > 0.005*(high-low)+1e-9 {
			t.Fatalf("%v has the mean %v, want %v", e, got, e.Mean())
		}
	})
}

// With two times measured, half of what is drawn is measured, half estimated.
func TestMeasuredTimesWeigh(t *testing.T) {
	q := quantity{quantile: func(float64) float64 { return 10 }, measured: []float64{1, 4}}
	if got := q.mean(); math.Abs(got-6.25) > 1e-9 {
		t.Errorf("mean %v, want (1+4+10+10)/4", got)
	}
	if got := (quantity{measured: []float64{1, 4}}).mean(); got != 2.5 {
		t.Errorf("mean %v of measured times alone, want 2.5", got)
	}
}

// step is a step of a model for one person each.
func step(key, after string, hours record.Estimate, people ...int) (*catalog.RecoveryStep, []int) {
	return &catalog.RecoveryStep{Key: key, Step: key, After: after, Duration: hours}, people
}

// modelled is a plan of steps; the people are at work at once by day and after an hour by night.
func modelled(people int, add ...func(*model)) *model {
	m := &model{plan: &catalog.RecoveryPlan{}}
	for range people {
		m.people = append(m.people, &catalog.Responder{OnCall: true, ByDay: record.Exactly(0), ByNight: record.Exactly(1)})
		m.names = append(m.names, "somebody")
	}
	for _, f := range add {
		f(m)
	}
	return m
}

func with(s *catalog.RecoveryStep, crew []int) func(*model) {
	return func(m *model) {
		j := job{crew: crew, need: min(1, len(crew))}
		for _, key := range s.Waits() {
			j.after = append(j.after, slices.IndexFunc(m.tasks, func(t task) bool { return t.Key == key }))
		}
		m.tasks = append(m.tasks, task{RecoveryStep: s, hours: estimated(s.Duration)})
		m.jobs = append(m.jobs, j)
	}
}

func outcome(t testing.TB, m *model, shift Shift) Outcome {
	t.Helper()
	r, err := newRun(m, shift)
	if err != nil {
		t.Fatal(err)
	}
	return r.outcome()
}

// Two databases that only one person can restore are restored one after the
// other: 1 h + 2 h by day, an hour more by night. A second person halves nothing
// but the wait: 2 h.
func TestOnePersonWantedTwice(t *testing.T) {
	m := modelled(1, with(step("a", "", record.Exactly(1), 0)), with(step("b", "", record.Exactly(2), 0)))
	day, night := outcome(t, m, Day), outcome(t, m, Night)
	if day.At(0.5) != 3 || night.At(0.5) != 4 {
		t.Errorf("takes %v by day and %v by night, want 3 and 4", day.At(0.5), night.At(0.5))
	}
	if c := day.Within(3); c.Kept != Draws {
		t.Errorf("within three hours %v", c)
	}
	if c := day.Within(2.9); c.Kept != 0 {
		t.Errorf("within less %v", c)
	}
	want := []Hold{{Cause: Busy, Step: 0, Person: 0, Share: 1}, {Cause: Coming, Step: 1, Person: 0, Share: 1}}
	if diff := cmp.Diff(want, night.Holds); diff != "" {
		t.Errorf("what it waits for by night (-want +got):\n%s", diff)
	}
	found := levers(m, day)
	if len(found) == 0 || math.Abs(found[0].Saves-1) > 1e-9 || found[0].After.At(0.5) != 2 {
		t.Errorf("levers %+v, want first one more person, who saves an hour", found)
	}
	// A fifth off the step of two hours saves 0.4, off that of one 0.2.
	if len(found) != 3 || math.Abs(found[1].Saves-0.4) > 1e-9 || math.Abs(found[2].Saves-0.2) > 1e-9 {
		t.Errorf("levers %+v, want 0.4 and 0.2 next", found)
	}
}

// Steps in a row add up: the mean by that of each, the spread by the variances of
// beta distributions, (mean−low)(high−mean)/7.
func TestStepsInARow(t *testing.T) {
	e := record.Around(1, 2, 5)
	m := modelled(1)
	after := ""
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		with(step(key, after, e, 0))(m)
		after = key
	}
	o := outcome(t, m, Day)
	sum, squares := 0.0, 0.0
	for _, h := range o.Hours {
		sum += h
	}
	mean := sum / Draws
	for _, h := range o.Hours {
		squares += (h - mean) * (h - mean)
	}
	wantMean, wantVariance := 8*e.Mean(), 8*(e.Mean()-1)*(5-e.Mean())/7
	if math.Abs(mean-wantMean) > 4*math.Sqrt(wantVariance/Draws) {
		t.Errorf("mean %v, want %v", mean, wantMean)
	}
	if variance := squares / (Draws - 1); math.Abs(variance/wantVariance-1) > 0.15 {
		t.Errorf("variance %v, want %v", variance, wantVariance)
	}
	for _, s := range o.Steps {
		if math.Abs(s.Decides-1) > 1e-9 {
			t.Errorf("a step of the only chain decides in %v of the runs", s.Decides)
		}
	}
}

// The same plan gives the same figures, however many processors there are.
func TestSameEveryTime(t *testing.T) {
	m := modelled(2, with(step("a", "", record.Around(1, 2, 9), 0, 1)), with(step("b", "", record.Between90(1, 4), 0)), with(step("c", "a", record.Around(0, 1, 2), 1)))
	first := outcome(t, m, Night)
	old := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(old)
	if diff := cmp.Diff(first, outcome(t, m, Night)); diff != "" {
		t.Error(diff)
	}
	const golden = "5h57m"
	if got := hours(first.At(0.5)).String(); got != golden+"0s" {
		t.Errorf("median %s, kept as %s: do not change how numbers are drawn", got, golden)
	}
}

func TestLoss(t *testing.T) {
	now := record.At(time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC))
	ago := func(d time.Duration) record.Instant { return record.At(now.Time().Add(-d)) }
	day, hour := record.Lasting(24*time.Hour), record.Lasting(time.Hour)
	restored := record.Day(2026, 1, 1)
	database, files := record.ToAll[catalog.Asset](record.ID{1}), record.ToAll[catalog.Asset](record.ID{2})
	for name, c := range map[string]struct {
		rpo    record.Duration
		copies []*catalog.Backup
		want   DataVerdict
	}{
		"nothing agreed":           {record.Duration{}, nil, NothingAsked},
		"no copy":                  {hour, nil, Unprotected},
		"made and read back":       {day, []*catalog.Backup{{Every: day, LastGood: ago(20 * time.Hour), LastRestored: restored}}, Proven},
		"never read back":          {day, []*catalog.Backup{{Every: day, LastGood: ago(20 * time.Hour)}}, Unproven},
		"the last ones failed":     {day, []*catalog.Backup{{Every: day, LastGood: ago(50 * time.Hour), LastRestored: restored}}, TooOld},
		"too seldom":               {hour, []*catalog.Backup{{Every: day, LastGood: ago(10 * time.Minute), LastRestored: restored}}, TooOld},
		"when is not known":        {day, []*catalog.Backup{{Every: day, LastRestored: restored}}, NotKnown},
		"how often is not known":   {day, []*catalog.Backup{{LastGood: ago(time.Hour), LastRestored: restored}}, NotKnown},
		"the better copy counts":   {hour, []*catalog.Backup{{Assets: database, Every: day, LastGood: ago(20 * time.Hour)}, {Assets: database, Every: hour, LastGood: ago(time.Minute), LastRestored: restored}}, Proven},
		"the worse of two things":  {hour, []*catalog.Backup{{Assets: files, Every: day, LastGood: ago(20 * time.Hour)}, {Assets: database, Every: hour, LastGood: ago(time.Minute), LastRestored: restored}}, TooOld},
		"to the minute is in time": {hour, []*catalog.Backup{{Every: hour, LastGood: ago(time.Hour), LastRestored: restored}}, Proven},
	} {
		t.Run(name, func(t *testing.T) {
			if got := lossOf(&catalog.Service{RPO: c.rpo}, c.copies, now); got.Verdict != c.want {
				t.Errorf("%s: %s, want %s", got.Verdict.Title(), got.Why, c.want.Title())
			}
		})
	}
}
