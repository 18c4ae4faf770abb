package risk_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/risk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

func storm() *catalog.CommonCause {
	return &catalog.CommonCause{Header: records.Head(99, "kept"), Name: "Storm", Frequency: record.Exactly(0.2)}
}

// anyRisk is a risk with figures of every kind.
func anyRisk(t *rapid.T, n int) *catalog.Risk {
	return known(n, 1, 1, func(k *catalog.Risk) {
		low := rapid.Float64Range(0.01, 3).Draw(t, "often")
		cost := rapid.Int64Range(10, 1_000_000).Draw(t, "cost")
		k.Frequency = rapid.SampledFrom([]record.Estimate{record.Exactly(low), record.Between90(low, 4*low), record.Around(0, low, 3*low)}).Draw(t, "frequency")
		k.Losses = record.Rows[catalog.LossForm]{
			{Form: "response", Low: eur(cost), High: eur(10 * cost)},
			{Form: "fines", Chance: record.NewPercent(30_000_000), Low: eur(cost), Likely: eur(2 * cost), High: eur(5 * cost)},
		}
		if rapid.Bool().Draw(t, "capped") {
			k.MostOnce = eur(6 * cost)
		}
		if rapid.Bool().Draw(t, "shared") {
			k.Causes = record.Rows[catalog.SharedCause]{{Cause: record.To[catalog.CommonCause](records.ID(99)), Chance: record.NewPercent(20_000_000)}}
		}
	})
}

// One risk more never lowers the mean, nor any other figure of the curve: its years are
// added to the same years.
func TestOneRiskMore(t *testing.T) {
	storm := records.Snapshot(t, storm())
	rapid.Check(t, func(rt *rapid.T) {
		s := storm
		for n := range rapid.IntRange(1, 2).Draw(rt, "risks") {
			s = with(s, anyRisk(rt, n+1))
		}
		more := anyRisk(rt, 50)
		before, after := risk.PortfolioOf(s, question), risk.PortfolioOf(with(s, more), question)
		if before.Problem != "" || after.Problem != "" {
			rt.Fatalf("problems %q, %q", before.Problem, after.Problem)
		}
		if share := after.Of(more); share == nil || after.Yearly.Minor != before.Yearly.Minor+share.Yearly.Minor || share.Yearly.Minor <= 0 {
			rt.Errorf("expected are %s after %s, of it %+v", after.Yearly, before.Yearly, share)
		}
		a, b := before.Now.Total, after.Now.Total
		if b.Mean().Value < a.Mean().Value || b.VaR(0.95).Value < a.VaR(0.95).Value || b.VaR(0.99).Value < a.VaR(0.99).Value || b.None().Value > a.None().Value {
			rt.Errorf("the curve falls: %+v after %+v", b.Summary(0), a.Summary(0))
		}
	})
}

// What a treatment saves is the difference of what is expected without it and with it in
// place, and lies within what its weakest and its strongest effect save.
func TestWorthIsTheDifference(t *testing.T) {
	storm := records.Snapshot(t, storm())
	rapid.Check(t, func(rt *rapid.T) {
		s := with(with(storm, anyRisk(rt, 1)), anyRisk(rt, 2))
		less := rapid.Float64Range(5, 80).Draw(rt, "less")
		effects := []catalog.TreatmentEffect{effect(1, less), {Risk: record.To[catalog.Risk](records.ID(2)), LessLoss: record.Around(0, less, 100)}}
		worth := risk.WorthOf(with(s, treatment(11, "agreed", nil, effects...)), question)
		if len(worth) != 1 || worth[0].Missing != "" {
			rt.Fatalf("worth %+v", worth)
		}
		before := risk.PortfolioOf(s, question)
		done := treatment(11, "in_place", func(t *catalog.RiskTreatment) { t.DoneOn = record.Day(2026, 6, 1) }, effects...)
		after := risk.PortfolioOf(with(s, done), question)
		w := worth[0]
		if want := before.Yearly.Minor - after.Yearly.Minor; math.Abs(float64(w.Saves.Minor-want)) > 4 {
			rt.Errorf("it saves %s, the difference is %d", w.Saves, want)
		}
		if w.Low.Minor > w.Saves.Minor || w.High.Minor < w.Saves.Minor || w.Bad.Minor < 0 {
			rt.Errorf("it saves %s, from %s to %s; in a bad year %s", w.Saves, w.Low, w.High, w.Bad)
		}
		if want := before.Now.Total.VaR(0.95).Value - after.Now.Total.VaR(0.95).Value; math.Abs(float64(w.Bad.Minor)-want) > 1 {
			rt.Errorf("in a bad year it saves %s, the difference is %.0f", w.Bad, want)
		}
	})
}

// Each input goes from its 10 % to its 90 % quantile, the others as estimated. The rate is
// lognormal about 2 with σ = ln 4 / 3.28971 = 0.42139, so that its quantiles are 2 divided
// by and times exp(1.28155 σ) = 1.71604; the amount is beta(3, 3) on 0 to 1,000, whose
// distribution is 10x³ − 15x⁴ + 6x⁵.
func TestTornado(t *testing.T) {
	s := records.Snapshot(t, known(1, 1, 1, func(k *catalog.Risk) {
		k.Frequency = record.Between90(1, 4)
		k.Losses = record.Rows[catalog.LossForm]{{Form: "response", Low: eur(0), Likely: eur(500), High: eur(1000)}, {Form: "fines", Likely: eur(100)}}
	}))
	a := risk.AloneOf(s, question, records.ID(1))
	if len(a.Swings) != 2 || a.Swings[0].Input != "How often" && a.Swings[1].Input != "How often" {
		t.Fatalf("swings %+v", a.Swings)
	}
	mean := 2 * math.Exp(0.42139*0.42139/2)
	for _, w := range a.Swings {
		low, high := float64(w.Low.Minor)/100, float64(w.High.Minor)/100
		if w.Input == "How often" { // 600 each time
			if math.Abs(low/(600*2/1.71604)-1) > 1e-4 || math.Abs(high/(600*2*1.71604)-1) > 1e-4 {
				t.Errorf("how often: %s to %s", w.Low, w.High)
			}
			continue
		}
		if w.Input != "Cost: Response" {
			t.Errorf("an input is called %q", w.Input)
		}
		for share, yearly := range map[float64]float64{0.1: low, 0.9: high} {
			x := (yearly/mean - 100) / 1000
			if got := x * x * x * (10 - 15*x + 6*x*x); math.Abs(got-share) > 1e-4 {
				t.Errorf("%g a year is the quantile of %g, not %g", yearly, got, share)
			}
		}
	}
}
