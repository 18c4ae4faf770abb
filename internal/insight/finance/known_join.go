package finance

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// bookings are what was booked by month, in minor units.
type bookings map[record.Date]float64

// bookedFor sums what was booked on each line, by its code, for each contract and
// project.
func bookedFor(s *record.Snapshot, currency string, today record.Date) map[string]map[record.ID]bookings {
	type question struct {
		currency string
		today    record.Date
	}
	return record.Answer(s, "finance.booked_for", question{currency, today}, func(s *record.Snapshot, q question) map[string]map[record.ID]bookings {
		all, l := map[string]map[record.ID]bookings{}, pastOf(s, q.currency, q.today)
		for e := range record.Each[catalog.LedgerEntry](s) {
			line, m := record.Get(s, e.BudgetLine), l.amount(e)
			if line == nil || !e.Counts() || e.Kind == "commitment" || e.Day.After(q.today) || !m.Known() {
				continue
			}
			for _, id := range []record.ID{e.Contract.ID, e.Project.ID} {
				if !id.IsZero() {
					add(all, line.Code, id, catalog.FirstOfMonth(e.Day), m.Minor)
				}
			}
		}
		return all
	})
}

func add(all map[string]map[record.ID]bookings, code string, id record.ID, month record.Date, minor int64) {
	if all[code] == nil {
		all[code] = map[record.ID]bookings{}
	}
	if all[code][id] == nil {
		all[code][id] = bookings{}
	}
	all[code][id][month] += float64(minor)
}

// contractsOf lists the contracts that a line pays whose prices are not all known:
// those it names, and those that join it alone.
func (f *forecaster) contractsOf(line *catalog.BudgetLine) []*catalog.Contract {
	var out []*catalog.Contract
	for _, ref := range line.Contracts {
		if c := record.Get(f.s, ref); c != nil && !c.Archived {
			out = append(out, c)
		}
	}
	return append(out, f.joined[line.Code]...)
}

// join finds, by code, the contracts that no line names and that one line alone has
// to do with: something was booked on it for them, or else they are with its vendor
// and for its service, if both name one. What joins several lines joins none, as it
// would count twice.
func (f *forecaster) join() map[string][]*catalog.Contract {
	named := map[record.ID]bool{}
	for _, line := range f.lines {
		for _, ref := range line.Contracts {
			named[ref.ID] = true
		}
	}
	out := map[string][]*catalog.Contract{}
	for c := range record.Each[catalog.Contract](f.s) {
		if c.Archived || c.State == "draft" || c.State == "rejected" || named[c.ID] {
			continue
		}
		if code := f.onlyLine(c); code != "" {
			out[code] = append(out[code], c)
		}
	}
	return out
}

// onlyLine is the code of the one line that a contract joins; "" for none or several.
func (f *forecaster) onlyLine(c *catalog.Contract) string {
	byLedger, byVendor := "", ""
	several := map[bool]bool{}
	for _, line := range f.lines {
		seen := len(f.booked[line.Code][c.ID]) > 0
		switch {
		case seen:
			several[true] = several[true] || byLedger != ""
			byLedger = line.Code
		case line.Vendor.Known() && line.Vendor == c.Vendor && (!line.Service.Known() || len(c.Services) == 0 || slices.Contains(c.Services, line.Service)):
			several[false] = several[false] || byVendor != ""
			byVendor = line.Code
		}
	}
	switch {
	case byLedger != "" && !several[true]:
		return byLedger
	case byLedger == "" && !several[false]:
		return byVendor
	}
	return ""
}

// projectsOn lists the projects for which something was booked on a line, by name.
func (f *forecaster) projectsOn(booked map[record.ID]bookings) []*catalog.Project {
	var out []*catalog.Project
	for id := range booked {
		if p := record.Get(f.s, record.To[catalog.Project](id)); p != nil {
			out = append(out, p)
		}
	}
	slices.SortFunc(out, func(a, b *catalog.Project) int { return a.ID.Compare(b.ID) })
	return out
}

// partBy is which part of a line's last twelve months a contract makes up: as
// booked, all of it where it is the only one the line names, else none: not known.
func (f *forecaster) partBy(line *catalog.BudgetLine, c *catalog.Contract, booked bookings) float64 {
	if len(booked) == 0 {
		if len(line.Contracts) > 1 || len(line.Contracts) == 1 && line.Contracts[0].ID != c.ID {
			return 0
		}
		return 1
	}
	own, all := 0.0, 0.0
	for back := 1; back <= 12; back++ {
		m := f.months[0].AddMonths(-back)
		own += booked[m]
		all += float64(f.ledger.in(line.Code, m).Minor)
	}
	if own <= 0 || all <= 0 {
		return 0
	}
	return min(1, own/all)
}

// billing says how a price a month shows in the months of a line: as it is where
// something is spent every month, else all of a year's in the months in which the
// line was billed a year ago.
func (f *forecaster) billing(code string) func(record.Date) float64 {
	year := int64(0)
	for back := 1; back <= 12; back++ {
		year += f.ledger.in(code, f.months[0].AddMonths(-back)).Minor
	}
	if year <= 0 || f.billedMonthly(code) {
		return func(record.Date) float64 { return 1 }
	}
	return func(m record.Date) float64 {
		back := ((monthsBetween(m, f.months[0])-1)%12 + 12) % 12
		return 12 * float64(f.ledger.in(code, f.months[0].AddMonths(-1-back)).Minor) / float64(year)
	}
}
