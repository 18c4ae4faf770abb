package jobs

import (
	"context"
	"fmt"
	"time"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// schedule is a job to be added again and again.
type schedule struct {
	store.Schedule
	kind    string
	payload any
	next    time.Time // when to ask the database; zero: at once
}

// Every has a job of a kind added at each interval, of whole seconds: one for
// each due time, however many servers there are, and none while the last one has
// not ended. Times that passed while no server ran are left out. A new name is
// due at once; an old one keeps its time, also when the program starts anew.
func (q *Queue) Every(name string, interval time.Duration, kind string, payload any) {
	if q.started || interval < time.Second {
		panic(fmt.Sprintf("jobs: schedule %s comes after the start or is shorter than a second", name)) // a defect of the caller
	}
	q.schedules = append(q.schedules, &schedule{Schedule: store.Schedule{Name: name, Every: interval}, kind: kind, payload: payload})
}

func (q *Queue) addScheduled(ctx context.Context) error {
	for _, s := range q.schedules {
		if q.now().Before(s.next) {
			continue
		}
		j, err := q.prepare(Job{Kind: s.kind, Payload: s.payload, UniqueKey: "schedule:" + s.Name})
		if err != nil {
			return err
		}
		_, next, err := q.store.AddScheduled(ctx, s.Schedule, q.now(), j)
		if err != nil {
			return err
		}
		s.next = next
	}
	return nil
}

// Finished jobs are kept for people to look at, and then removed.
const (
	tidyKind  = "jobs.tidy"
	keepFor   = 30 * 24 * time.Hour
	tidyBatch = 500
)

func (q *Queue) handleTidying() {
	q.Handle(tidyKind, q.tidy)
	q.Every(tidyKind, 24*time.Hour, tidyKind, nil)
}

// tidy removes jobs that ended long ago, in batches that hold up nobody.
func (q *Queue) tidy(ctx context.Context, run *Run) error {
	before := record.At(q.now().Add(-keepFor))
	removed := int64(0)
	for {
		n, err := q.store.RemoveJobs(ctx, before, tidyBatch)
		if err != nil {
			return err
		}
		removed += n
		if n < tidyBatch {
			return run.Result(map[string]int64{"removed": removed})
		}
		if err := run.Progress(ctx, removed, 0, "removed"); err != nil {
			return err
		}
	}
}
