package loss_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"fairlead/engine/loss"
)

// correlatedRisks are five scenarios, frequent and rare.
func correlatedRisks() *loss.Problem {
	p := many(5, 1)
	for i := range p.Scenarios {
		s := &p.Scenarios[i]
		s.Name = fmt.Sprint(i)
		s.Frequency = loss.Rate([]float64{5, 2, 0.7, 0.2, 30}[i])
		if i == 1 {
			s.Frequency = loss.RateRange(0.5, 4)
			s.Secondary = []loss.Secondary{{Name: "fine", Chance: 0.3, Magnitude: loss.PERT(0, 1e4, 1e5)}}
		}
	}
	return p
}

// Of two scenarios that each have a year without loss with a chance of one half, both have
// it with the chance 1/4 + asin(r)/2π (Sheppard 1899: the quadrant of a bivariate normal).
func TestQuadrant(t *testing.T) {
	for _, rank := range []float64{-0.9, -0.4, 0.1, 0.5, 0.8, 0.95} {
		p := &loss.Problem{Correlations: []loss.Correlation{{A: "a", B: "b", Rank: rank}}}
		for _, name := range []string{"a", "b"} {
			p.Scenarios = append(p.Scenarios, loss.Scenario{Name: name, Frequency: loss.Rate(math.Ln2), Magnitude: loss.Fixed(1)})
		}
		d, err := loss.Exact(t.Context(), p, loss.Settings{Cells: 1 << 10})
		if err != nil {
			t.Fatal(err)
		}
		want := 0.25 + math.Asin(2*math.Sin(math.Pi*rank/6))/(2*math.Pi)
		if got := d.None().Value; math.Abs(got-want) > 1e-7 {
			t.Errorf("rank %v: no loss %v, want %v", rank, got, want)
		}
	}
}

// The curve of correlated scenarios agrees with drawn years within their interval, in two
// blocks with signs, with a common shock, and its mean is that without correlation.
func TestAgreeCorrelated(t *testing.T) {
	p := correlatedRisks()
	p.Correlations = []loss.Correlation{{A: "0", B: "1", Rank: 0.6}, {A: "0", B: "2", Rank: -0.5}, {A: "3", B: "4", Rank: 0.7}}
	// What one factor makes of the first two.
	normal := func(rank float64) float64 { return 2 * math.Sin(math.Pi*rank/6) }
	a := 0.8
	p.Correlations = append(p.Correlations, loss.Correlation{A: "1", B: "2", Rank: 6 / math.Pi * math.Asin(normal(0.6)/a*normal(-0.5)/a/2)})
	p.Shocks = []loss.Shock{{Name: "storm", Frequency: loss.Rate(0.2), Hits: []loss.Hit{{Scenario: "0", Chance: 0.5}, {Scenario: "3", Chance: 0.9}}}}
	exact, err := loss.Exact(t.Context(), p, loss.Settings{Cells: 1 << 12})
	if err != nil {
		t.Fatal(err)
	}
	drawn := simulate(t, p, loss.Settings{Years: 200_000, Confidence: 0.999}).Total
	for _, level := range []float64{0.5, 0.9, 0.95, 0.99, 0.999} {
		e, s := exact.VaR(level), drawn.VaR(level)
		if e.High < s.Low || e.Low > s.High {
			t.Errorf("VaR of %v: exact %+v, drawn %+v", level, e, s)
		}
		if e, s := exact.Exceed(e.Value), drawn.Exceed(e.Value); e.High < s.Low || e.Low > s.High {
			t.Errorf("exceeded with %+v, drawn %+v", e, s)
		}
	}
	p.Correlations = nil
	apart, err := loss.Exact(t.Context(), p, loss.Settings{Cells: 1 << 12})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := exact.Mean().Value, apart.Mean().Value; math.Abs(got/want-1) > 1e-12 {
		t.Errorf("the mean is %v, without correlation %v", got, want)
	}
	if exact.VaR(0.99).Low == apart.VaR(0.99).Low {
		t.Error("correlation changes nothing")
	}
}

func BenchmarkExactCorrelated(b *testing.B) {
	p := correlatedRisks()
	p.Correlations = []loss.Correlation{{A: "0", B: "1", Rank: 0.6}, {A: "3", B: "4", Rank: 0.7}}
	for b.Loop() {
		if _, err := loss.Exact(b.Context(), p, loss.Settings{}); err != nil {
			b.Fatal(err)
		}
	}
}

// Of a few dozen correlated scenarios the curve is found, with wider bounds; of too many
// it is said that years must be drawn.
func TestManyCorrelated(t *testing.T) {
	among := func(n int) *loss.Problem {
		p := many(n, 0.5)
		for i := range p.Scenarios {
			for j := range i {
				p.Correlations = append(p.Correlations, loss.Correlation{A: p.Scenarios[i].Name, B: p.Scenarios[j].Name, Rank: 0.2})
			}
		}
		return p
	}
	p := among(12)
	exact, err := loss.Exact(t.Context(), p, loss.Settings{Cells: 1 << 10})
	if err != nil {
		t.Fatal(err)
	}
	drawn := simulate(t, p, loss.Settings{Years: 50_000, Confidence: 0.999}).Total
	if e, s := exact.VaR(0.95), drawn.VaR(0.95); e.High < s.Low || e.Low > s.High {
		t.Errorf("VaR: exact %+v, drawn %+v", e, s)
	}
	if _, err := loss.Exact(t.Context(), among(200), loss.Settings{}); !errors.Is(err, loss.ErrNotExact) {
		t.Errorf("too many: %v", err)
	}
}
