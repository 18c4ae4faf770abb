package technology_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

func dec(t testing.TB, text string) record.Decimal {
	d, err := record.ParseDecimal(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestMatrixWorkedByHand compares with weights that were worked out apart from
// this program: the weight of criterion k at which candidates i and j draw level
// lies (Pj-Pi)/(ajk-aik) below its present one. It is the question of E.
// Triantaphyllou and A. Sánchez, "A Sensitivity Analysis Approach for Some
// Deterministic Multi-Criteria Decision Making Methods", Decision Sciences 28
// (1997), for the weighted sum model; the figures are ours.
func TestMatrixWorkedByHand(t *testing.T) {
	e := &catalog.Evaluation{}
	for i, w := range []string{"0.3277", "0.3058", "0.2876", "0.0790"} {
		e.Criteria = append(e.Criteria, catalog.Criterion{Name: fmt.Sprint("C", i+1), Weight: dec(t, w)})
	}
	for i, row := range [][]string{
		{"0.3088", "0.2897", "0.3867", "0.1922"},
		{"0.2163", "0.3458", "0.1755", "0.6288"},
		{"0.4509", "0.2473", "0.1194", "0.0575"},
		{"0.0240", "0.1172", "0.3184", "0.1215"},
	} {
		name := fmt.Sprint("A", i+1)
		e.Candidates = append(e.Candidates, catalog.Candidate{Name: name})
		for k, points := range row {
			e.Scores = append(e.Scores, catalog.Score{Scorer: record.To[catalog.Person](records.ID(1)), Candidate: name, Criterion: e.Criteria[k].Name, Points: dec(t, points)})
		}
	}
	m := technology.Weigh(e)
	if !slices.Equal(m.Order, []int{0, 1, 2, 3}) {
		t.Errorf("order is %v", m.Order)
	}
	all := big.NewRat(10001, 10000) // the printed weights do not quite add up to one
	for i, want := range []string{"0.3162", "0.2768", "0.2623", "0.1449"} {
		if got := new(big.Rat).Mul(m.Candidates[i].Mean, all).FloatString(4); got != want {
			t.Errorf("A%d comes to %s, want %s", i+1, got, want)
		}
	}
	s := m.Shifts
	for k, want := range []struct{ down, up string }{
		{"", "0.7071"}, // A3 past 0.3277 + (0.3162-0.2623)/(0.4509-0.3088)
		{"", "1.0082"}, // A2 past 0.3058 + (0.3162-0.2768)/(0.3458-0.2897)
		{"0.1010", ""}, // A2 below 0.2876 - (0.3162-0.2768)/(0.3867-0.1755)
		{"", "0.1693"}, // A2 past 0.0790 + (0.3162-0.2768)/(0.6288-0.1922)
	} {
		if got := weight(s[k].Down); got != want.down {
			t.Errorf("C%d turns below %q, want %q", k+1, got, want.down)
		}
		if got := weight(s[k].Up); got != want.up {
			t.Errorf("C%d turns above %q, want %q", k+1, got, want.up)
		}
	}
	if k, turn, ok := m.Closest(); !ok || k != 3 || turn.By != 1 {
		t.Errorf("closest is C%d by A%d", k+1, turn.By+1)
	}
}

func weight(t *technology.Turn) string {
	if t == nil {
		return ""
	}
	return t.Weight.FloatString(4)
}

func anyEvaluation(t *rapid.T) *catalog.Evaluation {
	e := &catalog.Evaluation{}
	for i := range rapid.IntRange(1, 4).Draw(t, "criteria") {
		e.Criteria = append(e.Criteria, catalog.Criterion{Name: fmt.Sprint("k", i), Weight: record.NewDecimal(rapid.Int64Range(0, 4).Draw(t, "weight") * 1_000_000)})
	}
	for i := range rapid.IntRange(1, 4).Draw(t, "candidates") {
		e.Candidates = append(e.Candidates, catalog.Candidate{Name: fmt.Sprint("c", i)})
		for _, k := range e.Criteria {
			for who := range rapid.IntRange(0, 3).Draw(t, "scorers") {
				e.Scores = append(e.Scores, catalog.Score{Scorer: record.To[catalog.Person](records.ID(who + 1)), Candidate: fmt.Sprint("c", i), Criterion: k.Name,
					Points: record.NewDecimal(rapid.Int64Range(0, 6).Draw(t, "points") * 1_000_000)})
			}
		}
	}
	return e
}

// leader works out who is alone ahead with one weight set to t, the plain way;
// -1 when nobody is. Only those that are ranked with all weights take part.
func leader(m technology.Matrix, k int, t *big.Rat) int {
	best, tied := -1, false
	var most *big.Rat
	for _, i := range m.Order {
		sum := new(big.Rat)
		for j, c := range m.Criteria {
			w := big.NewRat(c.Weight.Micro(), 1_000_000)
			if j == k {
				w = t
			}
			if m.Candidates[i].Cells[j].Mean != nil {
				sum.Add(sum, new(big.Rat).Mul(w, m.Candidates[i].Cells[j].Mean))
			}
		}
		switch {
		case best < 0 || sum.Cmp(most) > 0:
			best, most, tied = i, sum, false
		case sum.Cmp(most) == 0:
			tied = true
		}
	}
	if tied {
		return -1
	}
	return best
}

// TestShiftsAgainstBruteForce tries weights on a fine grid, and just beside each
// turn: within the turns the winner stays, past them the one named leads or is
// level with others.
func TestShiftsAgainstBruteForce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := technology.Weigh(anyEvaluation(t))
		winner, ok := m.Winner()
		if !ok {
			if len(m.Shifts) > 0 {
				t.Fatal("shifts without a winner")
			}
			return
		}
		for k, s := range m.Shifts {
			if scoredByAll(m, k) {
				holdShift(t, m, k, s, winner)
			}
		}
	})
}

