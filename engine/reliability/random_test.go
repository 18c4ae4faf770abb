package reliability_test

import (
	"fmt"
	"math"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/engine/reliability"
)

// randomTree draws a tree over up to ten events, coherent or not.
func randomTree(t *rapid.T, coherent bool) *reliability.Tree {
	tree := &reliability.Tree{}
	events := rapid.IntRange(1, 10).Draw(t, "events")
	var names []string
	for i := range events {
		q := reliability.Constant(rapid.Float64Range(0.01, 0.99).Draw(t, "q"))
		names = append(names, fmt.Sprint("e", i))
		tree.Events = append(tree.Events, reliability.Event{Name: names[i], Figure: &q})
	}
	for g := range rapid.IntRange(1, 10).Draw(t, "gates") {
		name := fmt.Sprint("g", g)
		tree.Gates = append(tree.Gates, reliability.Gate{Name: name, Formula: randomGate(t, names, coherent)})
		names = append(names, name)
	}
	tree.Top = names[len(names)-1]
	return tree
}

func randomGate(t *rapid.T, names []string, coherent bool) reliability.Formula {
	picked := rapid.SliceOfNDistinct(rapid.SampledFrom(names), 1, min(5, len(names)), rapid.ID[string]).Draw(t, "args")
	args := reliability.Names(picked...)
	kinds := 3
	if !coherent {
		kinds = 5
		if rapid.Bool().Draw(t, "negated") {
			args[0] = reliability.Not(args[0])
		}
	}
	switch kind := rapid.IntRange(0, kinds-1).Draw(t, "kind"); {
	case kind == 0:
		return reliability.And(args...)
	case kind == 1:
		return reliability.AtLeast(rapid.IntRange(0, len(args)).Draw(t, "k"), args...)
	case kind == 3 && len(args) > 1:
		return reliability.Xor(args...)
	case kind == 4:
		return reliability.Not(reliability.Or(args...))
	}
	return reliability.Or(args...)
}

// happens evaluates a tree for a set of failed events: the slow and obvious way.
func happens(tree *reliability.Tree, failed uint) bool {
	values := map[string]bool{}
	for i, e := range tree.Events {
		values[e.Name] = failed>>i&1 == 1
	}
	var eval func(f reliability.Formula) bool
	eval = func(f reliability.Formula) bool {
		on := 0
		for _, a := range f.Args {
			if eval(a) {
				on++
			}
		}
		switch f.Op {
		case reliability.OpAnd:
			return on == len(f.Args)
		case reliability.OpOr:
			return on > 0
		case reliability.OpNot:
			return on == 0
		case reliability.OpXor:
			return on%2 == 1
		case reliability.OpAtLeast:
			return on >= f.Min
		}
		return values[f.Name]
	}
	for _, g := range tree.Gates {
		values[g.Name] = eval(g.Formula)
	}
	return values[tree.Top]
}

// chanceOf sums the probabilities of all states in which the top happens.
func chanceOf(tree *reliability.Tree, q []float64) float64 {
	sum := 0.0
	for state := uint(0); state < 1<<len(q); state++ {
		if happens(tree, state) {
			p := 1.0
			for i, x := range q {
				if state>>i&1 == 1 {
					p *= x
				} else {
					p *= 1 - x
				}
			}
			sum += p
		}
	}
	return sum
}

// smallest lists the minimal sets that bring about the top alone.
func smallest(tree *reliability.Tree, most int) []string {
	var found []uint
	var states []uint
	for s := uint(0); s < 1<<len(tree.Events); s++ {
		states = append(states, s)
	}
	slices.SortStableFunc(states, func(a, b uint) int { return bits.OnesCount(a) - bits.OnesCount(b) })
	for _, s := range states {
		contains := slices.ContainsFunc(found, func(f uint) bool { return f&s == f })
		if bits.OnesCount(s) <= most && !contains && happens(tree, s) {
			found = append(found, s)
		}
	}
	names := []string{}
	for _, s := range found {
		var set []string
		for i := range tree.Events {
			if s>>i&1 == 1 {
				set = append(set, tree.Events[i].Name)
			}
		}
		slices.Sort(set)
		names = append(names, strings.Join(set, " "))
	}
	slices.Sort(names)
	return names
}

func chances(tree *reliability.Tree) []float64 {
	var q []float64
	for _, e := range tree.Events {
		q = append(q, e.Figure.Value)
	}
	return q
}

