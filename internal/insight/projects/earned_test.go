package projects_test

import (
	"math/big"
	"testing"

	"fairlead/internal/insight/projects"
	"fairlead/internal/record"

	"pgregory.net/rapid"
)

func eur(major int64) record.Money { return record.Money{Minor: major * 100, Currency: "EUR"} }

// TestEarnedAgainstPublishedExamples holds against worked examples that others
// published.
func TestEarnedAgainstPublishedExamples(t *testing.T) {
	for name, c := range map[string]struct {
		e    projects.Earned
		want map[string]string
	}{
		// wikislate.com, poster 15 “EVM forecasting” (and 14 for the inputs): BAC 100,
		// EV 40, AC 45, CPI 0.89, SPI 0.80 (so PV 50), in thousands. It gives EAC
		// 112.5, ETC 67.5, VAC −12.5, EAC by cost and schedule about 129, TCPI 1.09.
		"wikislate": {projects.Earned{PV: eur(50_000), EV: eur(40_000), AC: eur(45_000), BAC: eur(100_000)}, map[string]string{
			"CPI": "0.89", "SPI": "0.80", "EAC": "112500.00 EUR", "ETC": "67500.00 EUR", "VAC": "-12500.00 EUR",
			"EACBoth": "129375.00 EUR", "TCPI": "1.09", "SV": "-10000.00 EUR", "CV": "-5000.00 EUR",
		}},
		// gristprojectmanagement.us, figure 7-13: BAC 500,000, EV 100,000, AC 127,000
		// gives 527,000 where the variance does not go on.
		"grist": {projects.Earned{EV: eur(100_000), AC: eur(127_000), BAC: eur(500_000)}, map[string]string{
			"EACAsPlanned": "527000.00 EUR", "SPI": "", "SV": "", "EACBoth": "",
		}},
		// The table “Earned Value Management” at scribd.com/document/425360558: BAC
		// 100, PV 70, EV 50, AC 70 gives SPI and CPI 0.714, SV and CV −20, TCPI 1.667.
		"scribd": {projects.Earned{PV: eur(70), EV: eur(50), AC: eur(70), BAC: eur(100)}, map[string]string{
			"SPI": "0.71", "CPI": "0.71", "TCPI": "1.67", "SV": "-20.00 EUR", "CV": "-20.00 EUR",
		}},
		"nothing earned": {projects.Earned{PV: eur(70), EV: eur(0), AC: eur(70), BAC: eur(100)}, map[string]string{
			"SPI": "0.00", "CPI": "0.00", "EAC": "", "ETC": "", "VAC": "", "EACBoth": "", "EACAsPlanned": "170.00 EUR",
		}},
		"budget used up": {projects.Earned{PV: eur(100), EV: eur(90), AC: eur(100), BAC: eur(100)}, map[string]string{"TCPI": "", "EAC": "111.11 EUR"}},
		"not begun":      {projects.Earned{PV: eur(0), EV: eur(0), AC: eur(0), BAC: eur(100)}, map[string]string{"SPI": "", "CPI": "", "EAC": "", "TCPI": "1.00"}},
		"two currencies": {projects.Earned{PV: eur(1), EV: eur(1), AC: record.NoMoney("NOK"), BAC: eur(1)}, map[string]string{"CPI": "", "CV": "", "EAC": ""}},
	} {
		e := c.e
		got := map[string]string{
			"SV": e.SV().Text(), "CV": e.CV().Text(), "SPI": e.SPI().Text(), "CPI": e.CPI().Text(),
			"EAC": e.EAC().Text(), "EACAsPlanned": e.EACAsPlanned().Text(), "EACBoth": e.EACBoth().Text(),
			"ETC": e.ETC().Text(), "VAC": e.VAC().Text(), "TCPI": e.TCPI().Text(),
		}
		for figure, want := range c.want {
			if got[figure] != want {
				t.Errorf("%s: %s is %q, published %q", name, figure, got[figure], want)
			}
		}
	}
}

// TestEACIsExact compares with fractions: the estimate lies within half a unit
// of the exact one, and estimate and variance add up to the budget.
func TestEACIsExact(t *testing.T) {
	amount := rapid.Int64Range(1, 1e12)
	rapid.Check(t, func(rt *rapid.T) {
		minor := func(name string) record.Money { return record.Money{Minor: amount.Draw(rt, name), Currency: "EUR"} }
		e := projects.Earned{PV: minor("pv"), EV: minor("ev"), AC: minor("ac"), BAC: minor("bac")}
		rat := func(m record.Money) *big.Rat { return new(big.Rat).SetInt64(m.Minor) }
		exact := new(big.Rat).Quo(new(big.Rat).Mul(rat(e.BAC), rat(e.AC)), rat(e.EV))
		eac := e.EAC()
		if !eac.Known() {
			if f, _ := exact.Float64(); f < 9e18 {
				rt.Fatalf("unknown, exact is %g", f)
			}
			return
		}
		if off := new(big.Rat).Sub(rat(eac), exact); off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			rt.Fatalf("EAC is %s, exact %s", eac, exact.FloatString(3))
		}
		if sum, err := eac.Add(e.VAC()); err != nil || sum != e.BAC {
			rt.Fatalf("EAC and VAC are %s together, not the budget", sum)
		}
		if sum, err := e.AC.Add(e.ETC()); err != nil || sum != eac {
			rt.Fatalf("AC and ETC are %s together, not EAC", sum)
		}
	})
}
