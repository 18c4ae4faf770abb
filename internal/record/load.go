package record

import (
	"cmp"
	"container/heap"
	"encoding/binary"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Loader fills a snapshot from storage. Several goroutines may add to it.
type Loader struct {
	s *Snapshot

	mu      sync.Mutex
	batches [][]batch // of each type
	sums    map[string]Sum
}

// batch is records of one type with the edges that start at them, in order.
type batch struct {
	records []Record
	edges   []edge
}

// NewLoader starts an empty snapshot at a journal position.
func NewLoader(d *Dictionary, position int64) *Loader {
	l := &Loader{s: NewSnapshot(d), batches: make([][]batch, len(d.types)), sums: map[string]Sum{}}
	l.s.position = position
	return l
}

// Add puts some records of a type in. It loads fastest where there are many, in
// the order of their IDs, and none between them comes with another call.
func (l *Loader) Add(t *Type, records ...Record) {
	b := batch{records: make([]Record, 0, len(records))}
	edges := 0
	for _, r := range records {
		if t.InSnapshot(r) {
			b.records = append(b.records, r)
			l.s.link(t, r, func(edge) { edges++ })
		}
	}
	if len(b.records) == 0 {
		return
	}
	b.edges = make([]edge, 0, edges) // counted first: growing would copy them many times
	for _, r := range b.records {
		l.s.link(t, r, func(e edge) { b.edges = append(b.edges, e) })
	}
	b.edges = sorted(b.edges)
	l.mu.Lock()
	defer l.mu.Unlock()
	l.batches[t.index] = append(l.batches[t.index], b)
}

// sorted puts edges in their order. Most comparisons are of the first bytes of
// what they point to, held in numbers beside each other: an edge is large to move.
func sorted(edges []edge) []edge {
	type place struct {
		to uint64
		at int
	}
	places := make([]place, len(edges))
	for i := range edges {
		places[i] = place{binary.BigEndian.Uint64(edges[i].to[:]), i}
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.to != b.to {
			return cmp.Compare(a.to, b.to)
		}
		return edges[a.at].compare(&edges[b.at])
	})
	out := make([]edge, len(edges))
	for i, p := range places {
		out[i] = edges[p.at]
	}
	return out
}

// AddSum puts one sum of a series in, as the store computed it.
func (l *Loader) AddSum(t *Type, series, month string, group ID, sum Sum) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sums[seriesKey(t, series, group, month)] = sum
}

// Snapshot is the finished view. The loader must not be used afterwards.
func (l *Loader) Snapshot() *Snapshot {
	var group errgroup.Group // none of its work fails
	group.Go(func() error { l.loadEdges(); return nil })
	group.Go(func() error { l.loadSums(); return nil })
	for i := range l.s.tables {
		group.Go(func() error { l.s.tables[i].loadAll(l.batches[i]); return nil })
	}
	_ = group.Wait()
	return l.s
}

func (t *table) loadAll(batches []batch) {
	slices.SortFunc(batches, func(a, b batch) int { return a.records[0].Head().ID.Compare(b.records[0].Head().ID) })
	for _, b := range batches {
		for _, r := range b.records {
			t.load(r)
		}
	}
}

// loadEdges merges those of all batches.
func (l *Loader) loadEdges() {
	var runs merge
	for _, b := range slices.Concat(l.batches...) {
		if len(b.edges) > 0 {
			runs = append(runs, b.edges)
		}
	}
	heap.Init(&runs)
	for len(runs) > 0 {
		l.s.inbound.Load(runs[0][0])
		if runs[0] = runs[0][1:]; len(runs[0]) == 0 {
			heap.Pop(&runs)
		} else {
			heap.Fix(&runs, 0)
		}
	}
}

func (l *Loader) loadSums() {
	for key, sum := range l.sums {
		l.s.series.Set(key, sum)
	}
}

// merge is a heap of sorted runs, none empty, by their first edges.
type merge [][]edge

func (m merge) Len() int           { return len(m) }
func (m merge) Less(i, j int) bool { return m[i][0].compare(&m[j][0]) < 0 }
func (m merge) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }
func (m *merge) Push(any)          {} // none comes in
func (m *merge) Pop() any {
	last := len(*m) - 1
	*m = (*m)[:last]
	return nil
}
