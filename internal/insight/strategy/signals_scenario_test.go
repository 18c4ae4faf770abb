package strategy_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func scenarioSignals(t *testing.T, all ...record.Record) []string {
	t.Helper()
	var titles []string
	for _, sig := range signal.Ask(records.Snapshot(t, all...), question, strategy.Rules()...) {
		if sig.Subject.Type == "scenario" {
			if sig.StakeBasis == "" || sig.Why == "" || len(sig.Evidence) == 0 && strings.Contains(sig.Key, "waiting") {
				t.Errorf("the signal does not explain itself: %+v", sig)
			}
			titles = append(titles, sig.Title)
		}
	}
	return titles
}

// A proposed scenario waits too long after thirty days, a draft after sixty.
func TestScenariosThatWait(t *testing.T) {
	for _, c := range []struct {
		state string
		days  int
		title string
	}{
		{"proposed", 30, "The scenario “Rail” was proposed 30 days ago and nobody has decided"},
		{"proposed", 29, ""},
		{"draft", 60, "The scenario “Rail” was begun 60 days ago and nobody has decided"},
		{"draft", 59, ""},
		{"rejected", 200, ""},
	} {
		head := records.Head(1, c.state)
		head.Created = record.At(time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC).AddDate(0, 0, -c.days))
		step := &catalog.RoadmapItem{Header: records.Head(2, "planned"), Title: "Yard", Starts: today.AddDays(40)}
		scenario := &catalog.Scenario{Header: head, Title: "Rail", Question: "Which first?", ProposedOn: today.AddDays(-c.days),
			Changes: record.Rows[catalog.StepChanged]{{Step: record.To[catalog.RoadmapItem](records.ID(2)), Take: "out"}}}
		got := scenarioSignals(t, scenario, step)
		if c.title == "" && len(got) > 0 || c.title != "" && (len(got) != 1 || got[0] != c.title) {
			t.Errorf("%s for %d days: %q", c.state, c.days, got)
		}
	}
}

// What was adopted is held against the roadmap, step by step; what is done, and what a
// later scenario changed, is not.
func TestScenariosThatNoLongerFit(t *testing.T) {
	ends := today.AddDays(60)
	row := catalog.StepChanged{Step: record.To[catalog.RoadmapItem](records.ID(2)), Ends: ends}
	adopted := &catalog.Scenario{Header: records.Head(1, "adopted"), Title: "Rail", Question: "?", DecidedOn: today.AddDays(-50), Changes: record.Rows[catalog.StepChanged]{row}}
	out := &catalog.Scenario{Header: records.Head(1, "adopted"), Title: "Rail", Question: "?", DecidedOn: today.AddDays(-50), Changes: record.Rows[catalog.StepChanged]{{Step: row.Step, Take: "out"}}}
	later := &catalog.Scenario{Header: records.Head(3, "adopted"), Title: "Road", Question: "?", DecidedOn: today.AddDays(-5), Changes: record.Rows[catalog.StepChanged]{{Step: row.Step, Ends: today.AddDays(90)}}}
	const left = "The roadmap has left what was adopted with “Rail”: 1 of 1 step"
	for _, c := range []struct {
		name  string
		state string
		ends  record.Date
		with  []record.Record
		told  bool
	}{
		{"as agreed", "planned", ends, []record.Record{adopted}, false},
		{"later", "planned", ends.AddDays(45), []record.Record{adopted}, true},
		{"dropped", "dropped", ends, []record.Record{adopted}, true},
		{"done late", "done", ends.AddDays(45), []record.Record{adopted}, false},
		{"out and out", "dropped", ends, []record.Record{out}, false},
		{"out and back", "planned", ends, []record.Record{out}, true},
		{"changed by a later one", "planned", today.AddDays(90), []record.Record{adopted, later}, false},
	} {
		step := &catalog.RoadmapItem{Header: records.Head(2, c.state), Title: "Events", Starts: today.AddDays(1), Ends: c.ends}
		got := scenarioSignals(t, append(c.with, step)...)
		if c.told != (len(got) == 1 && got[0] == left) || !c.told && len(got) > 0 {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
