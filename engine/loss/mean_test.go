package loss_test

import (
	"context"
	"math"
	"testing"

	"fairlead/engine/loss"
)

// The mean of a capped lognormal has a closed form, that of a limited expected value:
// exp(μ+σ²/2)·Φ((ln c−μ−σ²)/σ) + c·(1−Φ((ln c−μ)/σ)) (Klugman, Panjer and Willmot, Loss
// Models, 4th ed., appendix A.5.1.1).
func TestMeanUnderALayer(t *testing.T) {
	const low, high, most, rate = 1e5, 1e6, 8e5, 0.3
	mu, sigma := (math.Log(low)+math.Log(high))/2, math.Log(high/low)/(2*1.6448536269514722)
	below := func(z float64) float64 { return math.Erfc(-z/math.Sqrt2) / 2 }
	z := (math.Log(most) - mu) / sigma
	want := rate * (math.Exp(mu+sigma*sigma/2)*below(z-sigma) + most*(1-below(z)))
	p := &loss.Problem{Scenarios: []loss.Scenario{{
		Name: "capped", Frequency: loss.Rate(rate), Magnitude: loss.Range(low, high), EventLayers: []loss.Layer{{Attach: most}},
	}}}
	got, err := loss.Mean(context.Background(), p, loss.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got.Value/want-1) > 1e-6 {
		t.Errorf("mean is %v, want %.6g", got, want)
	}
}
