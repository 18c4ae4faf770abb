package continuity_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
)

// large is an estate of 20,000 components and 2,000 services as records: the one of
// engine/reliability/estate.
func large() *world {
	random := rand.New(rand.NewPCG(1, 2))
	w := &world{}
	add := func(kind string, n int, class catalog.AssetClass) {
		for i := range n {
			w.asset(fmt.Sprint(kind, i), class, 0, 0)
		}
	}
	add("feed", 100, "power")
	add("rack", 1000, "other")
	add("switch", 2000, "network")
	add("host", 8900, "server")
	add("cluster", 2000, "other")
	add("application", 6000, "software")
	name := func(kind string, i int) string { return fmt.Sprint(kind, i) }
	for i := range 1000 {
		w.needs(name("rack", i), "powered_by", 1, name("feed", i%50*2), name("feed", i%50*2+1))
	}
	for i := range 2000 {
		w.needs(name("switch", i), "stands_in", 0, name("rack", i/2))
	}
	for i := range 8900 {
		w.needs(name("host", i), "stands_in", 0, name("rack", i%1000))
		w.needs(name("host", i), "connects_through", 1, name("switch", i%1000*2), name("switch", i%1000*2+1))
	}
	for i := range 2000 {
		w.needs(name("cluster", i), "runs_on", 2, name("host", random.IntN(8900)), name("host", random.IntN(8900)), name("host", random.IntN(8900)))
	}
	for i := range 6000 {
		w.needs(name("application", i), "runs_on", 0, name("cluster", random.IntN(2000)))
		if i > 0 && i%3 == 0 {
			w.needs(name("application", i), "uses", 0, name("application", random.IntN(i)))
		}
	}
	for i := range 2000 {
		w.service(name("service", i), 1000)
		w.needs(name("service", i), "uses", 0, name("application", random.IntN(6000)))
		w.needs(name("service", i), "runs_on", int64(1+i%2), name("application", random.IntN(6000)), name("application", random.IntN(6000)))
	}
	return w
}

// BenchmarkSurveyAfterEdit changes one dependency and surveys the estate anew: it is
// read from the records, graphed, every thing failed alone, every threat valued.
func BenchmarkSurveyAfterEdit(b *testing.B) {
	s := large().snapshot(b)
	edited := &catalog.Dependency{}
	for d := range record.Each[catalog.Dependency](s) {
		edited = d
		break
	}
	for b.Loop() {
		next := *edited
		next.Version++
		s = s.With(s.Position(), record.Edit{Old: edited, New: &next})
		edited = &next
		if v := continuity.SurveyOf(s, "EUR"); len(v.Threats) == 0 {
			b.Fatal(v.Estate.Problem)
		}
	}
}

func BenchmarkPairs(b *testing.B) {
	w := large()
	for b.Loop() {
		b.StopTimer()
		s := w.snapshot(b)
		continuity.SurveyOf(s, "EUR")
		b.StartTimer()
		if p := continuity.PairsOf(s, "EUR"); p.Problem != "" {
			b.Fatal(p.Problem)
		}
	}
}

func BenchmarkAvailabilities(b *testing.B) {
	w := large()
	for b.Loop() {
		b.StopTimer()
		s := w.snapshot(b)
		continuity.SurveyOf(s, "EUR")
		b.StartTimer()
		continuity.AvailabilitiesOf(s, "EUR")
	}
}

func BenchmarkWhatIf(b *testing.B) {
	w := large()
	v := continuity.SurveyOf(w.snapshot(b), "EUR")
	for b.Loop() {
		v.WhatIf(w.ids["feed0"], w.ids["feed1"])
	}
}
