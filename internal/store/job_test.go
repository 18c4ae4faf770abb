package store_test

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// fate is what the model of the queue says of a job.
type fate struct {
	State    store.JobState
	Attempts int64
	By       string
	Until    record.Instant
	RunAt    record.Instant
	Cancel   bool
	max      int64
}

func fateOf(j *store.Job) fate {
	return fate{State: j.State, Attempts: j.Attempts, By: j.LeasedBy, Until: j.LeaseUntil, RunAt: j.RunAt, Cancel: j.Cancel, max: j.MaxAttempts}
}

// queueModel runs operations on the stored queue and on a plain one in memory.
type queueModel struct {
	t      *testing.T
	r      *rapid.T
	s      *store.Store
	kind   string // of this run's jobs alone
	now    time.Time
	jobs   map[record.ID]*fate
	ids    []record.ID
	leases []store.JobLease // ever given
}

// The stored queue does what a queue in memory would do, whatever workers,
// people and the clock do.
func TestQueueAgainstModel(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			m := &queueModel{t: t, r: r, s: s, kind: fmt.Sprint("kind ", run), now: noon.Add(time.Duration(run) * time.Hour), jobs: map[record.ID]*fate{}}
			m.add()
			steps := []func(){m.add, m.claim, m.claim, m.renew, m.end, m.end, m.expire, m.cancel, m.retry, m.wait}
			for range rapid.IntRange(5, 25).Draw(r, "steps") {
				steps[rapid.IntRange(0, len(steps)-1).Draw(r, "step")]()
				m.compare()
			}
		})
	})
}

func (m *queueModel) must(err error) {
	if err != nil {
		m.r.Fatal(err)
	}
}

func (m *queueModel) seconds(most int, what string) time.Duration {
	return time.Duration(rapid.IntRange(0, most).Draw(m.r, what)) * time.Second
}

func (m *queueModel) compare() {
	for id, want := range m.jobs {
		got, err := m.s.Job(m.t.Context(), id)
		m.must(err)
		if diff := gocmp.Diff(*want, fateOf(got), gocmp.AllowUnexported(fate{}), gocmp.Comparer(func(a, b record.Instant) bool { return a == b })); diff != "" {
			m.r.Fatalf("job (-want +got):\n%s", diff)
		}
		if got.State.Final() != got.Finished.Known() {
			m.r.Fatalf("state %s, finished %s", got.State, got.Finished)
		}
	}
}

func (m *queueModel) wait() { m.now = m.now.Add(m.seconds(5, "wait")) }

func (m *queueModel) add() {
	j := &store.Job{
		ID: record.NewID(m.now), Kind: m.kind, State: store.JobWaiting, Created: record.At(m.now),
		RunAt: record.At(m.now.Add(m.seconds(3, "delay"))), MaxAttempts: int64(rapid.IntRange(1, 3).Draw(m.r, "attempts")),
	}
	id, err := m.s.AddJob(m.t.Context(), j)
	m.must(err)
	f := fateOf(j)
	m.jobs[id], m.ids = &f, append(m.ids, id)
}

func (m *queueModel) claim() {
	c := store.JobClaim{
		By: fmt.Sprint("run ", len(m.leases)), Kinds: []string{m.kind, "another"}, Limit: rapid.IntRange(1, 3).Draw(m.r, "limit"),
		Now: record.At(m.now), Until: record.At(m.now.Add(m.seconds(4, "lease"))),
	}
	var want []record.ID
	for id, f := range m.jobs {
		if f.State == store.JobWaiting && !f.RunAt.Time().After(m.now) {
			want = append(want, id)
		}
	}
	slices.SortFunc(want, func(a, b record.ID) int {
		return cmp.Or(m.jobs[a].RunAt.Time().Compare(m.jobs[b].RunAt.Time()), a.Compare(b))
	})
	want = want[:min(len(want), c.Limit)]
	claimed, err := m.s.ClaimJobs(m.t.Context(), c)
	m.must(err)
	var got []record.ID
	for _, j := range claimed {
		got = append(got, j.ID)
		m.leases = append(m.leases, store.JobLease{Job: j.ID, By: c.By})
	}
	if !slices.Equal(got, want) {
		m.r.Fatalf("claimed %v, want %v", got, want)
	}
	for _, id := range want {
		f := m.jobs[id]
		f.State, f.By, f.Until = store.JobRunning, c.By, c.Until
		f.Attempts++
	}
}

