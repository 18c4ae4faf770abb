package jobs_test

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"fairlead/internal/jobs"
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