func TestRandomTreesAgreeWithEnumeration(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tree := randomTree(rt, rapid.Bool().Draw(rt, "coherent"))
		order := rapid.IntRange(0, 4).Draw(rt, "order")
		most := order
		if order == 0 {
			most = 99
		}
		r := analyze(t, tree, reliability.Settings{Order: order})
		q := chances(tree)
		if want := chanceOf(tree, q); math.Abs(r.Probability.Upper-want) > 1e-12 || !r.Probability.Exact {
			rt.Fatalf("probability %+v, want %v", r.Probability, want)
		}
		want := smallest(tree, most)
		if diff := cmp.Diff(want, listed(r.CutSets)); diff != "" {
			rt.Fatalf("cut sets (-want +got):\n%s", diff)
		}
		if got := r.CutSets.Count().Int64(); got != int64(len(want)) {
			rt.Fatalf("counted %d, listed %d", got, len(want))
		}
		only := analyze(t, tree, reliability.Settings{Order: order, CutSetsOnly: true})
		if diff := cmp.Diff(want, listed(only.CutSets)); diff != "" {
			rt.Fatalf("cut sets only (-want +got):\n%s", diff)
		}
		someEvent(rt, r, want)
		for i, x := range r.Importance() {
			q[i] = 1
			up := chanceOf(tree, q)
			q[i] = 0
			down := chanceOf(tree, q)
			q[i] = tree.Events[i].Figure.Value
			if math.Abs(x.Birnbaum-(up-down)) > 1e-12 {
				rt.Fatalf("Birnbaum of %s is %v, want %v", x.Event, x.Birnbaum, up-down)
			}
		}
	})
}

// someEvent checks which sets contain the first event.
func someEvent(rt *rapid.T, r *reliability.Result, sets []string) {
	want := []string{}
	for _, s := range sets {
		if slices.Contains(strings.Fields(s), "e0") {
			want = append(want, s)
		}
	}
	with := r.CutSets.Containing("e0")
	if diff := cmp.Diff(want, listed(with)); diff != "" {
		rt.Fatalf("sets with e0 (-want +got):\n%s", diff)
	}
	if with.Count().Int64() != int64(len(want)) {
		rt.Fatalf("counted %v with e0, want %d", with.Count(), len(want))
	}
}

// Prime implicants are the minimal products of literals that imply the top.
func TestRandomPrimeImplicants(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		tree := randomTree(rt, false)
		if len(tree.Events) > 5 {
			rt.Skip("too many to enumerate")
		}
		r := analyze(t, tree, reliability.Settings{PrimeImplicants: true})
		if diff := cmp.Diff(primes(tree), listed(r.CutSets)); diff != "" {
			rt.Fatalf("prime implicants (-want +got):\n%s", diff)
		}
	})
}

func primes(tree *reliability.Tree) []string {
	type product struct{ on, off uint }
	n := len(tree.Events)
	implies := func(p product) bool {
		for s := uint(0); s < 1<<n; s++ {
			if s&p.on == p.on && s&p.off == 0 && !happens(tree, s) {
				return false
			}
		}
		return true
	}
	names := []string{}
	for on := uint(0); on < 1<<n; on++ {
		for off := uint(0); off < 1<<n; off++ {
			p := product{on, off}
			if on&off != 0 || !implies(p) {
				continue
			}
			prime := true
			var set []string
			for i := range n {
				bit := uint(1) << i
				if on&bit != 0 {
					prime = prime && !implies(product{on &^ bit, off})
					set = append(set, tree.Events[i].Name)
				}
				if off&bit != 0 {
					prime = prime && !implies(product{on, off &^ bit})
					set = append(set, "!"+tree.Events[i].Name)
				}
			}
			if prime {
				slices.Sort(set)
				names = append(names, strings.Join(set, " "))
			}
		}
	}
	slices.Sort(names)
	return names
}

// With hardly any memory what is said is less, and still true.
func TestLittleMemory(t *testing.T) {
	for seed := range uint64(6) {
		tree := wide(14, seed)
		if seed%2 == 1 { // a part of it within another tree, with negations
			for i := range tree.Gates[:20] {
				tree.Gates[i].Formula.Args[0] = reliability.Not(tree.Gates[i].Formula.Args[0])
			}
			tree.Gates = append(tree.Gates, reliability.Gate{Name: "over", Formula: reliability.And(reliability.Name("last"), reliability.Not(reliability.Name("top")))})
			q := reliability.Constant(0.5)
			tree.Events, tree.Top = append(tree.Events, reliability.Event{Name: "last", Figure: &q}), "over"
		}
		r := analyze(t, tree, reliability.Settings{Memory: 1})
		want := chanceOf(tree, chances(tree))
		if r.Probability.Lower > want*(1+1e-12) || r.Probability.Upper < want*(1-1e-12) {
			t.Errorf("%v is not within %+v", want, r.Probability)
		}
		if r.Probability.Exact {
			t.Error("the tree is meant not to fit")
		}
		if c := r.CutSets; c.Order > 0 {
			if diff := cmp.Diff(smallest(tree, c.Order), listed(c)); diff != "" {
				t.Errorf("cut sets up to order %d (-want +got):\n%s", c.Order, diff)
			}
		}
	}
}
