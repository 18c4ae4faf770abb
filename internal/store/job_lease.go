package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// JobLease names one run of a job by one worker. What the worker writes is
// refused once the job was taken from it, so that two never write for one job.
type JobLease struct {
	Job record.ID
	By  string // unique to the run
}

// held appends the condition that the lease is still good.
func (l JobLease) held(q *statement) *statement {
	q.add(` WHERE "id" = `).arg(record.ClassID, l.Job.String())
	return q.add(` AND "state" = 'running' AND "leased_by" = `).arg(record.ClassText, l.By)
}

// JobClaim asks for jobs that are ready.
type JobClaim struct {
	By    string    // of the leases
	Kinds []string  // that the worker knows
	Only  record.ID // one job, due or not; zero: any that is due
	Limit int
	Now   record.Instant
	Until record.Instant // how long the leases are good
}

// ClaimJobs gives jobs to a worker, those due longest first. A job is given to
// one worker only.
func (s *Store) ClaimJobs(ctx context.Context, c JobClaim) (claimed []*Job, err error) {
	if len(c.Kinds) == 0 {
		return nil, nil
	}
	q := s.statement().add(`WITH "picked" AS MATERIALIZED (SELECT "id" AS "ready" FROM "job" WHERE "state" = 'waiting'`)
	if c.Only.IsZero() {
		q.add(` AND "run_at" <= `).arg(record.ClassInstant, c.Now.Text())
	} else {
		q.add(` AND "id" = `).arg(record.ClassID, c.Only.String())
	}
	q.add(` AND coalesce("kind", '') IN `).anyOf(c.Kinds) // not a bare column: the index to use is that of the order
	// The limit stands in the text: for a parameter PostgreSQL would plan for many rows.
	q.add(` ORDER BY "run_at", "id" LIMIT `, strconv.Itoa(c.Limit), s.engine.skipLocked())
	q.add(`) UPDATE "job" SET "state" = 'running', "attempts" = "attempts" + 1, "finished" = NULL, "leased_by" = `).arg(record.ClassText, c.By)
	q.add(`, "lease_until" = `).arg(record.ClassInstant, c.Until.Text())
	q.add(`, "started" = coalesce("started", `).arg(record.ClassInstant, c.Now.Text())
	q.add(`) FROM "picked" WHERE "id" = "ready" RETURNING `, columnsOf(jobFields))
	err = s.transact(ctx, func(w *Writer) error {
		if err := w.planForQueue(ctx); err != nil {
			return err
		}
		claimed, err = readAll(ctx, &w.Reader, jobFields, q)
		return err
	})
	slices.SortFunc(claimed, func(a, b *Job) int {
		return cmp.Or(a.RunAt.Time().Compare(b.RunAt.Time()), a.ID.Compare(b.ID))
	})
	return claimed, err
}

// planForQueue keeps PostgreSQL from sorting all jobs that wait: its statistics
// of a queue are of another moment, mostly one when the queue was empty.
func (w *Writer) planForQueue(ctx context.Context) error {
	if _, ok := w.s.engine.(*postgres); !ok {
		return nil
	}
	_, err := w.exec(ctx, w.s.statement().add("SET LOCAL enable_sort = off"))
	return err
}

// skipLocked ends a SELECT of rows that a transaction is about to take: those
// that another is taking are passed over.
func (*postgres) skipLocked() string { return " FOR UPDATE SKIP LOCKED" }

// skipLocked is nothing where only one transaction writes at a time.
func (*sqlite) skipLocked() string { return "" }

// RenewJob prolongs a lease and, where progress is not nil, stores how far the
// job is. Not held means that the job was taken from the worker; cancel, that
// somebody wants it to stop.
func (s *Store) RenewJob(ctx context.Context, l JobLease, until record.Instant, progress *JobProgress) (cancel, held bool, err error) {
	q := s.statement().add(`UPDATE "job" SET "lease_until" = `).arg(record.ClassInstant, until.Text())
	l.held(q.setProgress(progress)).add(` RETURNING "cancel"`)
	err = s.transact(ctx, func(w *Writer) error {
		held, err = w.one(ctx, q, &cancel)
		return w.fail(err)
	})
	return cancel, held, err
}

