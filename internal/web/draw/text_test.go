package draw

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestShorten(t *testing.T) {
	tests := []struct {
		s     string
		width float64
		want  string
	}{
		{"Norvik", 100, "Norvik"},
		{"Norvik Hosting, two racks", 75, "Norvik Ho…"},
		{"Norvik, Hosting", 59, "Norvik…"},
		{"Cafe\u0301s and bars", 39, "Cafe\u0301…"}, // not "Cafe" without its accent
		{"Norvik", 5, ""},
		{"", 0, ""},
	}
	for _, tt := range tests {
		if got := shorten(tt.s, tt.width); got != tt.want {
			t.Errorf("shorten(%q, %v) = %q, want %q", tt.s, tt.width, got, tt.want)
		}
	}
}

func TestShortenProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := clean(rapid.String().Draw(t, "s"))
		width := rapid.Float64Range(0, 300).Draw(t, "width")
		got := shorten(s, width)
		if textWidth(got) > width || !utf8.ValidString(got) {
			t.Fatalf("shorten(%q, %v) = %q of width %v", s, width, got, textWidth(got))
		}
		if got != s && !strings.HasPrefix(s, strings.TrimSuffix(got, "…")) {
			t.Fatalf("shorten(%q) = %q is not its beginning", s, got)
		}
	})
}

func TestCleanProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := clean(string(rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")))
		if !utf8.ValidString(got) {
			t.Fatalf("%q is not valid", got)
		}
		for _, r := range got {
			if unicode.IsControl(r) && r != '\n' {
				t.Fatalf("%q holds a control character", got)
			}
		}
	})
}

func TestSpreadProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := rapid.SliceOfN(rapid.Float64Range(0, 200), 0, 12).Draw(t, "places")
		for i := 1; i < len(places); i++ {
			places[i] = max(places[i], places[i-1])
		}
		got := spread(places, 16, 0, 200)
		for i, y := range got {
			if y < 0 || y > 200 || (i > 0 && y-got[i-1] < 16-1e-9) {
				t.Fatalf("spread(%v) = %v", places, got)
			}
		}
	})
}

func TestRooms(t *testing.T) {
	taken := rooms{{10, 30}, {60, 80}}
	for _, tt := range []struct {
		r    room
		free bool
	}{{room{0, 5}, true}, {room{0, 8}, false}, {room{35, 55}, true}, {room{20, 25}, false}, {room{84, 99}, true}} {
		if got := taken.free(tt.r); got != tt.free {
			t.Errorf("free(%v) = %v", tt.r, got)
		}
	}
	for _, tt := range []struct{ from, limit, want float64 }{{35, 100, 56}, {35, 50, 50}, {20, 100, 20}, {85, 100, 100}} {
		if got := taken.reach(tt.from, tt.limit); got != tt.want {
			t.Errorf("reach(%v, %v) = %v, want %v", tt.from, tt.limit, got, tt.want)
		}
	}
}
