package record

import (
	"slices"
	"sync"
)

// memo keeps answers until a type that they read changes. A snapshot shares it
// with all that are made from it. It is safe for concurrent use.
type memo struct {
	mu      sync.Mutex
	shelves map[string]*shelf // by function
	flights map[flight]chan struct{}
}

// shelf holds the answers of one function to the questions asked last.
type shelf struct {
	answers map[any][]answer // of each question the latest few, the newest last
	asked   map[any]int64    // when each was asked last, in questions
	clock   int64
}

// How many questions are kept for a function. Those of Answer carry the time, so
// old ones are never asked again, and an answer may be as long as a briefing.
const (
	maxAnswered = 8
	maxViews    = 64   // audiences, each with its own tables
	maxKept     = 1000 // by Keep, of answers that are small
)

// maxAnswers is how many answers to one question are kept: the present one, and
// that of "what if" or of readers who see other records.
const maxAnswers = 2

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
	return answered(s, name, q, maxAnswered, f)
}

// answered is Answer for a number of questions to keep.
func answered[Q comparable, A any](s *Snapshot, name string, q Q, most int, f func(*Snapshot, Q) A) A {
	asked := question{name, q}
	for {
		if kept, ok := s.memo.lookup(s, asked); ok {
			return kept.(A)
		}
		done, mine := s.memo.takeOff(flight{asked, &s.tables[0]})
		if mine {
			return compute(s, asked, q, most, f)
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
	s.memo.keep(question{name, q}, maxKept, answer{value, read, s.stamps(read)})
}

// compute answers and lets those go on who wait, even when f panics.
func compute[Q comparable, A any](s *Snapshot, asked question, q Q, most int, f func(*Snapshot, Q) A) A {
	defer s.memo.land(flight{asked, &s.tables[0]})
	w := s.watched()
	value := f(w, q)
	read := w.reads.list()
	s.note(read)
	s.memo.keep(asked, most, answer{value, read, s.stamps(read)})
	return value
}

func (m *memo) lookup(s *Snapshot, asked question) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	sh := m.shelves[asked.name]
	if sh == nil {
		return nil, false
	}
	for _, a := range slices.Backward(sh.answers[asked.of]) {
		if slices.Equal(a.stamps, s.stamps(a.read)) {
			sh.touch(asked.of)
			s.note(a.read) // an answer inside an answer is read by it too
			return a.value, true
		}
	}
	return nil, false
}

func (sh *shelf) touch(question any) {
	sh.clock++
	sh.asked[question] = sh.clock
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

func (m *memo) keep(asked question, most int, a answer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	sh := m.shelves[asked.name]
	if sh == nil {
		sh = &shelf{answers: map[any][]answer{}, asked: map[any]int64{}}
		m.shelves[asked.name] = sh
	}
	kept := sh.answers[asked.of]
	if len(kept) == maxAnswers {
		kept = kept[1:]
	}
	sh.answers[asked.of] = append(slices.Clone(kept), a)
	sh.touch(asked.of)
	if len(sh.answers) > most {
		sh.forgetOldest()
	}
}

func (sh *shelf) forgetOldest() {
	var oldest any
	first := sh.clock
	for q, at := range sh.asked {
		if at < first {
			oldest, first = q, at
		}
	}
	delete(sh.answers, oldest)
	delete(sh.asked, oldest)
}
