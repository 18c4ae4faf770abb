package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

func TestHowJobsEnd(t *testing.T) {
	const ours = "Something went wrong on our side. It has been logged; please try again."
	cases := []struct {
		name     string
		err      error
		attempts int64
		text     string
	}{
		{"invalid", fault.New(fault.Invalid, "The file is empty."), 1, "The file is empty."},
		{"wrapped", fmt.Errorf("importing: %w", fault.New(fault.TooLarge, "Too large.")), 1, "Too large."},
		{"forbidden", fault.New(fault.Forbidden, "You may not."), 1, "You may not."},
		{"not found", fault.New(fault.NotFound, "It is gone."), 1, "It is gone."},
		{"signed out", fault.New(fault.Unauthenticated, "Sign in."), 1, "Sign in."},
		{"unavailable", fault.New(fault.Unavailable, "The mail server is down."), 3, "The mail server is down."},
		{"conflict", fault.New(fault.Conflict, "Changed meanwhile."), 3, "Changed meanwhile."},
		{"internal", errors.New("secret of the machine"), 3, ours},
		{"text no database takes", fault.New(fault.Invalid, "a\x00b\xff"), 1, "ab\uFFFD"},
		{"long", fault.New(fault.Invalid, "%s", strings.Repeat("é", 5000)), 1, strings.Repeat("é", 999) + "…"},
	}
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		for _, c := range cases {
			q.Handle(c.name, func(context.Context, *jobs.Run) error { return c.err })
		}
		start(t, q)
		for _, c := range cases {
			got := await(t, q, add(t, q, jobs.Job{Kind: c.name, MaxAttempts: 3}), ended)
			if got.State != jobs.Failed || got.Attempts != c.attempts || got.Error != c.text {
				t.Errorf("%s: ended %s after %d attempts with %q", c.name, got.State, got.Attempts, got.Error)
			}
		}
	})
}

func TestPanicIsAFailedAttempt(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("panic", func(_ context.Context, run *jobs.Run) error {
			if run.Attempt() == 1 {
				panic("a defect")
			}
			return nil
		})
		start(t, q)
		if got := await(t, q, add(t, q, jobs.Job{Kind: "panic"}), ended); got.State != jobs.Done || got.Attempts != 2 || got.Error != "" {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWaitsGrow(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		var began []time.Time
		q.Handle("fail", func(context.Context, *jobs.Run) error {
			began = append(began, time.Now())
			return errors.New("not yet")
		})
		start(t, q)
		await(t, q, add(t, q, jobs.Job{Kind: "fail", MaxAttempts: 6}), ended)
		for i := 1; i < len(began); i++ {
			most := 10 * time.Second << (i - 1)
			waited := began[i].Sub(began[i-1])
			if waited < most/2 || waited > most+time.Second {
				t.Errorf("before attempt %d it waited %s, want %s to %s", i+1, waited, most/2, most)
			}
		}
	})
}

func TestRetry(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		broken := true
		q.Handle("mend", func(context.Context, *jobs.Run) error {
			if broken {
				return fault.New(fault.Invalid, "Broken.")
			}
			return nil
		})
		start(t, q)
		j := jobs.Job{Kind: "mend", UniqueKey: "the one"}
		id := add(t, q, j)
		await(t, q, id, ended)
		broken = false
		if err := q.Retry(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if got := await(t, q, id, ended); got.State != jobs.Done || got.Attempts != 1 || got.Error != "" {
			t.Errorf("after the retry: %+v", got)
		}
		if err := q.Retry(t.Context(), id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("retrying what is done: %v", err)
		}
	})
}

func TestRetryRespectsTheUniqueKey(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		j := jobs.Job{Kind: "x", UniqueKey: "the one"}
		old := add(t, q, j)
		if err := q.Cancel(t.Context(), old); err != nil {
			t.Fatal(err)
		}
		add(t, q, j)
		if err := q.Retry(t.Context(), old); fault.KindOf(err) != fault.Conflict {
			t.Errorf("retrying while another has the key: %v", err)
		}
	})
}

