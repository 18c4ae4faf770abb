package strategy_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

// The plan by hand: A of theme T runs from today, 21 November 2026, for 40 days
// until 31 December, and B waits for it and starts a day too early. The initiative
// has 41 days, all in 2026, costs 410 and raises the capability to the wanted level.
func compared(t *testing.T, rows ...catalog.StepChanged) []strategy.Outlook {
	a, b := placed(1, "planned", 0, 40), placed(2, "planned", 39, 60, 1)
	work := initiative(8, "approved", 4, eur(410), eur(300), 40)
	work.Starts, work.Objectives = today, record.Refs[catalog.Objective]{record.To[catalog.Objective](records.ID(9))}
	a.Initiative = record.To[catalog.Initiative](work.ID)
	s := records.Snapshot(t, a, b, work, capability(2, 4), objective(9))
	list := strategy.Scenarios(s, today, &catalog.Scenario{Header: records.Head(20, "draft"), Changes: rows})
	if again := strategy.Scenarios(s, today); len(again) != 1 || len(again[0].Conflicts) != 1 {
		t.Error("a scenario changed the plan")
	}
	return list
}

func TestScenarios(t *testing.T) {
	step := func(n int) record.Ref[catalog.RoadmapItem] { return record.To[catalog.RoadmapItem](records.ID(n)) }
	for name, c := range map[string]struct {
		rows []catalog.StepChanged
		want []string
	}{
		"nothing": {nil, nil},
		"the first ends a day earlier": {[]catalog.StepChanged{{Step: step(1), Ends: today.AddDays(39)}}, []string{
			"“B” is no longer in conflict with “A”.", "The gap of “Terminal” is closed 1 day earlier, on 30 Dec 2026.",
		}},
		// Of 82 days half are in 2027.
		"it takes twice as long, with its money": {[]catalog.StepChanged{{Step: step(1), Ends: today.AddDays(81), Budget: eur(410)}}, []string{
			"“T” ends 21 days later, on 10 Feb 2027.", "2026 costs €205 less.", "2027 costs €205 more.", "In all, €110 more is set aside.",
			"The gap of “Terminal” is closed 41 days later, on 10 Feb 2027.",
		}},
		"the first goes": {[]catalog.StepChanged{{Step: step(1), Take: "out"}}, []string{
			"2026 costs €410 less.", "In all, €300 less is set aside.", "The gap of “Terminal” is no longer closed.", "No funded work serves “O” any more.",
		}},
		"the last goes": {[]catalog.StepChanged{{Step: step(2), Take: "out"}}, []string{
			"“T” ends 20 days earlier, on 31 Dec 2026.", "“B” is no longer in conflict with “A”.",
		}},
	} {
		list := compared(t, c.rows...)
		if diff := cmp.Diff(c.want, list[1].Differences(&list[0], "EUR", record.International())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestCostByYear(t *testing.T) {
	list := compared(t, catalog.StepChanged{Step: record.To[catalog.RoadmapItem](records.ID(1)), Ends: today.AddDays(81)})
	got := map[int]int64{}
	for _, year := range strategy.YearsOf(list) {
		cost := list[1].CostOf(year)
		got[year] = cost.In("EUR").Minor
	}
	if diff := cmp.Diff(map[int]int64{2026: 205_00, 2027: 205_00}, got); diff != "" {
		t.Errorf("the years (-want +got):\n%s", diff)
	}
}

func TestOpenScenarios(t *testing.T) {
	var got []string
	for _, c := range strategy.OpenScenarios(records.Snapshot(t,
		&catalog.Scenario{Header: records.Head(1, "draft"), Title: "draft"}, &catalog.Scenario{Header: records.Head(2, "adopted"), Title: "adopted"},
		&catalog.Scenario{Header: records.Head(3, "proposed"), Title: "second", Question: "B"}, &catalog.Scenario{Header: records.Head(4, "proposed"), Title: "first", Question: "A"})) {
		got = append(got, c.Title)
	}
	if diff := cmp.Diff([]string{"first", "second", "draft"}, got); diff != "" {
		t.Error(diff)
	}
}
