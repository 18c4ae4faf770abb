package strategy_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

func placed(n int, state string, from, to int, waits ...int) *catalog.RoadmapItem {
	i := &catalog.RoadmapItem{Header: records.Head(n, state), Title: string(rune('A' + n - 1)), Theme: "T", Horizon: "now"}
	if from != to {
		i.Starts, i.Ends = today.AddDays(from), today.AddDays(to)
	}
	for _, w := range waits {
		i.DependsOn = append(i.DependsOn, record.To[catalog.RoadmapItem](records.ID(w)))
	}
	return i
}

// A waits for nothing; B waits for A, C for B, and A for C in a circle; D is in
// work, E has no dates.
func TestMoved(t *testing.T) {
	s := records.Snapshot(t, placed(1, "planned", 0, 10, 3), placed(2, "planned", 10, 20, 1), placed(3, "planned", 20, 30, 2),
		placed(4, "doing", 5, 15, 1), placed(5, "planned", 0, 0, 1))
	first := record.Get(s, record.To[catalog.RoadmapItem](records.ID(1)))
	for name, c := range map[string]struct {
		move strategy.Move
		want map[string][2]int
	}{
		"alone":   {strategy.Move{Step: first, Days: 7}, map[string][2]int{"A": {7, 17}}},
		"longer":  {strategy.Move{Step: first, Longer: 4}, map[string][2]int{"A": {0, 14}}},
		"earlier": {strategy.Move{Step: first, Days: -3, Longer: 1}, map[string][2]int{"A": {-3, 8}}},
		"pushing": {strategy.Move{Step: first, Days: 7, Longer: -2, Push: true}, map[string][2]int{"A": {7, 15}, "B": {15, 25}, "C": {25, 35}, "E": {}}},
	} {
		got := map[string][2]int{}
		for _, i := range strategy.Moved(s, c.move) {
			got[i.Title] = [2]int{}
			if i.Starts.Known() {
				got[i.Title] = [2]int{today.DaysUntil(i.Starts), today.DaysUntil(i.Ends)}
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if first.Starts != today {
		t.Error("the step of the snapshot itself moved")
	}
}

func TestSinceAVersion(t *testing.T) {
	stood := records.Snapshot(t, placed(1, "planned", 0, 10), placed(2, "planned", 10, 20), placed(3, "planned", 20, 30), placed(4, "planned", 0, 5), placed(5, "planned", 0, 0))
	v := &catalog.RoadmapVersion{Header: records.Head(9, ""), Name: "Board", TakenOn: today.AddDays(-30), Steps: strategy.Placements(stood)}
	v.Steps = append(v.Steps, catalog.Placed{Title: "Lost"})
	longer := placed(2, "planned", 10, 62)
	elsewhere := placed(5, "planned", 0, 0)
	elsewhere.Horizon = "later"
	now := records.Snapshot(t, v, placed(1, "planned", -3, 7), longer, placed(3, "dropped", 20, 30), placed(4, "planned", 0, 5), elsewhere, placed(6, "planned", 1, 2))
	type row struct {
		Kind       strategy.ShiftKind
		Title      string
		Start, End int
	}
	var got []row
	for _, shift := range strategy.Since(now, v) {
		got = append(got, row{shift.Kind, shift.Title(), shift.Start, shift.End})
	}
	want := []row{{strategy.Later, "B", 0, 42}, {strategy.Earlier, "A", -3, -3}, {strategy.Changed, "E", 0, 0}, {strategy.Added, "F", 0, 0}, {strategy.Gone, "C", 0, 0}, {strategy.Gone, "Lost", 0, 0}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("since the version (-want +got):\n%s", diff)
	}
	if again := strategy.Since(stood, &catalog.RoadmapVersion{Steps: strategy.Placements(stood)}); len(again) != 0 {
		t.Errorf("against itself the roadmap differs: %+v", again)
	}
	var told []string
	for _, sig := range signal.Ask(now, question, strategy.Rules()...) {
		if signal.RuleOf(sig.Key) == "strategy.slipped" {
			told = append(told, sig.Title+": "+sig.Why)
		}
	}
	if diff := cmp.Diff([]string{"1 step of the roadmap slipped by a month or more since “Board”: “B” by 42 days."}, told); diff != "" {
		t.Errorf("signals (-want +got):\n%s", diff)
	}
}

func TestReverse(t *testing.T) {
	live, over := objective(1), objective(2)
	over.State = "reached"
	toward := func(n int) record.Ref[catalog.Objective] { return record.To[catalog.Objective](records.ID(n)) }
	initiative := &catalog.Initiative{Header: records.Head(3, "underway"), Objectives: record.Refs[catalog.Objective]{toward(1)}}
	by := &catalog.Project{Header: records.Head(4, "active"), Name: "by its initiative", Initiative: record.To[catalog.Initiative](initiative.ID), Budget: eur(100)}
	direct := &catalog.Project{Header: records.Head(5, "active"), Name: "direct", Objectives: record.Refs[catalog.Objective]{toward(1)}}
	past := &catalog.Project{Header: records.Head(6, "on_hold"), Name: "for what is reached", Objectives: record.Refs[catalog.Objective]{toward(2)}, Budget: eur(300)}
	done := &catalog.Project{Header: records.Head(7, "finished"), Name: "done", Budget: eur(900)}
	hours := func(n int, p *catalog.Project, month record.Date, h int64) *catalog.Assignment {
		return &catalog.Assignment{Header: records.Head(n, ""), Person: record.To[catalog.Person](records.ID(99)), Project: record.To[catalog.Project](p.ID), Month: month, Hours: whole(h)}
	}
	needed := &catalog.Service{Header: records.Head(10, "live"), Name: "Booking"}
	spare := &catalog.Service{Header: records.Head(11, "live"), Name: "Pictures"}
	capability := &catalog.Capability{Header: records.Head(12, "kept"), Services: record.Refs[catalog.Service]{record.To[catalog.Service](needed.ID)}}
	contract := func(n int, annual record.Money, services ...*catalog.Service) *catalog.Contract {
		c := &catalog.Contract{Header: records.Head(n, "in_force"), Annual: annual}
		for _, sv := range services {
			c.Services = append(c.Services, record.To[catalog.Service](sv.ID))
		}
		return c
	}
	incident := func(n int, sv *catalog.Service) *catalog.Incident {
		return &catalog.Incident{Header: records.Head(n, "new"), Service: record.To[catalog.Service](sv.ID)}
	}
	r := strategy.ReverseOn(records.Snapshot(t, live, over, initiative, by, direct, past, done, needed, spare, capability,
		hours(20, by, record.Day(2026, 11, 1), 30), hours(21, past, record.Day(2026, 12, 1), 10), hours(22, past, record.Day(2026, 10, 1), 99), hours(23, done, record.Day(2026, 11, 1), 99),
		contract(30, eur(50), needed, spare), contract(31, eur(30), spare), contract(32, eur(20)), contract(33, record.Money{}, spare),
		incident(40, needed), incident(41, spare), &catalog.Incident{Header: records.Head(42, "new")}, &catalog.Incident{Header: records.Head(43, "resolved")}), today)
	if r.Projects.All != 3 || len(r.Projects.None) != 1 || r.Projects.None[0].Name != past.Name || r.Budgets.Unpriced != 1 {
		t.Errorf("projects: %d, adrift %v, without budget %d", r.Projects.All, r.Projects.None, r.Budgets.Unpriced)
	}
	if got := r.Budgets.Share("EUR"); got.Micro != 750_000 { // 300 of 400
		t.Errorf("share of the budgets: %+v", got)
	}
	if r.Hours != 40e6 || r.HoursNone != 10e6 {
		t.Errorf("hours: %d, %d for nothing", r.Hours, r.HoursNone)
	}
	if got := r.Yearly.Share("EUR"); len(r.Contracts.None) != 2 || len(r.Contracts.Unknown) != 1 || got.Micro != 375_000 { // 30 of 80
		t.Errorf("contracts: %d and %d, %+v", len(r.Contracts.None), len(r.Contracts.Unknown), got)
	}
	if r.Incidents.All != 3 || len(r.Incidents.None) != 1 || len(r.Incidents.Unknown) != 1 {
		t.Errorf("incidents: %+v", r.Incidents)
	}
}
