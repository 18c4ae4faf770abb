package capacity_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/capacity"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// What is used of a right is a reading of the day it was counted; what is installed,
// one of today.
func TestLicencesAreRead(t *testing.T) {
	users := &catalog.LicenceEntitlement{Header: records.Head(1, "active"), Family: "Design", Metric: "user", Quantity: record.Whole(35), Used: record.Whole(30), UsedOn: today.AddDays(-12)}
	installed := &catalog.LicenceEntitlement{Header: records.Head(2, "active"), Family: "Windows", Metric: "device", Quantity: record.Whole(5)}
	unknown := &catalog.LicenceEntitlement{Header: records.Head(3, "active"), Family: "Cores", Metric: "core", Quantity: record.Whole(5)}
	product := &catalog.Product{Header: records.Head(4, ""), Family: "Windows"}
	asset := &catalog.Asset{Header: records.Head(5, "in_use"), Product: record.To[catalog.Product](product.ID)}
	got := capacity.Licences(records.Snapshot(t, users, installed, unknown, product, asset), today)
	if len(got) != 2 {
		t.Fatalf("%d measures, want that of the users and that of the devices", len(got))
	}
	for _, l := range got {
		m, r := l.Measure, l.Measure.Last()
		switch m.Name {
		case "Licences of Design":
			if m.Limit.Float() != 35 || r.Value.Float() != 30 || r.On != users.UsedOn || l.Right != users {
				t.Errorf("%+v", m)
			}
		case "Licences of Windows":
			if m.Limit.Float() != 5 || r.Value.Float() != 1 || r.On != today || l.Right != nil {
				t.Errorf("%+v", m)
			}
		default:
			t.Error(m.Name)
		}
	}
}

// Readings of other days stay, and so does what people said.
func TestKept(t *testing.T) {
	stored := disk(100, 10, 20)
	read := &catalog.CapacityMeasure{Limit: record.NewDecimal(120e6), Readings: record.Rows[catalog.Reading]{
		{On: stored.Readings[1].On, Value: record.NewDecimal(21e6)}, {On: today, Value: record.NewDecimal(30e6)}}}
	m := capacity.Kept(stored, read, false)
	if len(m.Readings) != 3 || m.Readings[0].Value.Float() != 10 || m.Readings[1].Value.Float() != 21 || m.Last().Value.Float() != 30 || m.Limit.Float() != 120 || m.LeadDays != stored.LeadDays {
		t.Errorf("%+v", m)
	}
	if m := capacity.Kept(stored, read, true); len(m.Readings) != 2 {
		t.Errorf("%d readings of a history that was read whole", len(m.Readings))
	}
	if len(stored.Readings) != 2 || stored.Readings[1].Value.Float() != 20 {
		t.Error("what is stored was changed")
	}
}

// Three incidents a week come in, twice as many in the last four weeks; five a week
// were resolved at most. What the weeks of today add does not count yet.
func TestArrivals(t *testing.T) {
	team := &catalog.Team{Header: records.Head(1, ""), Name: "Desk"}
	a := capacity.NewArrivals(records.Snapshot(t, team), today)
	end := a.Since().AddDays(39 * 28)
	if end.After(today) || end.AddDays(28).Before(today) {
		t.Fatalf("the last four weeks end before %s, today is %s", end, today)
	}
	add := func(day record.Date, opened, resolved int) {
		at := record.At(day.Time().Add(9 * time.Hour))
		for i := range max(opened, resolved) {
			inc := &catalog.Incident{Team: record.To[catalog.Team](team.ID)}
			if i < opened {
				inc.Opened = at
			}
			if i < resolved {
				inc.Resolved = at
			}
			a.Add(inc)
		}
	}
	for week := 1; week <= 80; week++ {
		opened := 3
		if week <= 4 {
			opened = 6
		}
		add(end.AddDays(-7*week), opened, 5)
	}
	add(end.AddDays(1), 50, 0)
	got := a.Measures()
	if len(got) != 1 {
		t.Fatalf("%d measures", len(got))
	}
	m := got[0]
	if m.Name != "Incidents of Desk" || m.Limit.Float() != 5 || len(m.Readings) != 19 || m.Last().Value.Float() != 6 || m.Last().On != end.AddDays(-1) || m.Readings[0].Value.Float() != 3 {
		t.Errorf("%+v", m)
	}
	m.ID, m.State = records.ID(2), "in_use"
	if o := one(t, m); o.Full || o.Reader() == "" { // four weeks do not make it full
		t.Errorf("full %v, read by %q", o.Full, o.Reader())
	}
	m.Readings[17].Value, m.Readings[16].Value = record.NewDecimal(6e6), record.NewDecimal(5e6)
	if o := one(t, m); !o.Full {
		t.Error("twelve weeks above the limit are not full")
	}
}

// What the program reads is found again whatever people call it; what they typed
// is not taken for it.
func TestKeys(t *testing.T) {
	read := &catalog.CapacityMeasure{Name: "Incidents of Desk", Origin: "Read from: incidents of Desk"}
	read.Source, read.ExternalID = "fairlead", "incidents/1"
	stored := &catalog.CapacityMeasure{Name: "Our load", Origin: "Read from: incidents of Helpdesk"}
	stored.Source, stored.ExternalID = "sheet", "7"
	if capacity.Key(stored) != "" {
		t.Error("what came from elsewhere is taken for the program's")
	}
	kept := capacity.Kept(stored, read, false)
	if capacity.Key(kept) != "incidents/1" || kept.Name != "Our load" || kept.Origin != read.Origin {
		t.Errorf("kept as %+v", kept)
	}
}
