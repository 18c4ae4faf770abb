package projects_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var today = record.Day(2026, 11, 22)

func day(n int) record.Date { return today.AddDays(n) }

func within(n int) record.Ref[catalog.Project] { return record.To[catalog.Project](records.ID(n)) }

func percent(n int64) record.Percent { return record.NewPercent(n * 1e6) }

// work is a task of project 1 of ten days, half of them over.
func work(n int, done int64) *catalog.Task {
	return &catalog.Task{Header: records.Head(n, "doing"), Project: within(1), Start: day(-4), Finish: day(5), PlannedValue: eur(100), PercentDone: percent(done)}
}

func TestValueOf(t *testing.T) {
	project := func() *catalog.Project {
		return &catalog.Project{Header: records.Head(1, "active"), Name: "P", Budget: eur(200), ActualCost: eur(90)}
	}
	report := &catalog.StatusReport{Header: records.Head(20, "published"), Title: "R", Project: within(1), AsOf: day(-3), PlannedValue: eur(70), EarnedValue: eur(60), ActualCost: eur(50)}
	draft := &catalog.StatusReport{Header: records.Head(21, "draft"), Title: "R", Project: within(1), AsOf: day(-1), PlannedValue: eur(1)}
	unpriced := work(12, 30)
	unpriced.PlannedValue = record.Money{}
	dropped := work(13, 30)
	dropped.State = "dropped"
	done := work(14, 20)
	done.State = "done"
	for name, c := range map[string]struct {
		all   []record.Record
		basis projects.Basis
		want  [3]string // PV, EV, AC
	}{
		"from tasks":         {[]record.Record{work(10, 20), dropped, report}, projects.FromTasks, [3]string{"50.00 EUR", "20.00 EUR", "90.00 EUR"}},
		"what is done, is":   {[]record.Record{done}, projects.FromTasks, [3]string{"50.00 EUR", "100.00 EUR", "90.00 EUR"}},
		"a task lacks worth": {[]record.Record{work(10, 20), unpriced, report, draft}, projects.FromReport, [3]string{"70.00 EUR", "60.00 EUR", "50.00 EUR"}},
		"nothing says":       {[]record.Record{unpriced, draft}, projects.NotKnown, [3]string{"", "", "90.00 EUR"}},
	} {
		p := project()
		v := projects.ValueOf(records.Snapshot(t, append(c.all, p)...), p, today)
		if got := [3]string{v.PV.Text(), v.EV.Text(), v.AC.Text()}; v.Basis != c.basis || got != c.want {
			t.Errorf("%s: %q %v, want %q %v", name, v.Basis, got, c.basis, c.want)
		}
	}
}

func TestPortfolioLateness(t *testing.T) {
	for name, c := range map[string]struct {
		promised, forecast record.Date
		days               int
		known              bool
	}{
		"on time":            {day(10), day(10), 0, true},
		"early":              {day(10), day(4), -6, true},
		"late":               {day(10), day(21), 11, true},
		"forecast is past":   {day(-10), day(-3), 10, true},
		"past, nobody says":  {day(-7), record.Date{}, 7, true},
		"to come, unsaid":    {day(7), record.Date{}, 0, false},
		"promised to nobody": {record.Date{}, day(3), 0, false},
	} {
		p := &catalog.Project{Header: records.Head(1, "active"), Name: "P", PromisedFinish: c.promised, ForecastFinish: c.forecast}
		h := projects.Portfolio(records.Snapshot(t, p), today)[0]
		if h.LateBy != c.days || h.LateKnown != c.known {
			t.Errorf("%s: %d days late, known %t", name, h.LateBy, h.LateKnown)
		}
	}
}

func TestSlips(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "active"), Name: "P"}
	m := &catalog.Milestone{Header: records.Head(2, "open"), Name: "M", Project: within(1), Planned: day(5), Forecast: day(20)}
	silent := &catalog.Milestone{Header: records.Head(3, "open"), Name: "N", Project: within(1), Planned: day(5)}
	past := &catalog.Milestone{Header: records.Head(4, "open"), Name: "O", Project: within(1), Planned: day(-5), Promised: day(-2), Forecast: day(-2)}
	said := func(n, asOf, forecast int) *catalog.StatusReport {
		return &catalog.StatusReport{Header: records.Head(n, "published"), Title: "R", Project: within(1), AsOf: day(asOf),
			Milestones: record.Rows[catalog.MilestoneForecast]{{Milestone: record.To[catalog.Milestone](m.ID), Forecast: day(forecast)}}}
	}
	slips := projects.SlipsOf(records.Snapshot(t, p, m, silent, past, said(11, -10, 12), said(10, -40, 5)), p, today)
	type row struct {
		Name  string
		Days  int
		Known bool
		Trend int
	}
	var got []row
	for _, s := range slips {
		got = append(got, row{s.Milestone.Name, s.Days, s.Known, len(s.Trend)})
	}
	if diff := cmp.Diff([]row{{"M", 15, true, 2}, {"O", 2, true, 0}, {"N", 0, false, 0}}, got); diff != "" {
		t.Errorf("slips (-want +got):\n%s", diff)
	}
	if slips[0].Trend[0].Forecast != day(5) {
		t.Error("the trend does not begin with the oldest report")
	}
}

