package zeroone_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/engine/choose/internal/zeroone"
)

// program draws a small program: budgets, prerequisites, exclusions and lower limits.
func program(t *rapid.T) *zeroone.Program {
	n := rapid.IntRange(1, 13).Draw(t, "n")
	p := &zeroone.Program{}
	scale := rapid.SampledFrom([]int64{1, 1000, 1 << 40}).Draw(t, "scale")
	for range n {
		p.Objective = append(p.Objective, rapid.Int64Range(-5, 40).Draw(t, "value")*scale/rapid.Int64Range(1, 3).Draw(t, "part"))
	}
	for range rapid.IntRange(0, 6).Draw(t, "rows") {
		r, unit := zeroone.Row{}, rapid.SampledFrom([]int64{1, 7, 1 << 38}).Draw(t, "unit")
		least := rapid.SampledFrom([]int64{0, 0, -3}).Draw(t, "least")
		for j := range n {
			if c := rapid.Int64Range(least, 12).Draw(t, "coef"); c != 0 {
				r.Index, r.Coef = append(r.Index, int32(j)), append(r.Coef, c*unit)
			}
		}
		r.Most = rapid.Int64Range(-2, 40).Draw(t, "most") * unit
		p.Rows = append(p.Rows, r)
	}
	return p
}

// exhaustive tries every choice.
func exhaustive(p *zeroone.Program) (best int64, found bool) {
	n := len(p.Objective)
	x := make([]bool, n)
	for mask := range 1 << n {
		for j := range x {
			x[j] = mask>>j&1 == 1
		}
		if v := p.Value(x); (!found || v > best) && p.Feasible(x) {
			best, found = v, true
		}
	}
	return best, found
}

// TestExhaustive: the optimum is that of trying every choice, and where there is no
// choice that is said.
func TestExhaustive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := program(t)
		want, there := exhaustive(p)
		r, err := zeroone.Solve(context.Background(), p, zeroone.Settings{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if !r.Done || (r.Best != nil) != there {
			t.Fatalf("done %v, best %v; there is a choice: %v", r.Done, r.Best, there)
		}
		if there && (r.Value != want || r.Bound != want || !p.Feasible(r.Best) || p.Value(r.Best) != want) {
			t.Fatalf("value %d, bound %d of %v; want %d", r.Value, r.Bound, r.Best, want)
		}
	})
}

// TestBounds: whatever stops a search, no choice has more than its bound.
func TestBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := program(t)
		want, there := exhaustive(p)
		r, err := zeroone.Solve(context.Background(), p, zeroone.Settings{
			Workers: 1, Nodes: rapid.IntRange(1, 3).Draw(t, "nodes"), Gap: rapid.Int64Range(0, 200_000).Draw(t, "gap"),
		})
		if err != nil {
			t.Fatal(err)
		}
		if there && r.Bound < want {
			t.Fatalf("bound %d, but %d is to be had", r.Bound, want)
		}
		if r.Best != nil && (!p.Feasible(r.Best) || p.Value(r.Best) != r.Value || r.Value > want) {
			t.Fatalf("value %d of %v; the best is %d", r.Value, r.Best, want)
		}
	})
}

// TestWorkers: the result is the same for any number of goroutines.
func TestWorkers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := program(t)
		one, _ := zeroone.Solve(context.Background(), p, zeroone.Settings{Workers: 1})
		four, _ := zeroone.Solve(context.Background(), p, zeroone.Settings{Workers: 4})
		if diff := cmp.Diff(one, four); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestTooLarge: what cannot be computed with is refused.
func TestTooLarge(t *testing.T) {
	for name, p := range map[string]*zeroone.Program{
		"values":  {Objective: []int64{zeroone.MaxSum, 1}},
		"amounts": {Objective: []int64{1, 1}, Rows: []zeroone.Row{{Index: []int32{0, 1}, Coef: []int64{zeroone.MaxSum, 1}}}},
		"lowest":  {Objective: []int64{-1 << 63}},
	} {
		if _, err := zeroone.Solve(t.Context(), p, zeroone.Settings{}); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
