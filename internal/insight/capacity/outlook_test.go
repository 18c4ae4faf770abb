package capacity_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

var today = record.Day(2026, 10, 15)

// disk has a reading every 30 days up to a few days ago.
func disk(limit int64, readings ...int64) *catalog.CapacityMeasure {
	m := &catalog.CapacityMeasure{Header: records.Head(1, "in_use"), Name: "Disk", Kind: "storage", Unit: "TB",
		Limit: record.NewDecimal(limit * 1e6), EveryDays: record.Whole(30), LeadDays: record.Whole(30)}
	for i, v := range readings {
		m.Readings = append(m.Readings, catalog.Reading{On: today.AddDays(-5 - 30*(len(readings)-1-i)), Value: record.NewDecimal(v * 1e6)})
	}
	return m
}

func one(t *testing.T, m *catalog.CapacityMeasure) *capacity.Outlook {
	t.Helper()
	all := capacity.Outlooks(records.Snapshot(t, m), today)
	if len(all) != 1 {
		t.Fatalf("%d outlooks", len(all))
	}
	return all[0]
}

// Ten a reading from 100 reach 205 at the eleventh reading from the first.
func TestReached(t *testing.T) {
	o := one(t, disk(205, 100, 110, 120, 130, 140, 150, 160, 170, 180))
	last := today.AddDays(-5)
	if want := last.AddDays(90); o.Even != want || o.OrderBy() != o.Early.AddDays(-30) {
		t.Errorf("full by %s, want %s; order by %s", o.Even, want, o.OrderBy())
	}
	if o.Early.After(o.Even) || o.Even.After(o.Late) {
		t.Errorf("%s, %s, %s", o.Early, o.Even, o.Late)
	}
}

func TestWhatCannotBeSaid(t *testing.T) {
	old := disk(200, 100, 110, 120, 130, 140, 150)
	for i := range old.Readings {
		old.Readings[i].On = old.Readings[i].On.AddDays(-300)
	}
	for want, m := range map[string]*catalog.CapacityMeasure{
		"Nothing was read": disk(200),
		"Fewer than six":   disk(200, 1, 2, 3),
		"is too old":       old,
	} {
		if o := one(t, m); !strings.Contains(o.Missing, want) || o.Early.Known() || o.OrderBy().Known() {
			t.Errorf("%q, want %s", o.Missing, want)
		}
	}
	if o := one(t, disk(10000, 100, 100, 101, 100, 100, 101, 100, 100)); o.Missing != "" || o.Even.Known() {
		t.Errorf("%q, full by %s", o.Missing, o.Even)
	}
	if o := one(t, disk(150, 100, 110, 120, 130, 140, 151, 160)); !o.Full || o.Early != today {
		t.Errorf("full %v, by %s", o.Full, o.Early)
	}
}

// A reading that was left out is read off between its neighbours.
func TestGap(t *testing.T) {
	m := disk(400, 100, 110, 120, 130, 140, 150, 160, 170, 180)
	m.Readings = append(m.Readings[:3], m.Readings[4:]...)
	o := one(t, m)
	if len(o.Known) != 9 || o.Known[3].Value != 130 {
		t.Errorf("%+v", o.Known)
	}
}

func TestSignal(t *testing.T) {
	find := func(m *catalog.CapacityMeasure) []signal.Signal {
		service := &catalog.Service{Header: records.Head(2, "live"), Name: "Storage", Tier: "critical", LossPerHour: record.Money{Minor: 900_00, Currency: "EUR"}}
		m.Services = record.Refs[catalog.Service]{record.To[catalog.Service](service.ID)}
		s := records.Snapshot(t, m, service)
		return capacity.Rules()[0].Find(&signal.Inquiry{Snapshot: s, Question: signal.Question{Locale: record.International(), Now: record.At(today.Time().Add(12 * 3600 * 1e9))}})
	}
	m := disk(205, 100, 110, 120, 130, 140, 150, 160, 170, 180)
	got := find(m)
	if len(got) != 1 || !strings.HasPrefix(got[0].Title, "Disk may be full before more can arrive: order by") || got[0].Stake.Minor != 900_00 || !got[0].Due.Known() || len(got[0].Evidence) != 2 {
		t.Fatalf("%+v", got)
	}
	m.Ordered = today.AddDays(20)
	if got := find(m); len(got) != 0 {
		t.Errorf("what is on order is told: %+v", got)
	}
	if got := find(disk(205, 100, 100, 101, 100, 101, 100, 100, 101)); len(got) != 0 {
		t.Errorf("what does not grow is told: %+v", got)
	}
}
