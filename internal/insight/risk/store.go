package risk

import (
	"container/list"
	"crypto/sha256"
	"fmt"
	"sync"

	"fairlead/engine/loss"
	"fairlead/internal/record"
)

// store keeps what was drawn and computed of scenarios by all that it depends on, so
// that after a change only those are drawn anew whose figures are others, whichever
// records changed. What was asked for longest ago goes first. It is safe for
// concurrent use.
type store struct {
	mu     sync.Mutex
	kept   map[key]*list.Element
	latest list.List // of *stored, that asked for last in front
	bytes  int
	tables loss.Tables
}

type key [sha256.Size]byte

type stored struct {
	key   key
	value any
	bytes int
}

// mostStored is how many bytes the values of a store take together, about 400 risks.
const mostStored = 64 << 20

// storeOf is the one store of a snapshot and of all that are made from it.
func storeOf(s *record.Snapshot) *store {
	return record.Answer(s, "risk.store", Seed, func(*record.Snapshot, int) *store {
		return &store{kept: map[key]*list.Element{}}
	})
}

// once computes something that depends on a value alone, and takes about so many bytes,
// unless it is still kept. The value is one whose parts are all written by %#v: no
// pointers within.
func once[A any](st *store, name string, of any, bytes int, f func() A) A {
	h := sha256.New()
	fmt.Fprintf(h, "%s %#v", name, of)
	k := key(h.Sum(nil))
	if v, ok := st.find(k); ok {
		return v.(A)
	}
	v := f()
	st.put(&stored{k, v, bytes})
	return v
}

func (st *store) find(k key) (any, bool) {
	st.mu.Lock()
	defer st.mu.Unlock()
	e := st.kept[k]
	if e == nil {
		return nil, false
	}
	st.latest.MoveToFront(e)
	return e.Value.(*stored).value, true
}

func (st *store) put(v *stored) {
	st.mu.Lock()
	defer st.mu.Unlock()
	if st.kept[v.key] != nil {
		return
	}
	st.kept[v.key] = st.latest.PushFront(v)
	for st.bytes += v.bytes; st.bytes > mostStored; {
		oldest := st.latest.Remove(st.latest.Back()).(*stored)
		delete(st.kept, oldest.key)
		st.bytes -= oldest.bytes
	}
}
