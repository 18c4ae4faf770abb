package finance_test

import (
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"pgregory.net/rapid"
)

// books is a fiscal year 2026 in euros with one approved budget; today is the
// 15th of October.
type books struct {
	all  []record.Record
	next int
}

var booksDay = record.Day(2026, 10, 15)

const (
	yearNo = iota + 1
	budgetNo
	contractNo
	projectNo
)

func newBooks() *books {
	return &books{next: 100, all: []record.Record{
		&catalog.FiscalYear{Header: records.Head(yearNo, "open"), Starts: record.Day(2026, 1, 1), Currency: "EUR"},
		&catalog.Budget{Header: records.Head(budgetNo, "approved"), Type: "budget", FiscalYear: record.To[catalog.FiscalYear](records.ID(yearNo))},
	}}
}

func (b *books) line(l catalog.BudgetLine) record.Ref[catalog.BudgetLine] {
	b.next++
	l.Header, l.Code, l.Budget = records.Head(b.next, ""), l.Name, record.To[catalog.Budget](records.ID(budgetNo))
	b.all = append(b.all, &l)
	return record.To[catalog.BudgetLine](l.ID)
}

func (b *books) entry(e catalog.LedgerEntry) record.Ref[catalog.LedgerEntry] {
	b.next++
	e.Header = records.Head(b.next, "booked")
	if e.Kind == "" {
		e.Kind = "actual"
	}
	b.all = append(b.all, &e)
	return record.To[catalog.LedgerEntry](e.ID)
}

func (b *books) position(t testing.TB) *finance.Position {
	return finance.PositionOn(records.Snapshot(t, b.all...), booksDay)
}

func on(year int, month time.Month) record.Date { return record.Day(year, month, 10) }

// TestOutlook gives each rule a line of its own: what it says of the rest of
// the year, from October to December.
func TestOutlook(t *testing.T) {
	for name, c := range map[string]struct {
		rule  finance.Rule
		want  []int64 // in whole euros; -1: not known
		build func(*books)
	}{
		"a year ago, times the trend": {finance.BySeason, []int64{240, 120, 0}, func(b *books) {
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(900_00)})
			for m := time.January; m <= time.September; m++ {
				b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, m), Amount: eur(50_00)})
				b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, m), Amount: eur(60_00)})
			}
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.October), Amount: eur(250_00)})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.November), Amount: eur(100_00)})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.October), Amount: eur(60_00)})
		}},
		"the mean of the last months": {finance.ByAverage, []int64{20, 20, 20}, func(b *books) {
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(900_00)})
			for _, m := range []time.Month{time.July, time.August, time.September} {
				b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, m), Amount: eur(int64(m-6) * 10_00)})
			}
		}},
		"the budget, for want of more": {finance.ByBudget, []int64{10, 10, 10}, func(b *books) {
			b.line(catalog.BudgetLine{Name: "x", Amount: eur(120_00)})
		}},
		"nothing": {finance.ByNothing, []int64{-1, -1, -1}, func(b *books) { b.line(catalog.BudgetLine{Name: "x"}) }},
		"what is promised at least": {finance.ByBudget, []int64{10, 10, 80}, func(b *books) {
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(120_00)})
			order := b.entry(catalog.LedgerEntry{BudgetLine: l, Kind: "commitment", Day: on(2026, time.August), Amount: eur(150_00)})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.September), Amount: eur(50_00), Settles: order})
		}},
		"a contract billed every month": {finance.ByContract, []int64{0, 100, 110}, func(b *books) {
			b.contract(catalog.Contract{Annual: eur(1200_00), Ends: record.Day(2026, 11, 30), AutoRenews: true, Indexation: record.NewPercent(10 * percent)})
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1200_00), Contracts: record.Refs[catalog.Contract]{record.To[catalog.Contract](records.ID(contractNo))}})
			for m := time.January; m <= time.October; m++ {
				b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, m), Amount: eur(100_00)})
			}
		}},
		"a contract billed now and then": {finance.ByContract, []int64{300, 300, 300}, func(b *books) {
			b.contract(catalog.Contract{Annual: eur(1200_00)})
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1200_00), Contracts: record.Refs[catalog.Contract]{record.To[catalog.Contract](records.ID(contractNo))}})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.March), Amount: eur(300_00)})
		}},
		"a project up to its finish": {finance.ByProject, []int64{50, 50, 50}, func(b *books) {
			b.project(catalog.Project{Header: records.Head(projectNo, "active"), Budget: eur(1000_00), ActualCost: eur(800_00), ForecastFinish: record.Day(2027, 1, 20)})
		}},
		"a project over its budget": {finance.ByProject, []int64{-1, -1, -1}, func(b *books) {
			b.project(catalog.Project{Header: records.Head(projectNo, "active"), Budget: eur(1000_00), ActualCost: eur(1001_00), ForecastFinish: record.Day(2027, 1, 20)})
		}},
		"a project on hold": {finance.ByProject, []int64{-1, -1, -1}, func(b *books) {
			b.project(catalog.Project{Header: records.Head(projectNo, "on_hold"), Budget: eur(1000_00), ActualCost: eur(1_00), ForecastFinish: record.Day(2027, 1, 20)})
		}},
		"what is left for equipment": {finance.ByPurchase, []int64{20, 20, 20}, func(b *books) {
			l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(100_00), Nature: "capex"})
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.March), Amount: eur(40_00)})
		}},
	} {
		b := newBooks()
		c.build(b)
		p := b.position(t)
		o := p.Rows[0].Outlook
		if o.Rule != c.rule {
			t.Errorf("%s: by %s, want %s", name, o.Rule, c.rule)
		}
		for i, want := range c.want {
			got := o.Cells[i]
			if want < 0 && got.Amount.Known() || want >= 0 && got.Amount != eur(want*100) || got.Why == "" {
				t.Errorf("%s: month %d is %s, want %d (%s)", name, i+10, got.Amount, want, got.Why)
			}
		}
	}
}