// setProgress appends to the list of a SET.
func (q *statement) setProgress(p *JobProgress) *statement {
	if p != nil {
		q.add(`, "done" = `).arg(record.ClassInteger, p.Done).add(`, "total" = `).arg(record.ClassInteger, p.Total)
		q.add(`, "note" = `).arg(record.ClassText, storeText(p.Note))
	}
	return q
}

// CheckpointJob stores, in a transaction in which a job does a part of its work,
// how far it has come, the state from which to resume it, and pieces that it
// leaves. A job that has come further than at the last one has its attempts
// counted anew from this run on. Not held means that the job was taken from the
// worker: the transaction must not take effect.
func (w *Writer) CheckpointJob(ctx context.Context, l JobLease, progress JobProgress, state string, output ...[]byte) (held bool, err error) {
	q := w.s.statement().add(`UPDATE "job" SET "attempts" = CASE WHEN coalesce("checkpoint", '') = `).arg(record.ClassText, state)
	q.add(` THEN "attempts" ELSE 1 END, "checkpoint" = `).arg(record.ClassText, storeText(state))
	changed, err := w.exec(ctx, l.held(q.setProgress(&progress)))
	if err != nil || changed == 0 {
		return false, err
	}
	if len(output) == 0 {
		return true, nil
	}
	var last int64
	q = w.s.statement().add(`SELECT coalesce(max("seq"), 0) FROM "job_output" WHERE "job" = `).arg(record.ClassID, l.Job.String())
	if _, err := w.one(ctx, q, &last); err != nil {
		return true, w.fail(err)
	}
	rows := make([][]any, len(output))
	for i, body := range output {
		rows[i] = []any{l.Job.String(), last + int64(i) + 1, body}
	}
	return true, w.bulk(ctx, "job_output", jobOutputColumns, rows)
}

var jobOutputColumns = []column{{name: "job", class: record.ClassID}, {name: "seq", class: record.ClassInteger}, {name: "body", class: classBytes}}

// JobEnd is how one run of a job ended.
type JobEnd struct {
	State    JobState // waiting: it is to run again, at RunAt
	At       record.Instant
	RunAt    record.Instant
	Uncount  bool // the attempt does not count: the worker stopped, not the job
	Result   string
	Error    string
	Progress *JobProgress // nil: as stored
}

// EndJob stores how a run ended. A job that would run again is cancelled
// instead when somebody asked for that. Not held means that the job was taken
// from the worker, and nothing is stored.
func (s *Store) EndJob(ctx context.Context, l JobLease, end JobEnd) (held bool, err error) {
	err = s.transact(ctx, func(w *Writer) error {
		if end.State == JobWaiting {
			if held, err = w.endJob(ctx, l, end, JobCancelled, ` AND "cancel"`); err != nil || held {
				return err
			}
		}
		held, err = w.endJob(ctx, l, end, end.State, "")
		return err
	})
	return held, err
}

func (w *Writer) endJob(ctx context.Context, l JobLease, end JobEnd, state JobState, where string) (held bool, err error) {
	q := w.s.statement().add(`UPDATE "job" SET "leased_by" = NULL, "lease_until" = NULL, "state" = `).arg(record.ClassText, string(state))
	q.add(`, "result" = `).arg(record.ClassText, storeText(end.Result)).add(`, "error" = `).arg(record.ClassText, storeText(end.Error))
	if state.Final() {
		q.add(`, "finished" = `).arg(record.ClassInstant, end.At.Text())
	} else {
		q.add(`, "run_at" = `).arg(record.ClassInstant, end.RunAt.Text())
	}
	if end.Uncount {
		q.add(`, "attempts" = "attempts" - 1`)
	}
	changed, err := w.exec(ctx, l.held(q.setProgress(end.Progress)).add(where))
	return changed > 0, err
}

