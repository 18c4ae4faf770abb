package finance_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// A line that grows evenly is followed by models, which know of growth; one that
// repeats its year is not. Both say how far off they would have been.
func TestPast(t *testing.T) {
	for name, c := range map[string]struct {
		rule  finance.Rule
		month func(i int) int64 // whole euros of the i-th month
		want  int64             // of December 2026, give or take a tenth
	}{
		"growth":        {finance.ByModels, func(i int) int64 { return 1000 + 50*int64(i) }, 2150},
		"the same year": {finance.BySeason, func(i int) int64 { return 100 + 900*int64(i%4/3) }, 1000},
	} {
		b := newBooks()
		l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(20000_00)})
		for i := range 21 { // January 2025 to September 2026
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.January+time.Month(i)), Amount: eur(c.month(i) * 100)})
		}
		p := b.position(t)
		row := &p.Rows[0]
		past := row.Outlook.Past
		if row.Outlook.Rule != c.rule || past == nil {
			t.Fatalf("%s: by %s", name, row.Outlook.Rule)
		}
		if december := row.Outlook.Cells[2].Amount; december.Minor < c.want*90 || december.Minor > c.want*110 {
			t.Errorf("%s: December comes to %s, want about %d", name, december, c.want)
		}
		own, year := past.Off()
		if !own.Known() || c.rule == finance.ByModels && own.Minor >= year.Minor || c.rule == finance.BySeason && own != year {
			t.Errorf("%s: off by %s, the year before by %s", name, own, year)
		}
		low, high, lines := p.Range()
		if lines != 1 || low.Minor > p.Total.Forecast.Minor || high.Minor < p.Total.Forecast.Minor || signal.Plus(high, p.Total.Forecast.Neg()) != row.GiveOrTake() {
			t.Errorf("%s: between %s and %s about %s by %d lines", name, low, high, p.Total.Forecast, lines)
		}
	}
}

// A month far off the others is told.
func TestPastTellsWhatStandsOut(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x"})
	for i := range 21 {
		amount := int64(1000 + i*7%5)
		if i == 13 {
			amount = 4000
		}
		b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.January+time.Month(i)), Amount: eur(amount * 100)})
	}
	odd := b.position(t).Rows[0].Outlook.Past.Odd
	if len(odd) != 1 || odd[0].Month != record.Day(2026, 2, 1) || odd[0].Change || odd[0].Amount != eur(4000_00) {
		t.Errorf("%+v", odd)
	}
}

// Whoever has too short a past has no range.
func TestNoPast(t *testing.T) {
	b := newBooks()
	b.line(catalog.BudgetLine{Name: "x", Amount: eur(120_00)})
	if low, _, lines := b.position(t).Range(); lines != 0 || low.Known() {
		t.Errorf("from %s by %d lines", low, lines)
	}
}
