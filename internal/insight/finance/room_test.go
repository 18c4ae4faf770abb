package finance_test

import (
	"strings"
	"testing"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// roomBooks have a line of each kind, and the year after with a budget that waits:
//
//	begin   500 for a project that has not begun; nothing is spent
//	new   1,000 for new work; 200 are spent and 100 promised
//	run   1,500, of which a contract takes 100 a month
//	quiet 1,200, of which nothing is spent and nothing more is known
func roomBooks() *books {
	b := newBooks()
	b.all = append(b.all, &catalog.Project{Header: records.Head(projectNo, "approved"), Name: "later"})
	lines := func() (add []catalog.BudgetLine) {
		return []catalog.BudgetLine{
			{Name: "begin", Nature: "capex", Amount: eur(500_00), Project: record.To[catalog.Project](records.ID(projectNo))},
			{Name: "new", Nature: "capex", Amount: eur(1000_00), Reserve: true},
			{Name: "run", Nature: "opex", Amount: eur(1500_00), Contracts: record.ToAll[catalog.Contract](records.ID(contractNo))},
			{Name: "quiet", Nature: "opex", Amount: eur(1200_00)},
		}
	}
	var refs []record.Ref[catalog.BudgetLine]
	for _, l := range lines() {
		refs = append(refs, b.line(l))
	}
	contract := record.To[catalog.Contract](records.ID(contractNo))
	b.contract(catalog.Contract{Annual: eur(1200_00), Starts: record.Day(2025, 1, 1), Ends: record.Day(2028, 12, 31)})
	for m := time.January; m <= time.September; m++ {
		b.entry(catalog.LedgerEntry{BudgetLine: refs[2], Day: on(2026, m), Amount: eur(100_00), Contract: contract})
	}
	b.entry(catalog.LedgerEntry{BudgetLine: refs[1], Day: on(2026, time.March), Amount: eur(200_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: refs[1], Day: on(2026, time.September), Kind: "commitment", Amount: eur(100_00)})
	b.entry(catalog.LedgerEntry{Day: on(2026, time.March), Amount: eur(50_00)})

	const nextYear, nextBudget = 10, 11
	b.all = append(b.all,
		&catalog.FiscalYear{Header: records.Head(nextYear, "open"), Starts: record.Day(2027, 1, 1), Ends: record.Day(2027, 12, 31), Currency: "EUR"},
		&catalog.Budget{Header: records.Head(nextBudget, "proposed"), Type: "budget", FiscalYear: record.To[catalog.FiscalYear](records.ID(nextYear))})
	for i, l := range lines() {
		l.Header, l.Code, l.Budget = records.Head(12+i, ""), l.Name, record.To[catalog.Budget](records.ID(nextBudget))
		b.all = append(b.all, &l)
	}
	return b
}

// TestRooms holds what each kind of line leaves free, this year and the next.
func TestRooms(t *testing.T) {
	b := roomBooks()
	rooms := finance.RoomsFrom(records.Snapshot(t, b.all...), booksDay)
	if len(rooms) != 2 {
		t.Fatalf("%d years", len(rooms))
	}
	for i, want := range []struct {
		free  map[string]int64 // whole euros
		why   map[string]string
		capex int64
		all   int64
	}{
		{
			map[string]int64{"begin": 500, "new": 700, "run": 300, "quiet": 900},
			map[string]string{"begin": "not begun", "new": "spent and promised", "run": "The forecast", "quiet": "As budgeted"},
			1200, 2350, // less the 50 that no line holds
		},
		{
			map[string]int64{"begin": 500, "new": 1000, "run": 300, "quiet": 0},
			map[string]string{"begin": "nothing is promised", "new": "nothing is promised", "run": "The forecast", "quiet": "The whole line"},
			1500, 1800,
		},
	} {
		r := rooms[i]
		for _, l := range r.Lines {
			if l.Free != eur(want.free[l.Line.Name]*100) || !strings.Contains(l.Why, want.why[l.Line.Name]) {
				t.Errorf("year %d, %s: %s free, want %d (%s)", i+1, l.Line.Name, l.Free.Text(), want.free[l.Line.Name], l.Why)
			}
		}
		if len(r.Lines) != 4 || r.Free("capex") != eur(want.capex*100) || r.Free("") != eur(want.all*100) {
			t.Errorf("year %d: %d lines, capex %s, in all %s", i+1, len(r.Lines), r.Free("capex").Text(), r.Free("").Text())
		}
	}
	if got := rooms[0].Promised(""); got != eur(1800_00) { // 300 of new, 1,200 of run, 300 of quiet
		t.Errorf("claimed are %s", got.Text())
	}
}
