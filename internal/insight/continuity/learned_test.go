package continuity_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

var (
	lastDay  = record.Day(2026, 11, 21)
	firstDay = lastDay.AddDays(-1000)
)

// failed is an incident of an asset on a day, restored after so many hours; never when
// negative.
func failed(asset record.ID, priority catalog.Priority, day record.Date, hours float64) *catalog.Incident {
	i := &catalog.Incident{Asset: record.To[catalog.Asset](asset), Priority: priority, Opened: record.At(day.Time())}
	i.State = "closed"
	if hours >= 0 {
		i.Resolved = record.At(day.Time().Add(time.Duration(hours * float64(time.Hour))))
	}
	return i
}

// tallied counts incidents of an estate of two switches of one model, the second bought
// 500 days ago, and a third thing of the class.
func tallied(t *testing.T, incidents ...*catalog.Incident) map[string]*catalog.FailureHistory {
	t.Helper()
	model := &catalog.Product{Header: records.Head(10, ""), Name: "Switch 48"}
	put := func(n int, name string, bought record.Date, model record.Ref[catalog.Product]) *catalog.Asset {
		return &catalog.Asset{Header: records.Head(n, "in_use"), Name: name, Class: "network", Purchased: bought, Product: model}
	}
	to := record.To[catalog.Product](model.ID)
	retired := put(4, "old", firstDay, to)
	retired.State = "retired"
	s := records.Snapshot(t, model, put(1, "a", record.Date{}, to), put(2, "b", lastDay.AddDays(-500), to), put(3, "c", firstDay.AddDays(-900), record.Ref[catalog.Product]{}), retired)
	tally := continuity.NewTally(s, firstDay, lastDay)
	for _, i := range incidents {
		tally.Add(i)
	}
	found := map[string]*catalog.FailureHistory{}
	for _, h := range tally.Histories() {
		found[h.Name] = h
	}
	return found
}

func TestTally(t *testing.T) {
	a, b, old := records.Head(1, "").ID, records.Head(2, "").ID, records.Head(4, "").ID
	found := tallied(t,
		failed(a, "p1", firstDay, 4), failed(a, "p2", lastDay, -1), failed(a, "p2", lastDay.AddDays(-5), 2),
		failed(b, "p2", lastDay.AddDays(-400), 6),
		failed(b, "p2", lastDay.AddDays(-501), 6),     // before it was bought
		failed(a, "p3", lastDay.AddDays(-3), 1),       // disturbs, but does not stop
		failed(old, "p1", lastDay.AddDays(-3), 1),     // of a thing that is no longer there
		failed(a, "p1", firstDay.AddDays(-1), 1),      // before the first day
		failed(a, "p1", lastDay.AddDays(-700), 24*91), // forgotten, not repaired
	)
	for _, want := range []struct {
		name                             string
		units, undated, failures, closed int64
		days, down                       float64
	}{
		{"Switch 48", 2, 1, 5, 3, 1500, 12},
		{"All of the class network equipment", 3, 1, 5, 3, 2500, 12},
	} {
		h := found[want.name]
		if h == nil {
			t.Fatalf("no history of %s in %v", want.name, found)
		}
		if h.Units.N() != want.units || h.Undated.N() != want.undated || h.Failures.N() != want.failures || h.Restored.N() != want.closed ||
			h.UnitHours.Float() != 24*want.days || h.Downtime.Hours() != want.down {
			t.Errorf("%s: %v units, %v undated, %v hours, %v failures, %v restored in %v", want.name, h.Units, h.Undated, h.UnitHours, h.Failures, h.Restored, h.Downtime)
		}
	}
	if len(found) != 2 {
		t.Errorf("%d histories; four failures of one thing are no wonder where another had one in half the time", len(found))
	}
}

// A thing that keeps failing is counted by itself, and the others without it.
func TestTallyCountsApart(t *testing.T) {
	a, b := records.Head(1, "").ID, records.Head(2, "").ID
	list := []*catalog.Incident{failed(b, "p2", lastDay.AddDays(-400), 6)}
	for i := range 20 {
		list = append(list, failed(a, "p2", lastDay.AddDays(-20*i), 3))
	}
	found := tallied(t, list...)
	if h := found["a"]; h == nil || h.Failures.N() != 20 || h.UnitHours.N() != 24_000 || h.Downtime.Hours() != 60 {
		t.Errorf("a: %+v", h)
	}
	for name, days := range map[string]int64{"Switch 48": 500, "All of the class network equipment": 1500} {
		if h := found[name]; h == nil || h.Failures.N() != 1 || h.UnitHours.N() != 24*days || h.Downtime.Hours() != 6 || h.Undated.N() != 0 {
			t.Errorf("%s: %+v", name, h)
		}
	}
	// Nothing can be said to be worse than others where there are none.
	if n := len(tallied(t)); n != 2 {
		t.Errorf("%d histories without a failure", n)
	}
}

// P(N>=3) of a mean of 1 is 1-2.5/e (any table of the Poisson distribution: 0.0803).
func TestPoissonTail(t *testing.T) {
	if got := continuity.PoissonTail(3, 1); math.Abs(got-(1-2.5/math.E)) > 1e-12 || continuity.PoissonTail(0, 2) != 1 {
		t.Error(got)
	}
}

