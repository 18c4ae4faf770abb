package reliability

import (
	"fmt"
	"math/bits"
	"strings"
)

// CommonCauseModel says how the probability of the members of a group is split
// over causes that take one of them, two of them and so on.
type CommonCauseModel uint8

// The models (NUREG/CR-5485, "Guidelines on modeling common-cause failures",
// section 5 and appendix A). n is the number of members, Q their total
// probability, Q_k the probability of one event that takes k given members.
const (
	// BetaFactor has one factor, of level n: Q_1 = (1−β)Q, Q_n = βQ.
	BetaFactor CommonCauseModel = iota + 1
	// MGL, multiple Greek letters, has factors ρ_2 (beta), ρ_3 (gamma), … of the
	// levels 2 to n: Q_k = ρ_2…ρ_k (1−ρ_{k+1}) Q / C(n−1, k−1).
	MGL
	// AlphaFactor has factors of the levels 1 to n, for testing that is not
	// staggered: Q_k = k·α_k / Σ i·α_i · Q / C(n−1, k−1).
	AlphaFactor
	// PhiFactor has factors of the levels 1 to n that add up to 1:
	// Q_k = φ_k · Q / C(n−1, k−1).
	PhiFactor
)

// String is the name of the model in Open-PSA files.
func (m CommonCauseModel) String() string {
	switch m {
	case BetaFactor:
		return "beta-factor"
	case MGL:
		return "MGL"
	case AlphaFactor:
		return "alpha-factor"
	case PhiFactor:
		return "phi-factor"
	}
	return "unknown model"
}

// CommonCause is a group of basic events that one cause can bring about
// together. The members have no figure of their own: Total is theirs.
type CommonCause struct {
	Name    string
	Label   string
	Model   CommonCauseModel
	Members []string
	Total   Expr
	Factors []Factor
}

// Factor is one factor of a common-cause model, for events that take Level
// members together.
type Factor struct {
	Level int
	Value Expr
}

// mostMembers keeps a group from becoming more events than anyone can use:
// n members make 2^n − 1 of them.
const mostMembers = 12

// share is the probability of one event that takes exactly k of the n members,
// as an expression over the total and the factors; ok is false where it is zero.
func (g *CommonCause) share(k int) (e Expr, ok bool) {
	n := len(g.Members)
	among := Constant(1 / binomial(n-1, k-1))
	switch g.Model {
	case BetaFactor:
		beta := g.factor(n)
		switch k {
		case 1:
			return call(ExprMul, rest(beta), g.Total), true
		case n:
			return call(ExprMul, beta, g.Total), true
		}
		return Expr{}, false
	case MGL:
		terms := []Expr{among, g.Total}
		for i := 2; i <= k; i++ {
			terms = append(terms, g.factor(i))
		}
		if k < n {
			terms = append(terms, rest(g.factor(k+1)))
		}
		return call(ExprMul, terms...), true
	case AlphaFactor:
		var sum []Expr
		for i := 1; i <= n; i++ {
			sum = append(sum, call(ExprMul, Constant(float64(i)), g.factor(i)))
		}
		return call(ExprMul, among, g.Total, call(ExprDiv, sum[k-1], call(ExprAdd, sum...))), true
	}
	return call(ExprMul, among, g.factor(k), g.Total), true
}

// factor is the factor of a level, zero where none is given.
func (g *CommonCause) factor(level int) Expr {
	for _, f := range g.Factors {
		if f.Level == level {
			return f.Value
		}
	}
	return Constant(0)
}

func rest(e Expr) Expr { return call(ExprSub, Constant(1), e) }

func binomial(n, k int) float64 {
	b := 1.0
	for i := 1; i <= k; i++ {
		b = b * float64(n-k+i) / float64(i)
	}
	return b
}

func (g *CommonCause) check() error {
	n := len(g.Members)
	switch {
	case n < 2 || n > mostMembers:
		return fmt.Errorf("common-cause group %q has %d members; it takes 2 to %d", g.Name, n, mostMembers)
	case g.Model < BetaFactor || g.Model > PhiFactor:
		return fmt.Errorf("common-cause group %q has no model", g.Name)
	case len(g.Factors) == 0:
		return fmt.Errorf("common-cause group %q has no factors", g.Name)
	}
	least := map[CommonCauseModel]int{BetaFactor: n, MGL: 2, AlphaFactor: 1, PhiFactor: 1}[g.Model]
	seen := map[int]bool{}
	for _, f := range g.Factors {
		if f.Level < least || f.Level > n || seen[f.Level] {
			return fmt.Errorf("common-cause group %q has a factor of level %d; the %v model of %d members takes one for each of the levels %d to %d", g.Name, f.Level, g.Model, n, least, n)
		}
		seen[f.Level] = true
	}
	return nil
}

// expand gives the events of the group, one for each set of members that a cause
// can take, and for each member the indexes of the events that take it.
func (g *CommonCause) expand() (events []Event, of [][]int) {
	n := len(g.Members)
	of = make([][]int, n)
	for set := uint(1); set < 1<<n; set++ {
		figure, ok := g.share(bits.OnesCount(set))
		if !ok {
			continue
		}
		var names []string
		for i, m := range g.Members {
			if set>>i&1 == 1 {
				names = append(names, m)
				of[i] = append(of[i], len(events))
			}
		}
		events = append(events, Event{Name: "[" + strings.Join(names, " ") + "]", Figure: &figure})
	}
	return events, of
}
