package record

import (
	"slices"
	"sync"
)

// Memo keeps answers until a type that they read changes. The zero value is
// ready; it is safe for concurrent use.
type Memo struct {
	mu      sync.Mutex
	entries map[memoKey]memoEntry
}

// maxAnswers bounds the memory of a Memo; past it, it starts anew. A program
// has some dozens of answers and few questions for each.
const maxAnswers = 2000

type memoKey struct {
	name     string
	audience string
	question any
}

type memoEntry struct {
	answer any
	read   []int   // types that were looked at
	stamps []*byte // of those types at the time
}

// Answer computes a pure function of a snapshot, or returns what it gave before
// when nothing that it read has changed since. The name identifies the
// function. Two callers may compute the same answer at once; neither waits.
func Answer[Q comparable, A any](m *Memo, s *Snapshot, name string, question Q, f func(*Snapshot, Q) A) A {
	key := memoKey{name, s.audience, question}
	if a, ok := m.lookup(s, key); ok {
		return a.(A)
	}
	w := s.Watched()
	answer := f(w, question)
	m.store(w, key, answer)
	return answer
}

func (m *Memo) lookup(s *Snapshot, key memoKey) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e, ok := m.entries[key]
	if !ok || !slices.Equal(e.stamps, s.stamps(e.read)) {
		return nil, false
	}
	for _, i := range e.read {
		s.table(s.dict.types[i]) // an answer inside a watched answer is read by it too
	}
	return e.answer, true
}

func (m *Memo) store(w *Snapshot, key memoKey, answer any) {
	var e memoEntry
	for i := range w.reads.types {
		if w.reads.types[i].Load() {
			e.read = append(e.read, i)
		}
	}
	e.answer, e.stamps = answer, w.stamps(e.read)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.entries == nil || len(m.entries) >= maxAnswers {
		m.entries = map[memoKey]memoEntry{}
	}
	m.entries[key] = e
}

func (s *Snapshot) stamps(types []int) []*byte {
	out := make([]*byte, len(types))
	for i, t := range types {
		out[i] = s.tables[t].stamp
	}
	return out
}
