package msproject_test

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairlead/engine/schedule"
	"fairlead/engine/schedule/msproject"
)

// Every case of testdata; its README says what the files hold.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { tryCase(t, file) })
	}
}

func tryCase(t *testing.T, file string) {
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	plan, err := msproject.Read(f, msproject.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	dates, err := schedule.CriticalPath(plan.Problem)
	if err != nil {
		t.Fatal(err)
	}
	r, err := schedule.Solve(t.Context(), plan.Problem, schedule.Settings{Schedules: 200})
	if err != nil {
		t.Fatal(err)
	}
	if err := schedule.Check(plan.Problem, r.Tasks); err != nil {
		t.Error(err)
	}
	text, err := os.ReadFile(strings.TrimSuffix(file, ".xml") + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	want, err := csv.NewReader(strings.NewReader(string(text))).ReadAll()
	if err != nil || len(want) != len(dates) {
		t.Fatal(len(want), len(dates), err)
	}
	const clock = "2006-01-02T15:04"
	for i, d := range dates {
		got := []string{plan.Tasks[i].Name, d.EarlyStart.Format(clock), d.EarlyFinish.Format(clock), fmt.Sprint(d.TotalFloat.Hours()), r.Tasks[i].Finish.Format(clock)}
		if strings.Join(got, ",") != strings.Join(want[i], ",") {
			t.Errorf("%s, want %s", got, want[i])
		}
	}
}

func TestWhatIsWrongInAFileIsSaid(t *testing.T) {
	const head, tail = "<Project>\n<StartDate>2026-03-02T08:00:00</StartDate>\n<Tasks>", "</Tasks></Project>"
	for _, c := range []struct{ text, want string }{
		{"", "line 1: the file is empty"},
		{"<Project><Tasks>", "the file is not XML"},
		{"<opsa-mef/>", "line 1: <opsa-mef>: a plan of Microsoft Project begins with <Project>"},
		{"<Project>\n</Project>", "line 1: <StartDate>: the start of the plan (StartDate) is not said"},
		{"<Project>\n<StartDate>today</StartDate></Project>", `line 2: <StartDate>: "today" is not a date and time like 2026-03-02T08:00:00`},
		{head + tail, "<Project>: the plan has no tasks"},
		{head + "<Task><UID>one</UID></Task>" + tail, `line 3: <UID>: "one" is not a whole number`},
		{head + "<Task><UID>1</UID>\n<Duration>8 hours</Duration></Task>" + tail, `line 4: <Duration>: "8 hours" is not a time like PT8H30M0S`},
		{head + "<Task><UID>1</UID><Name>Dig</Name></Task>" + tail, `line 3: <Task>: task "Dig" has neither a duration nor start and finish`},
		{head + "<Task><UID>1</UID><Duration>PT1H0M0S</Duration></Task><Task><UID>2</UID><Duration>PT1H0M0S</Duration><PredecessorLink><PredecessorUID>1</PredecessorUID><Type>9</Type></PredecessorLink></Task>" + tail, "<Type>: there is no kind 9 of links"},
		{"<Project><Calendars><Calendar><UID>1</UID><WeekDays><WeekDay><DayType>9</DayType></WeekDay></WeekDays></Calendar></Calendars></Project>", "<WeekDay>: there is no day 9 of the week"},
		{"<Project>" + strings.Repeat("<a>", 60), "elements stand more than 50 deep"},
	} {
		if _, err := msproject.Read(strings.NewReader(c.text), msproject.Limits{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
	for limits, want := range map[msproject.Limits]string{{Bytes: 20}: "the file is longer than 20 bytes", {Elements: 2}: "the file has more than 2 elements"} {
		if _, err := msproject.Read(strings.NewReader(head+tail), limits); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Whatever a file says, it is read or refused, and what is read can be scheduled or
// is refused with a reason.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/*.xml")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		plan, err := msproject.Read(strings.NewReader(text), msproject.Limits{Bytes: 1 << 14, Elements: 500})
		if err != nil {
			return
		}
		if _, err := schedule.CriticalPath(plan.Problem); err != nil {
			return
		}
		r, err := schedule.Solve(t.Context(), plan.Problem, schedule.Settings{Schedules: 5})
		if err != nil {
			return
		}
		if r.Finish.Before(r.LowerBound) || len(r.Tasks) != len(plan.Tasks) {
			t.Errorf("%+v", r)
		}
	})
}
