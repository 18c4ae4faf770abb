package services_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/services"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var (
	clock    = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)
	question = signal.Question{Now: record.At(clock), Locale: record.International()}
)

func ago(d time.Duration) record.Instant { return record.At(clock.Add(-d)) }

func booking() *catalog.Service {
	return &catalog.Service{
		Header: records.Head(1, "live"), Name: "Booking", Tier: "critical", LossPerHour: record.Money{Minor: 100000, Currency: "EUR"},
		Targets: record.Rows[catalog.Target]{{Priority: "p2", Resolve: record.Lasting(10 * time.Hour)}, {Priority: "p3", Resolve: record.Lasting(48 * time.Hour)}},
	}
}

func incident(n int, change func(*catalog.Incident)) *catalog.Incident {
	i := &catalog.Incident{
		Header: records.Head(n, "active"), Title: "Fault", Service: record.To[catalog.Service](records.ID(1)), Priority: "p2",
		Team: record.To[catalog.Team](records.ID(2)), Assignee: record.To[catalog.Person](records.ID(3)), Opened: ago(12 * time.Hour),
	}
	change(i)
	return i
}

func TestTargetOf(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*catalog.Incident)
		due    record.Instant // unknown: no target
		basis  string
	}{
		{"of the service", func(i *catalog.Incident) {}, ago(2 * time.Hour), "10h of Booking"},
		{"its own", func(i *catalog.Incident) { i.Due = ago(time.Hour) }, ago(time.Hour), "agreed for this incident"},
		{"its own, opening unknown", func(i *catalog.Incident) { i.Due, i.Opened = ago(time.Hour), record.Instant{} }, ago(time.Hour), "agreed for this incident"},
		{"assumed for the priority", func(i *catalog.Incident) { i.Priority = "p1" }, ago(8 * time.Hour), "assumed: 4 hours for this priority"},
		{"assumed without a service", func(i *catalog.Incident) { i.Service = record.Ref[catalog.Service]{} }, ago(4 * time.Hour), "assumed: 8 hours for this priority"},
		{"priority unknown", func(i *catalog.Incident) { i.Priority = "" }, record.Instant{}, ""},
		{"opening unknown", func(i *catalog.Incident) { i.Opened = record.Instant{} }, record.Instant{}, ""},
	} {
		i := incident(10, c.change)
		got, ok := services.TargetOf(records.Snapshot(t, booking(), i), i, question.Now)
		if ok != c.due.Known() || got.Due != c.due || got.Basis != c.basis {
			t.Errorf("%s: due %s (%s), want %s (%s)", c.name, got.Due, got.Basis, c.due, c.basis)
		}
	}
}

func TestMissedAndNear(t *testing.T) {
	for open, want := range map[time.Duration][2]bool{ // of ten hours
		7 * time.Hour:                {false, false},
		7*time.Hour + 31*time.Minute: {false, true},
		10 * time.Hour:               {false, true},
		10*time.Hour + time.Second:   {true, false},
		300 * time.Hour:              {true, false},
	} {
		i := incident(10, func(i *catalog.Incident) { i.Opened = ago(open) })
		got, _ := services.TargetOf(records.Snapshot(t, booking(), i), i, question.Now)
		if got.Missed() != want[0] || got.Near() != want[1] {
			t.Errorf("open for %s: missed %t, near %t", open, got.Missed(), got.Near())
		}
	}
}

func TestGraveIncidents(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*catalog.Incident)
		title  string // empty: no signal
		stake  int64  // cents; -1 unknown
		basis  string
	}{
		{"missed", func(i *catalog.Incident) {}, "Fault: 2 hours past its target", 1200000, "At most: €1,000 an hour without Booking, as if it had been down for all of the 12 hours."},
		{"near", func(i *catalog.Incident) { i.Opened = ago(9 * time.Hour) }, "Fault: 60 minutes to its target", 900000, "9 hours"},
		{"in good time", func(i *catalog.Incident) { i.Opened = ago(time.Hour) }, "", 0, ""},
		{"waiting counts", func(i *catalog.Incident) { i.State = "waiting" }, "Fault: 2 hours past its target", 1200000, ""},
		{"resolved", func(i *catalog.Incident) { i.State = "resolved" }, "", 0, ""},
		{"archived", func(i *catalog.Incident) { i.Archived = true }, "", 0, ""},
		{"no service", func(i *catalog.Incident) { i.Service = record.Ref[catalog.Service]{} }, "Fault: 4 hours past its target", -1, "Not known: the incident names no service."},
		{"opening unknown", func(i *catalog.Incident) { i.Opened, i.Due = record.Instant{}, ago(time.Hour) }, "Fault: 60 minutes past its target", -1, "Not known: since when"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := signal.Ask(records.Snapshot(t, booking(), incident(10, c.change)), question, services.Rules()...)
			if c.title == "" {
				if len(found) > 0 {
					t.Fatalf("found %q, want nothing", found[0].Title)
				}
				return
			}
			if len(found) != 1 || found[0].Title != c.title {
				t.Fatalf("found %d signals, want one: %q\n%+v", len(found), c.title, found)
			}
			got := found[0]
			if got.Stake.Known() != (c.stake >= 0) || c.stake >= 0 && got.Stake.Minor != c.stake || !strings.Contains(got.StakeBasis, c.basis) {
				t.Errorf("stake %s, basis %q", got.Stake, got.StakeBasis)
			}
			if !strings.Contains(got.Why, "elapsed hours") {
				t.Errorf("why does not say how time is counted: %q", got.Why)
			}
		})
	}
}

