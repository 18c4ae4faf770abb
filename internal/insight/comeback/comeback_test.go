package comeback_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/comeback"
	"fairlead/internal/insight/recovery"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var today = record.Day(2026, 11, 21)

// The records of the tests by number: three services that stand on one host, the
// portal on booking too; two people.
const (
	host, booking, portal, print, ada, bo, team, loss = 1, 2, 3, 4, 5, 6, 7, 8
)

func plan(n, service int, hours float64, people ...int) *catalog.RecoveryPlan {
	p := &catalog.RecoveryPlan{Header: records.Head(n, "approved"), Name: fmt.Sprint("Plan ", n), Services: record.ToAll[catalog.Service](records.ID(service)),
		Steps: []catalog.RecoveryStep{{Key: "1", Step: "Mend", Duration: record.Exactly(hours), Role: "all"}}}
	for _, who := range people {
		p.People = append(p.People, catalog.Responder{Person: record.To[catalog.Person](records.ID(who)), Role: "all", OnCall: true, ByDay: record.Exactly(0), ByNight: record.Exactly(1)})
	}
	return p
}

// world has a scenario in which the host fails together with some others.
func world(change func(*catalog.LossScenario), more ...record.Record) []record.Record {
	service := func(n int, name string, hour int64) *catalog.Service {
		return &catalog.Service{Header: records.Head(n, "live"), Name: name, Tier: "critical", RTO: record.Lasting(4 * time.Hour), LossPerHour: record.Money{Minor: hour * 100, Currency: "EUR"}}
	}
	needs := func(n, from int, typ string, to int) *catalog.Dependency {
		return &catalog.Dependency{Header: records.Head(n, ""), Dependent: record.AnyRef{Type: "service", ID: records.ID(from)}, Provider: record.AnyRef{Type: typ, ID: records.ID(to)}, Type: "uses"}
	}
	l := &catalog.LossScenario{Header: records.Head(loss, "agreed"), Name: "The host burns", Parts: record.Rows[catalog.ScenarioPart]{{Thing: record.AnyRef{Type: "asset", ID: records.ID(host)}}}}
	change(l)
	person := func(n int) *catalog.Person {
		return &catalog.Person{Header: records.Head(n, ""), Name: fmt.Sprint("Person ", n), Team: record.To[catalog.Team](records.ID(team))}
	}
	return append([]record.Record{
		&catalog.Asset{Header: records.Head(host, "in_use"), Name: "host", Class: "other"},
		service(booking, "Booking", 1000), service(portal, "Portal", 100), service(print, "Print", 10),
		&catalog.Team{Header: records.Head(team, ""), Name: "Menders"}, person(ada), person(bo),
		needs(20, booking, "asset", host), needs(21, portal, "service", booking), needs(22, print, "asset", host), l,
	}, more...)
}

func same(*catalog.LossScenario) {}

// Worked by hand: of booking, portal and print the verdict, and after how many hours
// each is back by day; what was lost after four hours and after all are back.
func TestByHand(t *testing.T) {
	type back struct {
		Verdict comeback.Verdict
		Hours   float64
	}
	without := func(who int) func(*catalog.LossScenario) {
		return func(l *catalog.LossScenario) {
			l.Parts = append(l.Parts, catalog.ScenarioPart{Thing: record.AnyRef{Type: "person", ID: records.ID(who)}})
		}
	}
	for name, c := range map[string]struct {
		change func(*catalog.LossScenario)
		plans  []record.Record
		want   []back
		by4    [2]int64 // of what is timed and of what is not, in euros
	}{
		"no plans": {same, nil, []back{{comeback.NoPlan, 0}, {comeback.NoPlan, 0}, {comeback.NoPlan, 0}}, [2]int64{0, 4440}},
		// The portal waits for booking: 3 h, then 2. Print has its own person: 1 h.
		"the one needs the other": {same, []record.Record{plan(30, booking, 3, ada), plan(31, portal, 2, ada), plan(32, print, 1, bo)},
			[]back{{comeback.InTime, 3}, {comeback.Late, 5}, {comeback.InTime, 1}}, [2]int64{3000 + 400 + 10, 0}},
		// All want Ada: booking first, then the portal, then print, by what an hour costs.
		"one person for all": {same, []record.Record{plan(30, booking, 1, ada), plan(31, portal, 1, ada), plan(32, print, 1, ada)},
			[]back{{comeback.InTime, 1}, {comeback.InTime, 2}, {comeback.InTime, 3}}, [2]int64{1000 + 200 + 30, 0}},
		"the one who can is lost": {without(ada), []record.Record{plan(30, booking, 1, ada), plan(31, portal, 1, bo), plan(32, print, 1, bo)},
			[]back{{comeback.Stuck, 0}, {comeback.Stuck, 0}, {comeback.InTime, 1}}, [2]int64{10, 4400}},
		"the team is lost": {func(l *catalog.LossScenario) {
			l.Parts = append(l.Parts, catalog.ScenarioPart{Thing: record.AnyRef{Type: "team", ID: records.ID(team)}})
		}, []record.Record{plan(32, print, 1, bo)}, []back{{comeback.NoPlan, 0}, {comeback.NoPlan, 0}, {comeback.Stuck, 0}}, [2]int64{0, 4440}},
		"something is not recorded": {same, []record.Record{&catalog.RecoveryPlan{Header: records.Head(30, "approved"), Name: "Empty", Services: record.ToAll[catalog.Service](records.ID(booking))}},
			[]back{{comeback.Unknown, 0}, {comeback.NoPlan, 0}, {comeback.NoPlan, 0}}, [2]int64{0, 4440}},
		// What failed is back after two hours: so is booking, whose plan takes three; the rest too.
		"the loss is over first": {func(l *catalog.LossScenario) { l.Lasts = record.Exactly(2) }, []record.Record{plan(30, booking, 3, ada)},
			[]back{{comeback.InTime, 2}, {comeback.NoPlan, 0}, {comeback.NoPlan, 0}}, [2]int64{2000, 220}},
		"an approved plan goes before a draft": {same, []record.Record{&catalog.RecoveryPlan{Header: records.Head(29, "draft"), Name: "Draft", Services: record.ToAll[catalog.Service](records.ID(booking))}, plan(30, booking, 3, ada)},
			[]back{{comeback.InTime, 3}, {comeback.NoPlan, 0}, {comeback.NoPlan, 0}}, [2]int64{3000, 440}},
		"two plans: the later one counts": {same, []record.Record{plan(30, booking, 1, ada), plan(31, booking, 2, bo)},
			[]back{{comeback.InTime, 2}, {comeback.NoPlan, 0}, {comeback.NoPlan, 0}}, [2]int64{2000, 440}},
	} {
		t.Run(name, func(t *testing.T) {
			got := comeback.Of(records.Snapshot(t, world(c.change, c.plans...)...), today, "EUR")[0]
			var backs []back
			for _, b := range got.Backs {
				backs = append(backs, back{b.Verdict, b.Out[recovery.Day].At(0.5)})
			}
			if diff := cmp.Diff(c.want, backs); diff != "" {
				t.Errorf("back (-want +got):\n%s", diff)
			}
			costs := got.Costs[recovery.Day]
			if costs.Timed[1].Minor != c.by4[0]*100 || costs.Untimed[1].Minor != c.by4[1]*100 || costs.Nothing[1].Minor != 4440_00 {
				t.Errorf("lost after four hours %v and %v, of %v; want %v", costs.Timed[1], costs.Untimed[1], costs.Nothing[1], c.by4)
			}
			for i := 1; i < len(costs.Timed); i++ {
				if costs.Timed[i].Minor < costs.Timed[i-1].Minor || costs.Timed[i].Minor > costs.Settled.Minor {
					t.Errorf("what was lost falls or is more than when all is over: %v, %v", costs.Timed, costs.Settled)
				}
			}
		})
	}
}

