package finance_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// TestStrayLines holds that money booked on a line that no version of the year
// has, such as one of last year's budget, is counted, and as not budgeted.
func TestStrayLines(t *testing.T) {
	b := newBooks()
	b.all = append(b.all, &catalog.Budget{Header: records.Head(60, "draft"), Type: "budget", FiscalYear: record.To[catalog.FiscalYear](records.ID(yearNo))})
	l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1000_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.June), Amount: eur(100_00)})
	stray := b.line(catalog.BudgetLine{Name: "old", Amount: eur(600_00)})
	b.all[len(b.all)-1].(*catalog.BudgetLine).Budget = record.To[catalog.Budget](records.ID(60))
	b.entry(catalog.LedgerEntry{BudgetLine: stray, Day: on(2026, time.June), Amount: eur(40_00)})
	p := b.position(t)
	if p.Total.Actual != eur(140_00) || p.Total.Budget != eur(1000_00) {
		t.Fatalf("actual %s of %s, want 140 of 1000", p.Total.Actual, p.Total.Budget)
	}
	for _, row := range p.Rows {
		if row.Line.Code == "old" && (row.Budget != eur(0) || row.Forecast != eur(40_00) || !row.Least) {
			t.Errorf("the stray line: %+v", row.Figures)
		}
	}
	a := finance.Allocate(records.Snapshot(t, b.all...), booksDay)
	if a.Total != p.Total.Spent() {
		t.Errorf("allocated %s, spent %s", a.Total, p.Total.Spent())
	}
}

// TestSettledAbroad holds that a commitment paid in full in its own currency
// binds nothing, though the rate has changed since.
func TestSettledAbroad(t *testing.T) {
	b := newBooks()
	b.all = append(b.all,
		&catalog.ExchangeRate{Header: records.Head(50, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2025, 1, 1), Rate: record.NewDecimal(10_000_000)},
		&catalog.ExchangeRate{Header: records.Head(51, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2026, 6, 1), Rate: record.NewDecimal(12_500_000)})
	nok := func(minor int64) record.Money { return record.Money{Minor: minor, Currency: "NOK"} }
	l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1000_00)})
	order := b.entry(catalog.LedgerEntry{BudgetLine: l, Kind: "commitment", Day: on(2026, time.May), Amount: nok(1000_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.July), Amount: nok(750_00), Settles: order})
	if p := b.position(t); p.Total.Committed != eur(25_00) {
		t.Errorf("a quarter is promised: %s, want 25", p.Total.Committed)
	}
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.August), Amount: nok(250_00), Settles: order})
	if p := b.position(t); p.Total.Committed != eur(0) || p.Total.Open != 0 {
		t.Errorf("paid in full, still promised: %s", p.Total.Committed)
	}
}

// TestMonthsOfLine holds that the months of a line come to what its position
// says: what lies ahead is not spent yet.
func TestMonthsOfLine(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1200_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.June), Amount: eur(70_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.December), Amount: eur(8_00)})
	s := records.Snapshot(t, b.all...)
	p := finance.PositionOn(s, booksDay)
	sum := int64(0)
	for _, m := range finance.MonthsOf(s, p.Rows[0].Line, p) {
		sum += m.Spent.Minor + m.Expected.Minor
	}
	if sum != p.Rows[0].Forecast.Minor {
		t.Errorf("its months come to %d, the line to %s", sum, p.Rows[0].Forecast)
	}
}

// TestUnknownBudget holds that a line without an amount, and a year without an
// approved budget, have an unknown budget and not one of nothing.
func TestUnknownBudget(t *testing.T) {
	b := newBooks()
	b.line(catalog.BudgetLine{Name: "x"})
	s := records.Snapshot(t, b.all...)
	p := finance.PositionOn(s, booksDay)
	if g := p.Grouped(s, finance.ByLine); g[0].Budget.Known() {
		t.Errorf("the budget of the line is not known, and shown as %s", g[0].Budget)
	}
	b = newBooks()
	b.all[1].Head().State = "proposed"
	b.entry(catalog.LedgerEntry{Day: on(2026, time.June), Amount: eur(70_00)})
	if p := b.position(t); p.Total.Budget.Known() {
		t.Errorf("no budget is approved, and it shows %s", p.Total.Budget)
	}
}

// TestBridgeParts holds that the rows behind a step add up to it, those that
// weigh most first, when rates have changed too.
func TestBridgeParts(t *testing.T) {
	b := newBooks()
	b.all = append(b.all,
		&catalog.ExchangeRate{Header: records.Head(50, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2025, 1, 1), Rate: record.NewDecimal(10_000_000)},
		&catalog.ExchangeRate{Header: records.Head(51, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2026, 6, 1), Rate: record.NewDecimal(12_500_000)})
	for i, minor := range []int64{100_00, 900_00, 500_00} {
		l := b.line(catalog.BudgetLine{Name: string(rune('a' + i)), Amount: eur(120_00)})
		b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.September), Amount: record.Money{Minor: 10 * minor, Currency: "NOK"}})
	}
	for _, step := range b.position(t).Bridge().Steps {
		sum, last := int64(0), int64(1)<<62
		for _, part := range step.Parts {
			weight := max(part.Amount.Minor, -part.Amount.Minor)
			if weight > last {
				t.Errorf("%s: %s stands too far down", step.Cause, part.Amount)
			}
			sum, last = sum+part.Amount.Minor, weight
		}
		if sum != step.Amount.Minor {
			t.Errorf("%s: its rows come to %d, the step to %s", step.Cause, sum, step.Amount)
		}
	}
}

// TestRatelessIsShort holds that a signal does not grow with the ledger.
func TestRatelessIsShort(t *testing.T) {
	b := newBooks()
	for range 50 {
		b.entry(catalog.LedgerEntry{Text: "x", Day: on(2026, time.June), Amount: record.Money{Minor: 1, Currency: "SEK"}})
	}
	q := signal.Question{Now: record.At(booksDay.Time()), Locale: record.International()}
	for _, sig := range signal.Ask(records.Snapshot(t, b.all...), q, finance.Rules()...) {
		if n := len(sig.Evidence); n > signal.MostEvidence || signal.RuleOf(sig.Key) == "finance.rate" && n+sig.More != 50 {
			t.Errorf("%s lists %d records and %d more", sig.Title, n, sig.More)
		}
	}
}

// TestSmallPaymentsAreNoSignals holds that without a budget too only payments
// that weigh something are asked about.
func TestSmallPaymentsAreNoSignals(t *testing.T) {
	b := newBooks()
	b.all[1].Head().State = "proposed"
	vendor := &catalog.Vendor{Header: records.Head(70, ""), Name: "v"}
	b.all = append(b.all, vendor)
	b.entry(catalog.LedgerEntry{Text: "licences", Day: on(2026, time.June), Amount: eur(1_000_000_00)})
	for _, minor := range []int64{50_00, 60_00, 40_000_00} {
		b.entry(catalog.LedgerEntry{Text: "x", Day: on(2026, time.September), Amount: eur(minor), Vendor: record.To[catalog.Vendor](vendor.ID)})
	}
	n := 0
	q := signal.Question{Now: record.At(booksDay.Time()), Locale: record.International()}
	for _, sig := range signal.Ask(records.Snapshot(t, b.all...), q, finance.Rules()...) {
		if signal.RuleOf(sig.Key) == "finance.uncommitted" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("%d payments are asked about, want the large one", n)
	}
}