// ExpireJobs takes jobs from workers that died: those whose lease has passed
// wait again, or end when somebody cancelled them or when this was their last
// attempt, with the text as their error. It gives how many were taken.
func (s *Store) ExpireJobs(ctx context.Context, now record.Instant, text string) (taken int64, err error) {
	return s.takeJobs(ctx, now, text, func(q *statement) {
		q.add(` AND "lease_until" < `).arg(record.ClassInstant, now.Text())
	})
}

// TakeAllJobs is ExpireJobs for every job that runs, whatever its lease. Only who
// knows that all workers have died may call it.
func (s *Store) TakeAllJobs(ctx context.Context, now record.Instant, text string) (taken int64, err error) {
	return s.takeJobs(ctx, now, text, func(*statement) {})
}

func (s *Store) takeJobs(ctx context.Context, now record.Instant, text string, only func(*statement)) (taken int64, err error) {
	err = s.transact(ctx, func(w *Writer) error {
		taken = 0
		for _, fate := range []struct {
			state JobState
			where string
		}{
			{JobCancelled, `"cancel"`},
			{JobFailed, `"attempts" >= "max_attempts"`},
			{JobWaiting, "TRUE"},
		} {
			q := s.statement().add(`UPDATE "job" SET "leased_by" = NULL, "lease_until" = NULL, "state" = `).arg(record.ClassText, string(fate.state))
			q.add(`, "error" = `).arg(record.ClassText, text)
			if fate.state.Final() {
				q.add(`, "finished" = `).arg(record.ClassInstant, now.Text())
			}
			only(q.add(` WHERE "state" = 'running' AND `, fate.where))
			n, err := w.exec(ctx, q)
			if err != nil {
				return err
			}
			taken += n
		}
		return nil
	})
	return taken, err
}

// CancelJob ends a waiting job and asks a running one to stop. The fault is
// Conflict when the job has ended already.
func (s *Store) CancelJob(ctx context.Context, id record.ID, now record.Instant) error {
	return s.transact(ctx, func(w *Writer) error {
		q := s.statement().add(`UPDATE "job" SET "state" = 'cancelled', "finished" = `).arg(record.ClassInstant, now.Text())
		n, err := w.exec(ctx, q.add(` WHERE "state" = 'waiting' AND "id" = `).arg(record.ClassID, id.String()))
		if err != nil || n == 1 {
			return err
		}
		q = s.statement().add(`UPDATE "job" SET "cancel" = TRUE WHERE "state" = 'running' AND "id" = `).arg(record.ClassID, id.String())
		if n, err = w.exec(ctx, q); err == nil && n == 0 {
			err = fault.New(fault.Conflict, "The job has ended already.")
		}
		return err
	})
}

// RetryJob makes a failed or cancelled job wait again, with all its attempts.
// It resumes from its last checkpoint. The fault is Conflict when it is in
// another state, or when a job with its unique key is under way.
func (s *Store) RetryJob(ctx context.Context, id record.ID, now record.Instant) error {
	return s.transact(ctx, func(w *Writer) error {
		q := s.statement().add(`UPDATE "job" SET "state" = 'waiting', "attempts" = 0, "cancel" = FALSE, "finished" = NULL, "error" = NULL, "run_at" = `)
		q.arg(record.ClassInstant, now.Text()).add(` WHERE "state" IN ('failed', 'cancelled') AND "id" = `).arg(record.ClassID, id.String())
		n, err := w.exec(ctx, q)
		switch {
		case err != nil && s.engine.violated(err) != nil:
			return fault.Because(err, fault.Conflict, "The same work is waiting or running already.")
		case err == nil && n == 0:
			return fault.New(fault.Conflict, "Only a job that failed or was cancelled can be started again.")
		}
		return err
	})
}
