package msproject_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"fairlead/engine/schedule"
	"fairlead/engine/schedule/msproject"
	"fairlead/internal/testkit/corpus"
)

func read(t *testing.T, file string) *msproject.Plan {
	t.Helper()
	plan, err := msproject.Read(bytes.NewReader(corpus.Read(t, "project_plans/"+file)), msproject.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// wrote is what Microsoft Project itself computed and wrote into a file.
type wrote struct {
	Tasks []struct {
		UID                                          int
		Name, EarlyStart, EarlyFinish                string
		LateStart, LateFinish, TotalSlack, FreeSlack string
	} `xml:"Tasks>Task"`
}

// The early and late dates and the floats of a plan are those that Microsoft
// Project wrote into its file, for all links and lags. Where it wrote the moment at
// which work goes on, or that at which it stopped, the two are the same work.
func TestDatesAndFloatsOfMicrosoftProject(t *testing.T) {
	plan := read(t, "sample.xml")
	dates, err := schedule.CriticalPath(plan.Problem)
	if err != nil {
		t.Fatal(err)
	}
	var want wrote
	if err := xml.Unmarshal(corpus.Read(t, "project_plans/sample.xml"), &want); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, w := range want.Tasks {
		of := -1
		for i, task := range plan.Tasks {
			if task.UID == w.UID && (of < 0 || dates[i].EarlyFinish.After(dates[of].EarlyFinish)) {
				of = i
			}
		}
		if of < 0 {
			continue // a summary
		}
		checked++
		got := dates[of]
		office := schedule.OfficeHours()
		if len(plan.Tasks[of].Resources) > 0 && plan.Tasks[of].Resources[0] == "Second Resource" {
			office = *plan.Problem.People[1].Calendar
		}
		for _, c := range []struct {
			what, want string
			got        time.Time
		}{{"early start", w.EarlyStart, got.EarlyStart}, {"early finish", w.EarlyFinish, got.EarlyFinish}, {"late start", w.LateStart, got.LateStart}, {"late finish", w.LateFinish, got.LateFinish}} {
			at, err := time.Parse("2006-01-02T15:04:05", c.want)
			if err != nil {
				t.Fatal(err)
			}
			if c.what == "early start" && len(plan.Tasks[of].Resources) > 0 {
				continue // it is that of the other resource
			}
			if c.what == "late start" && len(plan.Tasks[of].Resources) > 0 {
				continue
			}
			if worked(&office, at, c.got) != 0 {
				t.Errorf("%s: %s %v, want %s", w.Name, c.what, c.got, c.want)
			}
		}
		if total := tenths(t, w.TotalSlack); got.TotalFloat != total {
			t.Errorf("%s: total float %v, want %v", w.Name, got.TotalFloat, total)
		}
		if free := tenths(t, w.FreeSlack); got.FreeFloat != free {
			t.Errorf("%s: free float %v, want %v", w.Name, got.FreeFloat, free)
		}
	}
	if checked != 16 {
		t.Errorf("%d tasks", checked)
	}
}

// tenths of minutes are what slack is written in.
func tenths(t *testing.T, text string) time.Duration {
	d, err := time.ParseDuration(text + "s")
	if err != nil {
		t.Fatal(err)
	}
	return d * 6
}

// worked is the time of work between two moments.
func worked(c *schedule.Calendar, a, b time.Time) (d time.Duration) {
	if b.Before(a) {
		a, b = b, a
	}
	for now := a; now.Before(b); now = now.Add(time.Minute) {
		at := now.Sub(now.Truncate(24 * time.Hour))
		if slices.ContainsFunc(c.On(now), func(s schedule.Span) bool { return s.From <= at && at < s.To }) {
			d += time.Minute
		}
	}
	return d
}

// The tutorial of TaskJuggler: from links and durations alone, without the starts
// that its export pins, the critical path gives every date that its scheduler gave.
func TestDatesOfTheTutorial(t *testing.T) {
	plan := read(t, "tut_msp.xml")
	for i := range plan.Problem.Tasks {
		plan.Problem.Tasks[i].Earliest = time.Time{}
	}
	dates, err := schedule.CriticalPath(plan.Problem)
	if err != nil {
		t.Fatal(err)
	}
	table := csv.NewReader(bytes.NewReader(corpus.Read(t, "project_plans/tut_dates.csv")))
	table.Comma = ';'
	rows, err := table.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, row := range rows[1:] {
		at := slices.IndexFunc(plan.Tasks, func(task msproject.Task) bool { return task.Name == strings.TrimSpace(row[2]) })
		if at < 0 {
			continue // a summary
		}
		checked++
		const clock = "2006-01-02 15:04"
		if got := dates[at].EarlyStart.Format(clock); got != row[3] {
			t.Errorf("%s starts %s, want %s", row[2], got, row[3])
		}
		if got := dates[at].EarlyFinish.Format(clock); got != row[4] {
			t.Errorf("%s ends %s, want %s", row[2], got, row[4])
		}
	}
	if checked != 11 {
		t.Errorf("%d tasks", checked)
	}
}

// With the people that it names, the plan is longer: Klaus cannot write the manual
// and specify at the same time. Every schedule passes the witness.
func TestPlansAreLevelled(t *testing.T) {
	for _, file := range []string{"tut_msp.xml", "sample.xml", "sample1.xml"} {
		plan := read(t, file)
		for i := range plan.Problem.Tasks {
			plan.Problem.Tasks[i].Earliest = time.Time{}
		}
		r, err := schedule.Solve(t.Context(), plan.Problem, schedule.Settings{Schedules: 300})
		if err != nil {
			t.Fatal(file, err)
		}
		if err := schedule.Check(plan.Problem, r.Tasks); err != nil {
			t.Error(file, err)
		}
		waits := slices.ContainsFunc(r.Waits, func(w schedule.Wait) bool {
			return w.Behind >= 0 && plan.Tasks[w.Task].Name == "Manual" && plan.Tasks[w.Behind].Name == "Specification"
		})
		if file == "tut_msp.xml" && !waits {
			t.Errorf("%+v", r.Waits)
		}
	}
}