func history(of func(*catalog.FailureHistory), n, restored int64, hours, down float64) *catalog.FailureHistory {
	h := &catalog.FailureHistory{Header: records.Head(70+int(n), ""), Name: "h", Since: firstDay, Until: lastDay, Units: record.Whole(3), UnitHours: record.Whole(int64(hours + down)),
		Failures: record.Whole(n), Restored: record.Whole(restored), Downtime: record.Lasting(time.Duration(down * float64(time.Hour)))}
	of(h)
	return h
}

// figuresWith are those of the one switch of booking, of some class, beside a history.
func figuresWith(t testing.TB, a catalog.Asset, h ...*catalog.FailureHistory) continuity.Figures {
	a.Header, a.Name = records.Head(2, "in_use"), "sw"
	list := []record.Record{
		&catalog.Service{Header: records.Head(1, "live"), Name: "booking", Tier: "critical"}, &a,
		&catalog.Dependency{Header: records.Head(3, ""), Dependent: record.AnyRef{Type: "service", ID: records.Head(1, "").ID}, Provider: record.AnyRef{Type: "asset", ID: a.ID}, Type: "runs_on"},
	}
	for _, x := range h {
		list = append(list, x)
	}
	s := records.Snapshot(t, list...)
	return continuity.SurveyOf(s, "EUR").Threat(a.ID, continuity.Stops).Figures
}

// The mean of what is assumed weighs as much as half a failure: 1 failure in 9,999.5
// hours of work after an assumption of one in 20,000 hours gives
// (9,999.5+10,000)/1.5 hours to the next, 13,333.
func TestLearned(t *testing.T) {
	network := func(h *catalog.FailureHistory) { h.Class = "network" }
	other := func(h *catalog.FailureHistory) { h.Class = "other" }
	one := func(h *catalog.FailureHistory) { h.Asset = record.To[catalog.Asset](records.Head(2, "").ID) }

	usual := figuresWith(t, catalog.Asset{Class: "network"})
	if !usual.Assumed || usual.History != nil {
		t.Errorf("without a history: %+v", usual)
	}
	many := figuresWith(t, catalog.Asset{Class: "network"}, history(network, 200, 200, 1e6, 1000))
	if many.Assumed || !near(many.MTBF.Mean(), (1e6+usual.MTBF.Mean()/2)/200.5, 0.02) || !near(many.MTTR.Mean(), 5, 0.05) {
		t.Errorf("200 failures in 10^6 hours after %v: %+v", usual.MTBF.Mean(), many)
	}
	alone := figuresWith(t, catalog.Asset{Class: "other"}, history(other, 4, 0, 9000, 0))
	if !near(alone.MTBF.Mean(), 2000, 0.02) || alone.MTTR.Known() {
		t.Errorf("4 failures in 9,000 hours, nothing assumed: %+v", alone)
	}
	little := figuresWith(t, catalog.Asset{Class: "network"}, history(network, 0, 0, 24, 0))
	if little.MTBF != usual.MTBF || !little.Assumed {
		t.Errorf("a day without a failure says nothing: %+v", little)
	}
	own := figuresWith(t, catalog.Asset{Class: "network"}, history(network, 200, 200, 1e6, 1000), history(one, 9, 9, 950, 90))
	if !near(own.MTBF.Mean(), (950+many.MTBF.Mean()/2)/9.5, 0.02) || !strings.HasPrefix(own.Source, "9 failures of this one in 33 months; before that: 200 failures of its class") {
		t.Errorf("of this one: %+v", own)
	}
	written := figuresWith(t, catalog.Asset{Class: "network", MTBF: record.Exactly(777)}, history(one, 9, 9, 950, 90))
	if written.MTBF != record.Exactly(777) || written.History != nil || !near(written.MTTR.Mean(), (90+usual.MTTR.Mean()/2)/9.5, 0.02) {
		t.Errorf("as recorded of it: %+v", written)
	}
}

func near(got, want, part float64) bool { return math.Abs(got-want) <= part*want }

// More failures in the same time never make a thing look better, more time without one
// never worse, and many of both forget what was assumed.
func TestLearnedIsMonotone(t *testing.T) {
	mean := func(n int64, hours float64) float64 {
		return continuity.Posterior(record.Between90(40_000, 90_000), float64(n), hours).Mean()
	}
	rapid.Check(t, func(t *rapid.T) {
		n, hours := rapid.Int64Range(1, 1000).Draw(t, "failures"), rapid.Float64Range(100, 1e7).Draw(t, "hours")
		if m := mean(n, hours); mean(n+1+n/50, hours) >= m || mean(n, hours*1.1) < m*0.98 {
			t.Fatalf("%d failures in %.0f hours: %v", n, hours, m)
		}
		if m := mean(n*100_000, hours*100_000); !near(m, hours/float64(n), 0.05) {
			t.Fatalf("%d in %.0f hours: %v", n*100_000, hours*100_000, m)
		}
	})
}
