package finance_test

import (
	"slices"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func ratesOf(t testing.TB, rates ...*catalog.ExchangeRate) *catalog.Rates {
	t.Helper()
	var all []record.Record
	for i, r := range rates {
		r.Header = records.Head(i+1, "")
		all = append(all, r)
	}
	return catalog.RatesOf(records.Snapshot(t, all...))
}

func rate(day record.Date, base, quote string, micro int64) *catalog.ExchangeRate {
	return &catalog.ExchangeRate{Base: base, Quote: quote, Day: day, Rate: record.NewDecimal(micro)}
}

// TestConvert takes the rate of the day or the latest before it, in both
// directions, and rounds halves to even.
func TestConvert(t *testing.T) {
	first, second := record.Day(2026, 3, 2), record.Day(2026, 4, 1)
	r := ratesOf(t, rate(second, "EUR", "NOK", 12_000_000), rate(first, "EUR", "NOK", 11_500_000), rate(first, "EUR", "JPY", 162_500_000))
	nok := func(minor int64) record.Money { return record.Money{Minor: minor, Currency: "NOK"} }
	for _, c := range []struct {
		from record.Money
		to   string
		day  record.Date
		want record.Money
	}{
		{eur(100), "NOK", first, nok(1150)}, {eur(100), "NOK", second.AddDays(-1), nok(1150)},
		{eur(100), "NOK", second, nok(1200)}, {eur(100), "NOK", second.AddDays(900), nok(1200)},
		{eur(100), "NOK", first.AddDays(-1), record.Money{}}, {eur(100), "SEK", second, record.Money{}},
		{nok(1200), "EUR", second, eur(100)}, {eur(7), "EUR", first.AddDays(-9), eur(7)},
		{eur(1), "NOK", first, nok(12)}, // 11.5, and 12 is even
		{eur(3), "NOK", first, nok(34)}, // 34.5, and 34 is even
		{eur(-3), "NOK", first, nok(-34)},
		{eur(200), "JPY", first, record.Money{Minor: 325, Currency: "JPY"}}, // yen have no hundredths
		{record.Money{}, "EUR", first, record.Money{}},
	} {
		if got := r.Convert(c.from, c.to, c.day); got != c.want {
			t.Errorf("%s in %s on %s is %s, want %s", c.from, c.to, c.day, got, c.want)
		}
	}
}

func asset(price, residual, life int64, method catalog.DepreciationMethod) *catalog.Asset {
	return &catalog.Asset{Price: eur(price), Residual: eur(residual), UsefulLife: record.Whole(life), Method: method}
}

// TestCharges takes the crane of Stanley Coal Mines (Kieso, Weygandt, Warfield,
// Intermediate Accounting, chapter 11): cost 500,000, residual value 50,000, five
// years; 90,000 a year straight-line, 200,000 to 14,800 by double declining balance.
func TestCharges(t *testing.T) {
	for method, want := range map[catalog.DepreciationMethod][]int64{
		"":          {90_000, 90_000, 90_000, 90_000, 90_000},
		"declining": {200_000, 120_000, 72_000, 43_200, 14_800},
	} {
		var got []int64
		for i, m := range finance.Charges(asset(500_000_00, 50_000_00, 60, method)) {
			if i%12 == 0 {
				got = append(got, 0)
			}
			got[len(got)-1] += m.Minor
		}
		for i := range got {
			got[i] /= 100
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s by year (-want +got):\n%s", method, diff)
		}
	}
	if c := finance.Charges(&catalog.Asset{Price: eur(100)}); c != nil {
		t.Errorf("without a life it loses %v", c)
	}
}

// TestChargesAddUp holds that every life ends exactly at the residual value, and
// that no month adds to it.
func TestChargesAddUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		price := rapid.Int64Range(0, 1e12).Draw(rt, "price")
		residual := rapid.Int64Range(0, price).Draw(rt, "residual")
		life := rapid.Int64Range(1, 600).Draw(rt, "life")
		method := rapid.SampledFrom([]catalog.DepreciationMethod{"", "straight_line", "declining"}).Draw(rt, "method")
		charges := finance.Charges(asset(price, residual, life, method))
		sum := int64(0)
		for _, c := range charges {
			if sum += c.Minor; c.Minor < 0 {
				rt.Fatalf("a month gives %s back", c)
			}
		}
		if sum != price-residual || int64(len(charges)) != life {
			rt.Fatalf("%d months add up to %d, want %d over %d", len(charges), sum, price-residual, life)
		}
	})
}

