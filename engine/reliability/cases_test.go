package reliability_test

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/engine/reliability"
	"fairlead/internal/testkit/cases"
)

// TestCases runs the trees of testdata/cases; README.md there says how they are
// written.
func TestCases(t *testing.T) {
	cases.Each(t, ".txt", func(t *testing.T, content string) {
		c := &caseFile{}
		cases.Lines(t, content, c.line)
		c.check(t)
	})
}

type caseFile struct {
	tree  reliability.Tree
	wants [][]string
}

func (c *caseFile) line(words []string) error {
	switch rest := words[1:]; words[0] {
	case "gate":
		f, left, err := formula(strings.Join(rest[2:], ""))
		if err != nil || left != "" {
			return fmt.Errorf("formula: %v, left %q", err, left)
		}
		c.tree.Gates = append(c.tree.Gates, reliability.Gate{Name: rest[0], Formula: f})
	case "event":
		e := reliability.Event{Name: rest[0]}
		if len(rest) > 2 {
			x, err := figure(rest[2:])
			if err != nil {
				return err
			}
			e.Figure = &x
		}
		c.tree.Events = append(c.tree.Events, e)
	case "house":
		c.tree.Houses = append(c.tree.Houses, reliability.House{Name: rest[0], On: rest[2] == "on"})
	case "ccf":
		return c.group(rest)
	case "want":
		c.wants = append(c.wants, rest)
	default:
		return fmt.Errorf("unknown word %q", words[0])
	}
	return nil
}

func (c *caseFile) group(words []string) error {
	g := reliability.CommonCause{Name: words[0]}
	for m := reliability.BetaFactor; m <= reliability.PhiFactor; m++ {
		if m.String() == words[1] {
			g.Model = m
		}
	}
	total, err := strconv.ParseFloat(words[2], 64)
	g.Total = reliability.Constant(total)
	second := 4 + slices.Index(words[4:], ":")
	g.Members = words[4:second]
	for _, f := range words[second+1:] {
		level, value, _ := strings.Cut(f, "=")
		k, _ := strconv.Atoi(level)
		v, _ := strconv.ParseFloat(value, 64)
		g.Factors = append(g.Factors, reliability.Factor{Level: k, Value: reliability.Constant(v)})
	}
	c.tree.Groups = append(c.tree.Groups, g)
	return err
}

func figure(words []string) (reliability.Expr, error) {
	numbers := make([]reliability.Expr, 0, 2)
	for _, w := range words {
		if v, err := strconv.ParseFloat(w, 64); err == nil {
			numbers = append(numbers, reliability.Constant(v))
		}
	}
	switch {
	case len(words) == 1 && len(numbers) == 1:
		return numbers[0], nil
	case len(numbers) == 2 && words[0] == "exponential":
		return reliability.Exponential(numbers[0], numbers[1]), nil
	case len(numbers) == 2 && words[0] == "repairable":
		return reliability.Repairable(numbers[0], numbers[1]), nil
	case len(numbers) == 2 && words[0] == "tested":
		return reliability.TestedMean(numbers[0], numbers[1]), nil
	}
	return reliability.Expr{}, fmt.Errorf("unknown figure %q", words)
}

// formula reads a formula without spaces and gives what is left after it.
func formula(s string) (f reliability.Formula, left string, err error) {
	end := strings.IndexAny(s, "(,)")
	if end < 0 {
		return reliability.Name(s), "", nil
	}
	if s[end] != '(' {
		return reliability.Name(s[:end]), s[end:], nil
	}
	ops := map[string]reliability.Op{"and": reliability.OpAnd, "or": reliability.OpOr, "not": reliability.OpNot, "xor": reliability.OpXor, "atleast": reliability.OpAtLeast}
	op, ok := ops[s[:end]]
	if !ok {
		return f, s, fmt.Errorf("unknown operator %q", s[:end])
	}
	f.Op = op
	for left = s[end:]; left != "" && left[0] != ')'; {
		var arg reliability.Formula
		if arg, left, err = formula(left[1:]); err != nil {
			return f, left, err
		}
		if k, err := strconv.Atoi(arg.Name); err == nil && op == reliability.OpAtLeast && f.Min == 0 {
			f.Min = k
			continue
		}
		f.Args = append(f.Args, arg)
	}
	return f, strings.TrimPrefix(left, ")"), nil
}

func (c *caseFile) check(t *testing.T) {
	c.tree.Top = c.tree.Gates[0].Name
	r := analyze(t, &c.tree, reliability.Settings{})
	for _, want := range c.wants {
		number, _ := strconv.ParseFloat(want[len(want)-1], 64)
		switch want[0] {
		case "probability":
			near(t, "probability", r.Probability.Upper, number)
			near(t, "lower bound", r.Probability.Lower, number)
		case "sets":
			same(t, r, want[1:])
		case "primes":
			same(t, analyze(t, &c.tree, reliability.Settings{PrimeImplicants: true}), want[1:])
		case "orders":
			var got []string
			for _, n := range r.CutSets.ByOrder()[1:] {
				got = append(got, n.String())
			}
			if diff := cmp.Diff(strings.Join(want[1:], " "), strings.Join(got, " ")); diff != "" {
				t.Errorf("by order (-want +got):\n%s", diff)
			}
		case "birnbaum":
			i := slices.IndexFunc(r.Events, func(e reliability.Event) bool { return e.Name == want[1] })
			near(t, "Birnbaum of "+want[1], r.Importance()[i].Birnbaum, number)
		case "frequency":
			near(t, "frequency", r.Frequency().PerHour, number)
		default:
			t.Errorf("unknown want %q", want)
		}
	}
}

func same(t *testing.T, r *reliability.Result, want []string) {
	t.Helper()
	var wanted []string
	for _, set := range strings.Split(strings.Join(want, " "), "|") {
		names := strings.Fields(set)
		slices.Sort(names)
		wanted = append(wanted, strings.Join(names, " "))
	}
	slices.Sort(wanted)
	if diff := cmp.Diff(wanted, listed(r.CutSets)); diff != "" {
		t.Errorf("sets (-want +got):\n%s", diff)
	}
}

// listed writes each set as its names with spaces between, "!" before what must
// not have failed.
func listed(c *reliability.CutSets) []string {
	all := []string{}
	for set := range c.ByProbability() {
		names := slices.Clone(set.Failed)
		for _, w := range set.Working {
			names = append(names, "!"+w)
		}
		slices.Sort(names)
		all = append(all, strings.Join(names, " "))
	}
	slices.Sort(all)
	return all
}

func analyze(t testing.TB, tree *reliability.Tree, s reliability.Settings) *reliability.Result {
	t.Helper()
	r, err := reliability.Analyze(t.Context(), tree, s)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func near(t testing.TB, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-9*math.Abs(want)+1e-300 {
		t.Errorf("%s is %v, want %v", what, got, want)
	}
}
