package continuity_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
)

func (w *world) site(name string, holds ...string) {
	w.put("site", name, func(h record.Header) record.Record { return &catalog.Site{Header: h, Name: name} }, "")
	for _, asset := range holds {
		w.needs(asset, "stands_in", 0, name)
	}
}

// harbour is booking, with its hosts at one site, its switch at another, and a shop
// beside that shares nothing with it.
func harbour() *world {
	w := booking()
	w.site("Bergen", "host-a", "host-b", "feed")
	w.site("Oslo", "switch")
	w.service("shop", 100)
	w.asset("till", "computer", 0, 0)
	w.needs("shop", "runs_on", 0, "till")
	return w
}

// drawn is a map by names: its nodes, each with how many things are folded in it,
// and its edges.
func drawn(t *testing.T, w *world, q continuity.MapQuestion) (nodes map[string]int, edges []string, m *continuity.Map) {
	t.Helper()
	s := w.snapshot(t)
	m = continuity.MapOf(s, q)
	e := continuity.EstateOf(s)
	name := func(node int) string { return e.Things[m.Nodes[node].Place].Name }
	nodes = map[string]int{}
	for i, n := range m.Nodes {
		nodes[name(i)] = len(n.Holds)
	}
	for _, edge := range m.Edges {
		edges = append(edges, name(edge.From)+" "+name(edge.To))
	}
	slices.Sort(edges)
	return nodes, edges, m
}

func TestMapShowsWhatIsAsked(t *testing.T) {
	w := harbour()
	for name, c := range map[string]struct {
		q     continuity.MapQuestion
		nodes []string
	}{
		"all":                   {continuity.MapQuestion{}, []string{"Bergen", "Magda", "Oslo", "booking", "feed", "host-a", "host-b", "portal", "shop", "switch", "till"}},
		"what a service needs":  {continuity.MapQuestion{Of: w.ids["booking"].ID}, []string{"Bergen", "Magda", "Oslo", "booking", "feed", "host-a", "host-b", "switch"}},
		"and what needs it":     {continuity.MapQuestion{Of: w.ids["booking"].ID, Up: true}, []string{"Bergen", "Magda", "Oslo", "booking", "feed", "host-a", "host-b", "portal", "switch"}},
		"what needs a machine":  {continuity.MapQuestion{Of: w.ids["switch"].ID, Up: true}, []string{"Oslo", "booking", "portal", "switch"}},
		"a site, and beside it": {continuity.MapQuestion{Site: w.ids["Oslo"].ID}, []string{"Oslo", "booking", "switch"}},
		"what is not there":     {continuity.MapQuestion{Site: record.ID{1}}, nil},
	} {
		nodes, _, m := drawn(t, w, c.q)
		var got []string
		for n := range nodes {
			got = append(got, n)
		}
		slices.Sort(got)
		if diff := cmp.Diff(c.nodes, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if m.Of != 11 || m.Seen != len(got) {
			t.Errorf("%s: %d of %d things", name, m.Seen, m.Of)
		}
	}
}

func TestMapFolds(t *testing.T) {
	w := harbour()
	nodes, edges, m := drawn(t, w, continuity.MapQuestion{Fold: true, Of: w.ids["portal"].ID})
	if diff := cmp.Diff(map[string]int{"portal": 0, "booking": 0, "Magda": 0, "Bergen": 4, "Oslo": 2}, nodes); diff != "" {
		t.Errorf("nodes (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"booking Bergen", "booking Magda", "booking Oslo", "portal booking"}, edges); diff != "" {
		t.Errorf("edges (-want +got):\n%s", diff)
	}
	if m.Seen != 9 {
		t.Errorf("%d things are on the map", m.Seen)
	}
	nodes, _, _ = drawn(t, w, continuity.MapQuestion{Fold: true, Of: w.ids["portal"].ID, Open: w.ids["Oslo"].ID.String()})
	if nodes["Oslo"] != 0 || nodes["Bergen"] != 4 {
		t.Errorf("with Oslo opened: %v", nodes)
	}
	if _, ok := nodes["switch"]; !ok {
		t.Errorf("with Oslo opened: %v", nodes)
	}
}

// Every node that a question shows knows its things, and they know it.
func TestMapKnowsWhereThingsAre(t *testing.T) {
	w := harbour()
	_, _, m := drawn(t, w, continuity.MapQuestion{Fold: true})
	held := 0
	for i, n := range m.Nodes {
		places := n.Holds
		if places == nil {
			places = []int{n.Place}
		}
		held += len(places)
		for _, at := range places {
			if m.Node(at) != i {
				t.Errorf("thing %d is on node %d, not on %d", at, m.Node(at), i)
			}
		}
	}
	if held != m.Seen {
		t.Errorf("%d things on the nodes, %d on the map", held, m.Seen)
	}
}

func TestWeakened(t *testing.T) {
	w := harbour()
	v := continuity.SurveyOf(w.snapshot(t), "EUR")
	for name, c := range map[string]struct {
		fail []string
		want map[string]bool
	}{
		"nothing":       {nil, map[string]bool{}},
		"one of two":    {[]string{"host-a"}, map[string]bool{"booking": true}},
		"all of a need": {[]string{"feed"}, map[string]bool{}}, // what has stopped is not weak
	} {
		var refs []record.AnyRef
		for _, f := range c.fail {
			refs = append(refs, w.ids[f])
		}
		o := v.WhatIf(refs...)
		got := map[string]bool{}
		for at, last := range v.Weakened(&o) {
			got[v.Estate.Things[at].Name] = last
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}
