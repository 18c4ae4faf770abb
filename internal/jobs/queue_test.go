package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

func TestJobRuns(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		by := record.NewID(time.Now())
		q.Handle("greet", func(ctx context.Context, run *jobs.Run) error {
			var name string
			if err := run.Payload(&name); err != nil {
				return err
			}
			return run.Result(fmt.Sprintf("hello %s, for %s at attempt %d", name, run.By(), run.Attempt()))
		})
		start(t, q)
		got := await(t, q, add(t, q, jobs.Job{Kind: "greet", Payload: "world", By: by}), ended)
		want := fmt.Sprintf(`"hello world, for %s at attempt 1"`, by)
		if got.State != jobs.Done || got.Result != want || got.CreatedBy != by || !got.Started.Known() || !got.Finished.Known() {
			t.Errorf("got %+v, want the result %s", got, want)
		}
	})
}

// tally counts runs by job.
type tally struct {
	mu   sync.Mutex
	runs map[record.ID]int
}

func (c *tally) handle(_ context.Context, run *jobs.Run) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.runs == nil {
		c.runs = map[record.ID]int{}
	}
	c.runs[run.ID()]++
	return nil
}

func (c *tally) check(t *testing.T, want []record.ID) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, id := range want {
		if c.runs[id] != 1 {
			t.Errorf("job %s ran %d times", id, c.runs[id])
		}
	}
	if len(c.runs) != len(want) {
		t.Errorf("%d jobs ran, %d were added", len(c.runs), len(want))
	}
}

func TestEachJobRunsOnce(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		var c tally
		q := newQueue(d.open(t), jobs.Settings{Workers: 8})
		q.Handle("count", c.handle)
		start(t, q)
		var mu sync.Mutex
		var ids []record.ID
		var adding sync.WaitGroup
		for range 4 {
			adding.Go(func() {
				for range 40 {
					id := add(t, q, jobs.Job{Kind: "count"})
					mu.Lock()
					ids = append(ids, id)
					mu.Unlock()
				}
			})
		}
		adding.Wait()
		for _, id := range ids {
			await(t, q, id, ended)
		}
		c.check(t, ids)
	})
}

func TestEachJobRunsOnceOnTwoServers(t *testing.T) {
	postgresOnly(t, func(t *testing.T, d database) {
		var c tally
		var queues []*jobs.Queue
		for range 2 {
			q := newQueue(d.open(t), jobs.Settings{Workers: 8})
			q.Handle("count", c.handle)
			start(t, q)
			queues = append(queues, q)
		}
		var ids []record.ID
		for i := range 200 {
			ids = append(ids, add(t, queues[i%2], jobs.Job{Kind: "count"}))
		}
		for _, id := range ids {
			await(t, queues[0], id, ended)
		}
		c.check(t, ids)
	})
}

func TestJobsOfUnknownKindsAreLeftAlone(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "of a newer version"})
		time.Sleep(3 * time.Second)
		if got := get(t, q, id); got.State != jobs.Waiting || got.Attempts != 0 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestAddInFollowsItsTransaction(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		q.Handle("count", (&tally{}).handle)
		start(t, q)
		var id record.ID
		addIn := func(fail error) error {
			return s.Write(t.Context(), func(w *store.Writer) (err error) {
				id, err = q.AddIn(t.Context(), w, jobs.Job{Kind: "count"})
				return errors.Join(err, fail)
			})
		}
		if err := addIn(errors.New("the change failed")); err == nil {
			t.Fatal("no error")
		}
		if _, err := q.Get(t.Context(), id); fault.KindOf(err) != fault.NotFound {
			t.Errorf("the job of a change that failed: %v", err)
		}
		if err := addIn(nil); err != nil {
			t.Fatal(err)
		}
		await(t, q, id, ended)
	})
}

func TestRunAt(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("count", (&tally{}).handle)
		start(t, q)
		due := time.Now().Add(10 * time.Second)
		got := await(t, q, add(t, q, jobs.Job{Kind: "count", RunAt: due}), ended)
		if late := got.Started.Time().Sub(due); late < 0 || late > time.Second {
			t.Errorf("started %s after it was due", late)
		}
	})
}

func TestUniqueKey(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		release := make(chan struct{})
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("slow", func(context.Context, *jobs.Run) error {
			<-release
			return nil
		})
		j := jobs.Job{Kind: "slow", UniqueKey: "the one"}
		first := add(t, q, j)
		if again := add(t, q, j); again != first {
			t.Errorf("while it waits: a second job")
		}
		if other := add(t, q, jobs.Job{Kind: "slow", UniqueKey: "another"}); other == first {
			t.Errorf("another key got the same job")
		}
		start(t, q)
		await(t, q, first, func(j *jobs.Info) bool { return j.State == jobs.Running })
		if again := add(t, q, j); again != first {
			t.Errorf("while it runs: a second job")
		}
		close(release)
		await(t, q, first, ended)
		next := add(t, q, j)
		if next == first {
			t.Errorf("after its end: still the first job")
		}
		await(t, q, next, ended)
	})
}