// lease draws a lease that was given once, and tells whether it is still good.
func (m *queueModel) lease() (l store.JobLease, f *fate, held bool) {
	if len(m.leases) == 0 {
		return store.JobLease{Job: m.ids[0], By: "nobody"}, m.jobs[m.ids[0]], false
	}
	l = rapid.SampledFrom(m.leases).Draw(m.r, "lease")
	f = m.jobs[l.Job]
	return l, f, f.State == store.JobRunning && f.By == l.By
}

func (m *queueModel) checkHeld(what string, got, want bool) {
	if got != want {
		m.r.Fatalf("%s: held %t, want %t", what, got, want)
	}
}

func (m *queueModel) renew() {
	l, f, want := m.lease()
	until := record.At(m.now.Add(m.seconds(4, "renewal")))
	cancel, held, err := m.s.RenewJob(m.t.Context(), l, until, &store.JobProgress{Done: 1})
	m.must(err)
	m.checkHeld("renewing", held, want)
	if held {
		m.checkHeld("asked to stop", cancel, f.Cancel)
		f.Until = until
	}
}

func (m *queueModel) end() {
	l, f, want := m.lease()
	end := store.JobEnd{
		State: rapid.SampledFrom([]store.JobState{store.JobDone, store.JobFailed, store.JobWaiting}).Draw(m.r, "state"),
		At:    record.At(m.now), RunAt: record.At(m.now.Add(m.seconds(3, "backoff"))), Uncount: rapid.Bool().Draw(m.r, "uncount"),
	}
	held, err := m.s.EndJob(m.t.Context(), l, end)
	m.must(err)
	m.checkHeld("ending", held, want)
	if !held {
		return
	}
	if end.Uncount {
		f.Attempts--
	}
	switch {
	case end.State != store.JobWaiting:
		f.finish(end.State)
	case f.Cancel:
		f.finish(store.JobCancelled)
	default:
		f.finish(store.JobWaiting)
		f.RunAt = end.RunAt
	}
}

func (f *fate) finish(state store.JobState) { f.State, f.By, f.Until = state, "", record.Instant{} }

func (m *queueModel) expire() {
	_, err := m.s.ExpireJobs(m.t.Context(), record.At(m.now), "lost")
	m.must(err)
	for _, f := range m.jobs {
		if f.State != store.JobRunning || !f.Until.Time().Before(m.now) {
			continue
		}
		switch {
		case f.Cancel:
			f.finish(store.JobCancelled)
		case f.Attempts >= f.max:
			f.finish(store.JobFailed)
		default:
			f.finish(store.JobWaiting)
		}
	}
}

func (m *queueModel) checkConflict(what string, err error, allowed bool) {
	if (err == nil) != allowed || err != nil && fault.KindOf(err) != fault.Conflict {
		m.r.Fatalf("%s: %v, want it allowed: %t", what, err, allowed)
	}
}

func (m *queueModel) cancel() {
	id := rapid.SampledFrom(m.ids).Draw(m.r, "job")
	f := m.jobs[id]
	m.checkConflict("cancelling", m.s.CancelJob(m.t.Context(), id, record.At(m.now)), !f.State.Final())
	switch f.State {
	case store.JobWaiting:
		f.State = store.JobCancelled
	case store.JobRunning:
		f.Cancel = true
	}
}

func (m *queueModel) retry() {
	id := rapid.SampledFrom(m.ids).Draw(m.r, "job")
	f := m.jobs[id]
	allowed := f.State == store.JobFailed || f.State == store.JobCancelled
	m.checkConflict("retrying", m.s.RetryJob(m.t.Context(), id, record.At(m.now)), allowed)
	if allowed {
		f.State, f.Attempts, f.Cancel, f.RunAt = store.JobWaiting, 0, false, record.At(m.now)
	}
}

