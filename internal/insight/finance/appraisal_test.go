package finance_test

import (
	"math"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func eur(minor int64) record.Money { return record.Money{Minor: minor, Currency: "EUR"} }

// proposal is a business case with a net in whole euros for each year from 0 on.
func proposal(rate int64, net ...int64) *catalog.BusinessCase {
	b := &catalog.BusinessCase{Rate: record.NewPercent(rate)}
	for year, n := range net {
		f := catalog.CashFlow{Year: record.Whole(int64(year)), Benefit: eur(n * 100)}
		if n < 0 {
			f.Benefit, f.Cost = record.Money{}, eur(-n*100)
		}
		b.Flows = append(b.Flows, f)
	}
	return b
}

const percent = 1_000_000

// TestAppraise takes the examples that Microsoft gives for NPV
// (https://support.microsoft.com/office/npv-function-8672cb67-2576-4d07-b67b-ac28acf2a568)
// and IRR (https://support.microsoft.com/office/irr-function-64925eaa-9988-495b-b290-3ad0c163c1bc).
func TestAppraise(t *testing.T) {
	npv, _ := finance.Appraise(proposal(10*percent, 0, -10_000, 3000, 4200, 6800))
	if npv.NPV != eur(118844) {
		t.Errorf("the net present value is %s, want 1188.44", npv.NPV)
	}
	for _, c := range []struct {
		net  []int64
		want float64
	}{
		{[]int64{-70_000, 12_000, 15_000, 18_000, 21_000}, -2.1},
		{[]int64{-70_000, 12_000, 15_000, 18_000, 21_000, 26_000}, 8.7},
		{[]int64{-70_000, 12_000, 15_000}, -44.4},
	} {
		a, _ := finance.Appraise(proposal(0, c.net...))
		if len(a.IRR) != 1 || math.Abs(a.IRR[0].Float()-c.want) > 0.05 {
			t.Errorf("the rate of %v is %v, want %.1f", c.net, a.IRR, c.want)
		}
	}
}

// TestSeveralRates holds flows whose net changes its sign twice: (1 - 1.1x)(1 - 1.2x)
// times -100, so that 10 and 20 per cent both bring nothing.
func TestSeveralRates(t *testing.T) {
	a, _ := finance.Appraise(proposal(15*percent, -100, 230, -132))
	if diff := cmp.Diff([]int64{10 * percent, 20 * percent}, micros(a.IRR)); diff != "" {
		t.Errorf("rates (-want +got):\n%s", diff)
	}
	for name, net := range map[string][]int64{"only costs": {-100, -50}, "only benefits": {0, 50}, "never comes back to nothing": {-100, 150, -100}} {
		if a, ok := finance.Appraise(proposal(0, net...)); !ok || len(a.IRR) > 0 {
			t.Errorf("%s has the rates %v", name, a.IRR)
		}
	}
	if a, _ := finance.Appraise(proposal(0, -100, 220, -121)); len(a.IRR) != 1 || a.IRR[0].Micro() != 10*percent {
		t.Errorf("a double root gives %v", a.IRR)
	}
}

func micros(list []record.Percent) []int64 {
	out := make([]int64, len(list))
	for i, p := range list {
		out[i] = p.Micro()
	}
	return out
}

func TestPaybackAndReturn(t *testing.T) {
	a, _ := finance.Appraise(proposal(10*percent, -100, 40, 40, 40))
	if a.Payback.Micro() != 2_500_000 || a.ROI.Micro() != 20*percent {
		t.Errorf("paid back after %s years at %s %%", a.Payback.Text(), a.ROI.Text())
	}
	if a.Discounted.Known() || a.NPV != eur(-53) { // 40/1.1 + 40/1.21 + 40/1.331 = 99.474
		t.Errorf("discounted: after %s years, %s", a.Discounted.Text(), a.NPV)
	}
	if never, _ := finance.Appraise(proposal(0, -100, 10)); never.Payback.Known() {
		t.Errorf("what never comes back is paid back after %s years", never.Payback.Text())
	}
	if _, ok := finance.Appraise(&catalog.BusinessCase{}); ok {
		t.Error("a case without amounts is computed")
	}
	mixed := proposal(0, -100)
	mixed.Flows[0].Benefit = record.Money{Minor: 1, Currency: "NOK"}
	if _, ok := finance.Appraise(mixed); ok {
		t.Error("two currencies are added")
	}
}

// TestRatesAreRoots holds that at every rate the net present value is nothing,
// and that there are as many as Descartes' rule of signs allows: no more than
// changes of sign, and fewer by an even number, double roots apart.
func TestRatesAreRoots(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		net := rapid.SliceOfN(rapid.Int64Range(-1000, 1000), 1, 9).Draw(rt, "net")
		a, ok := finance.Appraise(proposal(0, net...))
		if !ok {
			return
		}
		changes, last := 0, int64(0)
		for _, n := range net {
			if n != 0 && last != 0 && (n > 0) != (last > 0) {
				changes++
			}
			if n != 0 {
				last = n
			}
		}
		if len(a.IRR) > changes {
			rt.Fatalf("%d rates, %d changes of sign", len(a.IRR), changes)
		}
		if changes == 1 && len(a.IRR) != 1 {
			rt.Fatalf("one change of sign, %d rates", len(a.IRR))
		}
		for _, r := range a.IRR {
			x, value, size := 1/(1+r.Float()/100), 0.0, 0.0
			for i, n := range net {
				value += float64(n) * math.Pow(x, float64(i))
				size += math.Abs(float64(n)) * math.Pow(x, float64(i)) * float64(i+1)
			}
			if math.Abs(value) > 1e-6*size*(1+x) {
				rt.Fatalf("at %s %% the value is %g of %g", r.Text(), value, size)
			}
		}
	})
}
