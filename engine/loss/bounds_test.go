package loss_test

import (
	"math"
	"testing"

	"fairlead/engine/loss"
)

// The bounds of a coarse lattice hold what a fine one finds, and coarse values are
// near.
func TestBounds(t *testing.T) {
	for name, p := range map[string]*loss.Problem{"everything": everything(), "rare": many(20, 0.1), "often": many(100, 2)} {
		t.Run(name, func(t *testing.T) {
			coarse, fine := withCells(t, p, 1<<12), withCells(t, p, 1<<15)
			holds := func(what string, a, b loss.Figure) {
				slack := 1e-8*math.Abs(b.Value) + 1e-10
				if a.Low > b.High+slack || a.High < b.Low-slack || !(a.Low <= a.Value && a.Value <= a.High) {
					t.Errorf("%s: coarse %+v, fine %+v", what, a, b)
				}
				if math.Abs(a.Value-b.Value) > 0.005*b.Value+1e-9 {
					t.Errorf("%s: coarse %v is far from fine %v", what, a.Value, b.Value)
				}
			}
			holds("mean", coarse.Mean(), fine.Mean())
			holds("none", coarse.None(), fine.None())
			for _, l := range []float64{0.4, 0.8, 0.95, 0.99, 0.999, 0.9999} {
				v := fine.VaR(l)
				holds("VaR", coarse.VaR(l), v)
				holds("shortfall", coarse.Shortfall(l), fine.Shortfall(l))
				holds("exceed", coarse.Exceed(v.Value), fine.Exceed(v.Value))
			}
		})
	}
}

func withCells(t *testing.T, p *loss.Problem, cells int) *loss.Distribution {
	t.Helper()
	d, err := loss.Exact(t.Context(), p, loss.Settings{Cells: cells})
	if err != nil {
		t.Fatal(err)
	}
	return d
}
