package strategy_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/strategy"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

// Of four people one works for nothing that we said we want, one for both, one did so
// last month, and one has no hours; the services that the first keeps going are told.
func TestPeopleAdrift(t *testing.T) {
	objective := &catalog.Objective{Header: records.Head(1, "active"), Title: "O", Ends: today.AddDays(50)}
	aimless := &catalog.Project{Header: records.Head(2, "active"), Name: "Rooms"}
	other := &catalog.Project{Header: records.Head(3, "on_hold"), Name: "Radio"}
	serving := &catalog.Project{Header: records.Head(4, "active"), Name: "Rail", Objectives: record.ToAll[catalog.Objective](records.ID(1))}
	team := record.To[catalog.Team](records.ID(5))
	all := []record.Record{objective, aimless, other, serving, &catalog.Team{Header: records.Head(5, ""), Name: "Network"}}
	for n, name := range []string{"Ada", "Bo", "Cy", "Di"} {
		all = append(all, &catalog.Person{Header: records.Head(10+n, ""), Name: name, Team: team})
	}
	number := 100
	hours := func(person int, project *catalog.Project, month record.Date, micro int64) {
		number++
		all = append(all, &catalog.Assignment{Header: records.Head(number, ""), Work: "w", Person: record.To[catalog.Person](records.ID(person)),
			Project: record.To[catalog.Project](project.ID), Month: month, Hours: record.NewDecimal(micro)})
	}
	first := record.Day(2026, 11, 1)
	hours(10, aimless, first, 20e6)
	hours(10, other, first.AddMonths(1), 10e6)
	hours(11, aimless, first, 5e6)
	hours(11, serving, first, 5e6)
	hours(12, aimless, first.AddMonths(-1), 40e6)
	hours(13, aimless, first, 0)
	all = append(all,
		&catalog.Service{Header: records.Head(20, "live"), Name: "Wireless", Team: team},
		&catalog.Service{Header: records.Head(21, "live"), Name: "Cables", Owner: record.To[catalog.Person](records.ID(10)), Team: team},
		&catalog.Service{Header: records.Head(22, "retired"), Name: "Token ring", Team: team})

	r := strategy.ReverseOn(records.Snapshot(t, all...), today)
	type told struct {
		name           string
		hours          int64
		projects, runs []string
	}
	var got []told
	for _, e := range r.People.None {
		one := told{name: e.Person.Name, hours: e.Hours}
		for _, p := range e.Projects {
			one.projects = append(one.projects, p.Name)
		}
		for _, s := range e.Runs {
			one.runs = append(one.runs, s.Name)
		}
		got = append(got, one)
	}
	want := []told{{"Ada", 30e6, []string{"Radio", "Rooms"}, []string{"Cables", "Wireless"}}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(told{})); diff != "" || r.People.All != 2 {
		t.Errorf("of %d: %s", r.People.All, diff)
	}
}

// A count that would point at somebody is not told.
func TestCountTold(t *testing.T) {
	for _, c := range []struct {
		all, none int
		told      bool
	}{{10, 0, true}, {10, 1, false}, {10, 4, false}, {10, 5, true}, {10, 6, false}, {10, 10, false}, {40, 12, true}, {0, 0, true}} {
		r := strategy.Reverse{People: strategy.Side[strategy.Effort]{All: c.all, None: make([]strategy.Effort, c.none)}}
		if n, told := r.CountTold(); n != c.none || told != c.told {
			t.Errorf("%d of %d: %d, %v", c.none, c.all, n, told)
		}
	}
}
