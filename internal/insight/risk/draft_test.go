package risk_test

import (
	"math"
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// with is the snapshot with one more record.
func with(s *record.Snapshot, r record.Record) *record.Snapshot {
	return s.With(s.Position()+1, record.Edit{New: r})
}

// A risk that is opened from a single point of failure takes its place in the curve:
// nothing counts twice, and nothing is lost while the risk has no figures.
func TestPointCountsOnce(t *testing.T) {
	s := company.Load(t, question.Day).Snapshot
	before := risk.PortfolioOf(s, question)
	if len(before.Points) == 0 {
		t.Fatal("the demonstration has no single point of failure in the curve")
	}
	opened := 0
	for n, p := range before.Points {
		d := risk.PointDraft(s, question, p.Ref)
		if d == nil || d.Is != nil {
			t.Fatalf("%s cannot be opened: %+v", p.Name, d)
		}
		if len(d.Risk.Losses) == 0 {
			continue
		}
		opened++
		d.Risk.Header = records.Head(9000+n, "identified")
		after := risk.PortfolioOf(with(s, d.Risk), question)
		if len(after.Points) != len(before.Points)-1 || len(after.Within) != len(before.Within)+1 {
			t.Errorf("%s: %d points after %d, %d within after %d", p.Name, len(after.Points), len(before.Points), len(after.Within), len(before.Within))
		}
		share := after.Of(d.Risk)
		if share == nil {
			t.Fatalf("%s: the risk does not count", p.Name)
		}
		want := before.Yearly.Minor - p.Yearly.Minor + share.Yearly.Minor
		if math.Abs(float64(after.Yearly.Minor-want)) > float64(len(after.Ranked)) {
			t.Errorf("%s: expected are %s, want %d", p.Name, after.Yearly, want)
		}
		open := *d.Risk
		open.Frequency, open.Losses = record.Estimate{}, nil
		if p := risk.PortfolioOf(with(s, &open), question); p.Yearly != before.Yearly {
			t.Errorf("%s: without figures the risk makes %s of %s", open.Title, p.Yearly, before.Yearly)
		}
		if again := risk.PointDraft(with(s, d.Risk), question, p.Ref); again.Is == nil || again.Is.ID != d.Risk.ID {
			t.Errorf("%s can be opened twice", p.Name)
		}
	}
	if opened == 0 {
		t.Error("no point carries figures")
	}
}

// Drafts of signals keep every check of the record, name the services of the evidence,
// and leave open what is not known.
func TestDraftsOfSignals(t *testing.T) {
	service := &catalog.Service{Header: records.Head(1, "live"), Name: "Booking"}
	contract := &catalog.Contract{Header: records.Head(2, "in_force"), Name: "Hosting"}
	scenario := &catalog.LossScenario{Header: records.Head(3, ""), Name: "Fire in Oslo"}
	s := records.Snapshot(t, service, contract, scenario)
	to := func(r record.Record) record.AnyRef { return signal.To(s, r) }
	evidence := []signal.Evidence{{Ref: to(service), Text: "It serves Booking"}}
	for _, c := range []struct {
		name     string
		sig      signal.Signal
		title    string
		category catalog.RiskCategory
		change   func(*catalog.Risk) bool
	}{
		{"contract", signal.Signal{Key: "vendors.end:x", Subject: to(contract), Evidence: evidence}, "“Hosting” ends and nothing follows", "vendor", nil},
		{"promise", signal.Signal{Key: "recovery.time:x", Subject: to(service), Stake: eur(500)}, "Booking stays down longer than was promised", "outage",
			func(k *catalog.Risk) bool {
				return !k.Frequency.Known() && len(k.Losses) == 1 && k.Losses[0].Likely == eur(500)
			}},
		{"promise without money", signal.Signal{Key: "recovery.time:x", Subject: to(service)}, "Booking stays down longer than was promised", "outage",
			func(k *catalog.Risk) bool { return len(k.Losses) == 0 }},
		{"scenario", signal.Signal{Key: "continuity.scenario:x", Subject: to(scenario), Evidence: evidence, Stake: eur(7)}, "Fire in Oslo", "outage",
			func(k *catalog.Risk) bool { return k.Scenario.ID == scenario.ID && len(k.Losses) == 0 }},
		{"rule", signal.Signal{Key: "continuity.rule:x", Subject: to(service), Evidence: evidence}, "What “Booking” is to prevent happens", "outage",
			func(k *catalog.Risk) bool { return k.Covers }},
	} {
		c.sig.Title = "Something is so"
		d := risk.DraftOf(s, question, c.sig)
		if d == nil || d.Risk.Title != c.title || d.Risk.Category != c.category || d.Is != nil {
			t.Errorf("%s: %+v", c.name, d)
			continue
		}
		if len(d.Risk.Services) != 1 || !strings.Contains(string(d.Risk.Basis), "Something is so") {
			t.Errorf("%s: services %v, basis %q", c.name, d.Risk.Services, d.Risk.Basis)
		}
		if len(c.sig.Evidence) > 0 && !strings.Contains(string(d.Risk.Basis), "[Booking](/services/SVC-0001)") {
			t.Errorf("%s: the basis links to nothing: %q", c.name, d.Risk.Basis)
		}
		if c.change != nil && !c.change(d.Risk) {
			t.Errorf("%s: %+v", c.name, d.Risk)
		}
		if problems := record.TypeFor[catalog.Risk](s).Check(d.Risk); len(problems) > 0 {
			t.Errorf("%s: %v", c.name, problems)
		}
		d.Risk.Header = records.Head(4, "identified")
		if again := risk.DraftOf(with(s, d.Risk), question, c.sig); again.Is == nil {
			t.Errorf("%s can be opened twice", c.name)
		}
	}
	if d := risk.DraftOf(s, question, signal.Signal{Key: "projects.late:x", Subject: to(service)}); d != nil {
		t.Errorf("a late project becomes the risk %+v", d.Risk)
	}
}
