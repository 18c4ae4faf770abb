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

// TestPanjer compares with Panjer's recursion ("Recursive evaluation of a family of
// compound distributions", ASTIN Bulletin 12, 1981), which needs no transform: each
// loss is rounded down and up to whole steps, and the distribution of the sum follows
// point by point.
func TestPanjer(t *testing.T) {
	const step, points = 2.0, 2000
	magnitudes := map[string]Estimate{
		"range": Range(50, 800), "PERT": PERT(10, 60, 900), "capped": Range(50, 800).Capped(500), "empirical": Empirical(31, 32, 500, 1999),
	}
	for name, m := range magnitudes {
		for kind, f := range map[string]Frequency{"rate": Rate(2.5), "negative binomial": NegativeBinomial(2.5, 0.8)} {
			d, err := Exact(t.Context(), &Problem{Scenarios: []Scenario{{Name: "a", Frequency: f, Magnitude: m}}}, Settings{})
			if err != nil {
				t.Fatal(err)
			}
			a, b, none := 0.0, 2.5, math.Exp(-2.5)
			if kind == "negative binomial" {
				a = 2.5 / 3.3
				b, none = (0.8-1)*a, math.Pow(1-a, 0.8)
			}
			masses := make([]float64, points+1)
			for k := range points {
				here, _ := m.law().below(step * float64(k))
				next, _ := m.law().below(step * float64(k+1))
				masses[k+1] = next - here
			}
			down, up := panjer(masses[1:], a, b, none), panjer(masses[:points], a, b, none)
			for k := 50; k < points; k += 130 {
				x := step*float64(k) + 0.37 // where no sum of whole amounts is
				got := d.Exceed(x)
				if got.High < down[k]-1e-9 || got.Low > up[k]+1e-9 || got.Value < down[k]-1e-4 || got.Value > up[k]+1e-4 {
					t.Errorf("%s, %s: more than %v with %+v, by the recursion between %v and %v", kind, name, x, got, down[k], up[k])
				}
			}
		}
	}
}

// panjer gives the chance of more than k steps, for each k, of losses that are not
// less than one step with more than a tiny chance.
func panjer(f []float64, a, b, none float64) []float64 {
	g, more := make([]float64, len(f)), make([]float64, len(f))
	g[0] = none
	left := 1 - none
	more[0] = left
	for k := 1; k < len(g); k++ {
		for j := 1; j <= k; j++ {
			g[k] += (a + b*float64(j)/float64(k)) * f[j] * g[k-j]
		}
		g[k] /= 1 - a*f[0]
		left -= g[k]
		more[k] = left
	}
	return more
}

// Quantiles found from their neighbours are those found alone, and a multiple of an
// estimate needs no table of its own.
func TestTables(t *testing.T) {
	for _, d := range []beta{newBeta(1, 5), newBeta(5, 1), newBeta(3, 3), newBeta(1.01, 4.99), newBeta(2.2, 3.8), newBeta(0.5, 0.7), newBeta(40, 2)} {
		h := &half{}
		h.fill(d)
		for i := range h {
			at, width := edge(i)
			for j, p := range probes {
				if want := d.quantile(at + p*width); math.Abs(h[i][j]/want-1) > 1e-11 {
					t.Fatalf("beta %v, %v: the quantile of %v is %v, want %v", d.a, d.b, at+p*width, h[i][j], want)
				}
			}
		}
	}
	tables := &Tables{}
	for _, by := range []float64{1, 0.3, 0.07, 1e6 / 3} {
		newSampler(PERT(10*by, 30*by, 170*by).law(), tables, math.Inf(1))
	}
	if len(tables.betas) != 2 {
		t.Errorf("multiples of one estimate have %d tables, not 2", len(tables.betas))
	}
}

func BenchmarkTable(b *testing.B) {
	for b.Loop() {
		newSampler(PERT(10, 30, 170).law(), &Tables{}, math.Inf(1))
	}
}

// Half the step of the integration over common factors changes no chance by more than
// 1e-8, for strong and weak loadings, lumps and smooth losses.
func TestFactorStep(t *testing.T) {
	for _, rank := range []float64{0.1, 0.5, 0.9, 0.95} {
		p := &Problem{Correlations: []Correlation{{"a", "b", rank}, {"b", "c", rank}, {"a", "c", rank}}, Scenarios: []Scenario{
			{Name: "a", Frequency: Rate(0.5), Magnitude: Fixed(3)},
			{Name: "b", Frequency: Rate(4), Magnitude: Range(1, 20)},
			{Name: "c", Frequency: RateRange(0.01, 0.3), Magnitude: Range(5, 50)},
		}}
		common, err := p.factors()
		if err != nil {
			t.Fatal(err)
		}
		var curves [2]*curve
		for i, fine := range []bool{false, true} {
			models, shocks := p.models()
			for k := range models {
				models[k].block, models[k].loading = common.block[models[k].name], common.loading[models[k].name]
			}
			e := &exact{ctx: t.Context(), settings: Settings{Cells: 1 << 9}, models: models, shocks: shocks, blocks: common.blocks, fine: fine}
			if curves[i], err = e.curve(); err != nil {
				t.Fatal(err)
			}
		}
		for n := range curves[0].levels {
			for way := range ways {
				a, b := curves[0].levels[n].exceed[way], curves[1].levels[n].exceed[way]
				for k := range min(len(a), len(b)) {
					if math.Abs(a[k]-b[k]) > 1e-8 {
						t.Fatalf("rank %v: the chance of more than %d steps of lattice %d is %v, with half the step %v", rank, k, n, a[k], b[k])
					}
				}
			}
		}
	}
}
