package app

import (
	"context"
	"log/slog"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// Every row of the demonstration comes in by the ordinary importer.
func TestLoadDemonstration(t *testing.T) {
	d := desktest.Open(t)
	b := &base{store: d.Store(), desk: d}
	if err := loadDemonstration(context.Background(), b, slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	s, err := d.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if n := s.Len(record.TypeFor[catalog.Person](s)); n < 700 {
		t.Errorf("%d people", n)
	}
	testFailuresAreCounted(t, d)
	testCapacityIsRead(t, d)
}

// The position server of crane 1 failed often: incidents.csv has 15 of priority 1 or 2
// that name it. Counting again changes nothing; what is no longer in use is put away.
func testFailuresAreCounted(t *testing.T, d *desk.Desk) {
	t.Helper()
	clerk := d.For(access.Program())
	crane := func() *catalog.FailureHistory {
		s, err := clerk.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		for h := range record.Each[catalog.FailureHistory](s) {
			if h.Name == "bgo-crane-01" {
				return h
			}
		}
		t.Fatal("bgo-crane-01 has no history")
		return nil
	}
	count := func() {
		if _, err := countFailures(t.Context(), d, func(int64) error { return nil }); err != nil {
			t.Fatal(err)
		}
	}
	was := crane()
	if was.Failures.N() != 15 || was.Units.N() != 1 || was.UnitHours.N() < 700*24 {
		t.Errorf("%v failures of %v units in %v hours", was.Failures, was.Units, was.UnitHours)
	}
	count()
	if got := crane(); got.Version != was.Version {
		t.Errorf("counting again makes version %d of %d", got.Version, was.Version)
	}
	typ, err := clerk.Type("asset")
	if err != nil {
		t.Fatal(err)
	}
	asset, err := clerk.Get(t.Context(), typ, was.Asset.ID.String())
	if err != nil {
		t.Fatal(err)
	}
	retired := typ.Clone(asset)
	retired.Head().State = "retired"
	if err := clerk.Save(t.Context(), &desk.Change{Type: typ, Record: retired, Imported: true}); err != nil {
		t.Fatal(err)
	}
	count()
	if got := crane(); !got.Archived {
		t.Error("the history of a retired thing is still there")
	}
}

// Licences and what comes in for teams are read without typing: a count is added to
// those before it, what people say stays, and reading again changes nothing.
func testCapacityIsRead(t *testing.T, d *desk.Desk) {
	t.Helper()
	measures := func() map[string]*catalog.CapacityMeasure {
		if _, err := readCapacity(t.Context(), d, func(int64) error { return nil }); err != nil {
			t.Fatal(err)
		}
		s, err := d.For(access.Program()).Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		all := map[string]*catalog.CapacityMeasure{}
		for m := range record.Each[catalog.CapacityMeasure](s) {
			all[m.Name] = m
		}
		return all
	}
	was := measures()
	if m := was["Licences of Kundekrets"]; m == nil || len(m.Readings) != 17 || m.Last().Value.Float() != 117 || m.LeadDays.N() != 21 {
		t.Errorf("licences: %+v", m)
	}
	if m := was["Licences of Tegnekrok Design"]; m == nil || len(m.Readings) != 1 || m.Last().Value.Float() != 46 {
		t.Errorf("licences that are new: %+v", m)
	}
	if m := was["Incidents of Service Desk"]; m == nil || len(m.Readings) < 24 {
		t.Errorf("a team: %+v", m)
	}
	for name, m := range measures() {
		if m.Version != was[name].Version {
			t.Errorf("reading %s again makes version %d of %d", name, m.Version, was[name].Version)
		}
	}
}
