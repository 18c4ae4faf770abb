package loss

import (
	"math"
	"math/cmplx"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSortLosses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.Float64Range(0, 1e12), rapid.Just(0.0), rapid.Float64Range(1e9, 1e9+1))
		got := rapid.SliceOf(value).Draw(t, "losses")
		want := slices.Sorted(slices.Values(got))
		sortLosses(got)
		if !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// The transform against its definition, and back.
func TestTransform(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := 1 << rapid.IntRange(1, 6).Draw(t, "log length")
		x := make([]complex128, n)
		for i := range x {
			x[i] = complex(rapid.Float64Range(-1, 1).Draw(t, "re"), rapid.Float64Range(-1, 1).Draw(t, "im"))
		}
		turn, y := newTransform(n), slices.Clone(x)
		turn.forward(y)
		for j := range y {
			var want complex128
			for k, v := range x {
				want += v * cmplx.Exp(complex(0, -2*math.Pi*float64(j*k)/float64(n)))
			}
			if cmplx.Abs(y[j]-want) > 1e-11 {
				t.Fatalf("%d: %v, want %v", j, y[j], want)
			}
		}
		turn.backward(y)
		for k := range y {
			if cmplx.Abs(y[k]-x[k]) > 1e-12 {
				t.Fatalf("%d comes back as %v from %v", k, y[k], x[k])
			}
		}
	})
}

// Every kind of count: its chances sum to 1, have its mean, and agree with its
// generating function.
func TestCounts(t *testing.T) {
	frequencies := []Frequency{
		Never(), Rate(0.01), Rate(7), Rate(2000), RateRange(0.01, 0.1), RateRange(0.1, 10), RateRange(50, 300),
		RatePERT(0, 0, 1), RatePERT(0, 1, 5), RatePERT(10, 400, 500), NegativeBinomial(3, 0.5), NegativeBinomial(300, 2), NegativeBinomial(0.1, 20_000),
	}
	for _, f := range frequencies {
		for _, share := range []float64{1, 0.3} {
			c := f.counts(share)
			sum, mean := 0.0, 0.0
			for n, p := range c.chances() {
				sum, mean = sum+p, mean+float64(n)*p
			}
			if math.Abs(sum-1) > 1e-9 || math.Abs(mean-f.Mean()*share) > 1e-7*(f.Mean()*share) {
				t.Errorf("%+v: sum %v, mean %v, want %v", f, sum, mean, f.Mean()*share)
			}
			for _, z := range []complex128{0, 0.05i, 0.5, 0.3 - 0.2i, 0.9 + 0.3i, -0.7 + 0.7i, 1} {
				var want complex128
				power := complex128(1)
				for _, p := range c.chances() {
					want += complex(p, 0) * power
					power *= z
				}
				if got := c.generating(z); cmplx.Abs(got-want) > 1e-9 {
					t.Errorf("%+v: generating function at %v is %v, want %v", f, z, got, want)
				}
			}
		}
	}
}

// Quantiles undo chances, and the parts of the mean are integrals of them.
func TestLaws(t *testing.T) {
	laws := map[string]law{
		"lognormal": newLognormal(10, 1000), "narrow": newLognormal(99, 101), "beta": newScaledBeta(5, 20, 100),
		"edge": newScaledBeta(0, 0, 1), "points": newPoints([]float64{1, 2, 2, 5}),
		"capped":  Range(10, 1000).Capped(200).law(),
		"layered": layered{newLognormal(10, 1000), newNet([]Layer{{Attach: 50, Limit: 100, Share: 0.7}, {Attach: 300, Limit: 1000}})},
	}
	for name, l := range laws {
		const steps = 200_000
		mean, part := 0.0, 0.0
		x := l.quantile(0.3, true)
		for i := range steps {
			p := (float64(i) + 0.5) / steps
			v := l.quantile(min(p, 1-p), p > 0.5)
			mean += v / steps
			if v <= x {
				part += v / steps
			}
			if i%5000 != 0 {
				continue
			}
			below, _ := l.below(v * (1 - 1e-9))
			upTo, _ := l.below(v * (1 + 1e-9))
			if below > p+1e-7 || upTo < p-1e-7 {
				t.Errorf("%s: the quantile of %v is %v, with chances %v to %v", name, p, v, below, upTo)
			}
		}
		if _, got := l.below(x); math.Abs(got-part) > 1e-3*mean {
			t.Errorf("%s: part of the mean up to %v is %v, want %v", name, x, got, part)
		}
		if got := l.mean(); math.Abs(got-mean) > 1e-3*mean {
			t.Errorf("%s: mean %v, want %v", name, got, mean)
		}
	}
}

// What layers leave, against adding up what each pays.
func TestNet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var layers []Layer
		for range rapid.IntRange(0, 3).Draw(t, "layers") {
			layers = append(layers, Layer{
				Attach: rapid.Float64Range(0, 100).Draw(t, "attach"),
				Limit:  rapid.SampledFrom([]float64{0, 5, 70}).Draw(t, "limit"),
				Share:  rapid.Float64Range(0.01, 0.33).Draw(t, "share"),
			})
		}
		n := newNet(layers)
		x := rapid.Float64Range(0, 300).Draw(t, "loss")
		want := x
		for _, l := range layers {
			want -= l.share() * min(max(x-l.Attach, 0), l.end()-l.Attach)
		}
		if got := n.at(x); math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v is left of %v, want %v", got, x, want)
		}
		if back := n.inverse(n.at(x)); math.Abs(back-x) > 1e-9*max(1, x) {
			t.Fatalf("%v came from %v, not from %v", n.at(x), x, back)
		}
	})
}
