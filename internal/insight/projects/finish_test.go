package projects_test

import (
	"math"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// monday is the day on which the plans below begin.
var monday = record.Day(2026, 11, 23)

func staff(n int, hours int64) *catalog.Person {
	return &catalog.Person{Header: records.Head(n, "active"), Name: "Person", Hours: record.NewDecimal(hours * 1e6)}
}

func open(n, project, person int, days float64, state string) *catalog.Task {
	t := &catalog.Task{Header: records.Head(n, state), Name: "Task", Project: within(project), Estimate: record.Exactly(days)}
	if person > 0 {
		t.Assignee = record.To[catalog.Person](records.ID(person))
	}
	return t
}

// Of two projects with one person the one of the higher priority goes first; the
// other waits for as long. Ten days end on the Friday of the second week.
func TestFinishesShareThePeople(t *testing.T) {
	first := &catalog.Project{Header: records.Head(1, "active"), Name: "First", Priority: "high", PromisedFinish: monday.AddDays(11)}
	second := &catalog.Project{Header: records.Head(2, "approved"), Name: "Second", Priority: "low", PromisedFinish: monday.AddDays(12)}
	s := records.Snapshot(t, first, second, staff(9, 40), open(11, 1, 9, 10, "todo"), open(12, 2, 9, 5, "todo"))
	f := projects.FinishesOn(s, monday)
	if f.Wrong != "" || len(f.Projects) != 2 {
		t.Fatalf("%+v", f)
	}
	if a := f.Projects[0]; a.P50 != monday.AddDays(11) || a.Chance.Share != 1 || !a.HasChance {
		t.Errorf("the first: %+v", a)
	}
	if b := f.Projects[1]; b.P50 != monday.AddDays(18) || b.Chance.Share != 0 || b.Deciders[0].Share != 1 {
		t.Errorf("the second: %+v", b)
	}
	if len(f.Waits) != 1 || f.Waits[0].Task.ID != records.ID(12) || f.Waits[0].Behind.ID != records.ID(11) || f.Waits[0].Days != 10 || f.Waits[0].Person.ID != records.ID(9) {
		t.Errorf("%+v", f.Waits)
	}
}

// Whoever works half of the week takes twice as long; what is done is taken off, and
// a planned start that lies ahead is kept.
func TestWorkLeft(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "active"), Name: "P"}
	task := open(11, 1, 9, 10, "doing")
	task.PercentDone = percent(50)
	later := open(12, 1, 0, 1, "todo")
	later.Start = monday.AddDays(30)
	for name, c := range map[string]struct {
		all  []record.Record
		want int
	}{
		"half of ten days at half a week": {[]record.Record{p, staff(9, 20), task}, 11},
		"a start that lies ahead":         {[]record.Record{p, later}, 30},
	} {
		f := projects.FinishOf(records.Snapshot(t, c.all...), p, monday)
		if !f.Known() || f.P50 != monday.AddDays(c.want) {
			t.Errorf("%s: %+v", name, f)
		}
	}
}

func TestWhatIsMissingIsNamed(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "active"), Name: "P"}
	empty := &catalog.Project{Header: records.Head(2, "active"), Name: "Q"}
	task := &catalog.Task{Header: records.Head(11, "todo"), Name: "Task", Project: within(1)}
	circle := open(12, 1, 0, 1, "todo")
	circle.Predecessors = record.Rows[catalog.Predecessor]{{Task: record.To[catalog.Task](records.ID(13))}}
	back := open(13, 1, 0, 1, "todo")
	back.Predecessors = record.Rows[catalog.Predecessor]{{Task: record.To[catalog.Task](records.ID(12))}}
	f := projects.FinishesOn(records.Snapshot(t, p, empty, task), monday)
	if a, b := f.Projects[0], f.Projects[1]; a.Known() || len(a.Missing) != 1 || b.Known() || b.Open != 0 {
		t.Errorf("%+v", f.Projects)
	}
	if f := projects.FinishesOn(records.Snapshot(t, p, circle, back), monday); f.Wrong == "" || f.Projects[0].Known() {
		t.Errorf("%+v", f)
	}
}

// What closed projects took by what was promised: 120 days of 100, and 100 of 100.
func TestOverrunsComeFromClosedProjects(t *testing.T) {
	closed := func(n, days int) *catalog.Project {
		return &catalog.Project{Header: records.Head(n, "finished"), Name: "C", Start: day(-300), PromisedFinish: day(-200), FinishedOn: day(-300 + days)}
	}
	f := projects.FinishesOn(records.Snapshot(t, closed(1, 120), closed(2, 100)), monday)
	if want := math.Exp(math.Log(1.2) / 3); len(f.Past) != 2 || f.Past[0].Ratio != 1.2 || f.Overrun.From != 2 || math.Abs(f.Overrun.Median-want) > 1e-9 {
		t.Errorf("%+v", f)
	}
}

// In the demonstration a project that is promised for soon is not kept, and people
// who stand in several projects let tasks wait.
func TestFinishesOfTheDemonstration(t *testing.T) {
	f := projects.FinishesOn(company.Load(t, today).Snapshot, today)
	if f.Wrong != "" || len(f.Waits) == 0 || f.Overrun.From == 0 {
		t.Fatalf("%+v", f)
	}
	for _, p := range f.Projects {
		t.Logf("%s: %v %v %v chance %.2f of %v, %d missing", p.Project.Name, p.P50, p.P80, p.P90, p.Chance.Share, p.Project.PromisedFinish, len(p.Missing))
		if p.Known() && (p.P80.Before(p.P50) || p.P90.Before(p.P80)) {
			t.Errorf("%+v", p)
		}
	}
	for _, w := range f.Waits[:min(5, len(f.Waits))] {
		t.Logf("%s waits for %s at %s: %.1f days in %.0f %%", w.Task.Name, w.Person.Name, w.Behind.Name, w.Days, 100*w.Share)
	}
}

// A promise that is more likely missed than kept is a signal, unless the project is
// forecast to be late anyway: then another says so.
func TestUnlikelyPromise(t *testing.T) {
	for name, c := range map[string]struct {
		promised, forecast record.Date
		want               int
	}{
		"kept":           {monday.AddDays(11), record.Date{}, 0},
		"missed":         {monday.AddDays(10), record.Date{}, 1},
		"known to be so": {monday.AddDays(10), monday.AddDays(20), 0},
		"not promised":   {record.Date{}, record.Date{}, 0},
	} {
		p := &catalog.Project{Header: records.Head(1, "active"), Name: "P", PromisedFinish: c.promised, ForecastFinish: c.forecast, YearlyBenefit: record.Money{Minor: 36500_00, Currency: "EUR"}}
		s := records.Snapshot(t, p, staff(9, 40), open(11, 1, 9, 10, "todo"))
		var found []signal.Signal
		for _, sig := range signal.Ask(s, signal.Question{Now: record.At(monday.Time()), Locale: record.International()}, projects.Rules()...) {
			if strings.HasPrefix(sig.Key, "projects.unlikely") {
				found = append(found, sig)
			}
		}
		if len(found) != c.want {
			t.Errorf("%s: %+v", name, found)
		}
		if c.want == 1 && (!strings.Contains(found[0].Title, "under 1") || found[0].Stake.Minor != 100_00 || len(found[0].Evidence) != 2) {
			t.Errorf("%s: %+v", name, found[0])
		}
	}
}
