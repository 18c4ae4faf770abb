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

const (
	vendorNo  = 70
	serviceNo = 71
	otherNo   = 72
)

// steady is a line on which 1,000 euros a month were spent from January 2025 to
// September 2026; what is known beforehand is all that moves it.
func (b *books) steady(l catalog.BudgetLine, e catalog.LedgerEntry) {
	ref := b.line(l)
	for i := range 21 {
		e := e
		e.BudgetLine, e.Day, e.Amount = ref, on(2025, time.January+time.Month(i)), eur(1000_00)
		b.entry(e)
	}
}

// TestKnownBeforehand holds what each kind of thing known does to a line of 1,000
// a month, in October, November and December.
func TestKnownBeforehand(t *testing.T) {
	vendor, other := record.To[catalog.Vendor](records.ID(vendorNo)), record.To[catalog.Service](records.ID(otherNo))
	service := record.To[catalog.Service](records.ID(serviceNo))
	named := record.Refs[catalog.Contract]{record.To[catalog.Contract](records.ID(contractNo))}
	plain := func(b *books) {
		b.steady(catalog.BudgetLine{Name: "x", Vendor: vendor, Service: service}, catalog.LedgerEntry{})
	}
	for name, c := range map[string]struct {
		want  [3]int64 // whole euros
		text  string   // of what is known; "" for nothing
		build func(*books)
	}{
		"a contract that begins": {[3]int64{1000, 1100, 1100}, "begins in Nov 2026: €100 a month more", func(b *books) {
			plain(b)
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(1200_00), Starts: record.Day(2026, 11, 1)})
		}},
		"one for another service": {[3]int64{1000, 1000, 1000}, "", func(b *books) {
			plain(b)
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(1200_00), Starts: record.Day(2026, 11, 1), Services: record.Refs[catalog.Service]{other}})
		}},
		"one that another line names": {[3]int64{1000, 1000, 1000}, "", func(b *books) {
			plain(b)
			b.line(catalog.BudgetLine{Name: "y", Contracts: named})
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(1200_00), Starts: record.Day(2026, 11, 1)})
		}},
		"one of two lines": {[3]int64{1000, 1000, 1000}, "", func(b *books) {
			plain(b)
			b.line(catalog.BudgetLine{Name: "y", Vendor: vendor})
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(1200_00), Starts: record.Day(2026, 11, 1)})
		}},
		"a contract that is renewed dearer": {[3]int64{1000, 1000, 1050}, "is dearer from Dec 2026 on: €50 a month more", func(b *books) {
			plain(b)
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(6000_00), Ends: record.Day(2026, 11, 30), AutoRenews: true, Indexation: record.NewPercent(10 * percent)})
		}},
		"a contract that ends": {[3]int64{1000, 1000, 500}, "ends in Dec 2026, and nothing says what follows: €500 a month less", func(b *books) {
			plain(b)
			b.contract(catalog.Contract{Vendor: vendor, Annual: eur(6000_00), Ends: record.Day(2026, 11, 30)})
		}},
		"a contract by use that is renewed dearer": {[3]int64{1000, 1080, 1080}, "100 % of the line is dearer by 8 %", func(b *books) {
			b.steady(catalog.BudgetLine{Name: "x", Contracts: named}, catalog.LedgerEntry{})
			b.contract(catalog.Contract{Ends: record.Day(2026, 10, 31), AutoRenews: true, Indexation: record.NewPercent(8 * percent)})
		}},
		"a project that ends": {[3]int64{1000, 1000, 0}, "ends in Nov 2026: the €1,000 a month", func(b *books) {
			b.all = append(b.all, &catalog.Project{Header: records.Head(projectNo, "active"), ForecastFinish: record.Day(2026, 11, 20)})
			b.steady(catalog.BudgetLine{Name: "x"}, catalog.LedgerEntry{Project: record.To[catalog.Project](records.ID(projectNo))})
		}},
		"a project that is over": {[3]int64{0, 0, 0}, "is over: the €21,000", func(b *books) {
			b.all = append(b.all, &catalog.Project{Header: records.Head(projectNo, "finished"), FinishedOn: record.Day(2026, 9, 30)})
			b.steady(catalog.BudgetLine{Name: "x"}, catalog.LedgerEntry{Project: record.To[catalog.Project](records.ID(projectNo))})
		}},
	} {
		b := newBooks()
		c.build(b)
		o := b.position(t).Rows[0].Outlook
		for i, want := range c.want {
			if got := o.Cells[i].Amount; got != eur(want*100) {
				t.Errorf("%s: month %d is %s, want %d (%s)", name, i+10, got, want, o.Cells[i].Why)
			}
		}
		texts := ""
		for _, k := range o.Known {
			texts += k.Text
		}
		if !strings.Contains(texts, c.text) || (c.text == "") != (texts == "") {
			t.Errorf("%s: known is %q, want %q", name, texts, c.text)
		}
		if c.text != "" && (o.Past == nil || len(o.Known) != 1 || o.Known[0].Record == nil) {
			t.Errorf("%s: %+v", name, o.Known)
		}
	}
}

// A line that is billed once a year feels a dearer contract when it is billed.
func TestKnownWhereBilledYearly(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x", Vendor: record.To[catalog.Vendor](records.ID(vendorNo))})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2024, time.December), Amount: eur(12000_00)})
	b.entry(catalog.LedgerEntry{BudgetLine: l, Day: on(2025, time.December), Amount: eur(12000_00)})
	b.contract(catalog.Contract{Vendor: record.To[catalog.Vendor](records.ID(vendorNo)), Annual: eur(12000_00), Ends: record.Day(2026, 10, 31), AutoRenews: true, Indexation: record.NewPercent(10 * percent)})
	o := b.position(t).Rows[0].Outlook
	if got := o.Cells[2].Amount; o.Rule != finance.BySeason || got != eur(13200_00) || o.Cells[1].Amount.Minor != 0 {
		t.Errorf("by %s: November %s, December %s", o.Rule, o.Cells[1].Amount, got)
	}
}

// What is known is kept apart: a contract that changes makes the forecast anew.
func TestKnownPastStep(t *testing.T) {
	b := newBooks()
	l := b.line(catalog.BudgetLine{Name: "x"})
	contract := record.To[catalog.Contract](records.ID(contractNo))
	b.contract(catalog.Contract{Annual: eur(12000_00), Starts: record.Day(2026, 7, 1)})
	for i := range 21 {
		day := on(2025, time.January+time.Month(i))
		b.entry(catalog.LedgerEntry{BudgetLine: l, Day: day, Amount: eur(500_00)})
		if !day.Before(record.Day(2026, 7, 1)) {
			b.entry(catalog.LedgerEntry{BudgetLine: l, Day: day, Amount: eur(1000_00), Contract: contract})
		}
	}
	o := b.position(t).Rows[0].Outlook
	for i, c := range o.Cells[:3] {
		if c.Amount != eur(1500_00) {
			t.Errorf("month %d is %s, want 1500 (%s)", i+10, c.Amount, c.Why)
		}
	}
	if len(o.Known) != 1 || !strings.Contains(o.Known[0].Text, "began in Jul 2026") {
		t.Errorf("%+v", o.Known)
	}
	if own, _ := o.Past.Off(); own.Minor > 100 {
		t.Errorf("off by %s though all was known", own)
	}
}
