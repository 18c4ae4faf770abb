package jobs

import (
	"sync"

	"fairlead/internal/record"
)

// Watch returns a channel that is closed when something about a job may have
// changed: read it again then, and watch again. Changes made in this process are
// noticed at once; those by other servers and by checkpoints within a second, when
// the queue is started.
func (q *Queue) Watch(id record.ID) <-chan struct{} { return q.watchers.next(id) }

// watchers wakes those who wait for a job to change.
type watchers struct {
	mu   sync.Mutex
	wait map[record.ID]chan struct{}
}

func (w *watchers) next(id record.ID) <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wait[id] == nil {
		if w.wait == nil {
			w.wait = map[record.ID]chan struct{}{}
		}
		w.wait[id] = make(chan struct{})
	}
	return w.wait[id]
}

func (w *watchers) wake(id record.ID) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if c := w.wait[id]; c != nil {
		close(c)
		delete(w.wait, id)
	}
}

func (w *watchers) wakeAll() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, c := range w.wait {
		close(c)
	}
	clear(w.wait)
}
