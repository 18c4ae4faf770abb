package reliability_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/reliability"
)

// wide is a tree of random pairs and triples of events, which no order makes small.
func wide(events int, seed uint64) *reliability.Tree {
	random := rand.New(rand.NewPCG(seed, 1))
	tree := &reliability.Tree{Top: "top"}
	var names []string
	for i := range events {
		q := reliability.Constant(0.01 + 0.2*random.Float64())
		names = append(names, fmt.Sprint("e", i))
		tree.Events = append(tree.Events, reliability.Event{Name: names[i], Figure: &q})
	}
	var all []reliability.Formula
	for i := range 3 * events {
		random.Shuffle(len(names), func(a, b int) { names[a], names[b] = names[b], names[a] })
		name := fmt.Sprint("g", i)
		tree.Gates = append(tree.Gates, reliability.Gate{Name: name, Formula: reliability.And(reliability.Names(names[:2+i%3]...)...)})
		all = append(all, reliability.Name(name))
	}
	tree.Gates = append(tree.Gates, reliability.Gate{Name: "top", Formula: reliability.Or(all...)})
	return tree
}

func TestTheSameEveryTime(t *testing.T) {
	tree := wide(30, 7)
	s := reliability.Settings{Memory: 1 << 20}
	one, two := analyze(t, tree, s), analyze(t, tree, s)
	if one.Probability.Exact {
		t.Error("the tree is meant not to fit")
	}
	if diff := cmp.Diff(one.Probability, two.Probability); diff != "" {
		t.Errorf("probability:\n%s", diff)
	}
	if one.Probability.Lower >= one.Probability.Upper || one.Probability.Lower == 0 || one.Probability.Upper == 1 {
		t.Errorf("bounds that say nothing: %+v", one.Probability)
	}
	if diff := cmp.Diff(distribution(one.CutSets, 1), distribution(two.CutSets, 1)); diff != "" {
		t.Errorf("cut sets:\n%s", diff)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := reliability.Analyze(ctx, wide(80, 1), reliability.Settings{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// later is done after it has been asked a number of times.
type later struct {
	context.Context
	left int
}

// Err implements context.Context.
func (l *later) Err() error {
	if l.left--; l.left < 0 {
		return context.Canceled
	}
	return nil
}

func TestCancelledOnTheWay(t *testing.T) {
	for _, asked := range []int{1, 2, 10, 50, 300} {
		ctx := &later{t.Context(), asked}
		if _, err := reliability.Analyze(ctx, wide(80, 1), reliability.Settings{}); !errors.Is(err, context.Canceled) {
			t.Errorf("after %d: %v", asked, err)
		}
		if ctx.left < -3 {
			t.Errorf("it went on after being cancelled: asked %d times more", -ctx.left)
		}
	}
}

func TestWrongTrees(t *testing.T) {
	name, half, two := reliability.Name, reliability.Constant(0.5), reliability.Constant(2)
	gate := func(f reliability.Formula) reliability.Tree {
		return reliability.Tree{Gates: []reliability.Gate{{Name: "g", Formula: f}}, Events: []reliability.Event{{Name: "a", Figure: &half}, {Name: "b", Figure: &half}}}
	}
	with := func(change func(*reliability.Tree)) reliability.Tree {
		tree := gate(name("a"))
		change(&tree)
		return tree
	}
	deep := name("a")
	for range 30_000 {
		deep = reliability.Not(deep)
	}
	for want, tree := range map[string]reliability.Tree{
		"has no gates":                   {},
		`no gate, basic event`:           gate(name("c")),
		"needs itself":                   {Top: "g", Gates: []reliability.Gate{{Name: "g", Formula: name("g")}}},
		"form a circle":                  {Gates: []reliability.Gate{{Name: "g", Formula: name("g")}}},
		"not takes one":                  gate(reliability.Formula{Op: reliability.OpNot}),
		"xor takes at least":             gate(reliability.Xor(name("a"))),
		"can never be":                   gate(reliability.AtLeast(3, name("a"))),
		"unknown operator":               gate(reliability.Formula{Op: 77}),
		"within each other":              gate(deep),
		"empty or taken":                 with(func(t *reliability.Tree) { t.Houses = []reliability.House{{Name: "g"}} }),
		"is not a probability":           with(func(t *reliability.Tree) { t.Events[0].Figure = &two }),
		"used by no other":               with(func(t *reliability.Tree) { t.Gates = append(t.Gates, reliability.Gate{Name: "h"}) }),
		"common-cause group \"x\" has 0": with(func(t *reliability.Tree) { t.Groups = []reliability.CommonCause{{Name: "x"}} }),
		"unknown operation":              with(func(t *reliability.Tree) { t.Events[0].Figure = &reliability.Expr{Op: 99} }),
		"has 0 arguments":                with(func(t *reliability.Tree) { t.Events[0].Figure = &reliability.Expr{Op: reliability.ExprGLM} }),
		"no parameter":                   with(func(t *reliability.Tree) { t.Events[0].Figure = &reliability.Expr{Op: reliability.ExprParameter} }),
	} {
		_, err := reliability.Analyze(t.Context(), &tree, reliability.Settings{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
	tree := gate(name("a"))
	for _, s := range []reliability.Settings{{Order: -1}, {Order: 1 << 20}, {Memory: -1}, {Order: 2, PrimeImplicants: true}} {
		if _, err := reliability.Analyze(t.Context(), &tree, s); err == nil {
			t.Errorf("%+v went through", s)
		}
	}
}

// A figure that is far from one keeps its digits: 60 units in parallel.
func TestTinyProbabilities(t *testing.T) {
	tree := &reliability.Tree{}
	var names []string
	for i := range 60 {
		q := reliability.Constant(1e-4)
		names = append(names, fmt.Sprint("e", i))
		tree.Events = append(tree.Events, reliability.Event{Name: names[i], Figure: &q})
	}
	tree.Gates = []reliability.Gate{{Name: "top", Formula: reliability.And(reliability.Names(names...)...)}}
	near(t, "probability", analyze(t, tree, reliability.Settings{}).Probability.Upper, 1e-240)
}

func TestMostProbableFirst(t *testing.T) {
	r := analyze(t, aralia(t, "das9209"), reliability.Settings{})
	last, n := math.Inf(1), 0
	for set := range r.CutSets.ByProbability() {
		if set.Probability > last*(1+1e-9) {
			t.Fatalf("%v after %v", set.Probability, last)
		}
		last = set.Probability
		if n++; n == 1000 {
			break
		}
	}
	for set := range r.CutSets.ByOrderThenName() {
		if set.Order() != 10 {
			t.Errorf("the smallest set has order %d, want 10", set.Order())
		}
		break
	}
}

func TestSample(t *testing.T) {
	x := reliability.LogNormal(0.01, 3, 0.95)
	y := reliability.ParameterNamed("y")
	tree := &reliability.Tree{
		Gates:      []reliability.Gate{{Name: "top", Formula: reliability.And(reliability.Names("a", "b")...)}},
		Events:     []reliability.Event{{Name: "a", Figure: &y}, {Name: "b", Figure: &y}},
		Parameters: []reliability.Parameter{{Name: "y", Value: x}},
	}
	r := analyze(t, tree, reliability.Settings{})
	one, err := r.Sample(t.Context(), 20_000, 1, 1)
	if err != nil {
		t.Fatal(err)
	}
	four, err := r.Sample(t.Context(), 20_000, 1, 4)
	if err != nil || one.Mean != four.Mean || one.Quantile(0.95) != four.Quantile(0.95) {
		t.Errorf("four workers: %v, %v and %v", err, one.Mean, four.Mean)
	}
	// Both events share the parameter, so that the mean is E[y²] = E[y]²·exp(σ²).
	sigma := math.Log(3) / 1.6448536269514722
	if want := 1e-4 * math.Exp(sigma*sigma); math.Abs(one.Mean-want) > 0.1*want {
		t.Errorf("mean %v, want about %v", one.Mean, want)
	}
	sensitivity, err := r.Sensitivity(10)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "raised", sensitivity[0].Raised, 1e-3)
	near(t, "lowered", sensitivity[0].Lowered, 1e-5)
}

func TestDrawnMeans(t *testing.T) {
	c := reliability.Constant
	for name, x := range map[string]reliability.Expr{
		"uniform": reliability.Uniform(0.1, 0.3),
		"normal":  {Op: reliability.ExprNormal, Args: []reliability.Expr{c(0.3), c(0.05)}},
		"gamma":   {Op: reliability.ExprGamma, Args: []reliability.Expr{c(0.5), c(0.2)}},
		"beta":    {Op: reliability.ExprBeta, Args: []reliability.Expr{c(2), c(6)}},
	} {
		tree := &reliability.Tree{
			Gates:  []reliability.Gate{{Name: "top", Formula: reliability.Name("a")}},
			Events: []reliability.Event{{Name: "a", Figure: &x}},
		}
		r := analyze(t, tree, reliability.Settings{})
		d, err := r.Sample(t.Context(), 20_000, 3, 2)
		if want := r.Probability.Upper; err != nil || math.Abs(d.Mean-want) > 0.02 {
			t.Errorf("%s: mean %v, want about %v: %v", name, d, want, err)
		}
	}
}

// An event may decide the top and yet stand in no smallest set: a keeps b from
// bringing about the top.
func TestContainingWhatNoSetHolds(t *testing.T) {
	tree := &reliability.Tree{
		Top:    "top",
		Events: []reliability.Event{{Name: "a"}, {Name: "b"}, {Name: "c"}},
		Gates: []reliability.Gate{
			{Name: "top", Formula: reliability.Or(reliability.Name("c"), reliability.Name("g"))},
			{Name: "g", Formula: reliability.And(reliability.Name("b"), reliability.Not(reliability.Name("a")))},
		},
	}
	r := analyze(t, tree, reliability.Settings{})
	for event, want := range map[string]int{"a": 0, "b": 1, "c": 1, "d": 0} {
		if sets := r.CutSets.Containing(event); len(listed(sets)) != want || sets.Count().Int64() != int64(want) {
			t.Errorf("%v sets with %s, want %d", sets.Count(), event, want)
		}
	}
}
