package main

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// BenchmarkBriefing composes the briefing anew, as after a change of any record.
func BenchmarkBriefing(b *testing.B) {
	s, err := openEstate(b).LoadSnapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	q := briefing.Question{Question: signal.Question{Now: record.At(time.Now()), Locale: record.International()}, Currency: "EUR"}
	for p := range record.Each[catalog.Person](s) {
		q.Person = p.ID
		break
	}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(len(briefing.Compose(s, q).Items)), "items")
	}
}
