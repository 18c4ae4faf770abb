package choose_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/engine/choose"
	"fairlead/engine/choose/generate"
)

// small draws a small portfolio with everything that a problem can have.
func small(t *rapid.T) *choose.Problem {
	size := generate.Size{
		Items: rapid.IntRange(2, 9).Draw(t, "items"), Years: 2, Skills: 2,
		Requires: rapid.IntRange(0, 4).Draw(t, "requires"), Excludes: rapid.IntRange(0, 3).Draw(t, "excludes"),
		Later: rapid.IntRange(0, 2).Draw(t, "later"),
	}
	made := rapid.SampledFrom([]func(generate.Size, uint64) *choose.Problem{generate.Portfolio, generate.Plain}).Draw(t, "made")
	p := made(size, rapid.Uint64Range(0, 1000).Draw(t, "seed"))
	for i := range p.Items {
		p.Items[i].Must = rapid.IntRange(0, 5).Draw(t, "must") == 0
	}
	return p
}

// verify checks a choice against a problem by its definition, and gives its
// objective. It shares nothing with the search.
func verify(p *choose.Problem, delay []int) (objective int64, ok bool) {
	index := map[string]int{}
	for i := range p.Items {
		index[p.Items[i].Name] = i
	}
	for i, d := range delay {
		item := p.Items[i]
		if d < 0 {
			if item.Must {
				return 0, false
			}
			continue
		}
		if item.Never || d > item.Later {
			return 0, false
		}
		objective += item.Value + item.Risk - int64(d)*item.PerQuarter
		for _, name := range item.Requires {
			if other := delay[index[name]]; other < 0 || other > d {
				return 0, false
			}
		}
		for _, name := range item.Excludes {
			if delay[index[name]] >= 0 {
				return 0, false
			}
		}
	}
	for _, l := range p.Limits {
		used := int64(0)
		for i, d := range delay {
			if d < 0 {
				continue
			}
			for _, c := range p.Items[i].Costs {
				if l.Of == choose.Money && (c.At+choose.Quarter(d)).Year() == l.Year {
					used += c.Amount
				}
			}
			for _, e := range p.Items[i].Efforts {
				if l.Of == choose.Hours && (e.At+choose.Quarter(d)).Year() == l.Year && e.Skill == l.Skill {
					used += e.Hours
				}
			}
		}
		if used > *l.Most {
			return 0, false
		}
	}
	return objective, true
}

// exhaustive tries every choice and every start.
func exhaustive(p *choose.Problem) (best int64, found bool) {
	delay := make([]int, len(p.Items))
	var try func(int)
	try = func(i int) {
		if i == len(delay) {
			if v, ok := verify(p, delay); ok && (!found || v > best) {
				best, found = v, true
			}
			return
		}
		for delay[i] = -1; delay[i] <= p.Items[i].Later; delay[i]++ {
			try(i + 1)
		}
	}
	try(0)
	return best, found
}

func delays(p *choose.Problem, r *choose.Result) []int {
	list := make([]int, len(p.Items))
	for i := range list {
		list[i] = -1
	}
	for _, pick := range r.Chosen {
		list[pick.Item] = pick.Delay
	}
	return list
}

// TestExhaustive: the optimum is that of trying everything, and a conflict is one:
// its must-dos by themselves leave no choice, and each set of one less leaves one.
func TestExhaustive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := small(t)
		want, there := exhaustive(p)
		r, err := choose.Solve(context.Background(), p, choose.Settings{Workers: 1})
		if err != nil {
			t.Fatal(err)
		}
		if there != (r.Status == choose.Optimal) {
			t.Fatalf("%v, but there is a choice: %v", r.Status, there)
		}
		if there {
			if got, ok := verify(p, delays(p, r)); !ok || got != want || r.Objective != want {
				t.Fatalf("objective %d (verified %d, %v), want %d", r.Objective, got, ok, want)
			}
			return
		}
		explained(t, p, r.Conflict)
	})
}

