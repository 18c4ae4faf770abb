package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// UnitCost is what one unit of a service has cost in the fiscal year so far: its
// whole cost by the units that it was used, and by the incidents opened on it.
type UnitCost struct {
	ServiceCost
	Unit        string         // terabytes, people; empty where no rule says what it is used by
	Quantity    record.Decimal // unknown with the unit
	Cost        record.Money   // of one unit; unknown with the quantity
	Incidents   int64
	PerIncident record.Money // unknown where there was none
}

// UnitCosts gives what a unit of some services has cost: by the units of the rule
// that hands the cost on, or by the people that the rule counts.
func UnitCosts(s *record.Snapshot, services []ServiceCost, year *catalog.FiscalYear, today record.Date) []UnitCost {
	list := make([]UnitCost, len(services))
	count := heads(s, today)
	for i, c := range services {
		u := UnitCost{ServiceCost: c, Incidents: openedIn(s, c.Service, year, today)}
		if unit, quantity := used(s, c.Rule, count); quantity > 0 {
			u.Unit, u.Quantity = unit, record.NewDecimal(quantity)
			u.Cost, _ = c.Whole.MulRatio(1_000_000, quantity) // one too large is unknown
		}
		if u.Incidents > 0 {
			u.PerIncident, _ = c.Whole.MulRatio(1, u.Incidents)
		}
		list[i] = u
	}
	return list
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
