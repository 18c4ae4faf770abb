package record

import (
	"slices"
	"sync"
)

// memo keeps answers until a type that they read changes. A snapshot shares it
// with all that are made from it. It is safe for concurrent use.
type memo struct {
	mu      sync.Mutex
	answers map[question][]answer // of each question the latest few, the newest last
	flights map[flight]chan struct{}
}

// maxQuestions bounds the memory of a memo; past it, it starts anew. A program
// has some dozens of answers and few questions for each.
const maxQuestions = 2000

// maxAnswers is how many answers to one question are kept: those of readers who
// may see different records, and of "what if".
const maxAnswers = 4

// question is what is asked of which function.
type question struct {
	name string
	of   any
}

// answer holds for every snapshot whose tables have the same stamps.
type answer struct {
	value  any
	read   []int   // types that were looked at
	stamps []*byte // of those types at the time
}

// flight is a question that is being worked on over the tables of one snapshot.
type flight struct {
	question question
	over     *table
}

// Answer computes a pure function of a snapshot, or returns what it gave before
// when nothing that it read has changed since. The name identifies the function,
// and the question must be comparable.
//
// A function may ask for further answers through the snapshot that it is given:
// each is kept by itself, so that after a change only those are computed anew
// that read what changed. Of several callers who ask the same at once, one
// computes and the others wait for it.
func Answer[Q comparable, A any](s *Snapshot, name string, q Q, f func(*Snapshot, Q) A) A {
	asked := question{name, q}
	for {
		if kept, ok := s.memo.lookup(s, asked); ok {
			return kept.(A)
		}
		done, mine := s.memo.takeOff(flight{asked, &s.tables[0]})
		if mine {
			return compute(s, asked, q, f)
		}
		<-done
	}
}

// Recall gives what Keep kept, when no type that it depends on has changed since.
func Recall[A any](s *Snapshot, name string, q any) (kept A, ok bool) {
	value, ok := s.memo.lookup(s, question{name, q})
	if ok {
		kept = value.(A)
	}
	return kept, ok
}

// Keep keeps an answer that was found elsewhere, such as in the database, until
// a record of some types changes. The snapshot must be from before the answer,
// so that no change between them is missed. The question must be comparable.
func Keep[A any](s *Snapshot, name string, q any, value A, depends ...*Type) {
	read := make([]int, len(depends))
	for i, t := range depends {
		read[i] = t.index
	}
	s.note(read)
	s.memo.keep(question{name, q}, answer{value, read, s.stamps(read)})
}

// compute answers and lets those go on who wait, even when f panics.
func compute[Q comparable, A any](s *Snapshot, asked question, q Q, f func(*Snapshot, Q) A) A {
	defer s.memo.land(flight{asked, &s.tables[0]})
	w := s.watched()
	value := f(w, q)
	read := w.reads.list()
	s.note(read)
	s.memo.keep(asked, answer{value, read, s.stamps(read)})
	return value
}

func (m *memo) lookup(s *Snapshot, asked question) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, a := range slices.Backward(m.answers[asked]) {
		if slices.Equal(a.stamps, s.stamps(a.read)) {
			s.note(a.read) // an answer inside an answer is read by it too
			return a.value, true
		}
	}
	return nil, false
}

// takeOff reports whether the caller is to compute; if not, done is closed when
// another has.
func (m *memo) takeOff(f flight) (done chan struct{}, mine bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if done, ok := m.flights[f]; ok {
		return done, false
	}
	m.flights[f] = make(chan struct{})
	return nil, true
}

func (m *memo) land(f flight) {
	m.mu.Lock()
	defer m.mu.Unlock()
	close(m.flights[f])
	delete(m.flights, f)
}

func (m *memo) keep(asked question, a answer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.answers) >= maxQuestions {
		clear(m.answers)
	}
	kept := m.answers[asked]
	if len(kept) == maxAnswers {
		kept = kept[1:]
	}
	m.answers[asked] = append(slices.Clone(kept), a)
}
