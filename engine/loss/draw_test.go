package loss_test

import (
	"context"
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"fairlead/engine/loss"
)

// Years have the rank correlation that was asked for, and each scenario keeps its
// distribution.
func TestCorrelation(t *testing.T) {
	p := many(3, 40)
	names := []string{p.Scenarios[0].Name, p.Scenarios[1].Name, p.Scenarios[2].Name}
	s := loss.Settings{Years: 20_000, Keep: true}
	before := simulate(t, p, s)
	p.Correlations = []loss.Correlation{{A: names[0], B: names[1], Rank: 0.7}, {A: names[1], B: names[2], Rank: -0.4}}
	after := simulate(t, p, s)
	for pair, want := range map[[2]int]float64{{0, 1}: 0.7, {1, 2}: -0.4, {0, 2}: 0} {
		if got := spearman(after.Scenarios[pair[0]].Losses, after.Scenarios[pair[1]].Losses); math.Abs(got-want) > 0.03 {
			t.Errorf("scenarios %v have the rank correlation %v, want %v", pair, got, want)
		}
	}
	for i := range p.Scenarios {
		a, b := slices.Sorted(slices.Values(before.Scenarios[i].Losses)), slices.Sorted(slices.Values(after.Scenarios[i].Losses))
		if !slices.Equal(a, b) {
			t.Errorf("scenario %d has other losses when correlated", i)
		}
	}
	p.Correlations = append(p.Correlations, loss.Correlation{A: names[0], B: names[2], Rank: 0.9})
	if _, err := loss.Simulate(t.Context(), p, s); err == nil {
		t.Error("correlations that contradict each other are taken")
	}
}

func spearman(a, b []float64) float64 {
	x, y := ranks(a), ranks(b)
	n, sum := float64(len(a)), 0.0
	for i := range x {
		sum += (x[i] - y[i]) * (x[i] - y[i])
	}
	return 1 - 6*sum/(n*(n*n-1))
}

func ranks(values []float64) []float64 {
	sorted := slices.Sorted(slices.Values(values))
	r := make([]float64, len(values))
	for i, v := range values {
		at, _ := slices.BinarySearch(sorted, v)
		r[i] = float64(at)
	}
	return r
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := loss.Simulate(ctx, many(2, 1), loss.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("drawing ends with %v", err)
	}
	if _, err := loss.Exact(ctx, many(2, 1), loss.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("the curve ends with %v", err)
	}
}

func TestMemory(t *testing.T) {
	if _, err := loss.Simulate(t.Context(), many(2, 1), loss.Settings{Memory: 1000}); err == nil {
		t.Error("years are drawn without memory")
	}
	if _, err := loss.Exact(t.Context(), many(2, 1), loss.Settings{Memory: 1000}); err == nil {
		t.Error("a curve is made without memory")
	}
}

// Many scenarios that share many shocks fit into the memory that is allowed without
// saying.
func TestManyShocks(t *testing.T) {
	p := many(60, 0.2)
	for k := range 10 {
		s := loss.Shock{Name: string(rune('a' + k)), Frequency: loss.Rate(0.1)}
		for i := k; i < len(p.Scenarios); i += 3 {
			s.Hits = append(s.Hits, loss.Hit{Scenario: p.Scenarios[i].Name, Chance: 0.2})
		}
		p.Shocks = append(p.Shocks, s)
	}
	exact := withCells(t, p, 1<<12)
	drawn := simulate(t, p, loss.Settings{Years: 20_000, Confidence: 0.999})
	if a, b := exact.VaR(0.95), drawn.Total.VaR(0.95); a.High < b.Low || a.Low > b.High {
		t.Errorf("value at risk: exact %+v, drawn %+v", a, b)
	}
}

// Years drawn of each scenario alone add up to those of all, and tables that runs share
// change nothing.
func TestDrawnTogether(t *testing.T) {
	p := rich(9)
	s := loss.Settings{Years: 5_000}
	whole := simulate(t, p, s)
	s.Tables = &loss.Tables{}
	sum := make([]float64, s.Years)
	for _, scenario := range p.Scenarios {
		for y, v := range simulate(t, p.Alone(scenario.Name), s).Losses {
			sum[y] += v
		}
	}
	if !slices.Equal(sum, whole.Losses) {
		t.Error("the sum of the scenarios drawn alone is not the whole")
	}
	if got, want := loss.Drawn(sum, s).Summary(1e6), whole.Total.Summary(1e6); !reflect.DeepEqual(got, want) {
		t.Errorf("the sum's figures are %+v, want %+v", got, want)
	}
}
