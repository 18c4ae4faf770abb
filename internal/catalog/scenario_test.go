package catalog_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var firstOfMarch = record.Day(2027, 3, 1)

func plannedStep(n int, from, to, initiative int) *catalog.RoadmapItem {
	return &catalog.RoadmapItem{Header: records.Head(n, "planned"), Title: string(rune('A' + n - 1)), Theme: "T", Horizon: "next",
		Starts: firstOfMarch.AddDays(from), Ends: firstOfMarch.AddDays(to), Initiative: record.To[catalog.Initiative](records.ID(initiative))}
}

func ofStep(n int) record.Ref[catalog.RoadmapItem] {
	return record.To[catalog.RoadmapItem](records.ID(n))
}

// Initiative 11 has the steps A and B, initiative 12 has C alone.
func scenarioWorld(t *testing.T, more ...record.Record) *record.Snapshot {
	first := &catalog.Initiative{Header: records.Head(11, "approved"), Title: "First", Starts: firstOfMarch, Ends: firstOfMarch.AddDays(100), Cost: record.Money{Minor: 900, Currency: "EUR"}, Funded: record.Money{Minor: 500, Currency: "EUR"}}
	second := &catalog.Initiative{Header: records.Head(12, "proposed"), Title: "Second", Starts: firstOfMarch, Ends: firstOfMarch.AddDays(50)}
	return records.Snapshot(t, append(more, first, second, plannedStep(1, 0, 40, 11), plannedStep(2, 40, 90, 11), plannedStep(3, 0, 50, 12))...)
}

// told says how a scenario leaves steps and initiatives: state, first and last
// day counted from the first of March, and money.
func told(records []record.Record) map[string][]any {
	out := map[string][]any{}
	for _, r := range records {
		switch r := r.(type) {
		case *catalog.RoadmapItem:
			out[r.Title] = []any{r.State, firstOfMarch.DaysUntil(r.Starts), firstOfMarch.DaysUntil(r.Ends)}
		case *catalog.Initiative:
			out[r.Title] = []any{r.State, firstOfMarch.DaysUntil(r.Starts), firstOfMarch.DaysUntil(r.Ends), r.Funded.Minor}
		case *catalog.Scenario:
			out[r.Title] = []any{r.State, string(r.Reason)}
		}
	}
	return out
}

func TestWhatAScenarioChanges(t *testing.T) {
	s := scenarioWorld(t)
	for name, c := range map[string]struct {
		rows record.Rows[catalog.StepChanged]
		want map[string][]any
	}{
		"the last step ends later, so the initiative does": {record.Rows[catalog.StepChanged]{{Step: ofStep(2), Ends: firstOfMarch.AddDays(97)}},
			map[string][]any{"B": {"planned", 40, 97}, "First": {"approved", 0, 107, int64(500)}}},
		"the first begins later": {record.Rows[catalog.StepChanged]{{Step: ofStep(1), Begins: firstOfMarch.AddDays(10)}},
			map[string][]any{"A": {"planned", 10, 40}, "First": {"approved", 10, 100, int64(500)}}},
		"in the middle nothing moves": {record.Rows[catalog.StepChanged]{{Step: ofStep(1), Ends: firstOfMarch.AddDays(60)}},
			map[string][]any{"A": {"planned", 0, 60}}},
		"money": {record.Rows[catalog.StepChanged]{{Step: ofStep(1), Budget: record.Money{Minor: 900, Currency: "EUR"}}},
			map[string][]any{"A": {"planned", 0, 40}, "First": {"approved", 0, 100, int64(900)}}},
		"the last step goes, the initiative ends with the one before": {record.Rows[catalog.StepChanged]{{Step: ofStep(2), Take: "out"}},
			map[string][]any{"B": {"dropped", 40, 90}, "First": {"approved", 0, 50, int64(500)}}},
		"its only step goes": {record.Rows[catalog.StepChanged]{{Step: ofStep(3), Take: "out"}},
			map[string][]any{"C": {"dropped", 0, 50}, "Second": {"dropped", 0, 50, int64(0)}}},
	} {
		sc := &catalog.Scenario{Changes: c.rows}
		if diff := cmp.Diff(c.want, told(sc.Changed(s))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

// take takes a step of the lifecycle as the desk does.
func take(s *record.Snapshot, sc *catalog.Scenario, name string) ([]record.Record, error) {
	tr, _ := record.TypeFor[catalog.Scenario](s).Lifecycle.Transition(name)
	return tr.Follow(s, record.Moment{Now: record.At(firstOfMarch.Time()), Currency: "EUR"}, sc)
}

func TestAdoptAScenario(t *testing.T) {
	same := &catalog.Scenario{Header: records.Head(21, "proposed"), Title: "Rival", Question: "which first? "}
	other := &catalog.Scenario{Header: records.Head(22, "proposed"), Title: "Apart", Question: "When?"}
	s := scenarioWorld(t, same, other)
	sc := &catalog.Scenario{Header: records.Head(20, "proposed"), Title: "Chosen", Question: "Which first?", Changes: record.Rows[catalog.StepChanged]{{Step: ofStep(2), Begins: firstOfMarch.AddDays(50), Ends: firstOfMarch.AddDays(95)}}}
	if _, err := take(s, sc, "adopt"); fault.KindOf(err) != fault.Conflict {
		t.Errorf("adopted without having been proposed here: %v", err)
	}
	if _, err := take(s, sc, "propose"); err != nil {
		t.Fatal(err)
	}
	changed, err := take(s, sc, "adopt")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][]any{"B": {"planned", 50, 95}, "First": {"approved", 0, 105, int64(500)}, "Rival": {"rejected", "“Chosen” was adopted."}}
	if diff := cmp.Diff(want, told(changed)); diff != "" {
		t.Errorf("adopted (-want +got):\n%s", diff)
	}
	now := record.Get(s, ofStep(2))
	moved := plannedStep(2, 41, 90, 11)
	if _, err := take(s.With(s.Position(), record.Edit{Old: now, New: moved}), sc, "adopt"); fault.KindOf(err) != fault.Conflict || !strings.Contains(fault.Sentence(err), "“B”") {
		t.Errorf("a step that moved since does not stop it: %v", err)
	}
}

func TestWhatCannotBeProposed(t *testing.T) {
	done := plannedStep(4, 0, 5, 11)
	done.State = "done"
	alone := plannedStep(5, 0, 5, 99)
	s := scenarioWorld(t, done, alone)
	for name, rows := range map[string]record.Rows[catalog.StepChanged]{
		"is done":                 {{Step: ofStep(4), Take: "out"}},
		"is in already":           {{Step: ofStep(1), Take: "in"}},
		"would end before":        {{Step: ofStep(2), Ends: firstOfMarch.AddDays(1)}},
		"belongs to no":           {{Step: ofStep(5), Budget: record.NoMoney("EUR")}},
		"of the same initiative":  {{Step: ofStep(1), Budget: record.NoMoney("EUR")}, {Step: ofStep(2), Budget: record.NoMoney("EUR")}},
		"no longer kept":          {{Step: ofStep(77), Take: "out"}},
		"First” cannot follow":    {{Step: ofStep(1), Budget: record.NoMoney("NOK")}},
		"Second” cannot follow: ": {{Step: ofStep(3), Budget: record.Money{Minor: -1, Currency: "EUR"}}},
	} {
		if _, err := take(s, &catalog.Scenario{Changes: rows}, "propose"); err == nil || !strings.Contains(fault.Sentence(err), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
