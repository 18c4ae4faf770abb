package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// YearOf is the fiscal year in which a day falls, nil when there is none.
func YearOf(s *record.Snapshot, day record.Date) *catalog.FiscalYear {
	for y := range record.Each[catalog.FiscalYear](s) {
		if !y.Archived && y.Holds(day) {
			return y
		}
	}
	return nil
}

// Versions are the budgets of a fiscal year that count.
type Versions struct {
	// Budget is what was approved: the budget prepared last of those approved, or
	// of those superseded when the year has no other. Nil when there is none.
	Budget *catalog.Budget
	// Reforecast is the approved reforecast that was prepared last; nil when there is none.
	Reforecast *catalog.Budget
	// Waiting is a budget of the year that nobody has approved yet.
	Waiting *catalog.Budget
}

// VersionsOf finds the budgets of a fiscal year.
func VersionsOf(s *record.Snapshot, year *catalog.FiscalYear) Versions {
	var v Versions
	for b := range record.Each[catalog.Budget](s) {
		if b.Archived || b.FiscalYear.ID != year.ID {
			continue
		}
		switch {
		case b.Type == "reforecast" && b.State == "approved":
			v.Reforecast = later(v.Reforecast, b)
		case b.Type == "budget" && b.State == "approved":
			if v.Budget != nil && v.Budget.State == "superseded" {
				v.Budget = nil
			}
			v.Budget = later(v.Budget, b)
		case b.Type == "budget" && b.State == "superseded":
			if v.Budget == nil || v.Budget.State == "superseded" {
				v.Budget = later(v.Budget, b)
			}
		case b.Type == "budget" && (b.State == "draft" || b.State == "proposed"):
			v.Waiting = later(v.Waiting, b)
		}
	}
	return v
}

// later is the version that was prepared last.
func later(a, b *catalog.Budget) *catalog.Budget {
	if a == nil || a.Prepared.Before(b.Prepared) {
		return b
	}
	return a
}
