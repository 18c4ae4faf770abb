package jobs_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/pgtest"
)

// database is where a test keeps its jobs; open connects to it.
type database struct{ dsn string }

// databases runs a test on both engines, in a bubble in which time passes only
// while everybody waits.
func databases(t *testing.T, test func(t *testing.T, d database)) {
	t.Run("sqlite", func(t *testing.T) {
		d := database{"sqlite:" + filepath.Join(t.TempDir(), "test.db")}
		synctest.Test(t, func(t *testing.T) { test(t, d) })
	})
	postgresOnly(t, test)
}

func postgresOnly(t *testing.T, test func(t *testing.T, d database)) {
	t.Run("postgres", func(t *testing.T) {
		d := database{pgtest.Start(t)}
		synctest.Test(t, func(t *testing.T) { test(t, d) })
	})
}

func (d database) open(t testing.TB) *store.Store {
	t.Helper()
	dict, err := record.NewDictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), d.dsn, dict, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

func newQueue(s *store.Store, settings jobs.Settings) *jobs.Queue {
	return jobs.New(s, time.Now, slog.New(slog.DiscardHandler), settings)
}

// start runs a queue until the test ends.
func start(t testing.TB, q *jobs.Queue) {
	t.Helper()
	q.Start(context.Background())
	t.Cleanup(func() {
		if err := q.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
}

func add(t testing.TB, q *jobs.Queue, j jobs.Job) record.ID {
	t.Helper()
	id, err := q.Add(t.Context(), j)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func get(t testing.TB, q *jobs.Queue, id record.ID) *jobs.Info {
	t.Helper()
	info, err := q.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// await waits until a job is as wanted.
func await(t testing.TB, q *jobs.Queue, id record.ID, as func(*jobs.Info) bool) *jobs.Info {
	t.Helper()
	for {
		changed := q.Watch(id)
		if info := get(t, q, id); as(info) {
			return info
		}
		<-changed
	}
}

func ended(j *jobs.Info) bool { return j.State.Final() }
