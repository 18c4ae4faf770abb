package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

func series(t *rapid.T, least int) []float64 {
	return rapid.SliceOfN(rapid.Float64Range(-100, 100), least, 60).Draw(t, "y")
}

// The level that ends simple exponential smoothing, and its best start, are those
// of the plain recursion with the start sought by trying.
func TestSmoothedIsTheBestStart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y, alpha := series(t, 3), rapid.Float64Range(0.05, 0.95).Draw(t, "alpha")
		plain := func(start float64) (sse, level float64) {
			level = start
			for _, v := range y {
				sse += (v - level) * (v - level)
				level = alpha*v + (1-alpha)*level
			}
			return sse, level
		}
		start := golden(-1000, 1000, func(s float64) float64 { v, _ := plain(s); return v })
		want, level := plain(start)
		sse, last := smoothed(y, alpha)
		if math.Abs(sse-want) > 1e-6*(1+want) || math.Abs(last-level) > 1e-3 {
			t.Errorf("%g ending on %g, want %g on %g", sse, last, want, level)
		}
	})
}

// The straight line that the dynamic Theta model carries along is the one by least
// squares over what is known so far.
func TestDynamicThetaCarriesTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		y := series(t, 4)
		alpha, theta, first := rapid.Float64Range(0.1, 0.9).Draw(t, "alpha"), rapid.Float64Range(1, 20).Draw(t, "theta"), y[0]/2
		want, level := 0.0, first
		for i, v := range y {
			k := float64(i)
			mu := level
			if i > 0 {
				at, slope := line(y[:i]) // over 0, 1, …: the paper counts from 1
				mu += (1 - 1/theta) * (math.Pow(1-alpha, k)*(at-slope) + (1-math.Pow(1-alpha, k+1))/alpha*slope)
			}
			if i >= 2 {
				want += (v - mu) * (v - mu)
			}
			level = alpha*v + (1-alpha)*level
		}
		if got := dynamicPass(y, alpha, first, theta, nil); math.Abs(got-want) > 1e-6*(1+want) {
			t.Errorf("%g, want %g", got, want)
		}
	})
}

// Taking differences and summing them up again leads back to the series.
func TestIntegrateUndoesDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := series(t, 40)
		m, h := rapid.IntRange(2, 6).Draw(t, "m"), 8
		o := order{d: rapid.IntRange(0, 2).Draw(t, "d"), sd: rapid.IntRange(0, 1).Draw(t, "D")}
		y, w := all[:len(all)-h], &work{}
		w.differences(all, m, o)
		ahead := append([]float64(nil), w.diff[len(w.diff)-h:]...)
		w.integrate(o, y, m, ahead)
		for i, v := range ahead {
			if math.Abs(v-all[len(y)+i]) > 1e-6 {
				t.Fatalf("step %d: %g, want %g", i, v, all[len(y)+i])
			}
		}
	})
}

// A simulated autoregression of the first order is found again, with the errors
// that its theory gives.
func TestARIMAFindsAnAutoregression(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	y, level := make([]float64, 2000), 0.0
	for i := range y {
		level = 0.7*level + r.NormFloat64()
		y[i] = 50 + level
	}
	w, out, c := &work{}, newPath(10), choice{order: &order{p: 1, drift: true}}
	w.arima(y, 1, 10, &c, &out)
	if phi := w.arma.ar[0]; math.Abs(phi-0.7) > 0.05 {
		t.Errorf("weight %g", phi)
	}
	variance := 0.0
	for i := range 10 {
		variance += math.Pow(0.7, 2*float64(i))
		if want := math.Sqrt(variance); math.Abs(out.sd[i]/want-1) > 0.06 {
			t.Errorf("step %d: deviation %g, theory %g", i, out.sd[i], want)
		}
	}
}

