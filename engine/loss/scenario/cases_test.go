package scenario_test

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"fairlead/engine/loss"
	"fairlead/engine/loss/scenario"
	"fairlead/internal/testkit/cases"
)

// TestCases runs the problems of testdata/cases; README.md there says how they are
// written.
func TestCases(t *testing.T) { cases.Each(t, ".txt", runCase) }

func runCase(t *testing.T, text string) {
	var problem strings.Builder
	var wants [][]string
	for line := range strings.Lines(text) {
		bare, _, _ := strings.Cut(line, "#")
		if words := strings.Fields(bare); len(words) > 0 && words[0] == "want" {
			wants, line = append(wants, words[1:]), "\n"
		}
		problem.WriteString(line)
	}
	f, err := scenario.Read(strings.NewReader(problem.String()), scenario.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := loss.Simulate(t.Context(), &f.Problem, loss.Settings{Confidence: 0.999})
	if err != nil {
		t.Fatal(err)
	}
	exact, err := loss.Exact(t.Context(), &f.Problem, loss.Settings{})
	for _, want := range wants {
		if want[0] == "drawn" {
			compare(t, drawn.Total, want[1:], true)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		compare(t, exact, want, false)
		compare(t, drawn.Total, want, true)
	}
}

func compare(t *testing.T, d *loss.Distribution, want []string, drawn bool) {
	t.Helper()
	tolerance := 0.0005
	if n := len(want); n > 2 && want[n-2] == "within" {
		tolerance, _ = strconv.ParseFloat(want[n-1], 64)
		want = want[:n-2]
	}
	var numbers []float64
	for _, w := range want[1:] {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, v)
	}
	got, err := figure(d, want[0], numbers[0])
	if err != nil {
		t.Fatal(err)
	}
	wanted := numbers[len(numbers)-1]
	if drawn {
		if slack := tolerance * wanted; got.Low > wanted+slack || got.High < wanted-slack {
			t.Errorf("%v: drawn %+v", want, got)
		}
		return
	}
	if math.Abs(got.Value-wanted) > tolerance*wanted || got.Low > got.Value || got.Value > got.High {
		t.Errorf("%v: got %+v", want, got)
	}
}

func figure(d *loss.Distribution, what string, at float64) (loss.Figure, error) {
	switch what {
	case "mean":
		return d.Mean(), nil
	case "none":
		return d.None(), nil
	case "over":
		return d.Exceed(at), nil
	case "var":
		return d.VaR(at), nil
	case "shortfall":
		return d.Shortfall(at), nil
	}
	return loss.Figure{}, fmt.Errorf("unknown want %q", what)
}