func TestUnknownLossIsNoStake(t *testing.T) {
	b := booking()
	b.LossPerHour = record.Money{}
	got := signal.Ask(records.Snapshot(t, b, incident(10, func(*catalog.Incident) {})), question, services.Rules()...)[0]
	if got.Stake.Known() || got.StakeBasis != "Not known: what an hour without Booking costs is not recorded." {
		t.Errorf("stake %s, basis %q", got.Stake, got.StakeBasis)
	}
}

// TestServicesHit counts those that stand on the incident's service or asset.
func TestServicesHit(t *testing.T) {
	needs := func(n, dependent int, typ string, provider int) *catalog.Dependency {
		return &catalog.Dependency{Header: records.Head(n, ""), Dependent: record.AnyRef{Type: "service", ID: records.ID(dependent)}, Provider: record.AnyRef{Type: typ, ID: records.ID(provider)}}
	}
	s := records.Snapshot(t, booking(),
		&catalog.Service{Header: records.Head(4, "live"), Name: "Portal"},
		&catalog.Service{Header: records.Head(5, "live"), Name: "Gate"},
		&catalog.Asset{Header: records.Head(6, "in_use"), Name: "switch"},
		needs(21, 4, "service", 1), needs(22, 5, "asset", 6), needs(23, 1, "asset", 6),
		incident(10, func(i *catalog.Incident) { i.Asset = record.To[catalog.Asset](records.ID(6)) }))
	got := signal.Ask(s, question, services.Rules()...)[0]
	if want := "It may hit Booking, Gate and Portal."; !strings.Contains(got.Why, want) {
		t.Errorf("why is %q, want %q in it", got.Why, want)
	}
}

func TestTeams(t *testing.T) {
	lower := func(n int, team int, open time.Duration) *catalog.Incident {
		return incident(n, func(i *catalog.Incident) {
			i.Priority, i.Opened, i.Team = "p3", ago(open), record.To[catalog.Team](records.ID(team))
		})
	}
	s := records.Snapshot(t, booking(), &catalog.Team{Header: records.Head(2, ""), Name: "Desk"},
		lower(10, 2, 50*time.Hour), lower(11, 2, 60*time.Hour), lower(12, 2, 47*time.Hour),
		incident(13, func(i *catalog.Incident) {
			i.Priority, i.Opened, i.Team = "p3", ago(49*time.Hour), record.Ref[catalog.Team]{}
		}))
	found := signal.Ask(s, question, services.Rules()...)
	if len(found) != 2 {
		t.Fatalf("found %d signals, want one for the team and one without: %+v", len(found), found)
	}
	alone, desk := found[0], found[1]
	if alone.Title != "No team: 1 incident past its target" || alone.Key != "services.team:" {
		t.Errorf("without a team: %s %q", alone.Key, alone.Title)
	}
	if desk.Title != "Desk: 2 incidents past their targets" || desk.Subject.ID != records.ID(2) || desk.Severity != signal.High {
		t.Errorf("the team: %q, subject %s, severity %d", desk.Title, desk.Subject, desk.Severity)
	}
	if len(desk.Evidence) != 2 || desk.Evidence[0].Ref.ID != records.ID(11) || desk.More != 0 || desk.Stake.Known() {
		t.Errorf("the team's evidence: %+v, %d more, stake %s", desk.Evidence, desk.More, desk.Stake)
	}
}

func TestByPriority(t *testing.T) {
	s := records.Snapshot(t, booking(),
		incident(10, func(i *catalog.Incident) {}),
		incident(11, func(i *catalog.Incident) { i.Opened = ago(time.Hour) }),
		incident(12, func(i *catalog.Incident) { i.Priority = "p5" }),
		incident(13, func(i *catalog.Incident) { i.Priority = "" }),
		incident(14, func(i *catalog.Incident) { i.State = "resolved" }))
	var got [][2]int
	for _, c := range services.ByPriority(s, question.Now) {
		got = append(got, [2]int{c.Open, c.Missed})
	}
	if diff := cmp.Diff([][2]int{{0, 0}, {2, 1}, {0, 0}, {0, 0}, {1, 0}, {1, 0}}, got); diff != "" {
		t.Errorf("open and missed by priority (-want +got):\n%s", diff)
	}
}

// TestFlow counts closed incidents, which the snapshot does not hold.
func TestFlow(t *testing.T) {
	at := func(month time.Month, year int) record.Instant {
		return record.At(time.Date(year, month, 15, 0, 0, 0, 0, time.UTC))
	}
	s := records.Snapshot(t,
		incident(10, func(i *catalog.Incident) { i.State, i.Opened, i.Resolved = "closed", at(1, 2026), at(2, 2026) }),
		incident(11, func(i *catalog.Incident) { i.State, i.Opened, i.Resolved = "closed", at(11, 2025), at(11, 2025) }),
		incident(12, func(i *catalog.Incident) { i.Opened = at(11, 2026) }))
	got := services.Flow(s, question.Today())
	if len(got) != 12 || got[0].Month != "2025-12" || got[11].Month != "2026-11" {
		t.Fatalf("months are %+v", got)
	}
	want := map[string][2]int64{"2026-01": {1, 0}, "2026-02": {0, 1}, "2026-11": {1, 0}}
	for _, m := range got {
		if want[m.Month] != [2]int64{m.Opened, m.Resolved} {
			t.Errorf("%s: %d opened, %d resolved", m.Month, m.Opened, m.Resolved)
		}
	}
}