func TestFunnelOrdersByScore(t *testing.T) {
	demand := func(n int, title, state string, value, urgency, risk, effort int64) *catalog.Demand {
		d := &catalog.Demand{Header: records.Head(n, state), Title: title, Cost: eur(10), DecideBy: day(-1)}
		if value > 0 {
			d.BusinessValue, d.Urgency, d.RiskAvoided, d.Effort = record.Whole(value), record.Whole(urgency), record.Whole(risk), record.Whole(effort)
		}
		return d
	}
	f := projects.FunnelOn(records.Snapshot(t,
		demand(1, "large", "waiting", 9, 9, 9, 10), demand(2, "quick", "waiting", 3, 3, 2, 1),
		demand(3, "unscored", "waiting", 0, 0, 0, 0), demand(4, "new", "new", 9, 9, 9, 1)), today)
	var got []string
	for _, d := range f.Waiting {
		got = append(got, d.Title+" "+d.Score.Text())
	}
	if diff := cmp.Diff([]string{"quick 8", "large 2.7", "unscored "}, got); diff != "" {
		t.Errorf("waiting (-want +got):\n%s", diff)
	}
	if f.Overdue != 3 || f.Cost[0] != eur(30) || f.Stages[0].Count != 1 || f.Stages[2].Count != 3 {
		t.Errorf("counts are %+v", f)
	}
}

func TestCapacity(t *testing.T) {
	// November 2026 has 21 weekdays, December 23.
	ann := &catalog.Person{Header: records.Head(30, ""), Name: "Ann", Hours: record.NewDecimal(40e6), Ends: record.Day(2026, 12, 4)}
	bob := &catalog.Person{Header: records.Head(31, ""), Name: "Bob"}
	open := &catalog.Project{Header: records.Head(1, "active"), Name: "P"}
	over := &catalog.Project{Header: records.Head(2, "finished"), Name: "Q"}
	ask := func(n int, who *catalog.Person, project int, month record.Date, hours int64) *catalog.Assignment {
		return &catalog.Assignment{Header: records.Head(n, ""), Work: "W", Person: record.To[catalog.Person](who.ID), Project: within(project), Month: month, Hours: record.NewDecimal(hours * 1e6)}
	}
	c := projects.CapacityFrom(records.Snapshot(t, ann, bob, open, over,
		ask(10, ann, 1, day(0), 126), ask(11, ann, 1, day(0), 84), ask(12, ann, 1, day(30), 32), ask(13, ann, 2, day(0), 500), ask(14, bob, 1, day(30), 10)), today, 2)
	want := []projects.PersonLoad{
		{Person: ann, Months: []projects.Load{{Assigned: 210e6, Has: 168e6}, {Assigned: 32e6, Has: 32e6}}},
		{Person: bob, Months: []projects.Load{{Unknown: 1}, {Assigned: 10e6, Unknown: 1}}},
	}
	if diff := cmp.Diff(want, c.People, cmp.Comparer(func(a, b *catalog.Person) bool { return a.ID == b.ID })); diff != "" {
		t.Errorf("people (-want +got):\n%s", diff)
	}
	if got := c.People[0].Months[0].Over(); got != 25 {
		t.Errorf("Ann is over by %d %%, want 25", got)
	}
	if _, known := c.Total[1].Share(); known {
		t.Error("the share of a month is known though the hours of one person are not")
	}
}

// TestSignalsOfTheDemonstration: what README of the demonstration company says
// there is to find, is found.
func TestSignalsOfTheDemonstration(t *testing.T) {
	c := company.Load(t, today)
	q := signal.Question{Now: record.At(today.Time()), Locale: record.International()}
	titles := map[string]bool{}
	for _, sig := range signal.Ask(c.Snapshot, q, projects.Rules()...) {
		if titles[sig.Title] = true; sig.StakeBasis == "" || len(sig.Evidence) == 0 || len(sig.Acts) == 0 {
			t.Errorf("%q lacks its basis, evidence or acts", sig.Title)
		}
	}
	for _, want := range []string{
		"“Terminal operating system 8” ends 76 days after the promised day",
		"“Customer portal on containers” ends 59 days after the promised day",
		"The status report of “Reporting for fleet fuel” was due 30 days ago",
		"3 milestones of “Terminal operating system 8” have slipped, the furthest by 76 days",
		"“Messages accepted by the test authority” of “Customs filing, new EU messages” is due in 6 days",
		"The demand “Second data line at the Gdańsk office” waits for a decision",
	} {
		if !titles[want] {
			t.Errorf("nothing says: %s", want)
		}
	}
	if t.Failed() {
		for title := range titles {
			t.Log(title)
		}
	}
}
