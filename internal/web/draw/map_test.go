package draw_test

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	g "maragu.dev/gomponents"
	"pgregory.net/rapid"

	"fairlead/internal/web/draw"
	"fairlead/internal/web/draw/layered"
)

func rendered(t rapid.TB, n g.Node) string {
	t.Helper()
	var b strings.Builder
	if err := n.Render(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Whatever things are called, a map is well-formed, and has a link for each.
func TestMapIsWellFormed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := draw.Map{Title: anyLabel().Draw(t, "title"), Bands: []string{"one", "two"}}
		var graph layered.Graph
		for range rapid.IntRange(0, 12).Draw(t, "nodes") {
			m.Nodes = append(m.Nodes, draw.MapNode{
				ID: "A", Label: anyLabel().Draw(t, "label"), Tip: anyLabel().Draw(t, "tip"), Href: "?" + anyLabel().Draw(t, "href"), Count: rapid.IntRange(0, 5).Draw(t, "count"),
				State: rapid.SampledFrom([]draw.MapState{"", draw.MapFailed, draw.MapStopped, draw.MapWeak, draw.MapHeld}).Draw(t, "state"),
			})
			graph.Bands = append(graph.Bands, rapid.IntRange(0, 3).Draw(t, "band"))
		}
		for i := 1; i < len(m.Nodes); i++ {
			graph.Edges = append(graph.Edges, layered.Edge{From: i, To: rapid.IntRange(0, i).Draw(t, "to")})
			m.Hot, m.Way = append(m.Hot, i-1), []int{0}
		}
		m.Layout = layered.Lay(graph, draw.MapSettings())
		picture := rendered(t, m.Draw())
		links := 0
		for d := xml.NewDecoder(strings.NewReader(picture)); ; {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%v in %s", err, picture)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local == "a" {
				links++
			}
		}
		if links != len(m.Nodes) {
			t.Fatalf("%d links for %d things", links, len(m.Nodes))
		}
		if strings.Contains(picture, "NaN") || strings.Contains(picture, "<script") {
			t.Fatalf("it holds what it should not: %s", picture)
		}
	})
}