func (b *books) contract(c catalog.Contract) {
	c.Header, c.Name = records.Head(contractNo, "in_force"), "Contract"
	b.all = append(b.all, &c)
}

func (b *books) project(p catalog.Project) {
	b.all = append(b.all, &p)
	b.line(catalog.BudgetLine{Name: "x", Amount: eur(500_00), Project: record.To[catalog.Project](p.ID)})
}

// TestPosition holds what counts as what: void entries do not, a settled
// commitment is no longer promised, and what cannot be converted stands apart.
func TestPosition(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(1000_00)})
	order := b.entry(catalog.LedgerEntry{BudgetLine: l, Kind: "commitment", Day: on(2026, time.May), Amount: eur(300_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.June), Amount: eur(120_00), Settles: order})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Kind: "accrual", Day: on(2026, time.June), Amount: eur(30_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.June), Amount: eur(7_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.November), Amount: eur(8_00)}) // lies ahead
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.July), Amount: record.Money{Minor: 5, Currency: "SEK"}})
	b.entry(catalog.LedgerEntry{Day: on(2026, time.July), Amount: eur(11_00)})
	b.entry(catalog.LedgerEntry{Day: on(2026, time.July), Amount: eur(99_00)})
	b.all[len(b.all)-1].Head().State = "void"
	p := b.position(t)
	row := p.Rows[0]
	if row.Actual != eur(120_00) || row.Accrued != eur(30_00) || row.Committed != eur(180_00) || row.Left() != eur(670_00) {
		t.Errorf("actual %s, accrued %s, committed %s, left %s", row.Actual, row.Accrued, row.Committed, row.Left())
	}
	if len(p.Rows) != 2 || p.Rows[1].Actual != eur(11_00) || p.Total.Actual != eur(131_00) || len(p.Unconverted) != 1 {
		t.Errorf("%d rows, in all %s, %d not converted", len(p.Rows), p.Total.Actual, len(p.Unconverted))
	}
	if empty := finance.PositionOn(records.Snapshot(t), booksDay); empty.Year != nil {
		t.Error("there is a year without a fiscal year")
	}
}

// TestBridgeAddsUp holds that the causes lead from the budget to the landing,
// whatever is budgeted, booked and promised.
func TestBridgeAddsUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := newBooks()
		b.all = append(b.all, &catalog.ExchangeRate{Header: records.Head(50, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2025, 1, 1), Rate: record.NewDecimal(11_000_000)},
			&catalog.ExchangeRate{Header: records.Head(51, ""), Base: "EUR", Quote: "NOK", Day: record.Day(2026, 5, 1), Rate: record.NewDecimal(12_300_000)})
		amount := func() record.Money {
			return record.Money{Minor: rapid.Int64Range(-1e6, 1e8).Draw(rt, "minor"), Currency: rapid.SampledFrom([]string{"EUR", "EUR", "NOK", "SEK"}).Draw(rt, "currency")}
		}
		lines := []record.Ref[catalog.BudgetLine]{{}}
		for i := range rapid.IntRange(0, 5).Draw(rt, "lines") {
			lines = append(lines, b.line(catalog.BudgetLine{Name: string(rune('a' + i)), Amount: amount(), Nature: rapid.SampledFrom([]catalog.CostNature{"", "capex"}).Draw(rt, "nature")}))
		}
		for range rapid.IntRange(0, 20).Draw(rt, "entries") {
			b.entry(catalog.LedgerEntry{BudgetLine: rapid.SampledFrom(lines).Draw(rt, "line"), Amount: amount(),
				Kind: rapid.SampledFrom([]catalog.EntryKind{"actual", "accrual", "commitment"}).Draw(rt, "kind"),
				Day:  record.Day(2024, time.Month(rapid.IntRange(1, 34).Draw(rt, "month")), 3)})
		}
		bridge := b.position(t).Bridge()
		at := bridge.From
		for _, step := range bridge.Steps {
			at = signal.Plus(at, step.Amount)
		}
		if at != bridge.To {
			rt.Fatalf("from %s it leads to %s, not to %s", bridge.From, at, bridge.To)
		}
	})
}

