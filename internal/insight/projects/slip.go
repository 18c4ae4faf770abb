package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Slip is how far the forecast of a milestone has moved from what was promised,
// and how it came there.
type Slip struct {
	Milestone *catalog.Milestone
	// Days is how many days after the promised day it is expected, or was
	// reached; less than zero is early. It means nothing unless Known.
	Days  int
	Known bool
	Trend []Seen // the forecast at each status report, the oldest first
}

// Seen is the forecast of a milestone as it was on the day of a status report.
type Seen struct {
	AsOf, Forecast record.Date
	Report         *catalog.StatusReport
}

// SlipsOf lists the open milestones of a project, the furthest behind first;
// those of which it is not known come last.
func SlipsOf(s *record.Snapshot, p *catalog.Project, today record.Date) []Slip {
	var all []Slip
	for m := range record.Referring[catalog.Milestone](s, p.ID, "project") {
		if !m.Archived && m.State == "open" {
			all = append(all, SlipOf(s, m, today))
		}
	}
	slices.SortFunc(all, func(a, b Slip) int {
		if a.Known != b.Known {
			return map[bool]int{true: -1, false: 1}[a.Known]
		}
		return cmp.Or(cmp.Compare(b.Days, a.Days), cmp.Compare(a.Milestone.Promise().Text(), b.Milestone.Promise().Text()), a.Milestone.ID.Compare(b.Milestone.ID))
	})
	return all
}

// SlipOf compares a milestone with its promise. One that is not reached cannot
// be reached before today.
func SlipOf(s *record.Snapshot, m *catalog.Milestone, today record.Date) Slip {
	slip := Slip{Milestone: m, Trend: trend(s, m)}
	end := m.Forecast
	if m.State == "reached" {
		end = m.Reached
	} else if end.Before(today) || !end.Known() && m.Promise().Before(today) {
		end = today
	}
	if m.Promise().Known() && end.Known() {
		slip.Days, slip.Known = m.Promise().DaysUntil(end), true
	}
	return slip
}

// trend is what the published status reports said of a milestone.
func trend(s *record.Snapshot, m *catalog.Milestone) []Seen {
	var seen []Seen
	for r := range record.Referring[catalog.StatusReport](s, m.Project.ID, "project") {
		if r.Archived || r.State != "published" {
			continue
		}
		for _, f := range r.Milestones {
			if f.Milestone.ID == m.ID {
				seen = append(seen, Seen{r.AsOf, f.Forecast, r})
			}
		}
	}
	slices.SortFunc(seen, func(a, b Seen) int {
		return cmp.Or(cmp.Compare(a.AsOf.Text(), b.AsOf.Text()), a.Report.ID.Compare(b.Report.ID))
	})
	return seen
}
