package finance

import "fairlead/internal/record"

// span is a time from one day to another, both included. An unknown day leaves it
// open on that side; one whose last day lies before its first has no day.
type span struct{ first, last record.Date }

// cut is the time that lies in both.
func (a span) cut(b span) span {
	if !a.first.Known() || a.first.Before(b.first) {
		a.first = b.first
	}
	if !a.last.Known() || a.last.After(b.last) {
		a.last = b.last
	}
	return a
}

// days counts the days of a time that is open on no side; the least is none.
func (a span) days() int { return max(a.first.DaysUntil(a.last)+1, 0) }
