package projects_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var aDay = record.Day(2026, 11, 21)

func euros(n int64) record.Money { return record.Money{Minor: n * 100, Currency: "EUR"} }

func rulesOf(found []signal.Signal, rule string) (titles []string) {
	for _, s := range found {
		if signal.RuleOf(s.Key) == rule {
			titles = append(titles, s.Title+" · "+s.Stake.Text())
		}
	}
	return titles
}

func ask(s *record.Snapshot) []signal.Signal {
	return signal.Ask(s, signal.Question{Now: record.At(aDay.Time().Add(9 * time.Hour)), Locale: record.International()}, projects.Rules()...)
}

// Two risks and an issue: the expected monetary value of a risk is its cost times
// its probability (PMBOK Guide, 11.4: expected monetary value analysis); 0.4 ×
// 120,000 + 0.3 × 60,000 + 85,000 = 151,000.
func TestConcernsAndGates(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "active"), Name: "Cranes", Budget: euros(640_000), ActualCost: euros(468_000)}
	of := record.To[catalog.Project](p.ID)
	risk := func(n int, state string, kind catalog.RiskKind, likely record.Percent, cost record.Money, days int64, due int, response catalog.RiskResponse) *catalog.ProjectRisk {
		r := &catalog.ProjectRisk{Header: records.Head(n, state), Title: string(rune('A' + n)), Project: of, Kind: kind, Probability: likely, Impact: cost, Response: response, Due: aDay.AddDays(due)}
		if days > 0 {
			r.DelayDays = record.Whole(days)
		}
		return r
	}
	phase := func(n int, state string, place int64, gate int) *catalog.Phase {
		return &catalog.Phase{Header: records.Head(n, state), Name: string(rune('A' + n)), Project: of, Place: record.Whole(place), GateOn: aDay.AddDays(gate)}
	}
	s := records.Snapshot(t, p,
		risk(2, "open", "risk", percent(40), euros(120_000), 30, 20, "avoid"), risk(3, "open", "risk", percent(30), euros(60_000), 40, 30, "mitigate"),
		risk(4, "open", "issue", record.Percent{}, euros(85_000), 45, -10, "escalate"), risk(5, "settled", "issue", record.Percent{}, euros(999), 9, -1, ""),
		risk(6, "open", "risk", record.Percent{}, euros(1), 0, 5, ""),
		phase(10, "passed", 1, -60), phase(12, "running", 3, -5), phase(11, "running", 2, -14), phase(13, "coming", 4, 40))
	c := projects.ConcernsOf(s, p, aDay)
	if got := c.Expected.In("EUR"); got != euros(151_000) || c.Unpriced != 1 || c.Issues != 1 || c.Overdue != 1 || c.NoAnswer != 1 || len(c.Open) != 4 {
		t.Errorf("concerns: %s, %+v", got, c)
	}
	if c.Delay != 69 { // 0.4 × 30 + 0.3 × 40 + 45
		t.Errorf("delay of %d days, want 69", c.Delay)
	}
	if c.Open[0].Kind != "issue" || c.Open[1].Impact != euros(120_000) {
		t.Errorf("order: %s, %s", c.Open[0].Title, c.Open[1].Title)
	}
	gate, ok := projects.GateOf(s, p, aDay)
	if !ok || gate.Phase.Place.N() != 2 || gate.Late != 14 {
		t.Errorf("gate %+v, %v", gate, ok)
	}
	if diff := cmp.Diff([]string{"1 risk or issue of “Cranes” waits for an answer · 85000.00 EUR"}, rulesOf(ask(s), "projects.risk")); diff != "" {
		t.Errorf("signals of risks (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"The gate of “L” in “Cranes” was due 14 days ago · 172000.00 EUR"}, rulesOf(ask(s), "projects.gate")); diff != "" {
		t.Errorf("signals of gates (-want +got):\n%s", diff)
	}
}

func TestGains(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "finished"), Name: "Papers"}
	benefit := func(n int, title, state string, from, next int, want record.Money, found ...catalog.Measurement) *catalog.Benefit {
		b := &catalog.Benefit{Header: records.Head(n, state), Title: title, Project: record.To[catalog.Project](p.ID), Yearly: want, From: aDay.AddDays(from), Measured: found}
		if next != 0 {
			b.NextLook = aDay.AddDays(next)
		}
		return b
	}
	at := func(days int, m record.Money) catalog.Measurement {
		return catalog.Measurement{On: aDay.AddDays(days), Yearly: m}
	}
	s := records.Snapshot(t, p,
		benefit(2, "whole", "confirmed", -200, 0, euros(44_000), at(-30, euros(41_500)), at(-120, euros(26_400)), at(10, euros(1))),
		benefit(3, "less", "tracked", -400, -20, euros(36_000), at(-150, euros(14_500))),
		benefit(4, "never", "promised", -250, 0, euros(9_000)),
		benefit(5, "to come", "promised", 30, 0, euros(180_000)),
		benefit(6, "not money", "tracked", -10, 60, record.Money{}, at(-5, record.Money{})))
	g := projects.GainsOn(s, aDay)
	var got []string
	for _, x := range g.All {
		share, known := x.Share()
		got = append(got, strings.TrimSpace(x.Benefit.Title+" "+map[bool]string{true: record.Whole(share).Text()}[known]+map[bool]string{true: " due"}[x.Due]))
	}
	if diff := cmp.Diff([]string{"never  due", "not money", "less 40 due", "whole 94"}, got); diff != "" {
		t.Errorf("gains (-want +got):\n%s", diff)
	}
	if g.Expected.In("EUR") != euros(80_000) || g.Found.In("EUR") != euros(56_000) || g.Unmeasured.In("EUR") != euros(9_000) || g.Due != 2 {
		t.Errorf("sums: %+v", g)
	}
	want := []string{"Nobody has measured “never”, which should show since " + aDay.AddDays(-250).Format(record.International()) + " · 9000.00 EUR", "“less” was to be measured again 20 days ago · 21500.00 EUR"}
	if diff := cmp.Diff(want, rulesOf(ask(s), "projects.benefit")); diff != "" {
		t.Errorf("signals (-want +got):\n%s", diff)
	}
}