func TestCancelWaiting(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		id := add(t, q, jobs.Job{Kind: "x"})
		if err := q.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if got := get(t, q, id); got.State != jobs.Cancelled || !got.Finished.Known() {
			t.Errorf("got %+v", got)
		}
		if err := q.Cancel(t.Context(), id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("cancelling again: %v", err)
		}
	})
}

// waiting is a handler that runs until it is stopped, and notes why.
func waiting(why *error) jobs.Handler {
	return func(ctx context.Context, run *jobs.Run) error {
		<-ctx.Done()
		if run.Cancelled() {
			*why = context.Cause(ctx)
		}
		return ctx.Err()
	}
}

func isRunning(j *jobs.Info) bool { return j.State == jobs.Running }

func TestCancelRunning(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		var why error
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("wait", waiting(&why))
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "wait"})
		await(t, q, id, isRunning)
		asked := time.Now()
		if err := q.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if got := await(t, q, id, ended); got.State != jobs.Cancelled || why == nil || time.Since(asked) > 0 {
			t.Errorf("%s later: %+v, told %v", time.Since(asked), got, why)
		}
	})
}

func TestCancelOnAnotherServer(t *testing.T) {
	postgresOnly(t, func(t *testing.T, d database) {
		var why error
		runs, asks := newQueue(d.open(t), jobs.Settings{Lease: 30 * time.Second}), newQueue(d.open(t), jobs.Settings{})
		runs.Handle("wait", waiting(&why))
		start(t, runs)
		start(t, asks)
		id := add(t, asks, jobs.Job{Kind: "wait"})
		await(t, asks, id, isRunning)
		asked := time.Now()
		if err := asks.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if got := await(t, asks, id, ended); got.State != jobs.Cancelled || why == nil || time.Since(asked) > 12*time.Second {
			t.Errorf("%s later: %+v, told %v", time.Since(asked), got, why)
		}
	})
}

// die claims a job as a worker that makes a checkpoint and is never heard of again.
func die(t *testing.T, s *store.Store, id record.ID, lease time.Duration) store.JobLease {
	t.Helper()
	return dieAt(t, s, id, lease, 4)
}

// dieAt is die at a row of one's own choice.
func dieAt(t *testing.T, s *store.Store, id record.ID, lease time.Duration, row int) store.JobLease {
	t.Helper()
	now := time.Now()
	claimed, err := s.ClaimJobs(t.Context(), store.JobClaim{
		By: "the dead", Kinds: []string{"long"}, Only: id, Limit: 1,
		Now: record.At(now), Until: record.At(now.Add(lease)),
	})
	if err != nil || len(claimed) != 1 {
		t.Fatalf("claimed %d jobs (%v)", len(claimed), err)
	}
	l := store.JobLease{Job: id, By: "the dead"}
	err = s.Write(t.Context(), func(w *store.Writer) error {
		held, err := w.CheckpointJob(t.Context(), l, store.JobProgress{Done: int64(row), Total: 10}, fmt.Sprintf(`{"row":%d}`, row), []byte("row 2 has no name"))
		if !held {
			t.Error("the lease was not held")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

type place struct {
	Row int `json:"row"`
}

func TestResumeAfterACrash(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		q.Handle("long", func(ctx context.Context, run *jobs.Run) error {
			var at place
			if resumed, err := run.State(&at); !resumed || err != nil {
				return fmt.Errorf("not resumed: %w", err)
			}
			return s.Write(ctx, func(w *store.Writer) error {
				return run.Checkpoint(ctx, w, int64(at.Row)+6, 10, place{10}, []byte("row 7 has no name"))
			})
		})
		id := add(t, q, jobs.Job{Kind: "long"})
		dead := die(t, s, id, 20*time.Second)
		died := time.Now()
		start(t, q)
		got := await(t, q, id, ended)
		if got.State != jobs.Done || got.Attempts != 1 || got.Done != 10 || got.Checkpoint != `{"row":10}` {
			t.Errorf("got %+v", got)
		}
		if took := time.Since(died); took < 20*time.Second || took > 22*time.Second {
			t.Errorf("it was resumed %s after the worker died", took)
		}
		checkOutput(t, q, id, "row 2 has no name", "row 7 has no name")
		if held, err := s.EndJob(t.Context(), dead, store.JobEnd{State: jobs.Failed, At: record.At(time.Now())}); held || err != nil {
			t.Errorf("the dead worker still had a say: %t %v", held, err)
		}
	})
}

func TestRunNowAfterACrash(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		q.Handle("long", (&tally{}).handle)
		id := add(t, q, jobs.Job{Kind: "long"})
		die(t, s, id, 20*time.Second)
		if err := q.RunNow(t.Context(), id); fault.KindOf(err) != fault.Conflict {
			t.Errorf("while the lease is good: %v", err)
		}
		time.Sleep(21 * time.Second)
		if err := q.RunNow(t.Context(), id); err != nil {
			t.Error(err)
		}
	})
}