func explained(t *rapid.T, p *choose.Problem, c *choose.Conflict) {
	only := func(musts []int) bool {
		q := *p
		q.Items = append([]choose.Item(nil), p.Items...)
		for i := range q.Items {
			q.Items[i].Must = false
		}
		for _, i := range musts {
			q.Items[i].Must = true
		}
		_, found := exhaustive(&q)
		return found
	}
	if c == nil || len(c.Musts) == 0 || only(c.Musts) {
		t.Fatalf("%+v is no conflict", c)
	}
	for k := range c.Musts {
		less := append(append([]int(nil), c.Musts[:k]...), c.Musts[k+1:]...)
		if !only(less) {
			t.Fatalf("%v breaks something, and so does %v", c.Musts, less)
		}
	}
}

// TestFrontier: more money is never worth less, every point is the optimum of its
// own problem, and its changes lead from the point before to it.
func TestFrontier(t *testing.T) {
	p := generate.Portfolio(generate.Size{Items: 30, Years: 3, Skills: 3, Requires: 8, Excludes: 6}, 3)
	var limits []int
	for l := range p.Limits {
		if p.Limits[l].Of == choose.Money {
			limits = append(limits, l)
		}
	}
	var steps [][]int64
	for k := range 12 {
		var step []int64
		for _, l := range limits {
			step = append(step, *p.Limits[l].Most*int64(k)/8)
		}
		steps = append(steps, step)
	}
	points, err := choose.Frontier(t.Context(), p, limits, steps, choose.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	before := map[int]bool{}
	for k, point := range points {
		alone := *p
		alone.Limits = append([]choose.Limit(nil), p.Limits...)
		for n, l := range limits {
			alone.Limits[l].Most = &steps[k][n]
		}
		r, err := choose.Solve(t.Context(), &alone, choose.Settings{})
		if err != nil || point.Status != choose.Optimal || point.Objective != r.Objective {
			t.Errorf("step %d: %v %d, alone %d (%v)", k, point.Status, point.Objective, r.Objective, err)
		}
		if point.Gain < 0 {
			t.Errorf("step %d loses %d", k, -point.Gain)
		}
		for _, i := range point.Out {
			delete(before, i)
		}
		for _, i := range point.In {
			before[i] = true
		}
		after := map[int]bool{}
		for _, pick := range point.Chosen {
			after[pick.Item] = true
		}
		if diff := cmp.Diff(after, before); diff != "" {
			t.Errorf("step %d: the changes do not lead to the choice: %s", k, diff)
		}
	}
}

// TestForce: an item that was left out costs what the best choice with it is worth
// less.
func TestForce(t *testing.T) {
	p := generate.Portfolio(generate.Size{Items: 9, Years: 2, Skills: 2, Requires: 3, Excludes: 3}, 5)
	base, err := choose.Solve(t.Context(), p, choose.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	for i := range p.Items {
		change, err := choose.Force(t.Context(), p, base, i, choose.Settings{})
		if err != nil {
			t.Fatal(err)
		}
		q := *p
		q.Items = append([]choose.Item(nil), p.Items...)
		q.Items[i].Must = true
		want, there := exhaustive(&q)
		if there != change.Found || there && change.Gain != want-base.Objective {
			t.Errorf("item %d: gain %d, want %d (%v)", i, change.Gain, want-base.Objective, there)
		}
		if base.Has(i) && change.Gain != 0 {
			t.Errorf("item %d is in, and forcing it loses %d", i, change.Gain)
		}
	}
}

// TestRobust: the same seed draws the same values for any number of goroutines, and
// what is certain is always chosen alike.
func TestRobust(t *testing.T) {
	p := generate.Portfolio(generate.Size{Items: 20, Years: 2, Skills: 2}, 9)
	base, err := choose.Solve(t.Context(), p, choose.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	one, err := choose.Robust(t.Context(), p, base, 40, choose.Settings{Workers: 1, Seed: 4})
	if err != nil {
		t.Fatal(err)
	}
	three, err := choose.Robust(t.Context(), p, base, 40, choose.Settings{Workers: 3, Seed: 4})
	if diff := cmp.Diff(one, three); err != nil || diff != "" {
		t.Error(err, diff)
	}
	for i := range p.Items {
		p.Items[i].Low, p.Items[i].High = 0, 0
	}
	certain, err := choose.Robust(t.Context(), p, base, 5, choose.Settings{})
	if err != nil || certain.Same != 5 || certain.Proven != 5 {
		t.Errorf("certain values: %+v, %v", certain, err)
	}
}

// TestCancelled: what is found stays, with its bound, when the context ends.
func TestCancelled(t *testing.T) {
	p := generate.Portfolio(generate.Size{Items: 200, Years: 5, Skills: 8, Requires: 60, Excludes: 40}, 3)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	r, err := choose.Solve(ctx, p, choose.Settings{})
	if err != nil || r.Status != choose.Stopped || r.Bounded && r.Found && r.Bound < r.Objective {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestErrors: what makes no sense is refused by the name of its field.
func TestErrors(t *testing.T) {
	two := int64(2)
	large := int64(choose.MaxSum)
	for field, p := range map[string]*choose.Problem{
		"items[0].name":     {Items: []choose.Item{{}}},
		"items[1].name":     {Items: []choose.Item{{Name: "a"}, {Name: "a"}}},
		"items[0].requires": {Items: []choose.Item{{Name: "a", Requires: []string{"b"}}}},
		"items[0].excludes": {Items: []choose.Item{{Name: "a", Excludes: []string{"a"}}}},
		"items[0].must":     {Items: []choose.Item{{Name: "a", Must: true, Never: true}}},
		"items[0].later":    {Items: []choose.Item{{Name: "a", Later: 41}}},
		"items[0].low":      {Items: []choose.Item{{Name: "a", Low: 1, High: 2}}},
		"items[0].value":    {Items: []choose.Item{{Name: "a", Value: -1 << 63}}},
		"items":             {Items: []choose.Item{{Name: "a", Value: choose.MaxSum}, {Name: "b", Value: 1}}},
		"limits[0].name":    {Limits: []choose.Limit{{Most: &two}}},
		"limits[0].of":      {Limits: []choose.Limit{{Name: "l", Of: 9, Most: &two}}},
		"limits[0].most":    {Limits: []choose.Limit{{Name: "l"}}},
		"limits[0]": {
			Items:  []choose.Item{{Name: "a", Costs: []choose.Cost{{Amount: large}, {Amount: 1}}}},
			Limits: []choose.Limit{{Name: "l", Most: &two}},
		},
		"groups[0].items": {Groups: []choose.Group{{Items: []string{"a"}}}},
		"groups[0].least": {Groups: []choose.Group{{Least: 2}}},
	} {
		_, err := choose.Solve(t.Context(), p, choose.Settings{})
		var of *choose.FieldError
		if !errors.As(err, &of) || of.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
}

// TestQuarter: what is written is read again.
func TestQuarter(t *testing.T) {
	for _, q := range []choose.Quarter{0, choose.QuarterOf(2027, 1), choose.QuarterOf(2030, 4)} {
		if got, err := choose.ParseQuarter(q.String()); err != nil || got != q {
			t.Errorf("%v: %v, %v", q, got, err)
		}
	}
	for _, s := range []string{"27-", "2027-Q5", "x", "2027-Q", "0"} {
		if _, err := choose.ParseQuarter(s); err == nil {
			t.Errorf("%q is read", s)
		}
	}
}

// TestWorkers: the same for any number of goroutines.
func TestWorkers(t *testing.T) {
	for seed := range uint64(3) {
		p := generate.Portfolio(generate.Size{Items: 60, Years: 3, Skills: 4, Requires: 15, Excludes: 10}, seed)
		var want *choose.Result
		for _, workers := range []int{1, 2, 5} {
			got, err := choose.Solve(t.Context(), p, choose.Settings{Workers: workers, Nodes: 3000})
			if err != nil {
				t.Fatal(err)
			}
			if want == nil {
				want = got
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(fmt.Sprint(workers, " workers: "), diff)
			}
		}
	}
}
