package projects

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Basis is where the earned value of a project comes from.
type Basis string

// The bases.
const (
	NotKnown   Basis = ""       // neither tasks nor a report say
	FromTasks  Basis = "tasks"  // computed from the plan
	FromReport Basis = "report" // taken from the latest status report
)

// Value is the earned value of a project, with what it rests on.
type Value struct {
	Earned
	Basis  Basis
	AsOf   record.Date // the day of the planned and the earned value
	Report *catalog.StatusReport
}

// ValueOf is the earned value of a project on a day.
//
// Where every task has its planned value, its dates and how much of it is done,
// planned and earned value are computed from them, and the actual cost is that
// of the project: it may be booked to an earlier day, CostedTo. A task's planned
// value is spread evenly over its calendar days, first and last included; a
// task to come of which nobody says how much is done counts as not begun. Else
// all three are those of the latest published status report. The budget is that
// of the project; where it has none, it is unknown.
func ValueOf(s *record.Snapshot, p *catalog.Project, today record.Date) Value {
	pv, ev, ok := planned(s, p, today)
	if ok {
		return Value{Earned: Earned{PV: pv, EV: ev, AC: p.ActualCost, BAC: p.Budget}, Basis: FromTasks, AsOf: today}
	}
	if r := LatestReport(s, p, today); r != nil && (r.PlannedValue.Known() || r.EarnedValue.Known() || r.ActualCost.Known()) {
		return Value{Earned: Earned{PV: r.PlannedValue, EV: r.EarnedValue, AC: r.ActualCost, BAC: p.Budget}, Basis: FromReport, AsOf: r.AsOf, Report: r}
	}
	return Value{Earned: Earned{AC: p.ActualCost, BAC: p.Budget}}
}

// planned adds up the tasks of a project. ok is false when there is none, or
// when one of them lacks something.
func planned(s *record.Snapshot, p *catalog.Project, today record.Date) (pv, ev record.Money, ok bool) {
	for t := range record.Referring[catalog.Task](s, p.ID, "project") {
		if t.Archived || t.State == "dropped" {
			continue
		}
		done, known := t.Done()
		if !known && !t.Start.After(today) || !t.PlannedValue.Known() || !t.Start.Known() || !t.Finish.Known() || t.Finish.Before(t.Start) {
			return pv, ev, false
		}
		if !ok {
			pv, ev, ok = record.NoMoney(t.PlannedValue.Currency), record.NoMoney(t.PlannedValue.Currency), true
		}
		length := int64(t.Start.DaysUntil(t.Finish) + 1)
		elapsed := min(max(int64(t.Start.DaysUntil(today)+1), 0), length)
		pv, ev = plus(pv, share(t.PlannedValue, elapsed, length)), plus(ev, share(t.PlannedValue, done, 100_000_000))
	}
	return pv, ev, ok && pv.Known() && ev.Known()
}

func share(m record.Money, num, den int64) record.Money {
	part, err := m.MulRatio(num, den)
	if err != nil {
		return record.Money{}
	}
	return part
}

// LatestReport is the last published status report of a project up to a day;
// nil when there is none.
func LatestReport(s *record.Snapshot, p *catalog.Project, today record.Date) (latest *catalog.StatusReport) {
	for r := range record.Referring[catalog.StatusReport](s, p.ID, "project") {
		if r.Archived || r.State != "published" || r.AsOf.After(today) {
			continue
		}
		if latest == nil || r.AsOf.After(latest.AsOf) {
			latest = r
		}
	}
	return latest
}
