package store

import (
	"context"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// JobState is where a job is in its life.
type JobState string

// The states of a job. The last three are final, until somebody retries it.
const (
	JobWaiting   JobState = "waiting" // until RunAt, or until a worker is free
	JobRunning   JobState = "running"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobCancelled JobState = "cancelled"
)

// Final reports whether nothing more happens to a job in this state by itself.
func (s JobState) Final() bool { return s == JobDone || s == JobFailed || s == JobCancelled }

// Job is a piece of background work as it is stored. What runs it is on a
// higher floor.
type Job struct {
	ID          record.ID
	Kind        string
	Payload     string // JSON
	State       JobState
	RunAt       record.Instant // not before
	Attempts    int64          // how often it was started
	MaxAttempts int64
	LeaseUntil  record.Instant // a running job whose lease has passed has lost its worker
	LeasedBy    string         // names one run of the job by one worker
	Cancel      bool           // somebody asked a running job to stop
	JobProgress
	Checkpoint string // JSON that the job left for being resumed
	Result     string // JSON
	Error      string // for people; of the last attempt that failed
	UniqueKey  string // of jobs with the same key at most one is waiting or running
	Created    record.Instant
	CreatedBy  record.ID // the account; zero for the program itself
	Started    record.Instant
	Finished   record.Instant
}

// JobProgress is how far a job has come.
type JobProgress struct {
	Done  int64
	Total int64 // zero while it is not known
	Note  string
}

var jobFields = []systemField[Job]{
	idField("id", func(j *Job) *record.ID { return &j.ID }),
	textField("kind", func(j *Job) *string { return &j.Kind }),
	textField("payload", func(j *Job) *string { return &j.Payload }),
	textField("state", func(j *Job) *JobState { return &j.State }),
	instantField("run_at", func(j *Job) *record.Instant { return &j.RunAt }),
	integerField("attempts", func(j *Job) *int64 { return &j.Attempts }),
	integerField("max_attempts", func(j *Job) *int64 { return &j.MaxAttempts }),
	instantField("lease_until", func(j *Job) *record.Instant { return &j.LeaseUntil }),
	textField("leased_by", func(j *Job) *string { return &j.LeasedBy }),
	boolField("cancel", func(j *Job) *bool { return &j.Cancel }),
	integerField("done", func(j *Job) *int64 { return &j.Done }),
	integerField("total", func(j *Job) *int64 { return &j.Total }),
	textField("note", func(j *Job) *string { return &j.Note }),
	textField("checkpoint", func(j *Job) *string { return &j.Checkpoint }),
	textField("result", func(j *Job) *string { return &j.Result }),
	textField("error", func(j *Job) *string { return &j.Error }),
	textField("unique_key", func(j *Job) *string { return &j.UniqueKey }),
	instantField("created", func(j *Job) *record.Instant { return &j.Created }),
	idField("created_by", func(j *Job) *record.ID { return &j.CreatedBy }),
	instantField("started", func(j *Job) *record.Instant { return &j.Started }),
	instantField("finished", func(j *Job) *record.Instant { return &j.Finished }),
}

// AddJob stores a job that is waiting. When another with its unique key is
// waiting or running, nothing is stored, and the ID is of that one.
func (w *Writer) AddJob(ctx context.Context, j *Job) (record.ID, error) {
	for {
		q := insertInto(w.s, "job", jobFields, j)
		q.add(` ON CONFLICT ("unique_key") WHERE "state" IN ('waiting', 'running') DO NOTHING`)
		added, err := w.exec(ctx, q)
		if err != nil || added == 1 {
			return j.ID, err
		}
		other, found, err := w.jobWithKey(ctx, j.UniqueKey)
		if err != nil || found {
			return other, w.fail(err)
		}
		// The other one finished in between, which happens once at most.
	}
}

func (r *Reader) jobWithKey(ctx context.Context, key string) (id record.ID, found bool, err error) {
	var text any
	q := r.s.statement().add(`SELECT "id" FROM "job" WHERE "state" IN ('waiting', 'running') AND "unique_key" = `).arg(record.ClassText, key)
	if found, err = r.one(ctx, q, &text); err == nil && found {
		err = loadID(&id, r.s.engine.unbind(record.ClassID, text))
	}
	return id, found, err
}

// AddJob is Writer.AddJob in a transaction of its own.
func (s *Store) AddJob(ctx context.Context, j *Job) (id record.ID, err error) {
	err = s.transact(ctx, func(w *Writer) error {
		id, err = w.AddJob(ctx, j)
		return err
	})
	return id, err
}

// Job reads one job. The fault is NotFound when there is none, or none any more.
func (s *Store) Job(ctx context.Context, id record.ID) (*Job, error) {
	q := selectFields(s, "job", jobFields).add(` WHERE "id" = `).arg(record.ClassID, id.String())
	j, err := readOne(ctx, s, jobFields, q)
	if err == nil && j == nil {
		err = fault.New(fault.NotFound, "There is no such job. Finished jobs are removed after some time.")
	}
	return j, err
}

// JobQuery asks for jobs, the newest first. Zero fields do not limit.
type JobQuery struct {
	State JobState
	Kinds []string
	By    record.ID // the account that wanted them
	After record.ID // the last job of the page before
	Limit int       // at most; zero means 50
}

// Jobs reads a page of jobs.
func (s *Store) Jobs(ctx context.Context, jq JobQuery) (found []*Job, err error) {
	q := selectFields(s, "job", jobFields).add(" WHERE TRUE")
	if jq.State != "" {
		q.add(` AND "state" = `).arg(record.ClassText, string(jq.State))
	}
	if len(jq.Kinds) > 0 {
		q.add(` AND "kind" IN `).anyOf(jq.Kinds)
	}
	if !jq.By.IsZero() {
		q.add(` AND "created_by" = `).arg(record.ClassID, jq.By.String())
	}
	if !jq.After.IsZero() {
		q.add(` AND "id" < `).arg(record.ClassID, jq.After.String())
	}
	limit := jq.Limit
	if limit <= 0 {
		limit = defaultLimit
	}
	q.add(` ORDER BY "id" DESC`).limit(limit)
	err = s.View(ctx, func(r *Reader) error {
		found, err = readAll(ctx, r, jobFields, q)
		return err
	})
	return found, err
}

// anyOf appends texts as the right side of IN.
func (q *statement) anyOf(list []string) *statement {
	for i, text := range list {
		q.add([]string{"(", ", "}[min(i, 1)]).arg(record.ClassText, text)
	}
	return q.add(")")
}

// JobOutput is one piece that a job left.
type JobOutput struct {
	Seq  int64 // 1, 2, 3, ... within the job
	Body []byte
}

// JobOutput reads pieces that a job left, in their order, after a seq.
func (s *Store) JobOutput(ctx context.Context, id record.ID, after int64, limit int) (out []JobOutput, err error) {
	q := s.statement().add(`SELECT "seq", "body" FROM "job_output" WHERE "job" = `).arg(record.ClassID, id.String())
	q.add(` AND "seq" > `).arg(record.ClassInteger, after).add(` ORDER BY "seq"`).limit(limit)
	err = s.View(ctx, func(r *Reader) error {
		var piece JobOutput
		return r.each(ctx, q, func() error {
			out = append(out, piece)
			return nil
		}, &piece.Seq, &piece.Body)
	})
	return out, err
}

// RemoveJobs deletes jobs that finished before a moment, with what they left,
// at most limit of them. It gives how many.
func (s *Store) RemoveJobs(ctx context.Context, before record.Instant, limit int) (removed int64, err error) {
	q := s.statement().add(`DELETE FROM "job" WHERE "id" IN (SELECT "id" FROM "job" WHERE "finished" IS NOT NULL AND "finished" < `)
	q.arg(record.ClassInstant, before.Text()).add(` ORDER BY "finished"`).limit(limit).add(")")
	err = s.transact(ctx, func(w *Writer) error {
		removed, err = w.exec(ctx, q)
		return err
	})
	return removed, err
}
