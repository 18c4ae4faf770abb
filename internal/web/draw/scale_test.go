package draw

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func extentOf(values ...float64) extent {
	var e extent
	for _, v := range values {
		e.add(v)
	}
	return e
}

func TestNiceTicks(t *testing.T) {
	tests := []struct {
		lo, hi float64
		want   []float64
	}{
		{0, 100, []float64{0, 20, 40, 60, 80, 100}},
		{105, 543, []float64{100, 200, 300, 400, 500, 600}}, // Heckbert's own example
		{0, 1, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{99.2, 99.99, []float64{99.2, 99.4, 99.6, 99.8, 100}},
		{-3, 7, []float64{-4, -2, 0, 2, 4, 6, 8}},
		{8.1e6, 8.5e6, []float64{8.1e6, 8.2e6, 8.3e6, 8.4e6, 8.5e6}},
		{61, 61, []float64{0, 20, 40, 60, 80}},
		{-5, -5, []float64{-5, -4, -3, -2, -1, 0}},
		{0, 0, []float64{0, 0.2, 0.4, 0.6, 0.8, 1}},
		{0.1, 0.8, []float64{0, 0.2, 0.4, 0.6, 0.8}},
		{1e-9, 3e-9, []float64{1e-9, 1.5e-9, 2e-9, 2.5e-9, 3e-9}},
		{0, 1e100, []float64{0, 2e99, 4e99, 6e99, 8e99, 1e100}},
	}
	for _, tt := range tests {
		got := niceTicks(extentOf(tt.lo, tt.hi), 5)
		near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b)) })
		if diff := cmp.Diff(tt.want, got, near); diff != "" {
			t.Errorf("ticks of %v to %v (-want +got):\n%s", tt.lo, tt.hi, diff)
		}
	}
}

func TestNiceTicksProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Float64Range(-1e100, 1e100)
		if rapid.Bool().Draw(t, "small") {
			value = rapid.Float64Range(-1000, 1000)
		}
		e := extentOf(value.Draw(t, "a"), value.Draw(t, "b"))
		n := rapid.IntRange(2, 10).Draw(t, "n")
		ticks := niceTicks(e, n)

		step := ticks[1] - ticks[0]
		slack := 1e-6 * step
		if ticks[0] > e.lo+slack || ticks[len(ticks)-1] < e.hi-slack {
			t.Fatalf("%v do not cover %v to %v", ticks, e.lo, e.hi)
		}
		if len(ticks) > 2*n+2 {
			t.Fatalf("%d ticks, about %d wanted", len(ticks), n)
		}
		for i := 1; i < len(ticks); i++ {
			if gap := ticks[i] - ticks[i-1]; math.Abs(gap-step) > slack {
				t.Fatalf("steps of %v and %v in %v", step, gap, ticks)
			}
		}
		if mantissa := step / math.Pow(10, math.Floor(math.Log10(step*(1+1e-9)))); !isRound(mantissa) {
			t.Fatalf("step %v is not 1, 2 or 5 times a power of ten", step)
		}
	})
}

func isRound(mantissa float64) bool {
	for _, m := range []float64{1, 2, 5, 10} {
		if math.Abs(mantissa-m) < 1e-5 {
			return true
		}
	}
	return false
}

func TestNearZero(t *testing.T) {
	tests := []struct{ lo, hi, wantLo, wantHi float64 }{
		{1, 10, 0, 10},
		{98, 99, 98, 99},
		{-10, -1, -10, 0},
		{-99, -98, -99, -98},
		{-2, 5, -2, 5},
		{7, 7, 0, 7},
	}
	for _, tt := range tests {
		e := extentOf(tt.lo, tt.hi).nearZero()
		if e.lo != tt.wantLo || e.hi != tt.wantHi {
			t.Errorf("%v to %v became %v to %v, want %v to %v", tt.lo, tt.hi, e.lo, e.hi, tt.wantLo, tt.wantHi)
		}
	}
}

func TestLinearStaysBetweenItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Float64Range(-1e100, 1e100)
		s := linear{f.Draw(t, "lo"), f.Draw(t, "hi"), 10, 90}
		if got := s.at(f.Draw(t, "v")); !(got >= 10 && got <= 90) {
			t.Fatalf("%+v put a value at %v", s, got)
		}
	})
}

func TestBand(t *testing.T) {
	b := band{4, 100, 180}
	if b.step() != 20 || b.start(3) != 160 || b.mid(0) != 110 {
		t.Errorf("step %v, start %v, mid %v", b.step(), b.start(3), b.mid(0))
	}
	if got := (band{0, 0, 50}).step(); got != 50 {
		t.Errorf("a band without items has step %v", got)
	}
}

func TestNum(t *testing.T) {
	tests := map[string]float64{
		"0": 0, "1": 1, "1.5": 1.5, "-0.3": -0.25 - 0.01, "12.3": 12.34, "100": 99.96, "-7": -7.04,
	}
	for want, v := range tests {
		if got := num(v); got != want {
			t.Errorf("num(%v) = %q, want %q", v, got, want)
		}
	}
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), -0.04, 1e300} {
		if got := num(v); got != "0" {
			t.Errorf("num(%v) = %q, want 0", v, got)
		}
	}
}

func TestNumProperty(t *testing.T) {
	form := regexp.MustCompile(`^-?\d+(\.[1-9])?$`)
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Float64Range(-1e6, 1e6).Draw(t, "v")
		s := num(v)
		back, err := strconv.ParseFloat(s, 64)
		if err != nil || !form.MatchString(s) || math.Abs(back-v) > 0.05+1e-6 {
			t.Fatalf("num(%v) = %q", v, s)
		}
	})
}

func TestPlain(t *testing.T) {
	tests := map[string]float64{
		"0": 0, "7": 7, "−1,234,567.5": -1234567.5, "0.3": 0.1 + 0.2, "999": 999, "1,000": 1000,
		"1e+18": 1e18, "1e−07": 1e-7, "0.000001": 1e-6,
	}
	for want, v := range tests {
		if got := Plain(v); got != want {
			t.Errorf("Plain(%v) = %q, want %q", v, got, want)
		}
	}
}

func TestTickLabelsAreToldApart(t *testing.T) {
	f := Frame{Short: func(v float64) string { return fmt.Sprintf("%.0f", v) }, Number: func(v float64) string { return fmt.Sprintf("%.1f", v) }}
	if diff := cmp.Diff([]string{"1.0", "1.2", "1.4"}, f.tickLabels([]float64{1, 1.2, 1.4})); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"1", "2"}, f.tickLabels([]float64{1, 2})); diff != "" {
		t.Error(diff)
	}
}
