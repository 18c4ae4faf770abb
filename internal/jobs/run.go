package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Run is one attempt at a job, as its handler sees it.
type Run struct {
	queue  *Queue
	job    *store.Job
	lease  store.JobLease
	ctx    context.Context // the handler's
	cancel context.CancelCauseFunc

	mu      sync.Mutex
	last    store.JobProgress  // reported last
	pending *store.JobProgress // last, when it is not stored yet
	stored  time.Time          // when a pending one was stored
	result  string
}

// Why the context of a handler ends, besides errStopping.
var (
	errCancelled = errors.New("the job was cancelled")
	errLost      = errors.New("the job was taken over by another worker")
)

// ID is the job's.
func (r *Run) ID() record.ID { return r.job.ID }

// By is the account that wanted the job; zero for the program itself.
func (r *Run) By() record.ID { return r.job.CreatedBy }

// Attempt counts the starts of the job since it last came further, this one
// included.
func (r *Run) Attempt() int { return int(r.job.Attempts) }

// Payload decodes what the job was added with. A payload that cannot be decoded
// is Invalid: trying again would not help.
func (r *Run) Payload(into any) error { return decode(r.job.Payload, into, "payload") }

// State decodes what the last checkpoint of the job kept, and reports whether
// there is one. Without one, into is left alone.
func (r *Run) State(into any) (resumed bool, err error) {
	if r.job.Checkpoint == "" {
		return false, nil
	}
	return true, decode(r.job.Checkpoint, into, "state")
}

func decode(text string, into any, what string) error {
	if text == "" {
		text = "null"
	}
	if err := json.Unmarshal([]byte(text), into); err != nil {
		return fault.Because(err, fault.Invalid, "The %s of this job was written by another version of the program.", what)
	}
	return nil
}

// progressEvery bounds how often progress is stored: a handler may report every row.
const progressEvery = 500 * time.Millisecond

// Progress tells how far the job is, for people; total is zero while it is not
// known. It must not be called within a transaction: there, use Checkpoint. Most
// calls store nothing; the last one before the job ends is always stored. The
// error is the context's when the job should stop.
func (r *Run) Progress(ctx context.Context, done, total int64, note string) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	r.mu.Lock()
	r.last = store.JobProgress{Done: done, Total: total, Note: clean(note)}
	r.pending = new(r.last)
	due := r.queue.now().Sub(r.stored) >= progressEvery
	r.mu.Unlock()
	if !due {
		return nil
	}
	return r.renew(ctx)
}

// Checkpoint stores, in a transaction in which the handler does a step of its
// work, how far it has come, what it needs for being resumed after the step, and
// pieces that the job leaves. The error, which the handler must return, says
// that the job was taken over and that the step must not take effect. A step
// should take a few seconds at most: one longer than the lease loses the job.
func (r *Run) Checkpoint(ctx context.Context, w *store.Writer, done, total int64, state any, output ...[]byte) error {
	text, err := encode(state)
	if err != nil {
		return fmt.Errorf("state of job %s: %w", r.job.Kind, err)
	}
	r.mu.Lock()
	r.last.Done, r.last.Total = done, total
	progress := r.last
	r.pending = nil
	r.mu.Unlock()
	held, err := w.CheckpointJob(ctx, r.lease, progress, text, output...)
	if err == nil && !held {
		r.cancel(errLost)
		err = errLost
	}
	return err
}

// Result keeps what the job found out, as JSON, to be stored when it is done.
func (r *Run) Result(v any) error {
	text, err := encode(v)
	if err != nil {
		return fmt.Errorf("result of job %s: %w", r.job.Kind, err)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.result = text
	return nil
}

// Cancelled reports whether somebody asked the job to stop. The context of the
// handler has ended then.
func (r *Run) Cancelled() bool { return context.Cause(r.ctx) == errCancelled }

// renew prolongs the lease and stores progress that is not stored yet. It ends
// the context of the handler when the job was cancelled or lost.
func (r *Run) renew(ctx context.Context) error {
	r.mu.Lock()
	progress := r.pending
	r.mu.Unlock()
	now := r.queue.now()
	cancel, held, err := r.queue.store.RenewJob(ctx, r.lease, record.At(now.Add(r.queue.settings.Lease)), progress)
	switch {
	case err != nil:
		return err
	case !held:
		r.cancel(errLost)
		return errLost
	case cancel:
		r.cancel(errCancelled)
		return errCancelled
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.stored = now
	if r.pending == progress {
		r.pending = nil
	}
	if progress != nil {
		r.queue.watchers.wake(r.job.ID)
	}
	return nil
}

// runs are the jobs that run in this process.
type runs struct {
	mu  sync.Mutex
	all map[record.ID]*Run
}

func (rs *runs) add(r *Run) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.all == nil {
		rs.all = map[record.ID]*Run{}
	}
	rs.all[r.job.ID] = r
}

// remove forgets a run, unless the same job is run again already.
func (rs *runs) remove(r *Run) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if rs.all[r.job.ID] == r {
		delete(rs.all, r.job.ID)
	}
}

func (rs *runs) cancel(id record.ID) {
	rs.mu.Lock()
	defer rs.mu.Unlock()
	if r := rs.all[id]; r != nil {
		r.cancel(errCancelled)
	}
}