// TestCameTrue keeps a forecast and compares it three months later.
func TestCameTrue(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x", Amount: eur(120_00)})
	b.line(catalog.BudgetLine{Name: "y"})
	v := &catalog.ForecastVersion{Currency: "EUR"}
	v.Cells, v.Staff = finance.Kept(records.Snapshot(t, b.all...), booksDay)
	if n := len(v.Cells); n != 24 || v.Cells[0].Month != record.Day(2026, 11, 1) {
		t.Fatalf("%d cells are kept, from %s on", n, v.Cells[0].Month)
	}
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2026, time.November), Amount: eur(25_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2027, time.January), Amount: eur(99_00)}) // its month is not over
	got := finance.CameTrue(records.Snapshot(t, b.all...), v, record.Day(2027, 1, 20))
	if got.Months != 2 || got.Expected != eur(20_00) || got.Spent != eur(25_00) || got.Open != 2 || len(got.Lines) != 1 || got.Lines[0].Off() != eur(5_00) {
		t.Errorf("%+v", got)
	}
}

// TestProjectOfSeveralLines holds that what one line spent on a project is not
// left on the others.
func TestProjectOfSeveralLines(t *testing.T) {
	b := newBooks()
	project := catalog.Project{Header: records.Head(projectNo, "active"), Budget: eur(1000_00), ForecastFinish: record.Day(2026, 12, 20)}
	b.project(project)
	x := b.all[len(b.all)-1].Head().ID
	y := b.line(catalog.BudgetLine{Name: "y", Amount: eur(500_00), Project: record.To[catalog.Project](project.ID)})
	b.entry(catalog.LedgerEntry{BudgetLine: record.To[catalog.BudgetLine](x), Day: on(2026, time.May), Amount: eur(400_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: y, Day: on(2026, time.May), Amount: eur(300_01)})
	if p := b.position(t); p.Total.Forecast != eur(1000_00) {
		t.Errorf("the project comes to %s, its budget is 1000", p.Total.Forecast)
	}
}

// TestIndexation holds that a contract is raised at its renewals and not in the
// last month before one.
func TestIndexation(t *testing.T) {
	b := newBooks()
	b.contract(catalog.Contract{Annual: eur(1200_00), Ends: record.Day(2025, 12, 31), AutoRenews: true, Indexation: record.NewPercent(10 * percent)})
	b.line(catalog.BudgetLine{Name: "x", Amount: eur(1200_00), Contracts: record.Refs[catalog.Contract]{record.To[catalog.Contract](records.ID(contractNo))}})
	if p := b.position(t); p.Total.Forecast != eur(1320_00) {
		t.Errorf("2026 comes to %s, want 12 times 110", p.Total.Forecast)
	}
}

// TestValueOverTerm holds that a contract costs its value over its term, in leap
// years and others, whole months or not.
func TestValueOverTerm(t *testing.T) {
	for _, c := range []struct {
		starts, ends record.Date
	}{
		{record.Day(2026, 1, 1), record.Day(2026, 12, 31)}, {record.Day(2026, 2, 10), record.Day(2026, 11, 20)}, {record.Day(2026, 11, 5), record.Day(2026, 11, 25)},
	} {
		b := newBooks()
		b.contract(catalog.Contract{Value: eur(1200_00), Starts: c.starts, Ends: c.ends})
		b.line(catalog.BudgetLine{Name: "x", Amount: eur(1200_00), Contracts: record.Refs[catalog.Contract]{record.To[catalog.Contract](records.ID(contractNo))}})
		if p := b.position(t); max(p.Total.Forecast.Minor-1200_00, 1200_00-p.Total.Forecast.Minor) > 6 { // a cent a month
			t.Errorf("%s to %s: %s, want 1200", c.starts, c.ends, p.Total.Forecast)
		}
	}
}
