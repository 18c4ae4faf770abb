package risk_test

import (
	"fmt"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// matrix has so many words for each side: of likelihoods, each ten times as often as the
// one before from 0.01 a year on; of impacts, each ten times as dear from 100 on. A pair
// is rated by the sum of its places.
func matrix(likelihoods, impacts int) *catalog.RiskMatrix {
	m := &catalog.RiskMatrix{Header: records.Head(90, "in_use"), Name: "Matrix"}
	ratings := catalog.RiskRating("").Options()
	from := int64(10_000) // millionths
	for n := range likelihoods {
		m.Likelihoods = append(m.Likelihoods, catalog.LikelihoodLevel{Name: fmt.Sprint("L", n+1), From: record.NewDecimal(from), To: record.NewDecimal(10 * from)})
		from *= 10
	}
	cost := int64(100)
	for n := range impacts {
		m.Impacts = append(m.Impacts, catalog.ImpactStep{Name: fmt.Sprint("I", n+1), From: eur(cost), To: eur(10 * cost)})
		cost *= 10
	}
	for a := range likelihoods {
		for b := range impacts {
			m.Cells = append(m.Cells, catalog.MatrixCell{Likelihood: fmt.Sprint("L", a+1), Impact: fmt.Sprint("I", b+1), Rating: catalog.RiskRating(ratings[min(a+b, len(ratings)-1)].Name)})
		}
	}
	return m
}

// Each risk lies in the cell whose ranges hold its times a year and its cost each time;
// the lower end belongs to a range, the upper does not.
func TestMatrixPlaces(t *testing.T) {
	for _, c := range []struct {
		likelihoods, impacts int
		often                float64
		each                 int64
		cell                 string
		rating               catalog.RiskRating
	}{
		{5, 5, 0.5, 2_000, "L2 I2", "high"},
		{5, 5, 0.1, 1_000, "L2 I2", "high"},
		{5, 5, 0.0999, 999, "L1 I1", "low"},
		{5, 5, 500, 5_000_000, "L5 I5", "extreme"},
		{1, 1, 0.05, 500, "L1 I1", "low"},
		{1, 1, 0.1, 500, " I1", ""},
		{2, 3, 0.3, 50_000, "L2 I3", "extreme"},
		{3, 2, 5, 50_000, "L3 ", ""},
		{3, 2, 5, 99, "L3 ", ""},
		{7, 4, 20_000, 150, "L7 I1", "extreme"},
	} {
		v := risk.MatrixViewOf(records.Snapshot(t, matrix(c.likelihoods, c.impacts), known(1, c.often, c.each, nil)), question)
		all := append(append([]risk.Placed(nil), v.Placed...), v.Outside...)
		if len(all) != 1 || all[0].Likelihood+" "+all[0].Impact != c.cell || all[0].Rating != c.rating || (c.rating == "") != (len(v.Outside) == 1) {
			t.Errorf("%g a year of %d in %d by %d: %+v, want %q rated %q", c.often, c.each, c.likelihoods, c.impacts, all, c.cell, c.rating)
		}
	}
}

// Words stand for money: a risk in words counts with the ranges of its words, and lies in
// the cell of their means. Where there is no rate, an impact holds nothing.
func TestMatrixWords(t *testing.T) {
	inWords := known(1, 1, 1, func(k *catalog.Risk) {
		k.Frequency, k.Losses, k.Likelihood, k.Impact = record.Estimate{}, nil, "L2", "I2"
	})
	v := risk.MatrixViewOf(records.Snapshot(t, matrix(3, 3), inWords), question)
	if len(v.Placed) != 1 || v.Placed[0].Likelihood != "L2" || v.Placed[0].Impact != "I2" {
		t.Fatalf("placed %+v, outside %+v", v.Placed, v.Outside)
	}
	// The mean of a lognormal quantity with 5 % and 95 % quantiles a factor of ten apart
	// is √10·exp(σ²/2) times the lower one, with σ = ln 10 / 3.28971: 4.0402.
	if got := v.Placed[0].Yearly; got.Minor < 163_200 || got.Minor > 163_300 { // 0.1 × 1,000 × 4.0402² = 1,632.3
		t.Errorf("expected are %s a year, want 1,632", got)
	}
	foreign := matrix(3, 3)
	for n := range foreign.Impacts {
		foreign.Impacts[n].From.Currency, foreign.Impacts[n].To.Currency = "NOK", "NOK"
	}
	v = risk.MatrixViewOf(records.Snapshot(t, foreign, known(1, 0.5, 2_000, nil)), question)
	if len(v.Placed) != 0 || len(v.Outside) != 1 {
		t.Errorf("without a rate: %+v, outside %+v", v.Placed, v.Outside)
	}
	if v := risk.MatrixViewOf(records.Snapshot(t, known(1, 1, 1, nil)), question); v != nil {
		t.Errorf("without a matrix: %+v", v)
	}
}

// Nine times a year 150 is 1,350 and rated higher than a tenth time a year 9,000, which
// is 900, but lower than once in 11 years 500,000, which is 45,455 (Cox 2008).
func TestMatrixTurned(t *testing.T) {
	m := matrix(4, 4)
	m.Cells = nil
	for cell, rating := range map[[2]string]catalog.RiskRating{{"L3", "I1"}: "high", {"L2", "I2"}: "medium", {"L1", "I4"}: "medium", {"L4", "I4"}: "extreme"} {
		m.Cells = append(m.Cells, catalog.MatrixCell{Likelihood: cell[0], Impact: cell[1], Rating: rating})
	}
	v := risk.MatrixViewOf(records.Snapshot(t, m, known(1, 9, 150, nil), known(2, 0.1, 9_000, nil), known(3, 1.0/11, 500_000, nil)), question)
	if len(v.Placed) != 3 || len(v.Turned) != 1 || v.Turned[0][0].Item.Risk.Number != 1 || v.Turned[0][1].Item.Risk.Number != 3 {
		t.Errorf("placed %d, turned %+v", len(v.Placed), v.Turned)
	}
}
