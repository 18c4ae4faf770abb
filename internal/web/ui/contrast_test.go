package ui_test

import (
	"math"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// colour is red, green and blue from 0 to 1.
type colour [3]float64

// luminance is relative luminance as WCAG 2.2 defines it.
func (c colour) luminance() float64 {
	lin := func(v float64) float64 {
		if v <= 0.04045 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c[0]) + 0.7152*lin(c[1]) + 0.0722*lin(c[2])
}

// contrast is the contrast ratio of WCAG 2.2, from 1 to 21.
func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// parseColour reads #rgb or #rrggbb; anything else, such as one with opacity, is not a solid colour.
func parseColour(s string) (colour, bool) {
	s = strings.TrimPrefix(s, "#")
	if len(s) == 3 {
		s = string([]byte{s[0], s[0], s[1], s[1], s[2], s[2]})
	}
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil || len(s) != 6 {
		return colour{}, false
	}
	return colour{float64(n>>16) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, true
}

// tokens reads the solid colours of the style sheet, light and dark.
func tokens(t *testing.T) map[string]map[string]colour {
	t.Helper()
	css, err := os.ReadFile("assets/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]map[string]colour{"light": {}, "dark": {}}
	for _, m := range regexp.MustCompile(`--([a-z0-9-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);`).FindAllStringSubmatch(string(css), -1) {
		for i, theme := range []string{"light", "dark"} {
			if c, ok := parseColour(m[2+i]); ok {
				out[theme][m[1]] = c
			}
		}
	}
	return out
}

// pairs lists which colour stands on which, and the least contrast there:
// 4.5 for text, 3 for the edges of controls and for pictures (WCAG 2.2, 1.4.3 and 1.4.11).
var pairs = []struct {
	least float64
	fore  string
	backs string
}{
	{4.5, "ink", "paper sheet wash sea-wash good-wash warn-wash bad-wash"},
	{4.5, "soft", "paper sheet wash sea-wash good-wash warn-wash bad-wash"},
	{4.5, "faint", "paper sheet wash sea-wash"},
	{4.5, "unknown", "paper sheet wash"},
	{4.5, "sea", "paper sheet wash sea-wash"},
	{4.5, "sea-deep", "paper sheet wash sea-wash"},
	{4.5, "on-sea", "sea sea-deep"},
	{4.5, "good", "paper sheet wash good-wash"},
	{4.5, "warn", "paper sheet wash warn-wash"},
	{4.5, "bad", "paper sheet wash bad-wash"},
	{4.5, "on-bad", "bad"},
	{3, "edge", "paper sheet"},
	{3, "series-1", "paper sheet"}, {3, "series-2", "paper sheet"}, {3, "series-3", "paper sheet"},
	{3, "series-4", "paper sheet"}, {3, "series-5", "paper sheet"}, {3, "series-6", "paper sheet"},
}

func TestContrast(t *testing.T) {
	for theme, colours := range tokens(t) {
		for _, p := range pairs {
			for back := range strings.FieldsSeq(p.backs) {
				f, okF := colours[p.fore]
				b, okB := colours[back]
				if !okF || !okB {
					t.Fatalf("%s: --%s or --%s is not in tokens.css", theme, p.fore, back)
				}
				if got := contrast(f, b); got < p.least {
					t.Errorf("%s: --%s on --%s is %.2f:1, less than %.1f:1", theme, p.fore, back, got, p.least)
				}
			}
		}
	}
}

// Two ratios known from the standard keep the arithmetic honest.
func TestContrastArithmetic(t *testing.T) {
	black, _ := parseColour("#000")
	white, _ := parseColour("#ffffff")
	grey, _ := parseColour("#767676")
	if got := contrast(black, white); math.Abs(got-21) > 1e-9 {
		t.Errorf("black on white is %v", got)
	}
	if got := contrast(grey, white); got < 4.5 || got > 4.6 {
		t.Errorf("#767676 on white is %v", got)
	}
}
