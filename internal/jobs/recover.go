package jobs

import (
	"context"

	"fairlead/internal/record"
)

// Recover frees the jobs that ran for programs which ended without giving them
// back. They wait again at once, or end when somebody cancelled them or when
// this was their last attempt: a job that brings the program down each time must
// not do so for ever. One that came further in between, as its checkpoints say,
// has all its attempts again.
//
// Only who knows that no other program works on the database may call it, and
// before this queue is started. Where several programs may, leases do it.
func (q *Queue) Recover(ctx context.Context) error {
	if q.started {
		panic("jobs: a queue that runs jobs itself cannot free those of others") // a defect of the caller
	}
	freed, err := q.store.TakeAllJobs(ctx, record.At(q.now()), textLost)
	if freed > 0 {
		q.log.Info("jobs of a program that was stopped are taken over", "jobs", freed)
	}
	return err
}
