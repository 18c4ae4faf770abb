package door

import (
	"sync"
	"time"
)

// limiter slows down those who guess. After some failures of one login or from
// one address, each further one doubles the wait, up to a quarter of an hour.
type limiter struct {
	now func() time.Time
	mu  sync.Mutex
	by  map[string]*tries
}

type tries struct {
	failures int
	until    time.Time // no attempt before
	last     time.Time
}

const (
	freeFailures = 5
	longestWait  = 15 * time.Minute
	maxKeys      = 10_000 // beyond it, old ones are forgotten
)

func newLimiter(clock func() time.Time) *limiter {
	return &limiter{now: clock, by: map[string]*tries{}}
}

// blocked is how long to wait before the next attempt; zero: none.
func (l *limiter) blocked(keys ...string) (wait time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range keys {
		if t := l.by[k]; t != nil {
			wait = max(wait, t.until.Sub(l.now()))
		}
	}
	return wait
}

func (l *limiter) failed(keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	if len(l.by) >= maxKeys {
		l.forget(now)
	}
	for _, k := range keys {
		t := l.by[k]
		if t == nil || now.Sub(t.last) > longestWait {
			t = &tries{}
			l.by[k] = t
		}
		t.failures++
		t.last = now
		if over := t.failures - freeFailures; over >= 0 {
			t.until = now.Add(min(time.Second<<min(over, 10), longestWait))
		}
	}
}

func (l *limiter) forget(now time.Time) {
	for k, t := range l.by {
		if now.Sub(t.last) > longestWait {
			delete(l.by, k)
		}
	}
	if len(l.by) >= maxKeys {
		clear(l.by)
	}
}

func (l *limiter) succeeded(keys ...string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, k := range keys {
		delete(l.by, k)
	}
}
