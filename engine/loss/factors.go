package loss

import (
	"fmt"
	"math"
	"slices"
)

// factors says how scenarios hang on common factors: the correlations of a block of them
// are the products of their loadings on one standard normal factor, given which they are
// independent of each other (Vasicek, "The distribution of loan portfolio value", Risk
// 15(12), 2002; Laurent and Gregory, "Basket default swaps, CDOs and factor copulas",
// Journal of Risk 7(4), 2005). Blocks are independent of each other.
type factors struct {
	block   map[string]int // from 1 on
	loading map[string]float64
	blocks  int
}

// strongest is the loading up to which a curve is found: nearer to 1 the losses given the
// factor are steps, and integrating over it would need too many nodes.
const strongest = 0.98

// factors finds the loadings. The error wraps ErrNotExact where a block needs more than
// one factor, or too strong a one.
func (p *Problem) factors() (*factors, error) {
	f := &factors{block: map[string]int{}, loading: map[string]float64{}}
	normal := map[[2]string]float64{}
	var names []string
	for _, c := range p.Correlations {
		r := 2 * math.Sin(math.Pi*c.Rank/6)
		normal[[2]string{c.A, c.B}], normal[[2]string{c.B, c.A}] = r, r
		names = append(names, c.A, c.B)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, name := range names {
		if f.block[name] > 0 {
			continue
		}
		members := together(name, names, normal)
		if len(members) < 2 {
			continue // all its correlations are 0
		}
		f.blocks++
		for _, m := range members {
			f.block[m] = f.blocks
		}
		if err := f.load(members, normal); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// together are the names that a name is correlated with, by way of others too.
func together(name string, names []string, normal map[[2]string]float64) []string {
	members := []string{name}
	for i := 0; i < len(members); i++ {
		for _, other := range names {
			if normal[[2]string{members[i], other}] != 0 && !slices.Contains(members, other) {
				members = append(members, other)
			}
		}
	}
	return members
}

// load finds the loadings of a block: of two scenarios the root of their correlation each,
// of more from three of their correlations, which all others must agree with.
func (f *factors) load(members []string, normal map[[2]string]float64) error {
	r := func(i, j int) float64 { return normal[[2]string{members[i], members[j]}] }
	square := math.Abs(r(0, 1))
	if len(members) > 2 {
		square = r(0, 1) * r(0, 2) / r(1, 2)
	}
	if !(square > 0 && square <= strongest*strongest) {
		return notOneFactor(members[0])
	}
	loadings := []float64{math.Sqrt(square)}
	for j := 1; j < len(members); j++ {
		loadings = append(loadings, r(0, j)/loadings[0])
		if math.Abs(loadings[j]) > strongest {
			return notOneFactor(members[j])
		}
		for i := range j {
			if math.Abs(loadings[i]*loadings[j]-r(i, j)) > 1e-9 {
				return notOneFactor(members[j])
			}
		}
	}
	for i, m := range members {
		f.loading[m] = loadings[i]
	}
	return nil
}

func notOneFactor(name string) error {
	return fmt.Errorf("%w: the rank correlations of scenario %q and those it is correlated with are not those of one common factor, with loadings of at most %v, so years must be drawn", ErrNotExact, name, strongest)
}

// mostPoints bounds the points of all transforms for one lattice: some seconds.
const mostPoints = 1 << 24

// correlated is what a scenario of a block loses in a year of its own events, on a
// lattice: the standard normal's quantile of the chance of at most each point.
type correlated struct {
	normal  [ways][]float64
	loading float64
}

func newCorrelated(masses [ways][]float64, loading float64) correlated {
	c := correlated{loading: loading}
	for way, mass := range masses {
		c.normal[way] = make([]float64, len(mass))
		below := 0.0
		for k, m := range mass {
			if m <= 0 && k > 0 {
				c.normal[way][k] = c.normal[way][k-1]
				continue
			}
			below += m
			c.normal[way][k] = math.Inf(1)
			if below < 1 {
				c.normal[way][k] = normalQuantile(below)
			}
		}
	}
	return c
}

const (
	farFactor  = 8.0 // standard deviations of a factor that count to each side
	factorStep = 0.7
)

// mixture is the transform of the sum of a block: the mean over its factor of the product
// of what its scenarios are given the factor. The trapezoidal rule converges faster than
// any power for it, as the losses given the factor are smooth at the width σ/a, for a
// loading a and σ² = 1 − a². Halving the step changes no chance by more than 1e-8
// (TestFactorStep).
func (e *exact) mixture(d *desk, block []correlated) (spectra, error) {
	loadings := make([]float64, len(block))
	for i, c := range block {
		loadings[i] = c.loading
	}
	step := e.step() * narrowest(loadings)
	sum, weights := d.blank(0), 0.0
	for z := -farFactor; z <= farFactor; z += step {
		if err := e.ctx.Err(); err != nil {
			return spectra{}, err
		}
		product := d.blank(complex(normalDensity(z), 0))
		weights += normalDensity(z)
		for _, c := range block {
			given := d.spectra(c.given(z))
			product.each(func(way, k int, v complex128) complex128 { return v * given[way][k] })
		}
		sum.each(func(way, k int, v complex128) complex128 { return v + product[way][k] })
	}
	sum.each(func(_, _ int, v complex128) complex128 { return v / complex(weights, 0) })
	return sum, nil
}

// narrowest is the width on which what some scenarios lose given a factor changes with it.
func narrowest(loadings []float64) float64 {
	sum := 1.0
	for _, a := range loadings {
		sum += a * a / (1 - a*a)
	}
	return 1 / math.Sqrt(sum)
}

// work is how many transforms of a scenario the integration over all factors needs.
func (f *factors) work() int {
	loadings := make([][]float64, f.blocks)
	for name, block := range f.block {
		if block > 0 {
			loadings[block-1] = append(loadings[block-1], f.loading[name])
		}
	}
	work := 0
	for _, of := range loadings {
		work += len(of) * int(2*farFactor/(factorStep*narrowest(of)))
	}
	return work
}

func (e *exact) step() float64 {
	if e.fine {
		return factorStep / 2
	}
	return factorStep
}

// given are the masses where the factor is z: the chance of at most x is then
// Φ((Φ⁻¹(F(x)) − a·z)/σ). It rises with F, so that bounds stay bounds.
func (c correlated) given(z float64) [ways][]float64 {
	sigma := math.Sqrt(1 - c.loading*c.loading)
	var out [ways][]float64
	for way, normal := range c.normal {
		out[way] = make([]float64, len(normal))
		before := 0.0
		for k, q := range normal {
			if k > 0 && q == normal[k-1] {
				continue
			}
			upTo := normalBelow((q - c.loading*z) / sigma)
			out[way][k], before = upTo-before, upTo
		}
	}
	return out
}

// spectra are those of masses at the points.
func (d *desk) spectra(m [ways][]float64) spectra {
	var s spectra
	s[down], s[up] = d.pair(m[down], m[up])
	s[centre], _ = d.pair(m[centre], m[centre])
	return s
}
