package technology

import (
	"math/big"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Matrix is an evaluation, worked out. All figures are exact.
type Matrix struct {
	Criteria   []catalog.Criterion
	Candidates []Total
	// Order holds the places of the candidates that are scored in full in
	// Candidates, the best first; equals in the order in which they stand.
	Order   []int
	Tied    bool // the best are equal: there is no winner
	Scorers []record.Ref[catalog.Person]
	Shifts  []Shift // one for each criterion; nil without a winner
}

// Total is what a candidate came to.
type Total struct {
	catalog.Candidate
	Cells   []Cell   // one for each criterion
	Mean    *big.Rat // weighted by the criteria; nil while a criterion that counts is not scored
	Missing int      // criteria that count and have no score
}

// Cell is what several people think of a candidate by one criterion.
type Cell struct {
	Scores    int
	Mean      *big.Rat // nil without scores
	Low, High record.Decimal
}

// Spread is how far the scores lie apart, in points.
func (c Cell) Spread() record.Decimal {
	if c.Scores == 0 {
		return record.Decimal{}
	}
	return record.NewDecimal(c.High.Micro() - c.Low.Micro())
}

// Shift says how far the weight of one criterion must move, all others staying
// as they are, before somebody else is ahead. At the value itself the two are equal.
type Shift struct {
	Weight *big.Rat
	Share  *big.Rat // of all weights, 0 to 1
	Down   *Turn    // nil: not even without the criterion
	Up     *Turn    // nil: however much it counts
}

// Turn is a weight past which a candidate overtakes the winner.
type Turn struct {
	Weight *big.Rat
	By     int // place in Candidates
}

// Weigh works an evaluation out. Each scorer counts the same within a cell; each
// criterion counts by its weight among all. A candidate is ranked once every
// criterion with a weight has a score from somebody.
func Weigh(e *catalog.Evaluation) Matrix {
	m := Matrix{Criteria: e.Criteria}
	for _, score := range e.Scores {
		if !slices.Contains(m.Scorers, score.Scorer) {
			m.Scorers = append(m.Scorers, score.Scorer)
		}
	}
	for _, c := range e.Candidates {
		m.Candidates = append(m.Candidates, weigh(e, c))
	}
	for i, c := range m.Candidates {
		if c.Mean != nil {
			m.Order = append(m.Order, i)
		}
	}
	slices.SortStableFunc(m.Order, func(a, b int) int { return m.Candidates[b].Mean.Cmp(m.Candidates[a].Mean) })
	m.Tied = len(m.Order) > 1 && m.Candidates[m.Order[0]].Mean.Cmp(m.Candidates[m.Order[1]].Mean) == 0
	if _, ok := m.Winner(); ok {
		for k := range m.Criteria {
			m.Shifts = append(m.Shifts, m.shift(k))
		}
	}
	return m
}

// Winner is the place of the best candidate; ok is false when none is ranked, or
// the best are equal.
func (m *Matrix) Winner() (place int, ok bool) {
	if len(m.Order) == 0 || m.Tied {
		return 0, false
	}
	return m.Order[0], true
}

func weigh(e *catalog.Evaluation, c catalog.Candidate) Total {
	t := Total{Candidate: c}
	sum, weights := new(big.Rat), new(big.Rat)
	for _, k := range e.Criteria {
		cell := cellOf(e, c.Name, k.Name)
		t.Cells = append(t.Cells, cell)
		if k.Weight.Micro() == 0 {
			continue
		}
		if cell.Mean == nil {
			t.Missing++
			continue
		}
		w := exact(k.Weight)
		sum.Add(sum, new(big.Rat).Mul(w, cell.Mean))
		weights.Add(weights, w)
	}
	if t.Missing == 0 && weights.Sign() > 0 {
		t.Mean = sum.Quo(sum, weights)
	}
	return t
}

func cellOf(e *catalog.Evaluation, candidate, criterion string) Cell {
	var c Cell
	sum := int64(0)
	for _, s := range e.Scores {
		if s.Candidate != candidate || s.Criterion != criterion || !s.Points.Known() {
			continue
		}
		if c.Scores == 0 || s.Points.Micro() < c.Low.Micro() {
			c.Low = s.Points
		}
		if c.Scores == 0 || s.Points.Micro() > c.High.Micro() {
			c.High = s.Points
		}
		c.Scores++
		sum += s.Points.Micro()
	}
	if c.Scores > 0 {
		c.Mean = big.NewRat(sum, int64(c.Scores)*1_000_000)
	}
	return c
}

func exact(d record.Decimal) *big.Rat { return big.NewRat(d.Micro(), 1_000_000) }

// shift finds the weights of criterion k at which another draws level with the
// winner. With the winner's lead L over another at the weight w, and its lead d
// by the criterion alone, the lead at the weight t is L + (t-w)·d, which is
// nought at t = w - L/d: below w where d is positive, above it where d is
// negative.
func (m *Matrix) shift(k int) Shift {
	winner, _ := m.Winner()
	all := new(big.Rat)
	for _, c := range m.Criteria {
		all.Add(all, exact(c.Weight))
	}
	w := exact(m.Criteria[k].Weight)
	out := Shift{Weight: w, Share: new(big.Rat).Quo(w, all)}
	best := m.Candidates[winner]
	for _, i := range m.Order[1:] {
		other := m.Candidates[i]
		if best.Cells[k].Mean == nil || other.Cells[k].Mean == nil {
			continue // a criterion that does not count, and is not scored by all
		}
		d := new(big.Rat).Sub(best.Cells[k].Mean, other.Cells[k].Mean)
		if d.Sign() == 0 {
			continue
		}
		lead := new(big.Rat).Mul(new(big.Rat).Sub(best.Mean, other.Mean), all)
		t := new(big.Rat).Sub(w, lead.Quo(lead, d))
		turn := &Turn{Weight: t, By: i}
		switch {
		case d.Sign() > 0 && t.Sign() > 0 && (out.Down == nil || m.sooner(turn, out.Down, k, t.Cmp(out.Down.Weight))):
			out.Down = turn
		case d.Sign() < 0 && (out.Up == nil || m.sooner(turn, out.Up, k, out.Up.Weight.Cmp(t))):
			out.Up = turn
		}
	}
	return out
}

// sooner reports whether a turn comes before another one, nearer being positive
// when it does; of two at the same weight, that of who gains more past it.
func (m *Matrix) sooner(a, b *Turn, k, nearer int) bool {
	if nearer != 0 {
		return nearer > 0
	}
	gain := m.Candidates[a.By].Cells[k].Mean.Cmp(m.Candidates[b.By].Cells[k].Mean)
	if a.Weight.Cmp(exact(m.Criteria[k].Weight)) < 0 {
		gain = -gain
	}
	return gain > 0
}

// Closest is the criterion whose weight need move least, as a share of all
// weights, before the winner changes; ok is false when no single weight can
// change it.
func (m *Matrix) Closest() (criterion int, turn *Turn, ok bool) {
	var least *big.Rat
	for k, s := range m.Shifts {
		for _, t := range []*Turn{s.Down, s.Up} {
			if t == nil {
				continue
			}
			far := new(big.Rat).Sub(t.Weight, s.Weight)
			if far.Abs(far); least == nil || far.Cmp(least) < 0 {
				least, criterion, turn, ok = far, k, t, true
			}
		}
	}
	return criterion, turn, ok
}
