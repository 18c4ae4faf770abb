package jobs

import (
	"context"
	"errors"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// recoverPage is how many jobs Recover reads at once.
const recoverPage = 100

// Recover frees the jobs that ran for programs which ended without giving them
// back. They wait again at once, and the attempt does not count: the program
// failed, not the job. Those that somebody had cancelled end.
//
// Only who knows that no other program works on the database may call it, and
// before this queue is started. Where several programs may, leases do it.
func (q *Queue) Recover(ctx context.Context) error {
	if q.started {
		panic("jobs: a queue that runs jobs itself cannot free those of others") // a defect of the caller
	}
	for after, freed := (record.ID{}), 0; ; {
		page, err := q.store.Jobs(ctx, store.JobQuery{State: Running, After: after, Limit: recoverPage})
		if err != nil {
			return err
		}
		for _, j := range page {
			if err := q.free(ctx, j); err != nil {
				return err
			}
			after = j.ID
		}
		freed += len(page)
		if len(page) < recoverPage {
			if freed > 0 {
				q.log.Info("jobs of a program that was stopped go on", "jobs", freed)
			}
			return nil
		}
	}
}

func (q *Queue) free(ctx context.Context, j *store.Job) error {
	held, err := q.store.EndJob(ctx, store.JobLease{Job: j.ID, By: j.LeasedBy}, store.JobEnd{
		State: Waiting, At: record.At(q.now()), RunAt: j.RunAt, Uncount: true, Error: j.Error,
	})
	if err == nil && !held {
		err = errors.New("a job is run by another program on this database")
	}
	return err
}
