package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Handler does the work of one kind of job. It should return soon after ctx
// ends, which is when the job was cancelled, when it was taken from this worker,
// or when the server stops; what it wrote by checkpoints stays.
type Handler func(ctx context.Context, run *Run) error

// Settings of a queue; the zero value is useful.
type Settings struct {
	Workers int           // jobs that run at once in this process; zero means 2
	Poll    time.Duration // how often to look for what other servers added; zero means 1 s
	Lease   time.Duration // how long a job stays with a worker that shows no life; zero means 30 s
}

func (s Settings) withDefaults() Settings {
	if s.Workers <= 0 {
		s.Workers = 2
	}
	if s.Poll <= 0 {
		s.Poll = time.Second
	}
	if s.Lease <= 0 {
		s.Lease = 30 * time.Second
	}
	return s
}

// Queue adds jobs and, once started, runs them. It is safe for concurrent use.
type Queue struct {
	store    *store.Store
	now      func() time.Time
	log      *slog.Logger
	settings Settings

	name      string // of this queue among all on the database, for leases
	claims    atomic.Int64
	handlers  map[string]Handler
	schedules []*schedule

	wake     chan struct{} // there may be something to claim
	slots    chan struct{} // one for each job that may run
	watchers watchers
	runs     runs
	stopping context.Context // ends when no more is to be begun
	stop     context.CancelCauseFunc
	working  sync.WaitGroup
	started  bool
}

// New makes a queue on a database. The clock must be about the same on all
// servers of the database: leases and due times are compared with it. What the
// queue runs is registered with Handle and Every before it is started.
func New(s *store.Store, clock func() time.Time, log *slog.Logger, settings Settings) *Queue {
	host, _ := os.Hostname() // only for people who look at leases
	q := &Queue{
		store: s, now: clock, log: log, settings: settings.withDefaults(),
		name:     fmt.Sprintf("%s/%d/%s", host, os.Getpid(), record.NewID(clock())),
		handlers: map[string]Handler{},
		wake:     make(chan struct{}, 1),
	}
	q.slots = make(chan struct{}, q.settings.Workers)
	q.stopping, q.stop = context.WithCancelCause(context.Background())
	q.handleTidying()
	return q
}

// Handle says what runs the jobs of a kind. A queue leaves jobs of other kinds
// to other servers.
func (q *Queue) Handle(kind string, h Handler) {
	if q.started || q.handlers[kind] != nil {
		panic(fmt.Sprintf("jobs: kind %s is registered twice or after the start", kind)) // a defect of the caller
	}
	q.handlers[kind] = h
}

// Start begins to run jobs, until Stop is called or ctx ends. It is called once
// at most.
func (q *Queue) Start(ctx context.Context) {
	if q.started {
		panic("jobs: a queue is started once") // a defect of the caller
	}
	q.started = true
	context.AfterFunc(ctx, func() { q.stop(errStopping) })
	q.working.Go(q.loop)
	q.Wake()
}

// errStopping is why the context of a handler ends when the server stops.
var errStopping = errors.New("the server is stopping")

// Stop begins no more jobs, ends the contexts of those that run, and waits until
// their handlers have returned and the jobs are given back. When ctx ends first,
// what still runs is left to be resumed after its lease, and the error says so.
func (q *Queue) Stop(ctx context.Context) error {
	q.stop(errStopping)
	idle := make(chan struct{})
	go func() {
		q.working.Wait()
		close(idle)
	}()
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("jobs are still running: %w", ctx.Err())
	}
}

// Wake makes the workers look for jobs now. Add does it by itself; after AddIn
// it is for the caller, once the transaction has taken effect.
func (q *Queue) Wake() {
	select {
	case q.wake <- struct{}{}:
	default: // they are about to look
	}
}

func (q *Queue) loop() {
	ctx := q.stopping
	tick := time.NewTicker(q.settings.Poll)
	defer tick.Stop()
	q.keepHouse(ctx)
	for {
		if err := q.claim(ctx); err != nil && ctx.Err() == nil {
			q.log.Error("claiming jobs", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-q.wake:
		case <-tick.C:
			q.keepHouse(ctx)
			q.watchers.wakeAll() // other servers may have changed what is watched
		}
	}
}

// keepHouse adds the jobs of schedules that are due and frees those of workers
// that died.
func (q *Queue) keepHouse(ctx context.Context) {
	if err := q.addScheduled(ctx); err != nil && ctx.Err() == nil {
		q.log.Error("adding scheduled jobs", "error", err)
	}
	n, err := q.store.ExpireJobs(ctx, record.At(q.now()), textLost)
	if err != nil && ctx.Err() == nil {
		q.log.Error("freeing jobs of workers that died", "error", err)
	}
	if n > 0 {
		q.log.Warn("jobs lost their workers", "jobs", n)
	}
}

const textLost = "The server stopped while this was running."

// claim starts as many ready jobs as there are free slots.
func (q *Queue) claim(ctx context.Context) error {
	free := cap(q.slots) - len(q.slots) // only this goroutine fills slots
	if free == 0 || ctx.Err() != nil {
		return nil
	}
	claim := q.newClaim(free)
	claimed, err := q.store.ClaimJobs(ctx, claim)
	for _, j := range claimed {
		q.slots <- struct{}{}
		q.working.Go(func() {
			_ = q.execute(q.stopping, j) // it is stored and logged
			<-q.slots
			q.Wake()
		})
	}
	return err
}

func (q *Queue) newClaim(limit int) store.JobClaim {
	now := q.now()
	return store.JobClaim{
		By:    fmt.Sprintf("%s/%d", q.name, q.claims.Add(1)),
		Kinds: slices.Sorted(maps.Keys(q.handlers)),
		Limit: limit,
		Now:   record.At(now), Until: record.At(now.Add(q.settings.Lease)),
	}
}