// TestBenefits compares what was expected with what somebody confirmed.
func TestBenefits(t *testing.T) {
	b := proposal(0, -100, 40, 60)
	b.Starts = record.Day(2024, 6, 1)
	b.Tracked = record.Rows[catalog.Tracked]{{Year: record.Whole(1), Benefit: eur(2500), ConfirmedBy: record.To[catalog.Person](records.ID(9))}, {Year: record.Whole(1), Benefit: eur(500)}}
	got := finance.Benefits(records.Snapshot(t), b, record.Day(2026, 1, 1))
	want := []finance.Benefit{
		{Year: 1, Over: true, Expected: eur(4000), CameTrue: eur(3000)}, // half of it nobody confirmed
		{Year: 2, Expected: eur(6000)},
	}
	want[0].Year = 1
	got = slices.DeleteFunc(got, func(y finance.Benefit) bool { return y.Year == 0 })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("benefits (-want +got):\n%s", diff)
	}
}

// A benefit that names a case is tracked there: in the year in which it was measured
// that counts, last of all, and not what the case has of that year.
func TestBenefitsAreTrackedOnce(t *testing.T) {
	b := proposal(0, -100, 40, 60)
	b.Header, b.Starts = records.Head(1, "approved"), record.Day(2024, 6, 1)
	b.Tracked = record.Rows[catalog.Tracked]{{Year: record.Whole(1), Benefit: eur(2500)}, {Year: record.Whole(2), Benefit: eur(700)}}
	benefit := &catalog.Benefit{Header: records.Head(2, "tracked"), Case: record.To[catalog.BusinessCase](b.ID), Measured: record.Rows[catalog.Measurement]{
		{On: record.Day(2024, 12, 1), Yearly: eur(1000), By: "Finance"}, {On: record.Day(2025, 6, 1), Yearly: eur(3900), By: "Finance"},
	}}
	got := map[int]record.Money{}
	for _, y := range finance.Benefits(records.Snapshot(t, b, benefit), b, record.Day(2026, 1, 1)) {
		got[y.Year] = y.CameTrue
	}
	if got[1] != eur(3900) || got[2] != eur(700) {
		t.Errorf("year 1 brought %s, year 2 %s", got[1].Text(), got[2].Text())
	}
}

// TestDemo finds in the demonstration company what its README says.
func TestDemo(t *testing.T) {
	c := company.Load(t, record.Day(2026, 11, 21))
	q := signal.Question{Now: record.At(time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)), Locale: record.International()}
	count := map[string]int{}
	for _, sig := range signal.Ask(c.Snapshot, q, finance.Rules()...) {
		count[signal.RuleOf(sig.Key)]++
	}
	want := map[string]int{"finance.line": 7, "finance.centre": 1, "finance.unused": 1, "finance.adrift": 1, "finance.contract": 1,
		"finance.uncommitted": 1, "finance.rate": 1, "finance.post": 1, "finance.unapproved": 1, "finance.benefit": 1}
	if diff := cmp.Diff(want, count); diff != "" {
		t.Errorf("signals by rule (-want +got):\n%s", diff)
	}
}

// TestDemoAddsUp holds over the whole company that every way to cut the money
// gives the same sum.
func TestDemoAddsUp(t *testing.T) {
	today := record.Day(2026, 11, 21)
	s := company.Load(t, today).Snapshot
	p := finance.PositionOn(s, today)
	for _, by := range []finance.By{finance.ByLine, finance.ByCategory, finance.ByCentre, finance.ByDepartment, finance.ByPurposes} {
		var sum finance.Figures
		for i, g := range p.Grouped(s, by) {
			if i == 0 {
				sum = g.Figures
				continue
			}
			sum.Actual, sum.Forecast, sum.Budget = signal.Plus(sum.Actual, g.Actual), signal.Plus(sum.Forecast, g.Forecast), signal.Plus(sum.Budget, g.Budget)
		}
		if sum.Actual != p.Total.Actual || sum.Forecast != p.Total.Forecast || sum.Budget != p.Total.Budget {
			t.Errorf("by %s: %s, %s, %s; in all %s, %s, %s", by, sum.Budget, sum.Actual, sum.Forecast, p.Total.Budget, p.Total.Actual, p.Total.Forecast)
		}
	}
	at := p.Bridge().From
	for _, step := range p.Bridge().Steps {
		at = signal.Plus(at, step.Amount)
	}
	if at != p.Bridge().To || at != p.Total.Forecast {
		t.Errorf("the bridge ends at %s, the year at %s", at, p.Total.Forecast)
	}
	a := finance.Allocate(s, today)
	sum := record.NoMoney("EUR")
	for _, d := range a.Departments {
		sum = signal.Plus(sum, d.Amount)
	}
	for _, k := range a.Kept {
		sum = signal.Plus(sum, k.Amount)
	}
	if sum != a.Total || a.Total != p.Total.Spent() {
		t.Errorf("departments and what is kept come to %s, spent is %s, by the position %s", sum, a.Total, p.Total.Spent())
	}
}
