package risk_test

import (
	"math"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func event(n int, kind catalog.LossEventKind, state string, on record.Date) *catalog.LossEvent {
	return &catalog.LossEvent{Header: records.Head(n, state), Title: "Event", Risk: record.To[catalog.Risk](records.ID(1)), Kind: kind, Happened: on, Loss: eur(1000)}
}

func near(got, want float64) bool { return math.Abs(got-want) <= 1e-6*math.Abs(want) }

// By Jeffreys' prior n events in t years give a rate with the mean (n + ½)/t. A PERT rate
// of 0, 2, 4 has the mean 2 and the variance 2·2/7, so it is taken as gamma with shape 7
// and 3.5 years; two events in a year since make it (7 + 2)/(3.5 + 1) (Gelman et al.,
// Bayesian Data Analysis, 3rd ed., 2.6).
func TestEvidence(t *testing.T) {
	today := question.Day
	k := known(1, 1, 1000, func(k *catalog.Risk) {
		k.Frequency, k.AssessedOn = record.Around(0, 2, 4), today.AddDays(-365)
	})
	r := risk.RegisterOf(records.Snapshot(t, k,
		event(10, "loss", "settled", today.AddDays(-730)), event(11, "loss", "settled", today.AddDays(-300)), event(12, "loss", "settled", today.AddDays(-10)),
		event(13, "loss", "dropped", today.AddDays(-5)), event(14, "near_miss", "settled", today.AddDays(-40)), event(15, "near_miss", "dropped", today.AddDays(-41)),
	), question)
	e := r.EvidenceOf(k)
	if len(e.Events) != 3 || e.Events[0].Number != 12 || len(e.Near) != 1 || e.Joins != 2 {
		t.Fatalf("%d events, %d near misses, %d since the estimate", len(e.Events), len(e.Near), e.Joins)
	}
	years := 730 / 365.25
	if !near(e.Years, years) || !near(e.Seen.Mean, 3.5/years) {
		t.Errorf("seen over %g years: %+v, want %g", e.Years, e.Seen, 3.5/years)
	}
	if want := 9 / (3.5 + 365/365.25); !near(e.Joined.Mean, want) {
		t.Errorf("joined: %+v, want %g", e.Joined, want)
	}
	for _, rate := range []risk.Rate{e.Seen, e.Joined} {
		if !rate.Known || rate.Low >= rate.Mean || rate.High <= rate.Mean {
			t.Errorf("the interval of %+v", rate)
		}
	}
}

// What is known exactly does not learn, and before the first event nothing is known.
func TestEvidenceThatSaysNothing(t *testing.T) {
	k := known(1, 1, 1000, nil)
	e := risk.RegisterOf(records.Snapshot(t, k), question).EvidenceOf(k)
	if e.Seen.Known || e.Joined.Known || e.All.Known || e.Since.Known() {
		t.Errorf("evidence without events: %+v", e)
	}
	e = risk.RegisterOf(records.Snapshot(t, k, event(10, "loss", "settled", question.Day.AddDays(-100))), question).EvidenceOf(k)
	if !e.Seen.Known || e.Joined.Known {
		t.Errorf("a rate that is known learns: %+v", e)
	}
}

// Two critical incidents of its service in 24 whole months; that of this month and one of
// another priority do not count: (2 + ½)/2 a year.
func TestEvidenceOfIncidents(t *testing.T) {
	service := &catalog.Service{Header: records.Head(2, "live"), Name: "Booking"}
	k := known(1, 1, 1000, func(k *catalog.Risk) {
		k.Services = record.Refs[catalog.Service]{record.To[catalog.Service](service.ID)}
	})
	incident := func(n int, days int, priority catalog.Priority) *catalog.Incident {
		return &catalog.Incident{Header: records.Head(n, "new"), Title: "Down", Priority: priority,
			Service: record.To[catalog.Service](service.ID), Opened: record.At(question.Day.AddDays(days).Time().Add(time.Hour))}
	}
	r := risk.RegisterOf(records.Snapshot(t, k, service, incident(20, -60, "p1"), incident(21, -400, "p1"), incident(22, -2, "p1"), incident(23, -70, "p3"), incident(24, -900, "p1")), question)
	e := r.EvidenceOf(k)
	if e.Count != 2 || len(e.Reports) != 1 || e.Reports[0].Count != 2 || !near(e.All.Mean, 1.25) {
		t.Errorf("%d incidents, reports %+v, %+v", e.Count, e.Reports, e.All)
	}
}
