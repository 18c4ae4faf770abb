// Package jobs does work in the background: a durable queue and schedules, kept
// in the same database as the records.
//
// A job is one piece of work of some kind. Whoever wants it done adds it, in a
// transaction of its own or in that of the change that calls for it. Workers, in
// any of the servers on the database, claim jobs by a lease, keep the lease
// alive while the handler of the kind runs, and store how it ended:
//
//   - nil: the job is done.
//   - a fault that trying again cannot help (Invalid, Forbidden, NotFound,
//     Unauthenticated, TooLarge): the job has failed.
//   - another error, or a panic: the job waits and is tried again, each time
//     after about twice as long, until it has used up its attempts.
//   - the server stops: the job goes back, and another worker resumes it.
//   - the server dies: the same, once the lease has passed; or at once, when the
//     next one knows that it is alone on the database (Recover). If that was its
//     last attempt, the job has failed. An attempt that came further does not
//     count for this.
//
// A job therefore runs at least once. One that changes records in steps makes
// each step take effect exactly once by a checkpoint in the step's transaction:
// a worker from which the job was taken cannot write it, and the next worker
// starts from the last one written.
//
// The package checks no permissions: those who show jobs to people compare the
// job's CreatedBy with who asks.
package jobs
