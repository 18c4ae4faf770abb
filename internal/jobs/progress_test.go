package jobs_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

func checkOutput(t *testing.T, q *jobs.Queue, id record.ID, want ...string) {
	t.Helper()
	var got []string
	for body, err := range q.Output(t.Context(), id) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(body))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("output (-want +got):\n%s", diff)
	}
}

func TestProgressIsSeen(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		step := make(chan struct{})
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("count", func(ctx context.Context, run *jobs.Run) error {
			for i := range int64(5) {
				<-step
				if err := run.Progress(ctx, i+1, 5, fmt.Sprintf("row %d", i+1)); err != nil {
					return err
				}
			}
			return nil
		})
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "count"})
		for i := range int64(4) {
			step <- struct{}{}
			got := await(t, q, id, func(j *jobs.Info) bool { return j.Done == i+1 })
			if got.Total != 5 || got.Note != fmt.Sprintf("row %d", i+1) {
				t.Errorf("got %+v", got.JobProgress)
			}
			time.Sleep(time.Second)
		}
		step <- struct{}{}
		if got := await(t, q, id, ended); got.Done != 5 || got.Note != "row 5" {
			t.Errorf("at the end: %+v", got.JobProgress)
		}
	})
}

// What was reported too soon to be stored is stored with the next sign of life.
func TestLastProgressBeforeALongSilenceIsSeen(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("solve", func(ctx context.Context, run *jobs.Run) error {
			err := errors.Join(run.Progress(ctx, 1, 2, "reading"), run.Progress(ctx, 2, 2, "solving"))
			<-ctx.Done()
			return errors.Join(err, ctx.Err())
		})
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "solve"})
		await(t, q, id, func(j *jobs.Info) bool { return j.Note == "solving" })
	})
}

func TestProgressStopsACancelledJob(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		q := newQueue(d.open(t), jobs.Settings{})
		q.Handle("endless", func(ctx context.Context, run *jobs.Run) error {
			for i := int64(0); ; i++ {
				if err := run.Progress(ctx, i, 0, ""); err != nil {
					return err
				}
				time.Sleep(100 * time.Millisecond)
			}
		})
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "endless"})
		await(t, q, id, isRunning)
		if err := q.Cancel(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		if got := await(t, q, id, ended); got.State != jobs.Cancelled {
			t.Errorf("got %+v", got)
		}
	})
}

// Steps whose transaction fails leave neither state nor output, and a job that
// fails midway goes on where its last good step ended.
func TestCheckpointsFollowTheirTransactions(t *testing.T) {
	databases(t, func(t *testing.T, d database) {
		s := d.open(t)
		q := newQueue(s, jobs.Settings{})
		const rows = 1200
		q.Handle("import", func(ctx context.Context, run *jobs.Run) error {
			var at place
			if _, err := run.State(&at); err != nil {
				return err
			}
			for at.Row < rows {
				at.Row++
				broken := run.Attempt() == 1 && at.Row == 700
				err := s.Write(ctx, func(w *store.Writer) error {
					err := run.Checkpoint(ctx, w, int64(at.Row), rows, at, fmt.Appendf(nil, "row %d", at.Row))
					if broken {
						return errors.Join(err, errors.New("the database was busy"))
					}
					return err
				})
				if err != nil {
					return err
				}
			}
			return nil
		})
		start(t, q)
		id := add(t, q, jobs.Job{Kind: "import"})
		if got := await(t, q, id, ended); got.State != jobs.Done || got.Attempts != 1 || got.Done != rows {
			t.Errorf("got %+v", got)
		}
		want := make([]string, rows)
		for i := range want {
			want[i] = fmt.Sprintf("row %d", i+1)
		}
		checkOutput(t, q, id, want...)
	})
}
