package record

import (
	"container/heap"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// Loader fills a snapshot from storage. Records of one type must come in one
// go; different types may come from different goroutines.
type Loader struct {
	s     *Snapshot
	edges [][][]edge // of each type, in runs of at most runLength
}

// runLength is how many edges are sorted by one goroutine. They come by the
// million, in runs that never move.
const runLength = 1 << 16

// NewLoader starts an empty snapshot at a journal position.
func NewLoader(d *Dictionary, position int64) *Loader {
	l := &Loader{s: NewSnapshot(d), edges: make([][][]edge, len(d.types))}
	l.s.position = position
	return l
}

// Add puts one record in. Records in the order of their IDs load fastest.
func (l *Loader) Add(t *Type, r Record) {
	if !t.InSnapshot(r) {
		return
	}
	l.s.tables[t.index].load(r)
	l.s.link(t, r, func(e edge) {
		runs := l.edges[t.index]
		last := len(runs) - 1
		if last < 0 || len(runs[last]) == runLength {
			runs, last = append(runs, nil), last+1
			l.edges[t.index] = runs
		}
		runs[last] = append(runs[last], e)
	})
}

// AddSum puts one sum of a series in, as the store computed it.
func (l *Loader) AddSum(t *Type, series, month string, group ID, sum Sum) {
	l.s.series.Set(seriesKey(t, series, group, month), sum)
}

// Snapshot is the finished view. The loader must not be used afterwards.
func (l *Loader) Snapshot() *Snapshot {
	runs := slices.Concat(l.edges...)
	var sorting errgroup.Group
	sorting.SetLimit(runtime.GOMAXPROCS(0))
	for _, run := range runs {
		sorting.Go(func() error { slices.SortFunc(run, edge.compare); return nil })
	}
	_ = sorting.Wait() // sorting does not fail
	merging := merge(runs)
	heap.Init(&merging)
	for len(merging) > 0 {
		l.s.inbound.Load(merging[0][0])
		if merging[0] = merging[0][1:]; len(merging[0]) == 0 {
			heap.Pop(&merging)
		} else {
			heap.Fix(&merging, 0)
		}
	}
	return l.s
}

// merge is a heap of sorted runs, none empty, by their first edges.
type merge [][]edge

func (m merge) Len() int           { return len(m) }
func (m merge) Less(i, j int) bool { return m[i][0].less(m[j][0]) }
func (m merge) Swap(i, j int)      { m[i], m[j] = m[j], m[i] }
func (m *merge) Push(any)          {} // none comes in
func (m *merge) Pop() any {
	last := len(*m) - 1
	*m = (*m)[:last]
	return nil
}
