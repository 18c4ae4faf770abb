package jobs

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"time"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Job is work to be done.
type Job struct {
	Kind    string
	Payload any       // what the handler needs to know, as JSON
	By      record.ID // the account that wants it; zero for the program itself
	// UniqueKey keeps the same work from being queued twice: of jobs with the
	// same key at most one is waiting or running. Empty: no such limit.
	UniqueKey   string
	RunAt       time.Time // not before; zero: as soon as possible
	MaxAttempts int       // zero means 5
}

const defaultAttempts = 5

// Info is a job as it stands in the queue.
type Info = store.Job

// State is where a job is in its life.
type State = store.JobState

// The states of a job.
const (
	Waiting   = store.JobWaiting
	Running   = store.JobRunning
	Done      = store.JobDone
	Failed    = store.JobFailed
	Cancelled = store.JobCancelled
)

// Add queues a job and wakes a worker. When its unique key is taken, nothing is
// queued and the ID is of the job that has the key.
func (q *Queue) Add(ctx context.Context, j Job) (record.ID, error) {
	stored, err := q.prepare(j)
	if err != nil {
		return record.ID{}, err
	}
	id, err := q.store.AddJob(ctx, stored)
	if err == nil {
		q.Wake()
	}
	return id, err
}

// AddIn is Add in the transaction of the caller: the job exists when that takes
// effect. Workers find it within a second; call Wake afterwards for at once.
func (q *Queue) AddIn(ctx context.Context, w *store.Writer, j Job) (record.ID, error) {
	stored, err := q.prepare(j)
	if err != nil {
		return record.ID{}, err
	}
	return w.AddJob(ctx, stored)
}

func (q *Queue) prepare(j Job) (*store.Job, error) {
	payload, err := encode(j.Payload)
	if err != nil {
		return nil, fmt.Errorf("payload of job %s: %w", j.Kind, err)
	}
	now := q.now()
	s := &store.Job{
		ID: record.NewID(now), Kind: j.Kind, Payload: payload, State: Waiting,
		RunAt: record.At(now), MaxAttempts: int64(j.MaxAttempts), UniqueKey: j.UniqueKey,
		Created: record.At(now), CreatedBy: j.By,
	}
	if !j.RunAt.IsZero() {
		s.RunAt = record.At(j.RunAt)
	}
	if s.MaxAttempts <= 0 {
		s.MaxAttempts = defaultAttempts
	}
	return s, nil
}

// encode gives the JSON of a value; nothing for nil.
func encode(v any) (string, error) {
	if v == nil {
		return "", nil
	}
	text, err := json.Marshal(v)
	return string(text), err
}

// Get reads a job. The fault is NotFound when there is none, or none any more.
func (q *Queue) Get(ctx context.Context, id record.ID) (*Info, error) { return q.store.Job(ctx, id) }

// List reads jobs, the newest first: those in a state, or all when it is empty,
// after the last one of the page before.
func (q *Queue) List(ctx context.Context, state State, limit int, after record.ID) ([]*Info, error) {
	return q.store.Jobs(ctx, store.JobQuery{State: state, Limit: limit, After: after})
}

// Output goes through what a job left piece by piece, in the order in which it
// left it. The error, if any, comes last.
func (q *Queue) Output(ctx context.Context, id record.ID) iter.Seq2[[]byte, error] {
	const page = 500
	return func(yield func([]byte, error) bool) {
		after := int64(0)
		for {
			pieces, err := q.store.JobOutput(ctx, id, after, page)
			if err != nil {
				yield(nil, err)
				return
			}
			for _, p := range pieces {
				if !yield(p.Body, nil) {
					return
				}
				after = p.Seq
			}
			if len(pieces) < page {
				return
			}
		}
	}
}

// Cancel ends a waiting job, and asks a running one to stop: at once in this
// process, within a third of the lease on another server. The fault is Conflict
// when the job has ended already.
func (q *Queue) Cancel(ctx context.Context, id record.ID) error {
	err := q.store.CancelJob(ctx, id, record.At(q.now()))
	if err == nil {
		q.runs.cancel(id)
		q.watchers.wake(id)
	}
	return err
}

// Retry makes a failed or cancelled job wait again, with all its attempts. It
// resumes from its last checkpoint. The fault is Conflict when the job is in
// another state, or when another with its unique key is under way.
func (q *Queue) Retry(ctx context.Context, id record.ID) error {
	err := q.store.RetryJob(ctx, id, record.At(q.now()))
	if err == nil {
		q.watchers.wake(id)
		q.Wake()
	}
	return err
}