// A worker that lost its job cannot make a step of it take effect.
func TestCheckpointOfALostJob(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		id, err := s.AddJob(ctx, &store.Job{ID: record.NewID(noon), Kind: "x", State: store.JobWaiting, RunAt: record.At(noon), MaxAttempts: 5, Created: record.At(noon)})
		if err != nil {
			t.Fatal(err)
		}
		claim := func(by string) store.JobLease {
			t.Helper()
			got, err := s.ClaimJobs(ctx, store.JobClaim{By: by, Kinds: []string{"x"}, Limit: 1, Now: record.At(noon), Until: record.At(noon)})
			if err != nil || len(got) != 1 {
				t.Fatalf("claimed %d (%v)", len(got), err)
			}
			return store.JobLease{Job: id, By: by}
		}
		first := claim("first")
		if n, err := s.ExpireJobs(ctx, record.At(noon.Add(time.Second)), "lost"); n != 1 || err != nil {
			t.Fatalf("expired %d (%v)", n, err)
		}
		second := claim("second")
		lost := errors.New("lost")
		step := func(l store.JobLease) error {
			return s.Write(ctx, func(w *store.Writer) error {
				held, err := w.CheckpointJob(ctx, l, store.JobProgress{Done: 1}, `"of `+l.By+`"`, []byte(l.By))
				if err == nil && !held {
					err = lost
				}
				return err
			})
		}
		if err := step(first); !errors.Is(err, lost) {
			t.Errorf("the first: %v", err)
		}
		if err := step(second); err != nil {
			t.Errorf("the second: %v", err)
		}
		got, err := s.Job(ctx, id)
		if err != nil || got.Checkpoint != `"of second"` {
			t.Errorf("checkpoint %s (%v)", got.Checkpoint, err)
		}
		output, err := s.JobOutput(ctx, id, 0, 10)
		if diff := gocmp.Diff([]store.JobOutput{{Seq: 1, Body: []byte("second")}}, output); diff != "" || err != nil {
			t.Errorf("output (-want +got, %v):\n%s", err, diff)
		}
	})
}

// A schedule is due once for each multiple of its interval at which somebody
// asks in time, and its next time is never more than an interval away.
func TestScheduleAgainstModel(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		run := 0
		rapid.Check(t, func(r *rapid.T) {
			run++
			sc := store.Schedule{Name: fmt.Sprint("schedule ", run), Every: time.Duration(rapid.IntRange(1, 5).Draw(r, "every")) * time.Minute}
			now := noon
			planned := now
			for range rapid.IntRange(1, 10).Draw(r, "asks") {
				j := &store.Job{ID: record.NewID(now), Kind: "x", State: store.JobWaiting, RunAt: record.At(now), MaxAttempts: 1, Created: record.At(now)}
				added, next, err := s.AddScheduled(t.Context(), sc, now, j)
				if err != nil {
					r.Fatal(err)
				}
				due := !planned.After(now)
				for !planned.After(now) {
					planned = planned.Add(sc.Every)
				}
				if added != due || !next.Equal(planned) {
					r.Fatalf("at %s: added %t, next %s; want %t, %s", now, added, next, due, planned)
				}
				now = now.Add(time.Duration(rapid.IntRange(0, 700).Draw(r, "seconds")) * time.Second)
			}
		})
	})
}

func TestShorterIntervalCountsAtOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		ask := func(every time.Duration, at time.Time) time.Time {
			t.Helper()
			j := &store.Job{ID: record.NewID(at), Kind: "x", State: store.JobWaiting, RunAt: record.At(at), MaxAttempts: 1, Created: record.At(at)}
			_, next, err := s.AddScheduled(t.Context(), store.Schedule{Name: "x", Every: every}, at, j)
			if err != nil {
				t.Fatal(err)
			}
			return next
		}
		ask(24*time.Hour, noon)
		if next := ask(time.Minute, noon.Add(time.Hour)); !next.Equal(noon.Add(time.Hour + time.Minute)) {
			t.Errorf("next at %s", next)
		}
	})
}
