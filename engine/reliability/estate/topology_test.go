package estate_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/reliability/estate"
	"fairlead/internal/testkit/corpus"
)

// graphml is what the files of the Internet Topology Zoo say of a network.
type graphml struct {
	Keys []struct {
		ID   string `xml:"id,attr"`
		Name string `xml:"attr.name,attr"`
		For  string `xml:"for,attr"`
	} `xml:"key"`
	Nodes []struct {
		ID   string `xml:"id,attr"`
		Data []struct {
			Key  string `xml:"key,attr"`
			Text string `xml:",chardata"`
		} `xml:"data"`
	} `xml:"graph>node"`
	Edges []struct {
		Source string `xml:"source,attr"`
		Target string `xml:"target,attr"`
	} `xml:"graph>edge"`
}

// labels gives each node the name that the reference knows it by.
func (g *graphml) labels() map[string]string {
	names := map[string]string{}
	for _, n := range g.Nodes {
		names[n.ID] = "None"
		for _, d := range n.Data {
			for _, k := range g.Keys {
				if k.ID == d.Key && k.For == "node" && k.Name == "label" && d.Text != "" {
					names[n.ID] = d.Text
				}
			}
		}
	}
	return names
}

// reaching makes things of the nodes: each needs any of its neighbours, but the
// roots need nothing. Started cold, what is up is what a root reaches.
func (g *graphml) reaching(root string) []estate.Thing {
	var things []estate.Thing
	for _, n := range g.Nodes {
		t := estate.Thing{Name: n.ID}
		var any []estate.Need
		for _, e := range g.Edges {
			if e.Source == n.ID && e.Target != n.ID {
				any = append(any, estate.On(e.Target))
			}
			if e.Target == n.ID && e.Source != n.ID {
				any = append(any, estate.On(e.Source))
			}
		}
		if n.ID != root && len(any) > 0 {
			t.Needs = estate.Any(any...)
		}
		things = append(things, t)
	}
	return things
}

// The articulation points of a network are the nodes whose failure cuts others off.
func TestArticulationPoints(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(corpus.Read(t, "topology/connectivity_networkx.csv"))).ReadAll()
	if err != nil || len(rows) != 13 {
		t.Fatalf("%d rows: %v", len(rows), err)
	}
	for _, row := range rows[1:] {
		t.Run(row[0], func(t *testing.T) {
			var g graphml
			if err := xml.Unmarshal(corpus.Read(t, "topology/"+row[0]+".graphml"), &g); err != nil {
				t.Fatal(err)
			}
			var got []string
			for id, label := range g.labels() {
				if g.cuts(t, id) {
					got = append(got, label)
				}
			}
			slices.Sort(got)
			want := []string{}
			if row[12] != "" {
				want = strings.Split(row[12], "|")
			}
			slices.Sort(want)
			if diff := cmp.Diff(want, append([]string{}, got...)); diff != "" {
				t.Errorf("articulation points (-want +got):\n%s", diff)
			}
		})
	}
}

// cuts reports whether a node is needed between two of its neighbours: with one of
// them as the root, something that is up goes down with it.
func (g *graphml) cuts(t *testing.T, id string) bool {
	root := ""
	for _, e := range g.Edges {
		if e.Source == id && e.Target != id {
			root = e.Target
		} else if e.Target == id && e.Source != id {
			root = e.Source
		}
	}
	s, err := graph(t, g.reaching(root)).Survey(t.Context(), estate.ColdStart)
	if err != nil {
		t.Fatal(err)
	}
	stopped, err := s.Stops(id)
	return err == nil && len(stopped) > 1
}
