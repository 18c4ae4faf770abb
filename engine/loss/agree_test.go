package loss_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"fairlead/engine/loss"
)

// everything is a problem in which each kind of input stands once.
func everything() *loss.Problem {
	return &loss.Problem{
		Scenarios: []loss.Scenario{
			{Name: "rate", Frequency: loss.Rate(0.8), Magnitude: loss.Range(1e4, 1e6)},
			{Name: "range", Frequency: loss.RateRange(0.1, 4), Magnitude: loss.PERT(1e4, 5e4, 4e5)},
			{Name: "PERT", Frequency: loss.RatePERT(0, 1, 6), Vulnerability: loss.Vulnerability{Chance: 0.4}, Magnitude: loss.Empirical(1000, 20_000, 20_000, 3e5)},
			{Name: "negative binomial", Frequency: loss.NegativeBinomial(2, 0.7), Magnitude: loss.Fixed(12_345)},
			{Name: "history", Frequency: loss.History(3, 5), Magnitude: loss.Range(1e4, 1e6).Capped(4e5)},
			{
				Name: "secondary", Frequency: loss.Rate(2), Magnitude: loss.Range(2e4, 2e5),
				Secondary:   []loss.Secondary{{Name: "fine", Chance: 0.3, Magnitude: loss.Range(1e5, 1e6)}, {Name: "claims", Chance: 0.1, Magnitude: loss.Fixed(5e5)}},
				EventLayers: []loss.Layer{{Attach: 1e5, Limit: 4e5, Share: 0.8}},
			},
			{
				Name: "yearly cover", Frequency: loss.Rate(3), Magnitude: loss.Range(1e4, 3e5),
				EventLayers: []loss.Layer{{Attach: 5e4, Limit: 1e6}}, YearLayers: []loss.Layer{{Attach: 2e5}},
			},
			{
				Name: "strength", Frequency: loss.Rate(10), Magnitude: loss.Range(1e4, 1e5),
				Vulnerability: loss.Vulnerability{Capability: loss.PERT(10, 40, 90), Strength: loss.Range(40, 80)},
			},
		},
		Shocks: []loss.Shock{{Name: "storm", Frequency: loss.RateRange(0.1, 0.5), Hits: []loss.Hit{{Scenario: "rate", Chance: 0.9}, {Scenario: "secondary", Chance: 0.5}}}},
		Layers: []loss.Layer{{Attach: 2e6, Limit: 3e6, Share: 0.5}},
	}
}

// TestAgree draws years of every kind of input, alone and together, and compares
// them with the exact curve. The intervals are of 99.9 %, and the seed is fixed.
func TestAgree(t *testing.T) {
	p := everything()
	for _, s := range p.Scenarios {
		t.Run(s.Name, func(t *testing.T) { agree(t, p.Alone(s.Name)) })
	}
	t.Run("together", func(t *testing.T) { agree(t, p) })
}

func agree(t *testing.T, p *loss.Problem) {
	t.Helper()
	exact, err := loss.Exact(t.Context(), p, loss.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := loss.Simulate(t.Context(), p, loss.Settings{Confidence: 0.999, Years: 200_000})
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, a, b loss.Figure) {
		if bad := a.Low > a.Value || a.Value > a.High || a.High < b.Low || a.Low > b.High; bad || math.IsNaN(a.Value) {
			t.Errorf("%s: exact %+v, drawn %+v", what, a, b)
		}
	}
	same("mean", exact.Mean(), drawn.Total.Mean())
	same("none", exact.None(), drawn.Total.None())
	for _, l := range []float64{0.3, 0.7, 0.9, 0.95, 0.99, 0.999} {
		v := exact.VaR(l)
		same("VaR", v, drawn.Total.VaR(l))
		same("shortfall", exact.Shortfall(l), drawn.Total.Shortfall(l))
		same("exceed", exact.Exceed(v.Value*0.9), drawn.Total.Exceed(v.Value*0.9))
		if width := v.High - v.Low; width > 0.01*v.Value {
			t.Errorf("VaR of %v is only known within %v", l, v)
		}
	}
}

// The number of goroutines changes nothing, and what is not asked of a scenario does
// not change its years.
func TestSame(t *testing.T) {
	p := everything()
	p.Correlations = []loss.Correlation{{A: "rate", B: "range", Rank: 0.5}}
	one := simulate(t, p, loss.Settings{Years: 10_000, Goroutines: 1, Seed: 7, Keep: true})
	many := simulate(t, p, loss.Settings{Years: 10_000, Goroutines: 5, Seed: 7, Keep: true})
	if diff := cmp.Diff(one, many, cmpopts.IgnoreFields(loss.Simulation{}, "Total")); diff != "" {
		t.Errorf("goroutines change the result:\n%s", diff)
	}
	alone := simulate(t, p.Alone("secondary"), loss.Settings{Years: 10_000, Seed: 7, Keep: true})
	if diff := cmp.Diff(one.Scenarios[5], alone.Scenarios[0]); diff != "" {
		t.Errorf("other scenarios change the result:\n%s", diff)
	}
}

func simulate(t *testing.T, p *loss.Problem, s loss.Settings) *loss.Simulation {
	t.Helper()
	r, err := loss.Simulate(t.Context(), p, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Correlations that no common factor gives, too strong ones, and those of scenarios with
// layers by the year.
func TestNotExact(t *testing.T) {
	for name, correlations := range map[string][]loss.Correlation{
		"a chain":    {{A: "0", B: "1", Rank: 0.5}, {A: "1", B: "2", Rank: 0.5}},
		"signs":      {{A: "0", B: "1", Rank: 0.2}, {A: "1", B: "2", Rank: 0.2}, {A: "0", B: "2", Rank: -0.2}},
		"four":       {{A: "0", B: "1", Rank: 0.3}, {A: "0", B: "2", Rank: 0.3}, {A: "1", B: "2", Rank: 0.3}, {A: "0", B: "4", Rank: 0.3}, {A: "1", B: "4", Rank: 0.3}, {A: "2", B: "4", Rank: 0.2}},
		"too strong": {{A: "0", B: "1", Rank: 0.99}},
		"by year":    {{A: "0", B: "3", Rank: 0.5}},
	} {
		p := correlatedRisks()
		p.Scenarios[3].YearLayers = []loss.Layer{{Attach: 1e5}}
		p.Correlations = correlations
		if _, err := loss.Exact(t.Context(), p, loss.Settings{}); !errors.Is(err, loss.ErrNotExact) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
