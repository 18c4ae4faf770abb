package loss

import (
	"math"
	"sync"
)

// Tables keep quantiles that every drawing of years needs, so that one run after
// another need not find them again. They hold no figures of a problem, only of the
// standard shapes, and never change a result. The zero value is ready; it may be used
// by several goroutines.
type Tables struct {
	mu     sync.Mutex
	normal *half
	betas  map[[2]float64]*half
}

// half are the quantiles of the lower half of a distribution at the probes of each
// part.
type half [halvings * parts][len(probes)]float64

// mostShapes is how many beta distributions are kept, 18 kB each.
const mostShapes = 256

// of gives the quantiles of a law at the probes of part i of one half.
func (t *Tables) of(l law, upper bool) func(i int) [len(probes)]float64 {
	switch l := l.(type) {
	case lognormal:
		return l.scaled(t.normals(), upper)
	case scaledBeta:
		if upper {
			return l.scaled(t.beta(newBeta(l.plain.b, l.plain.a)), true)
		}
		return l.scaled(t.beta(l.plain), false)
	}
	return func(i int) (q [len(probes)]float64) {
		at, width := edge(i)
		for j, p := range probes {
			q[j] = l.quantile(at+p*width, upper)
		}
		return q
	}
}

func (l lognormal) scaled(n *half, upper bool) func(i int) [len(probes)]float64 {
	sigma := l.sigma
	if upper {
		sigma = -sigma
	}
	return func(i int) (q [len(probes)]float64) {
		for j, z := range n[i] {
			q[j] = math.Exp(l.mu + sigma*z)
		}
		return q
	}
}

func (s scaledBeta) scaled(n *half, upper bool) func(i int) [len(probes)]float64 {
	return func(i int) (q [len(probes)]float64) {
		for j, x := range n[i] {
			if upper {
				x = 1 - x
			}
			q[j] = s.low + s.width*x
		}
		return q
	}
}

func (t *Tables) normals() *half {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.normal == nil {
		t.normal = &half{}
		for i := range t.normal {
			at, width := edge(i)
			for j, p := range probes {
				t.normal[i][j] = normalQuantile(at + p*width)
			}
		}
	}
	return t.normal
}

func (t *Tables) beta(d beta) *half {
	t.mu.Lock()
	defer t.mu.Unlock()
	shape := [2]float64{d.a, d.b}
	if kept := t.betas[shape]; kept != nil {
		return kept
	}
	if len(t.betas) >= mostShapes || t.betas == nil {
		t.betas = map[[2]float64]*half{}
	}
	found := &half{}
	found.fill(d)
	t.betas[shape] = found
	return found
}

// outwards are the places of probes from the middle of a distribution outwards.
var outwards = [len(probes)]int{6, 3, 2, 5, 1, 0, 4}

// fill goes from the middle outwards, each quantile beginning at its neighbour.
func (h *half) fill(d beta) {
	t := 0.5
	x := d.quantile(t)
	for octave := range halvings {
		for part := parts - 1; part >= 0; part-- {
			i := octave*parts + part
			at, width := edge(i)
			for _, j := range outwards {
				next := at + probes[j]*width
				x = d.beside(t, x, next)
				t, h[i][j] = next, x
			}
		}
	}
}
