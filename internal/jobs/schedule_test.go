package jobs_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/fault"
	"fairlead/internal/jobs"
)

func TestScheduleFiresOnceForEachDueTime(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		var ran atomic.Int64
		for range 3 {
			q := newQueue(s, jobs.Settings{})
			q.Handle("backup", func(_ context.Context, run *jobs.Run) error {
				var where string
				if err := run.Payload(&where); err != nil || where != "away" {
					t.Errorf("payload %q, %v", where, err)
				}
				ran.Add(1)
				return nil
			})
			q.Every("backup", time.Minute, "backup", "away")
			start(t, q)
		}
		time.Sleep(5*time.Minute + 30*time.Second)
		if got := ran.Load(); got != 6 {
			t.Errorf("ran %d times in five minutes and a half, want 6", got)
		}
	})
}

func TestScheduleLeavesOutWhatWasMissed(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		var ran []time.Duration
		began := time.Now()
		run := func(every, lasting time.Duration) {
			q := newQueue(s, jobs.Settings{})
			q.Handle("check", func(context.Context, *jobs.Run) error {
				ran = append(ran, time.Since(began))
				return nil
			})
			q.Every("check", every, "check", nil)
			q.Start(t.Context())
			time.Sleep(lasting)
			if err := q.Stop(t.Context()); err != nil {
				t.Error(err)
			}
		}
		run(10*time.Minute, 30*time.Second) // at 0:00
		time.Sleep(45 * time.Minute)
		run(10*time.Minute, 5*time.Minute) // at 45:30, late, and at 50:00
		run(time.Minute, 90*time.Second)   // at 51:30, a minute from 50:30
		want := []time.Duration{0, 45*time.Minute + 30*time.Second, 50 * time.Minute, 51*time.Minute + 30*time.Second}
		if len(ran) != len(want) {
			t.Fatalf("ran at %v, want %v", ran, want)
		}
		for i := range want {
			if late := ran[i] - want[i]; late < 0 || late > time.Second {
				t.Errorf("ran at %v, want %v", ran, want)
			}
		}
	})
}

func TestScheduleDoesNotPileUp(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		var ran atomic.Int64
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("slow", func(ctx context.Context, _ *jobs.Run) error {
			ran.Add(1)
			select {
			case <-time.After(150 * time.Second):
			case <-ctx.Done():
			}
			return ctx.Err()
		})
		q.Every("slow", time.Minute, "slow", nil)
		start(t, q)
		time.Sleep(5*time.Minute + 30*time.Second) // at 0:00 and at 3:00
		if got := ran.Load(); got != 2 {
			t.Errorf("ran %d times, want 2", got)
		}
	})
}

func TestFinishedJobsAreRemovedAfterAMonth(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		const day = 24 * time.Hour
		waits := add(t, q, jobs.Job{Kind: "x"})
		old := add(t, q, jobs.Job{Kind: "x"})
		if err := q.Cancel(t.Context(), old); err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * day)
		young := add(t, q, jobs.Job{Kind: "x"})
		if err := q.Cancel(t.Context(), young); err != nil {
			t.Fatal(err)
		}
		time.Sleep(29 * day)
		start(t, q)
		time.Sleep(time.Minute)
		if _, err := q.Get(t.Context(), old); fault.KindOf(err) != fault.NotFound {
			t.Errorf("after 31 days: %v", err)
		}
		get(t, q, young)
		get(t, q, waits)
	})
}
