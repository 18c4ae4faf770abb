package store

import (
	"context"
	"time"

	"fairlead/internal/record"
)

// Schedule is a job that is due again and again.
type Schedule struct {
	Name  string
	Every time.Duration // in whole seconds
}

// AddScheduled stores the job of a schedule when it is due, and gives the next
// time to ask. However many servers ask, there is one job for each due time;
// times that passed while nobody asked are left out. A new schedule is due at once.
func (s *Store) AddScheduled(ctx context.Context, sc Schedule, now time.Time, j *Job) (added bool, next time.Time, err error) {
	err = s.transact(ctx, func(w *Writer) error {
		if added, next, err = w.dueSchedule(ctx, sc, now); err != nil || !added {
			return err
		}
		id, err := w.AddJob(ctx, j)
		added = id == j.ID // else the job of the time before is not finished yet
		return err
	})
	return added, next, err
}

// dueSchedule reads when the schedule is planned, which locks it, and moves it on.
func (w *Writer) dueSchedule(ctx context.Context, sc Schedule, now time.Time) (due bool, next time.Time, err error) {
	seconds := int64(sc.Every / time.Second)
	q := w.s.statement().add(`INSERT INTO "schedule" ("name", "every", "next") VALUES (`).arg(record.ClassText, sc.Name)
	q.add(", ").arg(record.ClassInteger, seconds).add(", ").arg(record.ClassInstant, record.At(now).Text())
	q.add(`) ON CONFLICT ("name") DO UPDATE SET "every" = `).arg(record.ClassInteger, seconds).add(` RETURNING "next"`)
	var stored any
	if _, err := w.one(ctx, q, &stored); err != nil {
		return false, now, w.fail(err)
	}
	var planned record.Instant
	if err := planned.Load([]any{w.s.engine.unbind(record.ClassInstant, stored)}); err != nil {
		return false, now, w.fail(err)
	}
	due, next = following(planned.Time(), now, sc.Every)
	q = w.s.statement().add(`UPDATE "schedule" SET "next" = `).arg(record.ClassInstant, record.At(next).Text())
	_, err = w.exec(ctx, q.add(` WHERE "name" = `).arg(record.ClassText, sc.Name))
	return due, next, err
}

// following tells whether a planned time has come, and gives the next: a whole
// number of intervals later, and never more than one interval away.
func following(planned, now time.Time, every time.Duration) (due bool, next time.Time) {
	if planned.After(now) {
		if latest := now.Add(every); planned.After(latest) {
			planned = latest // the interval has become shorter
		}
		return false, planned
	}
	return true, planned.Add((now.Sub(planned)/every + 1) * every)
}
