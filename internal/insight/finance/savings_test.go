package finance_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"

	"github.com/google/go-cmp/cmp"
)

var savingDay = record.Day(2026, 11, 21)

// paid is a contract in force that costs some euros a year; nothing said where 0.
func paid(n int, name string, euros int64) *catalog.Contract {
	c := &catalog.Contract{Header: records.Head(n, "in_force"), Name: name, Starts: record.Day(2026, 1, 1), Ends: record.Day(2026, 12, 31)}
	if euros > 0 {
		c.Annual = eur(euros * 100)
	}
	return c
}

func toContract(n int) record.Ref[catalog.Contract] {
	return record.To[catalog.Contract](records.ID(n))
}

// found is a saving as the tables below write it: euros a year, -1 unknown.
type found struct {
	Kind   finance.SavingKind
	Euros  int64
	Least  bool
	Proofs int
}

func TestSavings(t *testing.T) {
	tool := func(n int, purpose string, contracts ...int) *catalog.Technology {
		x := &catalog.Technology{Header: records.Head(n, "on_radar"), Name: "tool", Purpose: purpose}
		for _, c := range contracts {
			x.Contracts = append(x.Contracts, toContract(c))
		}
		return x
	}
	benchmark := func(units record.Int, cents int64) *catalog.Contract {
		c := paid(1, "Mail", 1000)
		c.Benchmark, c.BenchmarkUnits = eur(cents), units
		return c
	}
	over := paid(2, "Over", 400)
	over.Ends = record.Day(2026, 11, 20)
	seats := &catalog.LicenceEntitlement{Header: records.Head(20, "active"), Name: "Seats", Family: "Mail", Metric: "user", Quantity: record.Whole(10), Used: record.Whole(4), Cost: eur(1000_00), Contract: toContract(1)}
	// 36 months from November 2025 on: 10 euros a month, twelve of them are left to come.
	waiting := func(change func(*catalog.Asset)) *catalog.Asset {
		a := &catalog.Asset{Header: records.Head(30, "in_stock"), Name: "pc", Class: "computer", Purchased: record.Day(2025, 11, 3), Price: eur(360_00), UsefulLife: record.Whole(36)}
		change(a)
		return a
	}
	same := func(*catalog.Asset) {}
	for _, c := range []struct {
		name  string
		all   []record.Record
		want  []found
		total int64
		twice int
	}{
		{"nothing", nil, nil, 0, 0},
		{"six of ten seats unused", []record.Record{paid(1, "Mail", 1000), seats}, []found{{finance.UnusedLicences, 600, false, 2}}, 600, 0},
		{"dearer by 250 than elsewhere", []record.Record{benchmark(record.Int{}, 750_00)}, []found{{finance.AboveBenchmark, 250, false, 1}}, 250, 0},
		{"a unit elsewhere, ten of them", []record.Record{benchmark(record.Whole(10), 80_00)}, []found{{finance.AboveBenchmark, 200, false, 1}}, 200, 0},
		{"cheaper than elsewhere", []record.Record{benchmark(record.Int{}, 1200_00)}, nil, 0, 0},
		{"benchmark in a currency without a rate", []record.Record{func() *catalog.Contract {
			c := benchmark(record.Int{}, 1)
			c.Benchmark.Currency = "NOK"
			return c
		}()}, []found{{finance.AboveBenchmark, -1, false, 1}}, 0, 0},
		{"two for one purpose: the cheaper falls away", []record.Record{paid(1, "A", 900), paid(2, "B", 300), tool(10, "Monitoring", 1), tool(11, "monitoring ", 2)},
			[]found{{finance.DuplicateTools, 300, false, 4}}, 300, 0},
		{"a third of unknown cost: at least that", []record.Record{paid(1, "A", 900), paid(2, "B", 300), paid(3, "C", 0), tool(10, "Monitoring", 1, 3), tool(11, "Monitoring", 2)},
			[]found{{finance.DuplicateTools, 300, true, 5}}, 300, 0},
		{"of two one unknown: nothing is known", []record.Record{paid(1, "A", 900), paid(3, "C", 0), tool(10, "Monitoring", 1, 3)}, []found{{finance.DuplicateTools, -1, false, 3}}, 0, 0},
		{"one contract for both is not twice", []record.Record{paid(1, "A", 900), tool(10, "Monitoring", 1), tool(11, "Monitoring", 1)}, nil, 0, 0},
		{"the other has ended", []record.Record{paid(1, "A", 900), over, tool(10, "Monitoring", 1), tool(11, "Monitoring", 2)}, nil, 0, 0},
		{"no purpose said", []record.Record{paid(1, "A", 900), paid(2, "B", 300), tool(10, "", 1), tool(11, "", 2)}, nil, 0, 0},
		{"seats and benchmark of one contract count once", []record.Record{benchmark(record.Int{}, 750_00), seats},
			[]found{{finance.UnusedLicences, 600, false, 2}, {finance.AboveBenchmark, 250, false, 1}}, 600, 1},
		{"in stock", []record.Record{waiting(same)}, []found{{finance.IdleAssets, 120, false, 1}}, 120, 0},
		{"in stock for 90 days", []record.Record{waiting(func(a *catalog.Asset) { a.Stocked = savingDay.AddDays(-90) })}, nil, 0, 0},
		{"in stock for 91 days", []record.Record{waiting(func(a *catalog.Asset) { a.Stocked = savingDay.AddDays(-91) })}, []found{{finance.IdleAssets, 120, false, 1}}, 120, 0},
		{"in stock, written off", []record.Record{waiting(func(a *catalog.Asset) { a.Purchased = record.Day(2020, 1, 1) })}, []found{{finance.IdleAssets, 0, false, 1}}, 0, 0},
		{"in stock, price not known", []record.Record{waiting(func(a *catalog.Asset) { a.Price = record.Money{} })}, []found{{finance.IdleAssets, -1, false, 1}}, 0, 0},
		{"in use without anybody", []record.Record{waiting(func(a *catalog.Asset) { a.State = "in_use" })}, []found{{finance.IdleAssets, 120, false, 1}}, 120, 0},
		{"in use of a team", []record.Record{waiting(func(a *catalog.Asset) { a.State, a.Team = "in_use", record.To[catalog.Team](records.ID(99)) })}, nil, 0, 0},
		{"with a half of what covers two", []record.Record{paid(1, "Cover", 50), waiting(func(a *catalog.Asset) { a.Contract = toContract(1) }),
			&catalog.Asset{Header: records.Head(31, "in_use"), Contract: toContract(1), Owner: record.To[catalog.Person](records.ID(98))}}, []found{{finance.IdleAssets, 145, false, 1}}, 145, 0},
	} {
		p := finance.Savings(records.Snapshot(t, c.all...), savingDay, "EUR", record.International())
		var got []found
		for _, x := range p.List {
			f := found{x.Kind, -1, x.Least, len(x.Evidence)}
			if x.Yearly.Known() {
				f.Euros = x.Yearly.Minor / 100
			}
			if x.Basis == "" || x.Do == "" {
				t.Errorf("%s: %q does not say how it was computed or what to do", c.name, x.Title)
			}
			got = append(got, f)
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if p.Total != eur(c.total*100) || p.Twice != c.twice {
			t.Errorf("%s: in all %s, %d twice; want %d, %d", c.name, p.Total.Text(), p.Twice, c.total, c.twice)
		}
	}
}

// A saving of 1200 a year from July on: by 21 November four whole months are over,
// in which 400 less were to be spent.
func TestTrackedSavings(t *testing.T) {
	entry := func(n int, month int, year int, cents int64) record.Record {
		return &catalog.LedgerEntry{Header: records.Head(n, "booked"), Kind: "actual", Day: record.Day(year, 1, 5).AddMonths(month - 1), Amount: eur(cents), Contract: toContract(1)}
	}
	months := func(first int, year int, cents int64) (list []record.Record) {
		for m := 7; m <= 10; m++ {
			list = append(list, entry(first+m, m, year, cents))
		}
		return list
	}
	for _, c := range []struct {
		name   string
		change func(*catalog.Benefit)
		ledger []record.Record
		months int
		saved  record.Money
		came   bool
	}{
		{"three hundred a month before, two hundred now", func(b *catalog.Benefit) { b.Before = eur(3600_00) }, months(100, 2026, 200_00), 4, eur(400_00), true},
		{"as the ledger has it of the year before", func(*catalog.Benefit) {}, append(months(100, 2026, 200_00), months(200, 2025, 300_00)...), 4, eur(400_00), true},
		{"nothing came", func(b *catalog.Benefit) { b.Before = eur(3600_00) }, months(100, 2026, 300_00), 4, eur(0), false},
		{"it became dearer", func(b *catalog.Benefit) { b.Before = eur(3600_00) }, months(100, 2026, 310_00), 4, eur(-40_00), false},
		{"nine tenths are enough", func(b *catalog.Benefit) { b.Before = eur(3600_00) }, months(100, 2026, 210_00), 4, eur(360_00), true},
		{"what it cost before is not known", func(*catalog.Benefit) {}, months(100, 2026, 200_00), 4, record.Money{}, false},
		{"from the middle of a month, the next is the first", func(b *catalog.Benefit) { b.Before, b.From = eur(3600_00), record.Day(2026, 9, 15) }, months(100, 2026, 200_00), 1, eur(100_00), true},
		{"no month is over", func(b *catalog.Benefit) { b.From = record.Day(2026, 11, 1) }, months(100, 2026, 200_00), 0, record.Money{}, false},
	} {
		b := &catalog.Benefit{Header: records.Head(2, "promised"), Title: "Fewer seats", Kind: "saving", Contract: toContract(1), Yearly: eur(1200_00), From: record.Day(2026, 7, 1)}
		c.change(b)
		list := finance.TrackedSavings(records.Snapshot(t, append(c.ledger, paid(1, "Mail", 1000), b)...), savingDay, "EUR")
		if len(list) != 1 {
			t.Fatalf("%s: %d tracked", c.name, len(list))
		}
		got := list[0]
		came, known := got.CameTrue()
		if got.Months != c.months || got.Saved != c.saved || came != c.came || known != c.saved.Known() || known != (got.Why == "") {
			t.Errorf("%s: %d months, %s saved, came true %t (%s)", c.name, got.Months, got.Saved.Text(), came, got.Why)
		}
	}
}
