package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// execute runs a claimed job and stores how that ended. The error is the
// handler's, or why its end could not be stored.
func (q *Queue) execute(ctx context.Context, j *store.Job) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := &Run{
		queue: q, job: j, ctx: ctx, cancel: cancel,
		lease: store.JobLease{Job: j.ID, By: j.LeasedBy},
		last:  j.JobProgress,
	}
	q.runs.add(r)
	q.watchers.wake(j.ID)
	defer q.watchers.wake(j.ID)
	defer q.runs.remove(r)

	beating, stopBeating := context.WithCancel(ctx)
	beats := make(chan struct{})
	go func() {
		defer close(beats)
		r.keepAlive(beating)
	}()
	err := q.handle(ctx, r)
	stopBeating()
	<-beats
	return errors.Join(err, q.settle(r, err))
}

// handle calls the handler and makes an error of a panic.
func (q *Queue) handle(ctx context.Context, r *Run) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	return q.handlers[r.job.Kind](ctx, r)
}

// settle stores how a run ended, also when the server is stopping.
func (q *Queue) settle(r *Run, err error) error {
	log := q.log.With("job", r.job.ID, "kind", r.job.Kind, "attempt", r.job.Attempts)
	why := context.Cause(r.ctx)
	if why == errLost {
		log.Warn("a job was taken over by another worker")
		return errLost
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.ctx), q.settings.Lease)
	defer cancel()
	end := q.end(r, err, why)
	if err != nil {
		log.Log(ctx, levels[end.State], "a job ended with an error", "state", end.State, "error", err)
	}
	held, stored := q.store.EndJob(ctx, r.lease, end)
	switch {
	case stored != nil:
		log.Error("storing the end of a job; it will run again", "error", stored)
		return stored
	case !held:
		log.Warn("a job was taken over by another worker at its end")
		return errLost
	}
	return nil
}

// levels say how much an error matters by what becomes of its job.
var levels = map[store.JobState]slog.Level{Cancelled: slog.LevelInfo, Waiting: slog.LevelWarn, Failed: slog.LevelError}

// end decides what becomes of a job after a run.
func (q *Queue) end(r *Run, err error, why error) store.JobEnd {
	now := q.now()
	r.mu.Lock()
	defer r.mu.Unlock()
	end := store.JobEnd{At: record.At(now), RunAt: r.job.RunAt, Progress: r.pending}
	switch {
	case err == nil:
		end.State, end.Result, end.Progress = Done, r.result, &r.last
	case why == errCancelled:
		end.State = Cancelled
	case why == errStopping:
		end.State, end.Uncount = Waiting, true
	case permanent(err) || r.job.Attempts >= r.job.MaxAttempts:
		end.State, end.Error = Failed, clean(fault.Public(err))
	default:
		end.State, end.Error = Waiting, clean(fault.Public(err))
		end.RunAt = record.At(now.Add(backoff(r.job.Attempts)))
	}
	return end
}

// permanent reports whether trying again cannot help.
func permanent(err error) bool {
	hopeless := []fault.Kind{fault.Invalid, fault.Unauthenticated, fault.Forbidden, fault.NotFound, fault.TooLarge}
	return slices.Contains(hopeless, fault.KindOf(err))
}

// The wait after a first attempt, and the longest.
const (
	firstBackoff = 10 * time.Second
	maxBackoff   = time.Hour
)

// backoff is the wait after some attempts: twice as long each time, less a
// random part of up to a half, so that what failed together is not tried again
// together.
func backoff(attempts int64) time.Duration {
	wait := maxBackoff
	if shift := attempts - 1; shift < 16 {
		wait = min(wait, firstBackoff<<shift)
	}
	return wait - rand.N(wait/2)
}

// maxText is the longest text for people that a job keeps, in characters.
const maxText = 1000

// clean makes a text such that both databases take it.
func clean(text string) string {
	text = strings.ToValidUTF8(strings.ReplaceAll(text, "\x00", ""), "\uFFFD")
	if runes := []rune(text); len(runes) > maxText {
		text = string(runes[:maxText-1]) + "…"
	}
	return text
}

// RunNow runs one waiting job in the calling goroutine, due or not, for those
// who wait for its end such as the command line. The queue need not be started.
// A job whose worker died counts as waiting once its lease has passed.
// The error is the handler's; the fault is Conflict when the job is not waiting.
func (q *Queue) RunNow(ctx context.Context, id record.ID) error {
	if _, err := q.store.ExpireJobs(ctx, record.At(q.now()), textLost); err != nil {
		return err
	}
	claim := q.newClaim(1)
	claim.Only = id
	claimed, err := q.store.ClaimJobs(ctx, claim)
	if err != nil {
		return err
	}
	if len(claimed) == 0 {
		return fault.New(fault.Conflict, "The job is not waiting to be run, or this program does not know its kind.")
	}
	stoppable, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(nil)
	defer context.AfterFunc(ctx, func() { stop(errStopping) })()
	return q.execute(stoppable, claimed[0])
}

// keepAlive renews the lease until ctx ends. When that fails for as long as the
// lease is good, another worker may have the job, and the handler is stopped.
func (r *Run) keepAlive(ctx context.Context) {
	beat := time.NewTicker(r.queue.settings.Lease / 3)
	defer beat.Stop()
	good := r.queue.now().Add(r.queue.settings.Lease)
	for {
		select {
		case <-ctx.Done():
			return
		case <-beat.C:
		}
		began := r.queue.now()
		err := r.beat(ctx)
		switch {
		case err == nil:
			good = began.Add(r.queue.settings.Lease)
		case ctx.Err() != nil:
			return
		case !r.queue.now().Before(good):
			r.cancel(errLost)
			return
		default:
			r.queue.log.Warn("renewing the lease of a job", "job", r.job.ID, "kind", r.job.Kind, "error", err)
		}
	}
}

// beat renews the lease, and gives up in time for the next try.
func (r *Run) beat(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, r.queue.settings.Lease/3)
	defer cancel()
	return r.renew(ctx)
}
