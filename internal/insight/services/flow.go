package services

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// PriorityCount is how many incidents of a priority are open, and how many of
// them are past their targets.
type PriorityCount struct {
	Priority     catalog.Priority // empty: not known
	Title        string
	Open, Missed int
}

// ByPriority counts the open incidents at a moment, the most pressing first;
// those without a priority come last.
func ByPriority(s *record.Snapshot, now record.Instant) []PriorityCount {
	var counts []PriorityCount
	place := map[catalog.Priority]int{}
	for i, o := range catalog.Priority("").Options() {
		counts = append(counts, PriorityCount{Priority: catalog.Priority(o.Name), Title: o.Title})
		place[catalog.Priority(o.Name)] = i
	}
	counts = append(counts, PriorityCount{Title: "Not known"})
	Open(s, func(i *catalog.Incident) {
		at, ok := place[i.Priority]
		if !ok {
			at = len(counts) - 1
		}
		counts[at].Open++
		if t, ok := TargetOf(s, i, now); ok && t.Missed() {
			counts[at].Missed++
		}
	})
	return counts
}

// Month is how many incidents came in and were resolved in a month.
type Month struct {
	Month            string // YYYY-MM, in UTC
	Opened, Resolved int64
}

// Flow gives the twelve months up to a day's, those that have left the snapshot
// included. The last one is not over.
func Flow(s *record.Snapshot, today record.Date) []Month {
	t := record.TypeFor[catalog.Incident](s)
	last := today.Text()[:7]
	first := record.Day(today.Year(), today.Month()-11, 1)
	opened := s.Series(t, "opened", record.ID{}, first.Text()[:7], last)
	resolved := s.Series(t, "resolved", record.ID{}, first.Text()[:7], last)
	months := make([]Month, len(opened))
	for i := range months {
		months[i] = Month{opened[i].Month, opened[i].Count, resolved[i].Count}
	}
	return months
}
