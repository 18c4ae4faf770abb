package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"fairlead/bench/estate"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// openEstate opens the large database for reading. It is built when it is not
// there yet, which takes some minutes.
func openEstate(b *testing.B) *store.Store {
	b.Helper()
	dir, err := estate.Directory(b.Context(), cacheDirectory(), estate.Foundation(), func(text string) { b.Log(text) })
	if err != nil {
		b.Fatal(err)
	}
	dict, err := catalog.Dictionary()
	if err != nil {
		b.Fatal(err)
	}
	s, err := store.Open(context.Background(), "sqlite:"+filepath.Join(dir, estate.File), dict, store.Options{ReadOnly: true})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.Close() })
	return s
}

// BenchmarkSnapshotLoad reads the whole estate into memory.
func BenchmarkSnapshotLoad(b *testing.B) {
	s := openEstate(b)
	cpu := cpuTime(os.Getpid())
	for b.Loop() {
		snapshot, err := s.LoadSnapshot(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(heap()>>20), "MB-heap")
		runtime.KeepAlive(snapshot)
		b.StartTimer()
	}
	b.ReportMetric((cpuTime(os.Getpid())-cpu).Seconds()/float64(b.N), "cpu-s/op")
}

// heap is what is in use after a collection.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// BenchmarkSnapshotChange takes a single change into the whole estate.
func BenchmarkSnapshotChange(b *testing.B) {
	snapshot, err := openEstate(b).LoadSnapshot(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for name, t := range map[string]*record.Type{
		"asset": record.TypeFor[catalog.Asset](snapshot), "contract": record.TypeFor[catalog.Contract](snapshot),
		"incident": record.TypeFor[catalog.Incident](snapshot),
	} {
		var all []record.Record
		for r := range snapshot.Each(t) {
			all = append(all, r)
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			s := snapshot
			for i := 0; b.Loop(); i++ {
				old := s.Find(t, all[i*7919%len(all)].Head().ID)
				changed := t.Clone(old)
				changed.Head().Version++
				s = s.With(s.Position()+1, record.Edit{Old: old, New: changed})
			}
		})
	}
}