// By night everybody comes an hour later.
func TestByNight(t *testing.T) {
	got := comeback.Of(records.Snapshot(t, world(same, plan(30, booking, 3, ada))...), today, "EUR")[0]
	if at := got.Backs[0].Out[recovery.Night].At(0.5); at != 4 {
		t.Errorf("back after %v by night, want 4", at)
	}
	if got.Backs[0].Worse().Shift != recovery.Day && got.Backs[0].Worse().At(0.5) != 4 {
		t.Errorf("the worse is %s", got.Backs[0].Worse().Shift.Title())
	}
}

// Nothing stops when people are away, and the plans that need them are named.
func TestPlansThatCouldNotBeCarriedOut(t *testing.T) {
	only := func(l *catalog.LossScenario) {
		l.Parts = record.Rows[catalog.ScenarioPart]{{Thing: record.AnyRef{Type: "person", ID: records.ID(ada)}}}
	}
	got := comeback.Of(records.Snapshot(t, world(only, plan(30, booking, 1, ada), plan(31, portal, 1, bo))...), today, "EUR")[0]
	if len(got.Backs) != 0 || len(got.Idle) != 1 || got.Idle[0].Plan.ID != records.ID(30) || got.Idle[0].Blocked[0].Text != "“Mend” needs Person 5, who cannot work." {
		t.Errorf("%d stop; could not be carried out: %+v", len(got.Backs), got.Idle)
	}
}

// Of services that need each other in a circle some plan begins.
func TestCircle(t *testing.T) {
	all := world(same, plan(30, booking, 1, ada), plan(31, portal, 1, bo),
		&catalog.Dependency{Header: records.Head(40, ""), Dependent: record.AnyRef{Type: "service", ID: records.ID(booking)}, Provider: record.AnyRef{Type: "service", ID: records.ID(portal)}, Type: "uses"})
	got := comeback.Of(records.Snapshot(t, all...), today, "EUR")[0]
	if !slices.ContainsFunc(got.Backs, func(b comeback.Back) bool { return b.Timed() && b.Out[recovery.Day].At(0.5) == 1 }) || got.Backs[0].Out[recovery.Day].At(0.5)+got.Backs[1].Out[recovery.Day].At(0.5) != 3 {
		t.Errorf("%+v", got.Backs)
	}
}

// Of a site that is lost the people cannot work, unless it is said that they can elsewhere.
func TestPeopleOfASite(t *testing.T) {
	const site = 50
	for _, elsewhere := range []bool{false, true} {
		all := world(func(l *catalog.LossScenario) {
			l.Elsewhere = elsewhere
			l.Parts = append(l.Parts, catalog.ScenarioPart{Thing: record.AnyRef{Type: "site", ID: records.ID(site)}})
		}, &catalog.Site{Header: records.Head(site, ""), Name: "Quay"}, plan(30, booking, 1, ada))
		all[5].(*catalog.Person).Site = record.To[catalog.Site](records.ID(site))
		got := comeback.Of(records.Snapshot(t, all...), today, "EUR")[0]
		if got.Backs[0].Timed() != elsewhere {
			t.Errorf("elsewhere %v: booking has the verdict %d", elsewhere, got.Backs[0].Verdict)
		}
	}
}
