package estate_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"fairlead/engine/reliability/estate"
)

// large is an estate of 20,000 components and 2,000 services: sites with feeds,
// racks, switches in pairs, hosts in clusters of which some must be up, databases
// and applications, some of which need each other in circles.
func large() []estate.Thing {
	random := rand.New(rand.NewPCG(1, 2))
	var things []estate.Thing
	add := func(kind string, i int, n estate.Need) string {
		name := fmt.Sprint(kind, i)
		things = append(things, estate.Thing{Name: name, Needs: n})
		return name
	}
	on := func(kind string, i int) estate.Need { return estate.On(fmt.Sprint(kind, i)) }
	for i := range 100 {
		add("feed", i, estate.Need{})
	}
	for i := range 1000 {
		add("rack", i, estate.Any(on("feed", i%50*2), on("feed", i%50*2+1)))
	}
	for i := range 2000 {
		add("switch", i, on("rack", i/2))
	}
	for i := range 8900 {
		rack := i % 1000
		add("host", i, estate.All(on("rack", rack), estate.Any(on("switch", 2*rack), on("switch", 2*rack+1))))
	}
	for i := range 2000 {
		var hosts []estate.Need
		for range 4 {
			hosts = append(hosts, on("host", random.IntN(8900)))
		}
		add("cluster", i, estate.AtLeast(2, hosts...))
	}
	for i := range 6000 {
		needs := []estate.Need{on("cluster", random.IntN(2000))}
		if i > 0 && i%3 == 0 {
			needs = append(needs, on("application", random.IntN(i)))
		}
		if i%100 == 1 { // a circle of two
			needs = append(needs, on("application", i+1))
		}
		if i%100 == 2 {
			needs = append(needs, on("application", i-1))
		}
		add("application", i, estate.All(needs...))
	}
	for i := range 2000 {
		needs := []estate.Need{on("application", random.IntN(6000)), on("application", random.IntN(6000))}
		service := estate.All(needs...)
		if i%2 == 0 {
			service = estate.Any(needs...)
		}
		things = append(things, estate.Thing{Name: fmt.Sprint("service", i), Solid: true, Needs: service})
	}
	return things
}

func BenchmarkSurvey(b *testing.B) {
	g := graph(b, large())
	for b.Loop() {
		if _, err := g.Survey(b.Context(), estate.StayUp); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSurveyColdStart(b *testing.B) {
	g := graph(b, large())
	for b.Loop() {
		if _, err := g.Survey(b.Context(), estate.ColdStart); err != nil {
			b.Fatal(err)
		}
	}
}

// One cluster gets another host.
func BenchmarkEdit(b *testing.B) {
	things := large()
	s, err := graph(b, things).Survey(b.Context(), estate.StayUp)
	if err != nil {
		b.Fatal(err)
	}
	changed := estate.Thing{Name: "cluster7", Needs: estate.AtLeast(1, estate.On("host1"), estate.On("host2"))}
	for b.Loop() {
		if _, err := s.Edit(b.Context(), changed); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkCutSets(b *testing.B, order int) {
	g := graph(b, large())
	for b.Loop() {
		if _, err := g.CutSets(b.Context(), estate.StayUp, order, 0); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPairs(b *testing.B)   { benchmarkCutSets(b, 2) }
func BenchmarkTriples(b *testing.B) { benchmarkCutSets(b, 3) }

func BenchmarkColdStart(b *testing.B) {
	g := graph(b, large())
	for b.Loop() {
		g.ColdStart()
	}
}
