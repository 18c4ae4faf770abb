package finance_test

import (
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/finance"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// What a unit costs is the whole cost of the service by the units of its rule, by
// the people that the rule counts, and unknown where nothing is counted.
func TestUnitCosts(t *testing.T) {
	today := record.Day(2026, 11, 21)
	department := &catalog.Department{Header: records.Head(2, ""), Name: "IT"}
	service := &catalog.Service{Header: records.Head(3, "live"), Name: "Storage"}
	base := []record.Record{
		&catalog.FiscalYear{Header: records.Head(1, "open"), Starts: record.Day(2026, 1, 1), Ends: record.Day(2026, 12, 31), Currency: "EUR"}, department, service,
		&catalog.Person{Header: records.Head(4, ""), Department: record.To[catalog.Department](department.ID)},
		&catalog.Person{Header: records.Head(5, ""), Department: record.To[catalog.Department](department.ID), Ends: record.Day(2026, 1, 31)},
		&catalog.LedgerEntry{Header: records.Head(6, "booked"), Kind: "actual", Day: record.Day(2026, 3, 3), Amount: eur(1000_00), Service: record.To[catalog.Service](service.ID)},
	}
	rule := func(driver catalog.AllocationDriver, unit string, shares ...catalog.Share) *catalog.AllocationRule {
		return &catalog.AllocationRule{Header: records.Head(7, "in_force"), Service: record.To[catalog.Service](service.ID), Driver: driver, Unit: unit, Shares: shares}
	}
	to := record.To[catalog.Department](department.ID)
	for name, c := range map[string]struct {
		rule     *catalog.AllocationRule
		unit     string
		quantity record.Decimal
		cost     record.Money
	}{
		"by units":       {rule("units", "terabytes", catalog.Share{Department: to, Share: record.NewDecimal(12_500_000)}), "terabytes", record.NewDecimal(12_500_000), eur(80_00)},
		"by heads":       {rule("head_count", "", catalog.Share{Department: to}), "people", record.NewDecimal(1_000_000), eur(1000_00)},
		"by all heads":   {rule("head_count", ""), "people", record.NewDecimal(1_000_000), eur(1000_00)},
		"by per cent":    {rule("percent", "", catalog.Share{Department: to, Share: record.NewDecimal(100_000_000)}), "", record.Decimal{}, record.Money{}},
		"units of what?": {rule("units", "", catalog.Share{Department: to, Share: record.NewDecimal(1)}), "", record.Decimal{}, record.Money{}},
		"without a rule": {nil, "", record.Decimal{}, record.Money{}},
	} {
		all := base
		if c.rule != nil {
			all = append(base[:len(base):len(base)], c.rule)
		}
		s := records.Snapshot(t, all...)
		a := finance.Allocate(s, today)
		got := finance.UnitCosts(s, a.Services, a.Year, today)
		if len(got) != 1 || got[0].Unit != c.unit || got[0].Quantity != c.quantity || got[0].Cost != c.cost || got[0].PerIncident.Known() {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// In the company storage is paid by terabytes, and phones by their number.
func TestUnitCostsOfTheCompany(t *testing.T) {
	today := record.Day(2026, 11, 21)
	s := company.Load(t, today).Snapshot
	units := map[string]bool{}
	a := finance.Allocate(s, today)
	for _, u := range finance.UnitCosts(s, a.Services, a.Year, today) {
		units[u.Unit] = units[u.Unit] || u.Cost.Minor > 0
	}
	for _, unit := range []string{"terabytes", "users", "phones"} {
		if !units[unit] {
			t.Errorf("nothing has a price by %s: %v", unit, units)
		}
	}
}
