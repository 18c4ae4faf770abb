package forecast_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"fairlead/engine/forecast"
	"fairlead/internal/testkit/cases"
)

// TestCases runs the series of testdata/cases; README.md there says how they are
// written.
func TestCases(t *testing.T) {
	cases.Each(t, ".txt", func(t *testing.T, content string) {
		c := &caseFile{}
		cases.Lines(t, content, c.line)
		c.check(t)
	})
}

type caseFile struct {
	problem  forecast.Problem
	settings forecast.Settings
	wants    [][]string
}

func (c *caseFile) line(words []string) error {
	rest := words[1:]
	switch words[0] {
	case "season":
		for _, v := range numbers(rest) {
			c.problem.Seasons = append(c.problem.Seasons, int(v))
		}
	case "horizon":
		c.problem.Horizon = int(numbers(rest)[0])
	case "method":
		c.settings.Method = forecast.Method(rest[0])
	case "values":
		c.problem.Values = append(c.problem.Values, numbers(rest)...)
	case "event":
		c.problem.Events = append(c.problem.Events, forecast.Event{Name: rest[0], On: numbers(rest[1:])})
	case "want":
		c.wants = append(c.wants, rest)
	default:
		return fmt.Errorf("unknown word %q", words[0])
	}
	return nil
}

// numbers reads words; what is none is unknown.
func numbers(words []string) []float64 {
	out := []float64{}
	for _, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			v = math.NaN()
		}
		out = append(out, v)
	}
	return out
}

func (c *caseFile) check(t *testing.T) {
	r, err := forecast.Solve(t.Context(), c.problem, c.settings)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range c.wants {
		rest, within := tolerance(want[1:])
		switch want[0] {
		case "mean":
			for i, v := range numbers(rest) {
				if math.Abs(r.Mean[i]-v) > within*math.Abs(v) {
					t.Errorf("step %d: %g, want %g", i+1, r.Mean[i], v)
				}
			}
		case "method":
			same(t, "method", string(r.Method), rest[0])
		case "outliers":
			var at []string
			for _, o := range r.Outliers {
				at = append(at, strconv.Itoa(o.At+1))
			}
			same(t, "outliers", strings.Join(at, " "), strings.Join(rest, " "))
		case "changes":
			checkChanges(t, r.Changes, rest)
		case "effect":
			e := r.Events[0]
			if v := numbers(rest[1:])[0]; e.Name != rest[0] || math.Abs(e.Effect-v) > within {
				t.Errorf("%+v, want %v", e, rest)
			}
		case "filled":
			var at []string
			for _, i := range r.Filled {
				at = append(at, strconv.Itoa(i+1))
			}
			same(t, "filled", strings.Join(at, " "), strings.Join(rest, " "))
		case "reached":
			reach := r.Reaches(numbers(rest)[0])
			for i, p := range []float64{0.1, 0.5, 0.9} {
				step, got := 0, "-"
				if at, ok := reach.Quantile(p); ok {
					step = at + 1
					got = strconv.Itoa(step)
				}
				same(t, fmt.Sprintf("P%.0f", 100*p), got, rest[i+1])
			}
		default:
			t.Errorf("unknown want %q", want[0])
		}
	}
}

// tolerance takes "within E" off the end.
func tolerance(words []string) ([]string, float64) {
	if n := len(words); n > 2 && words[n-2] == "within" {
		return words[:n-2], numbers(words[n-1:])[0]
	}
	return words, 1e-5
}

func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %q, want %q", what, got, want)
	}
}

func checkChanges(t *testing.T, got []forecast.Change, want []string) {
	t.Helper()
	if len(got)*2 != len(want) {
		t.Errorf("changes %v, want %v", got, want)
		return
	}
	for i, c := range got {
		at, _ := strconv.Atoi(want[2*i+1])
		if string(c.Kind) != want[2*i] || math.Abs(float64(c.At+1-at)) > 2 {
			t.Errorf("%v, want %v", c, want[2*i:2*i+2])
		}
	}
}
