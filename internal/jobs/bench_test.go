package jobs_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/pgtest"
)

// onBoth measures on both engines, each with the safety of its usual settings.
func onBoth(b *testing.B, bench func(b *testing.B, s *store.Store)) {
	b.Run("sqlite", func(b *testing.B) {
		bench(b, database{"sqlite:" + filepath.Join(b.TempDir(), "bench.db")}.open(b))
	})
	b.Run("postgres", func(b *testing.B) { bench(b, database{pgtest.Start(b)}.open(b)) })
}

func perSecond(b *testing.B, jobs int) {
	b.ReportMetric(float64(jobs)/b.Elapsed().Seconds(), "jobs/s")
}

func BenchmarkAdd(b *testing.B) {
	onBoth(b, func(b *testing.B, s *store.Store) {
		q := newQueue(s, jobs.Settings{})
		n := 0
		for b.Loop() {
			add(b, q, jobs.Job{Kind: "x", Payload: "payload"})
			n++
		}
		perSecond(b, n)
	})
}

// A change that calls for many jobs adds them in its own transaction.
func BenchmarkAddInBatchesOf100(b *testing.B) {
	onBoth(b, func(b *testing.B, s *store.Store) {
		q := newQueue(s, jobs.Settings{})
		n := 0
		for b.Loop() {
			n += addMany(b, s, q, 100, nil)
		}
		perSecond(b, n)
	})
}

func addMany(b *testing.B, s *store.Store, q *jobs.Queue, n int, payload any) int {
	b.Helper()
	err := s.Write(b.Context(), func(w *store.Writer) error {
		for range n {
			if _, err := q.AddIn(b.Context(), w, jobs.Job{Kind: "x", Payload: payload}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return n
}

func BenchmarkRun(b *testing.B) {
	for _, workers := range []int{2, 8} {
		b.Run(fmt.Sprint(workers, "workers"), func(b *testing.B) {
			onBoth(b, func(b *testing.B, s *store.Store) {
				const batch = 200
				var left sync.WaitGroup
				q := newQueue(s, jobs.Settings{Workers: workers})
				q.Handle("x", func(context.Context, *jobs.Run) error {
					left.Done()
					return nil
				})
				start(b, q)
				n := 0
				for b.Loop() {
					b.StopTimer()
					left.Add(batch)
					n += addMany(b, s, q, batch, "payload")
					b.StartTimer()
					q.Wake()
					left.Wait()
				}
				perSecond(b, n)
			})
		})
	}
}

// Claiming costs the same however many jobs wait and however many have ended.
func BenchmarkClaim(b *testing.B) {
	for _, backlog := range []int{1_000, 30_000} {
		b.Run(fmt.Sprint(backlog, "waiting"), func(b *testing.B) {
			onBoth(b, func(b *testing.B, s *store.Store) {
				q := newQueue(s, jobs.Settings{})
				for range backlog / 1000 {
					addMany(b, s, q, 1000, nil)
				}
				n := 0
				for b.Loop() {
					claimOne(b, s, fmt.Sprint("run ", n))
					n++
				}
				perSecond(b, n)
			})
		})
	}
}

// claimOne claims the job due longest and gives it back as due last.
func claimOne(b *testing.B, s *store.Store, by string) {
	b.Helper()
	now := record.At(time.Now())
	claimed, err := s.ClaimJobs(b.Context(), store.JobClaim{By: by, Kinds: []string{"x"}, Limit: 1, Now: now, Until: now})
	if err != nil || len(claimed) != 1 {
		b.Fatalf("claimed %d (%v)", len(claimed), err)
	}
	held, err := s.EndJob(b.Context(), store.JobLease{Job: claimed[0].ID, By: by}, store.JobEnd{State: jobs.Waiting, At: now, RunAt: now})
	if err != nil || !held {
		b.Fatalf("held %t (%v)", held, err)
	}
}
