package estate_test

import (
	"context"
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/engine/reliability"
	"fairlead/engine/reliability/estate"
)

// randomThings draws up to eight things that may need each other, in circles too.
func randomThings(t *rapid.T) []estate.Thing {
	things := make([]estate.Thing, rapid.IntRange(1, 8).Draw(t, "things"))
	names := make([]string, len(things))
	for i := range things {
		names[i] = fmt.Sprint("t", i)
	}
	for i := range things {
		q := reliability.Constant(rapid.Float64Range(0.01, 0.9).Draw(t, "q"))
		things[i] = estate.Thing{Name: names[i], Solid: rapid.IntRange(0, 5).Draw(t, "solid") == 0, Figure: &q}
		if rapid.IntRange(0, 3).Draw(t, "needs") > 0 {
			things[i].Needs = randomNeed(t, names, 0)
		}
	}
	return things
}

func randomNeed(t *rapid.T, names []string, depth int) estate.Need {
	if depth > 1 || rapid.Bool().Draw(t, "leaf") {
		return estate.On(rapid.SampledFrom(names).Draw(t, "on"))
	}
	of := make([]estate.Need, rapid.IntRange(1, 3).Draw(t, "of"))
	for i := range of {
		of[i] = randomNeed(t, names, depth+1)
	}
	return estate.AtLeast(rapid.IntRange(0, len(of)).Draw(t, "k"), of...)
}

// standing says which things are up: the slow and obvious way.
func standing(things []estate.Thing, m estate.Meaning, failed uint) map[string]bool {
	up := map[string]bool{}
	for _, t := range things {
		up[t.Name] = m == estate.StayUp
	}
	var met func(n estate.Need) bool
	met = func(n estate.Need) bool {
		if n.Thing != "" {
			return up[n.Thing]
		}
		count := 0
		for _, of := range n.Of {
			if met(of) {
				count++
			}
		}
		return count >= n.Min
	}
	for range len(things) + 1 {
		for i, t := range things {
			up[t.Name] = met(t.Needs) && (failed>>i&1 == 0 || t.Solid)
		}
	}
	return up
}

func downWith(things []estate.Thing, m estate.Meaning, failed uint) []string {
	down := []string{}
	for name, up := range standing(things, m, failed) {
		if !up {
			down = append(down, name)
		}
	}
	slices.Sort(down)
	return down
}

// stops lists the minimal sets of failures up to an order that stop a thing.
func stops(things []estate.Thing, m estate.Meaning, name string, most int) []string {
	var found []uint
	names := []string{}
	for size := range most + 1 {
		for s := uint(0); s < 1<<len(things); s++ {
			if bits.OnesCount(s) != size || slices.ContainsFunc(found, func(f uint) bool { return f&s == f }) || standing(things, m, s)[name] {
				continue
			}
			found = append(found, s)
			names = append(names, nameSet(things, s))
		}
	}
	slices.Sort(names)
	return names
}

func nameSet(things []estate.Thing, s uint) string {
	var set []string
	for i, t := range things {
		if s>>i&1 == 1 {
			set = append(set, t.Name)
		}
	}
	slices.Sort(set)
	return strings.Join(set, " ")
}

func graph(t testing.TB, things []estate.Thing) *estate.Graph {
	t.Helper()
	g, err := estate.New(things)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func someMeaning(t *rapid.T) estate.Meaning {
	return rapid.SampledFrom([]estate.Meaning{estate.StayUp, estate.ColdStart}).Draw(t, "meaning")
}

func TestSurveyAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, m := randomThings(rt), someMeaning(rt)
		s, err := graph(t, things).Survey(t.Context(), m)
		if err != nil {
			rt.Fatal(err)
		}
		agree(t, rt, s, things, m)
		changed := slices.Clone(things)
		i := rapid.IntRange(0, len(things)-1).Draw(rt, "changed")
		changed[i] = randomThings(rt)[0]
		changed[i].Name = things[i].Name
		next, err := s.Edit(t.Context(), changed[i])
		if err != nil {
			return // it needs what is not there
		}
		agree(t, rt, next, changed, m)
		agree(t, rt, s, things, m)
	})
}

func agree(t *testing.T, rt *rapid.T, s *estate.Survey, things []estate.Thing, m estate.Meaning) {
	for i, thing := range things {
		if thing.Solid {
			continue
		}
		want := downWith(things, m, 1<<i)
		for _, name := range downWith(things, m, 0) { // always down: not stopped by this
			want = slices.DeleteFunc(want, func(n string) bool { return n == name })
		}
		got, err := s.Stops(thing.Name)
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			rt.Fatalf("%s stops (-want +got): %v\n%s", thing.Name, err, diff)
		}
		whatIf, err := graph(t, things).WhatIf(t.Context(), m, thing.Name)
		if diff := cmp.Diff(downWith(things, m, 1<<i), whatIf); diff != "" || err != nil {
			rt.Fatalf("what if %s (-want +got): %v\n%s", thing.Name, err, diff)
		}
		_, down, err := s.Threats(thing.Name)
		if err != nil || down == standing(things, m, 0)[thing.Name] {
			rt.Fatalf("%s is always down: %v, %v", thing.Name, down, err)
		}
	}
}

func TestCutSetsAgreeWithEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, m := randomThings(rt), someMeaning(rt)
		g, order := graph(t, things), rapid.IntRange(1, 4).Draw(rt, "order")
		c, err := g.CutSets(t.Context(), m, order, 0)
		if err != nil {
			rt.Fatal(err)
		}
		for _, thing := range things {
			got := []string{}
			for set := range c.Of(thing.Name) {
				got = append(got, strings.Join(set, " "))
			}
			slices.Sort(got)
			if diff := cmp.Diff(stops(things, m, thing.Name, order), got); diff != "" {
				rt.Fatalf("%s (-want +got):\n%s", thing.Name, diff)
			}
		}
	})
}

func TestFaultTreeAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things, m := randomThings(rt), someMeaning(rt)
		tree, err := graph(t, things).FaultTree("t0", m)
		if err != nil {
			rt.Fatal(err)
		}
		r, err := reliability.Analyze(t.Context(), tree, reliability.Settings{})
		if err != nil {
			rt.Fatal(err)
		}
		want := 0.0
		for s := uint(0); s < 1<<len(things); s++ {
			if !standing(things, m, s)["t0"] {
				p := 1.0
				for i, thing := range things {
					if s>>i&1 == 1 {
						p *= thing.Figure.Value
					} else {
						p *= 1 - thing.Figure.Value
					}
				}
				want += p
			}
		}
		if math.Abs(r.Probability.Upper-want) > 1e-12 {
			rt.Fatalf("unavailability %+v, want %v", r.Probability, want)
		}
	})
}

func TestColdStartAgreesWithEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		things := randomThings(rt)
		g := graph(t, things)
		start := g.ColdStart()
		if diff := cmp.Diff(downWith(things, estate.ColdStart, 0), start.Stuck, cmp.Transformer("empty", func(s []string) []string { return append([]string{}, s...) })); diff != "" {
			rt.Fatalf("stuck (-want +got):\n%s", diff)
		}
		if all := len(slices.Concat(start.Waves...)) + len(start.Stuck); all != len(things) {
			rt.Fatalf("%d things of %d", all, len(things))
		}
		sets, proven, err := g.Untangle(t.Context())
		if err != nil || !proven {
			rt.Fatal(proven, err)
		}
		var got []string
		for _, set := range sets {
			got = append(got, strings.Join(set, " "))
		}
		slices.Sort(got)
		if diff := cmp.Diff(loosening(things), got); diff != "" {
			rt.Fatalf("sets to make independent (-want +got):\n%s", diff)
		}
	})
}

// loosening lists the smallest sets of things without whose needs all can start.
func loosening(things []estate.Thing) (found []string) {
	for size := 1; size <= len(things) && len(downWith(things, estate.ColdStart, 0)) > 0 && len(found) == 0; size++ {
		for s := uint(0); s < 1<<len(things); s++ {
			if bits.OnesCount(s) != size {
				continue
			}
			freed := slices.Clone(things)
			for i := range freed {
				if s>>i&1 == 1 {
					freed[i].Needs = estate.Need{}
				}
			}
			if len(downWith(freed, estate.ColdStart, 0)) == 0 {
				found = append(found, nameSet(things, s))
			}
		}
	}
	slices.Sort(found)
	return found
}

func TestWaves(t *testing.T) {
	g := graph(t, []estate.Thing{
		{Name: "power"},
		{Name: "switch", Needs: estate.On("power")},
		{Name: "directory", Needs: estate.All(estate.On("switch"), estate.On("storage"))},
		{Name: "storage", Needs: estate.All(estate.On("switch"), estate.On("directory"))},
		{Name: "mail", Needs: estate.On("storage")},
	})
	start := g.ColdStart()
	want := estate.Start{Waves: [][]string{{"power"}, {"switch"}}, Stuck: []string{"directory", "mail", "storage"}}
	if diff := cmp.Diff(want, start); diff != "" {
		t.Errorf("start (-want +got):\n%s", diff)
	}
	sets, proven, err := g.Untangle(t.Context())
	if diff := cmp.Diff([][]string{{"directory"}, {"storage"}}, sets); diff != "" || !proven || err != nil {
		t.Errorf("untangle (-want +got): %v %v\n%s", proven, err, diff)
	}
}

func TestWrongThings(t *testing.T) {
	deep := estate.On("a")
	for range 2000 {
		deep = estate.AtLeast(0, deep)
	}
	for want, things := range map[string][]estate.Thing{
		"empty or taken":    {{Name: "a"}, {Name: "a"}},
		`no thing "b"`:      {{Name: "a", Needs: estate.On("b")}},
		"2 of 1":            {{Name: "a", Needs: estate.AtLeast(2, estate.On("a"))}},
		"within each other": {{Name: "a", Needs: deep}},
	} {
		if _, err := estate.New(things); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

func Example() {
	g, err := estate.New([]estate.Thing{
		{Name: "feed"},
		{Name: "ups"},
		{Name: "switch 1", Needs: estate.Any(estate.On("feed"), estate.On("ups"))},
		{Name: "switch 2", Needs: estate.On("feed")},
		{Name: "server", Needs: estate.Any(estate.On("switch 1"), estate.On("switch 2"))},
		{Name: "mail", Solid: true, Needs: estate.On("server")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	sets, err := g.CutSets(context.Background(), estate.StayUp, 2, 0, "mail")
	if err != nil {
		fmt.Println(err)
		return
	}
	for set := range sets.Of("mail") {
		fmt.Println(set)
	}
	// Unordered output:
	// [server]
	// [switch 1 switch 2]
	// [feed switch 1]
	// [feed ups]
}
