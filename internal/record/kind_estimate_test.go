package record_test

import (
	"math"
	"testing"

	"fairlead/internal/record"
)

func TestEstimateReadings(t *testing.T) {
	checkReadings(t, new(record.Estimate), record.Reading{}, []reading{
		{"5", "5"}, {"3..8", "3..8"}, {"3…8", "3..8"}, {"3 to 8", "3..8"}, {"3-8", "3..8"}, {"3–8", "3..8"}, {"3/5/8", "3/5/8"},
		{"3..5..8", "3/5/8"}, {"3-5-8", "3/5/8"}, {"1,000..2,500.5", "1000..2500.5"}, {"-5..-3", "-5..-3"}, {"1e6", "1000000"}, {"5..5", "5..5"}, {"-2", "-2"},
		{"8..3", "!rise"}, {"3/8/5", "!rise"}, {"1/2/3/4", "!not an estimate"}, {"3..", "!not an estimate"}, {"/", "!not an estimate"},
		{"1e300", "!too large"}, {"Inf", "!not an estimate"}, {"NaN", "!not an estimate"}, {"0x1p3", "!not an estimate"}, {"few", "!not an estimate"},
	})
	checkReadings(t, new(record.Estimate), record.Reading{DecimalComma: true}, []reading{{"3,5..8,25", "3.5..8.25"}})
	e := record.Around(3, 5, 8)
	if got := e.Format(record.International()); got != "3 / 5 / 8" {
		t.Errorf("three points format as %q", got)
	}
}

func TestEstimateMean(t *testing.T) {
	for _, c := range []struct {
		e    record.Estimate
		want float64
	}{
		{record.Exactly(5), 5},
		{record.Around(3, 5, 8), 31.0 / 6},
		{record.Between90(-2, 8), 3},
		{record.Between90(0, 8), 4},
		{record.Between90(5, 5), 5},
		// Lognormal with 5th and 95th percentile 1 and 100: mu = ln 10, sigma = ln 100 / 3.28970725.
		{record.Between90(1, 100), 26.640},
		{record.Estimate{}, 0},
	} {
		if got := c.e.Mean(); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("mean of %s = %g, want %g", c.e, got, c.want)
		}
	}
}

func TestEstimateJSON(t *testing.T) {
	for _, c := range []struct {
		json any
		want string
	}{
		{5.0, "5"},
		{map[string]any{"likely": 5.0}, "5"},
		{map[string]any{"low": 3.0, "high": 8.0}, "3..8"},
		{map[string]any{"low": 3.0, "likely": 5.0, "high": 8.0}, "3/5/8"},
		{nil, ""},
		{map[string]any{"low": 3.0}, "!"}, {map[string]any{"low": 3.0, "likely": 5.0}, "!"}, {map[string]any{}, "!"},
		{map[string]any{"likely": 5.0, "high": 8.0}, "!"}, {map[string]any{"low": 3.0, "high": 8.0, "mode": 5.0}, "!"},
		{map[string]any{"low": "3", "high": 8.0}, "!"}, {"5", "!"}, {map[string]any{"low": 9.0, "high": 8.0}, "!"},
	} {
		var e record.Estimate
		err := e.SetJSON(c.json)
		if (err != nil) != (c.want == "!") || err == nil && e.Text() != c.want {
			t.Errorf("%v: got %q, %v; want %q", c.json, e.Text(), err, c.want)
		}
	}
}

func FuzzEstimate(f *testing.F) {
	for _, seed := range []string{"5", "3..8", "3/5/8", "3-5-8", "1e6 to 2e6", "-5..-3"} {
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, comma bool) {
		var e, again record.Estimate
		if e.Parse(text, record.Reading{DecimalComma: comma}) != nil {
			return
		}
		if e.Known() && (e.Low > e.High || math.IsNaN(e.Mean())) {
			t.Fatalf("%q is %v", text, e)
		}
		if err := again.Parse(e.Text(), record.Reading{}); err != nil || again != e {
			t.Fatalf("%q is %v, its text gives %v (%v)", text, e, again, err)
		}
	})
}
