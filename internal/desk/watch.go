package desk

import "sync"

// watchers wakes those who wait for the next change.
type watchers struct {
	mu   sync.Mutex
	wait chan struct{}
}

func (w *watchers) next() <-chan struct{} {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wait == nil {
		w.wait = make(chan struct{})
	}
	return w.wait
}

func (w *watchers) wake() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.wait != nil {
		close(w.wait)
		w.wait = nil
	}
}
