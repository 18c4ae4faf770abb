package main

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/briefing"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// BenchmarkBriefing composes the briefing after a change of a record.
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
	for name, t := range map[string]*record.Type{
		"asset": record.TypeFor[catalog.Asset](s), "contract": record.TypeFor[catalog.Contract](s),
		"incident": record.TypeFor[catalog.Incident](s), "person": record.TypeFor[catalog.Person](s),
	} {
		var old record.Record
		for old = range s.Each(t) {
			break
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				changed := t.Clone(old)
				changed.Head().Version++
				s = s.With(s.Position()+1, record.Edit{Old: old, New: changed})
				old = changed
				b.ReportMetric(float64(len(briefing.Compose(s, q).Items)), "items")
			}
		})
	}
}
