package services

import (
	"fmt"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// assumedHours is how fast incidents are resolved by priority where neither the
// incident nor its service says: an assumption, and called so wherever it counts.
var assumedHours = map[catalog.Priority]int{"p1": 4, "p2": 8, "p3": 72, "p4": 120, "p5": 240}

// Target is by when an incident must be resolved.
type Target struct {
	Due   record.Instant
	Basis string // where it comes from
	Left  time.Duration
	Whole time.Duration // from the opening to the target; 0 when the opening is not known
}

// Missed reports whether the target is past.
func (t Target) Missed() bool { return t.Left < 0 }

// Near reports whether less than a quarter of the time is left.
func (t Target) Near() bool { return !t.Missed() && t.Left < t.Whole/4 }

// TargetOf is the target of an open incident at a moment: its own, else that of
// its service for its priority, else the assumed one. Hours are elapsed hours:
// working hours and waiting are not taken out. It is false when neither a target
// of its own nor its opening and priority are known.
func TargetOf(s *record.Snapshot, i *catalog.Incident, now record.Instant) (Target, bool) {
	t := Target{Due: i.Due, Basis: "agreed for this incident"}
	if !i.Due.Known() {
		within, basis := allowed(record.Get(s, i.Service), i.Priority)
		if within == 0 || !i.Opened.Known() {
			return Target{}, false
		}
		t.Due, t.Basis = record.At(i.Opened.Time().Add(within)), basis
	}
	t.Left = t.Due.Sub(now)
	t.Whole = t.Due.Sub(i.Opened)
	return t, true
}

// allowed is how long resolving may take; 0 when nobody says.
func allowed(service *catalog.Service, priority catalog.Priority) (time.Duration, string) {
	if service != nil {
		for _, target := range service.Targets {
			if target.Priority == priority && target.Resolve.Known() {
				return time.Duration(target.Resolve.Seconds()) * time.Second, fmt.Sprintf("%s of %s", target.Resolve.Text(), service.Name)
			}
		}
	}
	hours := assumedHours[priority]
	return time.Duration(hours) * time.Hour, "assumed: " + signal.Count(hours, "hour", "hours") + " for this priority"
}
