package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// BurnUp is the work of a project over time, in money: what was planned to be
// done, what was done, and what it cost.
type BurnUp struct {
	Budget  record.Money
	Planned []Level // from the start to the last planned day; none unless every task says what it needs
	Earned  []Level // at each status report, and today
	Actual  []Level
}

// Level is an amount on a day.
type Level struct {
	On     record.Date
	Amount record.Money
}

// steps is of how many stretches the planned line is drawn.
const steps = 24

// BurnUpOf is the burn-up of a project up to a day.
func BurnUpOf(s *record.Snapshot, p *catalog.Project, today record.Date) BurnUp {
	b := BurnUp{Budget: p.Budget}
	if from, to := span(s, p); from.Before(to) {
		for i := range steps + 1 {
			day := from.AddDays(from.DaysUntil(to) * i / steps)
			if pv, _, ok := planned(s, p, day); ok {
				b.Planned = append(b.Planned, Level{day, pv})
			}
		}
	}
	for r := range record.Referring[catalog.StatusReport](s, p.ID, "project") {
		if r.Archived || r.State != "published" || r.AsOf.After(today) {
			continue
		}
		b.Earned, b.Actual = appendKnown(b.Earned, r.AsOf, r.EarnedValue), appendKnown(b.Actual, r.AsOf, r.ActualCost)
	}
	if v := ValueOf(s, p, today); v.Basis == FromTasks {
		b.Earned = appendKnown(b.Earned, today, v.EV)
	}
	if p.CostedTo.Known() && !p.CostedTo.After(today) {
		b.Actual = appendKnown(b.Actual, p.CostedTo, p.ActualCost)
	}
	for _, line := range [][]Level{b.Earned, b.Actual} {
		slices.SortStableFunc(line, func(x, y Level) int { return cmp.Compare(x.On.Text(), y.On.Text()) })
	}
	return b
}

func appendKnown(line []Level, on record.Date, m record.Money) []Level {
	if m.Known() {
		line = append(line, Level{on, m})
	}
	return line
}

// span goes from the first planned start to the last planned finish of the tasks.
func span(s *record.Snapshot, p *catalog.Project) (from, to record.Date) {
	for t := range record.Referring[catalog.Task](s, p.ID, "project") {
		if t.Archived || t.State == "dropped" {
			continue
		}
		if t.Start.Known() && (!from.Known() || t.Start.Before(from)) {
			from = t.Start
		}
		if t.Finish.After(to) || !to.Known() {
			to = t.Finish
		}
	}
	return from, to
}