func TestCrashInTheLastAttempt(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		q.Handle("long", (&tally{}).handle)
		id := add(t, q, jobs.Job{Kind: "long", MaxAttempts: 1})
		die(t, s, id, 20*time.Second)
		start(t, q)
		if got := await(t, q, id, ended); got.State != jobs.Failed || got.Error == "" || !got.Finished.Known() {
			t.Errorf("got %+v", got)
		}
	})
}

func TestCrashWhileBeingCancelled(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		q.Handle("long", (&tally{}).handle)
		id := add(t, q, jobs.Job{Kind: "long"})
		die(t, s, id, 20*time.Second)
		if err := q.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		start(t, q)
		if got := await(t, q, id, ended); got.State != jobs.Cancelled {
			t.Errorf("got %+v", got)
		}
	})
}

// A server loses its database, so that its handler runs on without a lease;
// another server takes the job, and the first can write nothing more.
func TestServerCutOff(t *testing.T) {
	postgresOnly(t, func(t *testing.T, d database) {
		release := make(chan struct{})
		cut := d.open(t)
		lost := newQueue(cut, jobs.Settings{Lease: 30 * time.Second})
		var why error
		lost.Handle("long", func(ctx context.Context, run *jobs.Run) error {
			<-release // it does not even look at its context
			why = context.Cause(ctx)
			return nil
		})
		lost.Start(t.Context())
		s := d.open(t)
		other := newQueue(s, jobs.Settings{})
		id := add(t, lost, jobs.Job{Kind: "long"})
		await(t, lost, id, isRunning)
		if err := cut.Close(); err != nil {
			t.Fatal(err)
		}
		other.Handle("long", func(_ context.Context, run *jobs.Run) error { return run.Result("by the other") })
		start(t, other)
		got := await(t, other, id, ended)
		close(release)
		if err := lost.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		if got.Result != `"by the other"` || got.Attempts != 2 || why == nil {
			t.Errorf("got %+v; the first was told %v", got, why)
		}
	})
}

// A job that shows life stays with its worker, however long it takes.
func TestLongJobKeepsItsLease(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		var c tally
		s := d.open(t)
		q, rival := newQueue(s, jobs.Settings{Lease: 10 * time.Second}), newQueue(s, jobs.Settings{Lease: 10 * time.Second})
		long := func(ctx context.Context, run *jobs.Run) error {
			select {
			case <-time.After(2 * time.Minute):
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			return c.handle(ctx, run)
		}
		q.Handle("long", long)
		rival.Handle("long", long)
		start(t, q)
		start(t, rival)
		id := add(t, q, jobs.Job{Kind: "long"})
		if got := await(t, q, id, ended); got.Attempts != 1 {
			t.Errorf("got %+v", got)
		}
		c.check(t, []record.ID{id})
	})
}
