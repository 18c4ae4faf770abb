package draw_test

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/web/draw"
)

func aRadar(n int) draw.Radar {
	r := draw.Radar{Frame: draw.Frame{Title: "Technology radar"}, Rings: []string{"Adopt", "Trial", "Assess", "Hold", "Retire"},
		Quadrants: [4]string{"Techniques", "Platforms", "Tools", "Languages & frameworks"}}
	for i := range n {
		r.Entries = append(r.Entries, draw.RadarEntry{Name: fmt.Sprint("Entry ", i+1), Quadrant: i * 7 % 4, Ring: i * 5 % 13 % 5, Move: draw.RadarMove(i % 5), Note: "9 assets", Tone: [...]draw.Tone{draw.Auto, draw.Auto, draw.Bad}[i%3]})
	}
	return r
}

func anyRadar(t *rapid.T) draw.Radar {
	r := draw.Radar{Frame: anyFrame(t), Rings: rapid.SliceOfN(anyLabel(), 0, 6).Draw(t, "rings")}
	for i := range r.Quadrants {
		r.Quadrants[i] = anyLabel().Draw(t, "quadrant")
	}
	for range rapid.IntRange(0, 80).Draw(t, "entries") {
		r.Entries = append(r.Entries, draw.RadarEntry{Name: anyLabel().Draw(t, "name"), Quadrant: rapid.IntRange(-1, 4).Draw(t, "quadrant"), Ring: rapid.IntRange(-1, 6).Draw(t, "ring"),
			Move: draw.RadarMove(rapid.IntRange(-1, 5).Draw(t, "move")), Tone: anyTone().Draw(t, "tone"), Note: anyLabel().Draw(t, "note"), Link: anyLabel().Draw(t, "link")})
	}
	return r
}

var blips = regexp.MustCompile(`<circle cx="([-0-9.]+)" cy="([-0-9.]+)" r="([-0-9.]+)" class="pic-blip"`)

// TestRadarEntriesStandApart holds that no two entries overlap, that every entry
// of a ring and quadrant is drawn, and that it stays in its quadrant.
func TestRadarEntriesStandApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := aRadar(0)
		n := rapid.IntRange(1, 150).Draw(t, "entries")
		for range n {
			r.Entries = append(r.Entries, draw.RadarEntry{Quadrant: rapid.IntRange(0, 3).Draw(t, "quadrant"), Ring: rapid.IntRange(0, 4).Draw(t, "ring")})
		}
		for _, width := range []int{draw.Narrow, draw.Wide} {
			var svg bytes.Buffer
			if err := r.Draw(width).Render(&svg); err != nil {
				t.Fatal(err)
			}
			found := blips.FindAllStringSubmatch(svg.String(), -1)
			if len(found) != n {
				t.Fatalf("%d of %d entries are drawn at %d", len(found), n, width)
			}
			for i, a := range found {
				for _, b := range found[:i] {
					if gap := math.Hypot(number(a[1])-number(b[1]), number(a[2])-number(b[2])) - number(a[3]) - number(b[3]); gap < 0.2 {
						t.Fatalf("two entries are %f apart at %d", gap, width)
					}
				}
			}
		}
	})
}

func number(s string) float64 {
	f, _ := strconv.ParseFloat(s, 64)
	return f
}
