package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// UnitCost is what one unit of a service has cost in the fiscal year so far: its
// whole cost by the units that it was used.
type UnitCost struct {
	Service  *catalog.Service
	Whole    record.Money
	Unit     string         // terabytes, people, incidents; empty where nothing says what it is used by
	Quantity record.Decimal // unknown with the unit
	Cost     record.Money   // of one unit; unknown with the quantity
	// Rule is where the quantity comes from; nil for incidents, which are counted.
	Rule *catalog.AllocationRule
}

// UnitCosts gives what a unit of each service of an allocation has cost: by the
// units of its rule, or the people that the rule counts, and by the incidents
// opened in the year. A service without either quantity has one line that says so.
func UnitCosts(s *record.Snapshot, a Allocation, today record.Date) []UnitCost {
	var list []UnitCost
	count := heads(s, today)
	for _, c := range a.Services {
		before := len(list)
		if unit, quantity := used(s, c.Rule, count); quantity > 0 {
			list = append(list, unitCost(c, unit, quantity, c.Rule))
		}
		if n := openedIn(s, c.Service, a.Year, today); n > 0 {
			list = append(list, unitCost(c, "incidents", n*1_000_000, nil))
		}
		if len(list) == before {
			list = append(list, UnitCost{Service: c.Service, Whole: c.Whole, Rule: c.Rule})
		}
	}
	return list
}

// unitCost divides a cost by a quantity in millionths.
func unitCost(c ServiceCost, unit string, quantity int64, rule *catalog.AllocationRule) UnitCost {
	cost, err := c.Whole.MulRatio(1_000_000, quantity)
	if err != nil {
		cost = record.Money{}
	}
	return UnitCost{c.Service, c.Whole, unit, record.NewDecimal(quantity), cost, rule}
}

// used is by how many units a service is used after its rule, in millionths.
func used(s *record.Snapshot, rule *catalog.AllocationRule, heads map[record.ID]int) (unit string, quantity int64) {
	if rule == nil || rule.Driver == "percent" || rule.Driver == "units" && rule.Unit == "" {
		return "", 0
	}
	for _, x := range rule.Shares {
		if rule.Driver == "head_count" {
			quantity += int64(heads[x.Department.ID]) * 1_000_000
		} else {
			quantity += x.Share.Micro()
		}
	}
	if rule.Driver == "units" {
		return rule.Unit, quantity
	}
	if len(rule.Shares) == 0 {
		for d := range record.Each[catalog.Department](s) {
			quantity += int64(heads[d.ID]) * 1_000_000
		}
	}
	return "people", quantity
}

// openedIn counts the incidents of a service opened in a fiscal year up to the
// month of a day, those that have left the snapshot included.
func openedIn(s *record.Snapshot, service *catalog.Service, year *catalog.FiscalYear, today record.Date) (n int64) {
	for _, p := range s.Series(record.TypeFor[catalog.Incident](s), "opened_by_service", service.ID, year.Starts.Text()[:7], today.Text()[:7]) {
		n += p.Count
	}
	return n
}
