package layered_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/web/draw/layered"
)

func anyGraph(t *rapid.T) layered.Graph {
	g := layered.Graph{Bands: rapid.SliceOfN(rapid.IntRange(0, 6), 1, 60).Draw(t, "bands")}
	node := rapid.IntRange(0, len(g.Bands)-1)
	g.Edges = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) layered.Edge {
		return layered.Edge{From: node.Draw(t, "from"), To: node.Draw(t, "to")}
	}), 0, 150).Draw(t, "edges")
	return g
}

func anySettings(t *rapid.T) layered.Settings {
	return layered.Settings{Columns: rapid.IntRange(0, 9).Draw(t, "columns"), Sweeps: rapid.IntRange(0, 10).Draw(t, "sweeps")}
}

// No two nodes overlap, each stands in the drawing and in its band, and bands do
// not overlap.
func TestNothingOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(t)
		l := layered.Lay(g, anySettings(t))
		for i, a := range l.At {
			if a.X < l.Width/2 || a.X > l.Across-l.Width/2 || a.Y < l.Height/2 || a.Y > l.Down-l.Height/2 {
				t.Fatalf("node %d is at %v, outside %v by %v", i, a, l.Across, l.Down)
			}
			if b := l.Bands[g.Bands[i]]; a.Y-l.Height/2 < b.Top || a.Y+l.Height/2 > b.Bottom {
				t.Fatalf("node %d is at %v, outside its band %v", i, a, b)
			}
			for j, b := range l.At[:i] {
				if abs(a.X-b.X) < l.Width-1e-6 && abs(a.Y-b.Y) < l.Height-1e-6 {
					t.Fatalf("nodes %d and %d overlap: %v, %v", j, i, a, b)
				}
			}
		}
		for i, b := range l.Bands {
			if b.Bottom < b.Top || i > 0 && b.Top < l.Bands[i-1].Bottom-1e-6 {
				t.Fatalf("bands %v", l.Bands)
			}
		}
	})
}

func abs(x float64) float64 { return max(x, -x) }

func TestTheSameGraphGivesTheSameLayout(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g, s := anyGraph(t), anySettings(t)
		a, b := layered.Lay(g, s), layered.Lay(layered.Graph{Bands: slices.Clone(g.Bands), Edges: slices.Clone(g.Edges)}, s)
		if diff := cmp.Diff(a.At, b.At); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(a.All(), b.All()); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestSweepsNeverAddCrossings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := layered.Lay(anyGraph(t), anySettings(t))
		if l.Crossings > l.FirstCrossing || l.Crossings < 0 {
			t.Fatalf("%d crossings, %d at the start", l.Crossings, l.FirstCrossing)
		}
	})
}

// The way of each edge begins at the node it leads from, goes on where it left
// off, and ends at the node it leads to.
func TestWaysAreWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := anyGraph(t)
		l := layered.Lay(g, anySettings(t))
		for i, e := range g.Edges {
			way := l.Pieces([]int{i})
			if e.From == e.To {
				if len(way) > 0 {
					t.Fatal("an edge to itself is drawn")
				}
				continue
			}
			if len(way) == 0 || !touches(l, e.From, way[0].Out) || !touches(l, e.To, way[len(way)-1].In) {
				t.Fatalf("edge %v between %v and %v goes %v", e, l.At[e.From], l.At[e.To], way)
			}
			for k := 1; k < len(way); k++ {
				if way[k].Out != way[k-1].In {
					t.Fatalf("edge %v is broken: %v", e, way)
				}
			}
		}
	})
}

// touches reports whether a point is on the border of a node.
func touches(l *layered.Layout, node int, p layered.Point) bool {
	at := l.At[node]
	dx, dy := abs(p.X-at.X), abs(p.Y-at.Y)
	return dx < 1e-6 && abs(dy-l.Height/2) < 1e-6 || dy < 1e-6 && abs(dx-l.Width/2) < 1e-6
}

// crossed counts by looking at each pair of edges.
func crossed(l *layered.Layout, edges []layered.Edge) (n int64) {
	for i, a := range edges {
		for _, b := range edges[:i] {
			if (l.At[a.From].X-l.At[b.From].X)*(l.At[a.To].X-l.At[b.To].X) < 0 {
				n++
			}
		}
	}
	return n
}

// Between two bands that are not wrapped the number of crossings is what one finds
// by comparing every pair of edges.
func TestCrossingsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const each = 8
		g := layered.Graph{Bands: make([]int, 2*each)}
		for i := range each {
			g.Bands[each+i] = 1
		}
		g.Edges = rapid.SliceOfN(rapid.Custom(func(t *rapid.T) layered.Edge {
			return layered.Edge{From: rapid.IntRange(0, each-1).Draw(t, "from"), To: rapid.IntRange(each, 2*each-1).Draw(t, "to")}
		}), 0, 30).Draw(t, "edges")
		l := layered.Lay(g, layered.Settings{Columns: each})
		if want := crossed(l, g.Edges); l.Crossings != want {
			t.Fatalf("%d crossings, want %d", l.Crossings, want)
		}
	})
}

// A crown of two layers that can be drawn without crossings is.
func TestAPlanarOrderIsFound(t *testing.T) {
	g := layered.Graph{Bands: []int{0, 0, 0, 1, 1, 1}, Edges: []layered.Edge{{0, 5}, {1, 4}, {2, 3}, {0, 4}, {1, 3}}}
	if l := layered.Lay(g, layered.Settings{}); l.Crossings != 0 || l.FirstCrossing == 0 {
		t.Errorf("%d crossings, %d at the start", l.Crossings, l.FirstCrossing)
	}
}

// Within a band what is needed stands below what needs it, unless they need each
// other.
func TestNeedsStandBelow(t *testing.T) {
	g := layered.Graph{Bands: []int{0, 0, 0, 0, 0}, Edges: []layered.Edge{{0, 1}, {1, 2}, {2, 3}, {3, 2}, {4, 4}}}
	l := layered.Lay(g, layered.Settings{})
	if !(l.At[0].Y < l.At[1].Y && l.At[1].Y < l.At[2].Y && l.At[2].Y < l.At[3].Y) {
		t.Errorf("they stand at %v", l.At)
	}
}

func TestEmpty(t *testing.T) {
	if l := layered.Lay(layered.Graph{}, layered.Settings{}); len(l.At) != 0 || len(l.All()) != 0 {
		t.Errorf("something was laid out: %v", l)
	}
}

// estate is a graph of 2,000 nodes and 5,000 edges, most of them down by a band or
// two, as in an estate.
func estate() layered.Graph {
	random := rand.New(rand.NewPCG(7, 2))
	g := layered.Graph{}
	first := []int{0}
	for band, n := range []int{150, 350, 600, 300, 150, 150, 20, 130, 150} {
		for range n {
			g.Bands = append(g.Bands, band)
		}
		first = append(first, len(g.Bands))
	}
	for len(g.Edges) < 5000 {
		from := random.IntN(len(g.Bands))
		to := min(g.Bands[from]+random.IntN(4), len(first)-2)
		if target := first[to] + random.IntN(first[to+1]-first[to]); target != from {
			g.Edges = append(g.Edges, layered.Edge{From: from, To: target})
		}
	}
	return g
}

func BenchmarkLay2000(b *testing.B) {
	g := estate()
	b.ReportAllocs()
	for b.Loop() {
		l := layered.Lay(g, layered.Settings{})
		b.ReportMetric(float64(l.Crossings)/float64(l.FirstCrossing), "crossings/start")
	}
}
