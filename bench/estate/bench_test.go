package estate_test

import (
	"path/filepath"
	"testing"

	"fairlead/bench/estate"
	"fairlead/internal/testkit/desktest"
)

// BenchmarkBuild saves a twentieth of the foundation's records, 1,000 in each
// transaction, with journal, names and search.
func BenchmarkBuild(b *testing.B) {
	size := estate.Foundation().Part(20)
	for b.Loop() {
		dsn := "sqlite:" + filepath.Join(b.TempDir(), estate.File)
		if err := estate.Build(b.Context(), dsn, size, desktest.Noon(), func(string) {}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(size.Entries*b.N)/b.Elapsed().Seconds(), "entries/s")
}
