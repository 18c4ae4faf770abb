package web

import (
	"sync"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// failures counts the background work that failed, for the navigation: nobody
// should have to look for it. The count is kept for a moment, so that pages do
// not ask again and again.
type failures struct {
	jobs *jobs.Queue

	mu    sync.Mutex
	known int
	asked time.Time
}

const (
	keepCount = 15 * time.Second
	mostCount = 99
)

func (f *failures) count(v *frame.Visit) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := v.Clerk.Desk().Now()
	if now.Sub(f.asked) < keepCount {
		return f.known
	}
	list, err := f.jobs.List(v.Context(), jobs.Failed, mostCount, record.ID{})
	if err != nil {
		v.Site.Log.Warn("counting failed work", "error", err)
		return f.known
	}
	f.known, f.asked = len(list), now
	return f.known
}
