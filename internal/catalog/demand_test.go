package catalog_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// The years of a demand make up its cost, and must agree with what is said of the whole.
func TestDemandCosts(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	typ := d.Type("demand")
	eur := func(units int64) record.Money { return record.Money{Minor: units * 100, Currency: "EUR"} }
	years := func(amounts ...record.Money) *catalog.Demand {
		d := &catalog.Demand{Header: records.Head(1, "waiting"), Title: "x"}
		for i, m := range amounts {
			d.Costs = append(d.Costs, catalog.DemandCost{Year: record.Whole(int64(i + 1)), Nature: "capex", Amount: m})
		}
		return d
	}
	two := years(eur(40), eur(10))
	typ.Normalise(two)
	if two.Cost != eur(50) || typ.Check(two) != nil {
		t.Errorf("two years cost %s: %v", two.Cost.Text(), typ.Check(two))
	}
	if two.Cost = eur(60); typ.Check(two) == nil {
		t.Error("a whole that is not the sum of its years is taken")
	}
	mixed := years(eur(40), record.Money{Minor: 10, Currency: "NOK"})
	typ.Normalise(mixed)
	if mixed.Cost.Known() || typ.Check(mixed) == nil {
		t.Error("years in two currencies are added up")
	}
}

// What needs itself in turn, or what it is kept apart from, is refused.
func TestDemandNeeds(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	typ := d.Type("demand")
	demand := func(n int, needs ...int) *catalog.Demand {
		d := &catalog.Demand{Header: records.Head(n, "waiting"), Title: string(rune('a' + n))}
		for _, id := range needs {
			d.NeedsFirst = append(d.NeedsFirst, record.To[catalog.Demand](records.ID(id)))
		}
		return d
	}
	s := records.Snapshot(t, demand(1, 2), demand(2, 3), demand(3), demand(4))
	if typ.CheckAmong(s, demand(3, 4)) != nil {
		t.Error("a chain is refused")
	}
	if typ.CheckAmong(s, demand(3, 1)) == nil {
		t.Error("a circle is taken")
	}
	apart := demand(1, 2)
	apart.NotWith = record.ToAll[catalog.Demand](records.ID(3))
	if typ.CheckAmong(s, apart) == nil {
		t.Error("what it needs in turn is kept apart from it, and taken")
	}
	apart.NotWith = record.ToAll[catalog.Demand](records.ID(2))
	if typ.Check(apart) == nil {
		t.Error("what it needs is kept apart from it, and taken")
	}
}
