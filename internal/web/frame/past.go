package frame

import (
	"time"

	"fairlead/internal/insight/continuity"
	"fairlead/internal/record"
)

// remember finds in the journal what was changed in the estate of late, so that the
// briefing can say which change made a single point of failure. It is found anew when
// something in the estate changes, and only for those who may see all of the estate.
// Where it cannot be found the briefing is composed without it.
func (v *Visit) remember(s *record.Snapshot) {
	since := continuity.PastSince(v.Question().Today())
	if !v.SeesAll(continuity.PastTypes()...) || continuity.Remembered(s, since) {
		return
	}
	var types []*record.Type
	for _, name := range continuity.PastTypes() {
		types = append(types, s.Dictionary().Type(name))
	}
	zone := v.Question().Locale.Zone
	if zone == nil {
		zone = time.UTC
	}
	day := since.Time()
	begin := record.At(time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone))
	found, err := v.Clerk.Lately(v.Context(), begin, types...)
	if err != nil {
		v.Site.Log.ErrorContext(v.Context(), "what was changed of late cannot be read", "error", err)
		return
	}
	past := continuity.Past{Before: found.Before}
	for _, e := range found.Events {
		past.Changes = append(past.Changes, continuity.Change{Record: record.AnyRef{Type: e.Type, ID: e.Record}, At: e.At, By: v.personOf(e.By), Op: e.Op, Fields: e.Changes})
	}
	continuity.Remember(s, since, past)
}