func scoredByAll(m technology.Matrix, k int) bool {
	return !slices.ContainsFunc(m.Order, func(i int) bool { return m.Candidates[i].Cells[k].Mean == nil })
}

func holdShift(t *rapid.T, m technology.Matrix, k int, s technology.Shift, winner int) {
	for n := range int64(200) { // 0 to 19.9, in tenths and some
		w := big.NewRat(2*n+1, 20)
		within := (s.Down == nil || w.Cmp(s.Down.Weight) > 0) && (s.Up == nil || w.Cmp(s.Up.Weight) < 0)
		if stays := leader(m, k, w) == winner; stays != within && !onTurn(w, s) {
			t.Fatalf("criterion %d at %s: the winner stays: %v; turns at %s and %s", k, w, stays, weight(s.Down), weight(s.Up))
		}
	}
	near := big.NewRat(1, 1_000_000_000)
	if s.Up != nil {
		past(t, m, k, new(big.Rat).Add(s.Up.Weight, near), s.Up.By)
	}
	if s.Down != nil {
		past(t, m, k, new(big.Rat).Sub(s.Down.Weight, near), s.Down.By)
	}
}

func onTurn(w *big.Rat, s technology.Shift) bool {
	return s.Down != nil && w.Cmp(s.Down.Weight) == 0 || s.Up != nil && w.Cmp(s.Up.Weight) == 0
}

func past(t *rapid.T, m technology.Matrix, k int, w *big.Rat, by int) {
	if got := leader(m, k, w); got >= 0 && got != by {
		t.Fatalf("criterion %d at %s: %d leads, not %d", k, w, got, by)
	}
}

// TestIncompleteIsNotRanked holds that a missing score is no nought.
func TestIncompleteIsNotRanked(t *testing.T) {
	one := record.To[catalog.Person](records.ID(1))
	e := &catalog.Evaluation{
		Candidates: record.Rows[catalog.Candidate]{{Name: "a"}, {Name: "b"}},
		Criteria:   record.Rows[catalog.Criterion]{{Name: "x", Weight: dec(t, "2")}, {Name: "y", Weight: dec(t, "1")}, {Name: "z", Weight: dec(t, "0")}},
		Scores: record.Rows[catalog.Score]{
			{Scorer: one, Candidate: "a", Criterion: "x", Points: dec(t, "3")}, {Scorer: one, Candidate: "a", Criterion: "y", Points: dec(t, "0")},
			{Scorer: record.To[catalog.Person](records.ID(2)), Candidate: "a", Criterion: "x", Points: dec(t, "6.5")},
			{Scorer: one, Candidate: "b", Criterion: "x", Points: dec(t, "10")},
		},
	}
	m := technology.Weigh(e)
	a, b := m.Candidates[0], m.Candidates[1]
	if b.Mean != nil || b.Missing != 1 || !slices.Equal(m.Order, []int{0}) {
		t.Errorf("b comes to %v with %d missing; order %v", b.Mean, b.Missing, m.Order)
	}
	if a.Mean.Cmp(big.NewRat(19, 6)) != 0 || a.Cells[0].Spread() != dec(t, "3.5") || a.Cells[0].Scores != 2 || a.Cells[2].Mean != nil {
		t.Errorf("a comes to %s, cells %+v", a.Mean, a.Cells)
	}
}