// The deviations of exponential smoothing are those of simulated futures.
func TestSmoothingSpreadAgreesWithSimulation(t *testing.T) {
	m := smoothing{form: form{trend: true, damped: true, season: 'A'}, alpha: 0.4, beta: 0.1, gamma: 0.2, phi: 0.9, level: 10, slope: 1, season0: []float64{1, -2, 1}, sigma: 2}
	const h, runs = 7, 40_000
	mean, sd, s := make([]float64, h), make([]float64, h), make([]float64, 3)
	m.run(nil, mean, s)
	m.spread(mean, sd)
	r := rand.New(rand.NewPCG(3, 4))
	squares := make([]float64, h)
	for range runs {
		y := make([]float64, 0, h)
		next := make([]float64, 1)
		for i := range h {
			m.run(y, next, s)
			v := next[0] + m.sigma*r.NormFloat64()
			y = append(y, v)
			squares[i] += (v - mean[i]) * (v - mean[i])
		}
	}
	for i := range h {
		if got := math.Sqrt(squares[i] / runs); math.Abs(got/sd[i]-1) > 0.02 {
			t.Errorf("step %d: simulated %g, told %g", i, got, sd[i])
		}
	}
}

// The simplex finds the bottom of Rosenbrock's valley.
func TestSimplex(t *testing.T) {
	x, s := []float64{-1.2, 1}, simplex{}
	v := s.minimise(func(x []float64) float64 {
		return 100*math.Pow(x[1]-x[0]*x[0], 2) + math.Pow(1-x[0], 2)
	}, x, []float64{0.5, 0.5}, 400)
	if v > 1e-6 || math.Abs(x[0]-1) > 1e-2 {
		t.Errorf("%g at %v", v, x)
	}
}

// First passage agrees with simulated walks, and in fine steps with the inverse
// Gaussian distribution of Brownian motion with drift, whose limit is moved by
// 0.5826 steps for being looked at only now and then (Siegmund 1985).
func TestPassage(t *testing.T) {
	const drift, spread, limit, h = 0.1, 1.0, 12.0, 150
	room, sigma := make([]float64, h), make([]float64, h)
	for i := range h {
		room[i], sigma[i] = limit-drift*float64(i+1), spread*math.Sqrt(float64(i+1))
	}
	got := passage(room, sigma, 2400)
	r := rand.New(rand.NewPCG(5, 6))
	const runs = 50_000
	hit := make([]float64, h)
	for range runs {
		at := 0.0
		for i := range h {
			if at += drift + spread*r.NormFloat64(); at >= limit {
				hit[i]++
				break
			}
		}
	}
	reached := 0.0
	for i := range h {
		reached += hit[i] / runs
		if math.Abs(got[i]-reached) > 0.006 {
			t.Errorf("step %d: %.4f, simulated %.4f", i+1, got[i], reached)
		}
		far, time := limit+0.5826*spread, float64(i+1)
		root := spread * math.Sqrt(time)
		below := func(z float64) float64 { return 0.5 * math.Erfc(-z/math.Sqrt2) }
		theory := below((drift*time-far)/root) + math.Exp(2*drift*far/spread/spread)*below((-far-drift*time)/root)
		if math.Abs(got[i]-theory) > 0.004 {
			t.Errorf("step %d: %.4f, inverse Gaussian %.4f", i+1, got[i], theory)
		}
	}
}

// Noise and wandering alone hardly ever make a finding.
func TestFindingsOfChanceAreRare(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	found := 0
	for i := range 400 {
		y, level := make([]float64, 120), 0.0
		for j := range y {
			level += r.NormFloat64() * float64(i%3) / 2
			y[j] = level + r.NormFloat64()
		}
		if outliers, changes := findings(y, 1); len(outliers)+len(changes) > 0 {
			found++
		}
	}
	if found > 24 {
		t.Errorf("%d of 400 series of chance have findings", found)
	}
}

// What is planted is found: most levels and trends that changed by a good deal.
func TestFindingsFindWhatIsThere(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	levels, trends := 0, 0
	for range 100 {
		a, b := make([]float64, 100), make([]float64, 100)
		for j := range a {
			a[j], b[j] = r.NormFloat64(), r.NormFloat64()
			if j >= 60 {
				a[j] += 6
				b[j] += 0.6 * float64(j-59)
			}
		}
		if _, changes := findings(a, 1); len(changes) > 0 && changes[0].Kind == LevelChange && abs(changes[0].At-60) <= 2 {
			levels++
		}
		if _, changes := findings(b, 1); len(changes) > 0 && abs(changes[0].At-60) <= 10 {
			trends++
		}
	}
	if levels < 90 || trends < 90 {
		t.Errorf("found %d levels and %d trends of 100", levels, trends)
	}
}

func abs(v int) int { return max(v, -v) }
