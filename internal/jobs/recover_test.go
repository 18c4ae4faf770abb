package jobs_test

import (
	"context"
	"testing"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/record"
)

// Who has the database alone need not wait for the leases of the dead, and
// however often a program is killed, its jobs have not failed for that as long
// as each run brings them further.
func TestRecover(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		asks := newQueue(s, jobs.Settings{})
		id := add(t, asks, jobs.Job{Kind: "long", MaxAttempts: 2})
		for row := range 7 {
			dieAt(t, s, id, 20*time.Second, row)
			if err := newQueue(s, jobs.Settings{}).Recover(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := get(t, asks, id); got.State != jobs.Waiting || got.Attempts != 1 {
				t.Fatalf("freed as %+v", got)
			}
		}
		died := time.Now()
		q := newQueue(s, jobs.Settings{})
		q.Handle("long", func(_ context.Context, run *jobs.Run) error {
			var at place
			resumed, err := run.State(&at)
			if !resumed || at.Row != 6 {
				t.Errorf("resumed %t at row %d", resumed, at.Row)
			}
			return err
		})
		start(t, q)
		if got := await(t, q, id, ended); got.State != jobs.Done || time.Since(died) > 20*time.Second {
			t.Errorf("%s later: %+v", time.Since(died), got)
		}
	})
}

// A job at which the program dies again and again, no further than before, ends:
// else the program could never start again.
func TestRecoverGivesUp(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		asks := newQueue(s, jobs.Settings{})
		id := add(t, asks, jobs.Job{Kind: "long", MaxAttempts: 3})
		for range 3 {
			if got := get(t, asks, id); got.State != jobs.Waiting {
				t.Fatalf("given up too early: %+v", got)
			}
			dieAt(t, s, id, 20*time.Second, 4)
			if err := newQueue(s, jobs.Settings{}).Recover(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := get(t, asks, id); got.State != jobs.Failed || got.Error == "" || !got.Finished.Known() {
			t.Errorf("after three deaths: %+v", got)
		}
		if err := asks.Retry(t.Context(), id); err != nil {
			t.Errorf("trying once more: %v", err)
		}
	})
}

// What somebody cancelled before the program was killed does not begin again;
// what waits or has ended is left alone, and so is an earlier failure.
func TestRecoverLeavesTheRest(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		cancelled, waiting := add(t, q, jobs.Job{Kind: "long"}), add(t, q, jobs.Job{Kind: "long"})
		die(t, s, cancelled, 20*time.Second)
		if err := q.Cancel(t.Context(), cancelled); err != nil {
			t.Fatal(err)
		}
		before := get(t, q, waiting)
		if err := q.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := get(t, q, cancelled); got.State != jobs.Cancelled || !got.Finished.Known() {
			t.Errorf("what was cancelled is %+v", got)
		}
		if got := get(t, q, waiting); got.State != jobs.Waiting || got.Attempts != before.Attempts || got.RunAt != before.RunAt {
			t.Errorf("what waited is %+v", got)
		}
	})
}

// More jobs than fit one page are all freed.
func TestRecoverMany(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		for range 230 {
			die(t, s, add(t, q, jobs.Job{Kind: "long"}), 20*time.Second)
		}
		if err := q.Recover(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left, err := q.List(t.Context(), jobs.Running, 10, record.ID{}); err != nil || len(left) > 0 {
			t.Errorf("%d still run (%v)", len(left), err)
		}
	})
}