// November 2026 has 21 weekdays: two people with 40 hours a week have 336 hours, of
// which running services take three quarters.
func TestTeamLoads(t *testing.T) {
	team := &catalog.Team{Header: records.Head(1, ""), Name: "Desk", RunShare: percent(75)}
	silent := &catalog.Team{Header: records.Head(2, ""), Name: "Security"}
	idle := &catalog.Team{Header: records.Head(3, ""), Name: "Idle"}
	person := func(n int, of *catalog.Team) *catalog.Person {
		return &catalog.Person{Header: records.Head(n, ""), Name: "P", Team: record.To[catalog.Team](of.ID), Hours: record.NewDecimal(40e6)}
	}
	p := &catalog.Project{Header: records.Head(9, "active"), Name: "X"}
	hours := func(n, who int, h int64) *catalog.Assignment {
		return &catalog.Assignment{Header: records.Head(n, ""), Work: "w", Person: record.To[catalog.Person](records.ID(who)), Project: record.To[catalog.Project](p.ID), Month: aDay, Hours: record.NewDecimal(h * 1e6)}
	}
	got := projects.TeamLoads(records.Snapshot(t, team, silent, idle, p, person(11, team), person(12, team), person(13, silent), person(14, idle), hours(20, 11, 100), hours(21, 12, 5), hours(22, 13, 84)), aDay, 2)
	if len(got) != 2 || got[0].Team.Name != "Desk" || got[0].People != 2 || !got[0].RunKnown || got[1].RunKnown {
		t.Fatalf("teams: %+v", got)
	}
	for i, want := range []int64{125, 50} { // 105 of 84 hours, 84 of 168
		if share, known := got[i].Months[0].Share(); !known || share != want {
			t.Errorf("%s is asked for %d %%, want %d", got[i].Team.Name, share, want)
		}
	}
	if share, known := got[0].Months[1].Share(); !known || share != 0 {
		t.Errorf("in the next month %d %%", share)
	}
}

// The figures are those of a project half done: budget 1000 over ten days, half
// planned, 400 done at a cost of 500.
func TestReviewAndBurnUp(t *testing.T) {
	p := &catalog.Project{Header: records.Head(1, "active"), Name: "Half", Budget: euros(1000), ActualCost: euros(500), CostedTo: aDay, Start: aDay.AddDays(-4), PromisedFinish: aDay.AddDays(5), ForecastFinish: aDay.AddDays(8), YearlyBenefit: euros(1200)}
	of := record.To[catalog.Project](p.ID)
	task := &catalog.Task{Header: records.Head(2, "doing"), Name: "T", Project: of, Start: aDay.AddDays(-4), Finish: aDay.AddDays(5), PlannedValue: euros(1000), PercentDone: percent(40)}
	report := &catalog.StatusReport{Header: records.Head(3, "published"), Title: "R", Project: of, AsOf: aDay.AddDays(-2), EarnedValue: euros(300), ActualCost: euros(310)}
	s := records.Snapshot(t, p, task, report, &catalog.Assignment{Header: records.Head(4, ""), Work: "w", Project: of, Person: record.To[catalog.Person](records.ID(5)), Month: aDay, Hours: record.NewDecimal(30e6)})
	r := projects.ReviewOf(s, p, aDay, record.International())
	costs := map[string]string{}
	for _, w := range r.Ways {
		costs[w.Name] = w.Cost.Text()
	}
	// EAC = 1000 × 500 / 400 = 1250; the rest 750, or 600 as planned.
	if diff := cmp.Diff(map[string]string{"Go on as it is": "750.00 EUR", "Put it right": "600.00 EUR", "Pause it": "0.00 EUR", "Stop it": "0.00 EUR"}, costs); diff != "" {
		t.Errorf("ways (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"It ends 3 days after the promised day", "It will cost €250 more than its budget"}, r.Trouble); diff != "" {
		t.Errorf("trouble (-want +got):\n%s", diff)
	}
	if against := r.Ways[1].Against; !strings.Contains(against, "1.20") || !strings.Contains(against, "0.80") {
		t.Errorf("against putting it right: %q", against)
	}
	if r.Hours != 30e6 || r.People != 1 {
		t.Errorf("%d hours of %d people", r.Hours, r.People)
	}
	b := projects.BurnUpOf(s, p, aDay)
	last := b.Planned[len(b.Planned)-1]
	if len(b.Planned) < 2 || last.On != aDay.AddDays(5) || last.Amount != euros(1000) {
		t.Errorf("planned: %+v", b.Planned)
	}
	if diff := cmp.Diff([]projects.Level{{On: aDay.AddDays(-2), Amount: euros(300)}, {On: aDay, Amount: euros(400)}}, b.Earned); diff != "" {
		t.Errorf("earned (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]projects.Level{{On: aDay.AddDays(-2), Amount: euros(310)}, {On: aDay, Amount: euros(500)}}, b.Actual); diff != "" {
		t.Errorf("actual (-want +got):\n%s", diff)
	}
}