func TestUniqueKeyUnderConcurrency(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		ids := make([]record.ID, 8)
		var adding sync.WaitGroup
		for i := range ids {
			adding.Go(func() { ids[i] = add(t, q, jobs.Job{Kind: "x", UniqueKey: "the one"}) })
		}
		adding.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("two jobs with one key: %v", ids)
			}
		}
	})
}

func TestList(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		var want []record.ID
		for range 7 {
			want = append([]record.ID{add(t, q, jobs.Job{Kind: "x"})}, want...)
			time.Sleep(time.Millisecond) // IDs made in one millisecond have no order
		}
		var got []record.ID
		for after := (record.ID{}); ; after = got[len(got)-1] {
			page, err := q.List(t.Context(), jobs.Waiting, 3, after)
			if err != nil {
				t.Fatal(err)
			}
			for _, j := range page {
				got = append(got, j.ID)
			}
			if len(page) < 3 {
				break
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("pages (-want +got):\n%s", diff)
		}
		if done, err := q.List(t.Context(), jobs.Done, 3, record.ID{}); err != nil || len(done) > 0 {
			t.Errorf("%d jobs are done (%v)", len(done), err)
		}
		if all, err := q.List(t.Context(), "", 100, record.ID{}); err != nil || len(all) != 7 {
			t.Errorf("%d jobs in all (%v)", len(all), err)
		}
	})
}

func TestRunNow(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		wrong := fault.New(fault.Invalid, "The file is empty.")
		q.Handle("fail", func(context.Context, *jobs.Run) error { return wrong })
		q.Handle("count", (&tally{}).handle)
		later := time.Now().Add(time.Hour)
		good, bad := add(t, q, jobs.Job{Kind: "count", RunAt: later}), add(t, q, jobs.Job{Kind: "fail"})
		if err := q.RunNow(t.Context(), good); err != nil || get(t, q, good).State != jobs.Done {
			t.Errorf("%v, state %s", err, get(t, q, good).State)
		}
		if err := q.RunNow(t.Context(), bad); !errors.Is(err, wrong) || get(t, q, bad).State != jobs.Failed {
			t.Errorf("%v, state %s", err, get(t, q, bad).State)
		}
		if err := q.RunNow(t.Context(), good); fault.KindOf(err) != fault.Conflict {
			t.Errorf("a job that is done: %v", err)
		}
	})
}

func TestRunNowInterrupted(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("wait", func(ctx context.Context, _ *jobs.Run) error {
			<-ctx.Done()
			return ctx.Err()
		})
		id := add(t, q, jobs.Job{Kind: "wait"})
		ctx, interrupt := context.WithTimeout(t.Context(), time.Minute)
		defer interrupt()
		err := q.RunNow(ctx, id)
		if got := get(t, q, id); !errors.Is(err, context.Canceled) || got.State != jobs.Waiting || got.Attempts != 0 {
			t.Errorf("%v, left as %+v", err, got)
		}
	})
}

func TestStopGivesRunningJobsBack(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		first := newQueue(s, jobs.Settings{})
		first.Handle("long", func(ctx context.Context, run *jobs.Run) error {
			err := s.Write(ctx, func(w *store.Writer) error { return run.Checkpoint(ctx, w, 3, 10, "at three") })
			if err != nil {
				return err
			}
			<-ctx.Done()
			return context.Cause(ctx)
		})
		first.Start(t.Context())
		id := add(t, first, jobs.Job{Kind: "long"})
		await(t, first, id, func(j *jobs.Info) bool { return j.Done == 3 })
		if err := first.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := get(t, first, id)
		if got.State != jobs.Waiting || got.Attempts != 0 || got.Error != "" || got.LeasedBy != "" {
			t.Errorf("after the stop: %+v", got)
		}

		second := newQueue(s, jobs.Settings{})
		second.Handle("long", func(_ context.Context, run *jobs.Run) error {
			var state string
			resumed, err := run.State(&state)
			return errors.Join(err, run.Result(fmt.Sprint(resumed, " ", state)))
		})
		start(t, second)
		if got := await(t, second, id, ended); got.Result != `"true at three"` || got.Attempts != 1 {
			t.Errorf("resumed: %+v", got)
		}
	})
}

func TestStopDoesNotWaitForEver(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		release := make(chan struct{})
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("stubborn", func(context.Context, *jobs.Run) error {
			<-release
			return nil
		})
		q.Start(t.Context())
		id := add(t, q, jobs.Job{Kind: "stubborn"})
		await(t, q, id, func(j *jobs.Info) bool { return j.State == jobs.Running })
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		if err := q.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("stopping: %v", err)
		}
		close(release)
		synctest.Wait()
		if err := q.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		if got := get(t, q, id); got.State != jobs.Done {
			t.Errorf("it ended well after all, but is %s", got.State)
		}
	})
}
