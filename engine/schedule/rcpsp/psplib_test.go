package rcpsp_test

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
	"testing"

	"fairlead/engine/schedule/psplib"
	"fairlead/engine/schedule/rcpsp"
	"fairlead/internal/testkit/corpus"
)

// instance is a project of the library with what is known of it.
type instance struct {
	name              string
	problem           *rcpsp.Problem
	path, lower, best int // the critical path, the best bound and the best makespan known
}

// library reads every so manyeth project of a set.
func library(t testing.TB, archive, known string, every int) []instance {
	t.Helper()
	projects := unpack(t, archive)
	rows, err := csv.NewReader(bytes.NewReader(corpus.Read(t, "psplib/"+known))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []instance
	for i, row := range rows[1:] {
		if i%every == 0 {
			number := func(k int) int {
				n, err := strconv.Atoi(row[k])
				if err != nil {
					t.Fatal(row, err)
				}
				return n
			}
			list = append(list, instance{row[0], projects[row[0]], number(1), number(2), number(3)})
		}
	}
	return list
}

func unpack(t testing.TB, archive string) map[string]*rcpsp.Problem {
	t.Helper()
	unzipped, err := gzip.NewReader(bytes.NewReader(corpus.Read(t, "psplib/"+archive)))
	if err != nil {
		t.Fatal(err)
	}
	projects := map[string]*rcpsp.Problem{}
	for files := tar.NewReader(unzipped); ; {
		file, err := files.Next()
		if errors.Is(err, io.EOF) {
			return projects
		}
		if err != nil {
			t.Fatal(err)
		}
		if name, ok := strings.CutSuffix(path.Base(file.Name), ".sm"); ok && file.Typeflag == tar.TypeReg {
			if projects[name], err = psplib.Read(files); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
	}
}

// The projects of the library get schedules that keep to their rules, none shorter
// than is possible, and on average as close to the best known as few schedules get.
func TestLibrary(t *testing.T) {
	for _, set := range []struct {
		archive, known string
		every          int
		over           float64 // percent over the best known, on average
	}{
		{"j30.tar.gz", "best_bounds_j30.csv", 4, 0.6},
		{"j60.tar.gz", "best_bounds_j60.csv", 8, 1.5},
		{"j120_sets_1_to_30.tar.gz", "best_bounds_j120_sets_1_to_30.csv", 12, 4},
	} {
		list, over := library(t, set.archive, set.known, set.every), 0.0
		for _, in := range list {
			r, err := rcpsp.Solve(t.Context(), in.problem, rcpsp.Settings{Schedules: 1000})
			if err != nil {
				t.Fatal(in.name, err)
			}
			if err := rcpsp.Check(in.problem, r.Start); err != nil {
				t.Errorf("%s: %v", in.name, err)
			}
			if rcpsp.Makespan(in.problem, r.Start) != r.Makespan || r.Makespan < in.lower || r.LowerBound > in.best || r.LowerBound < in.path {
				t.Errorf("%s: %d, at least %d; known are a path of %d, a bound of %d and a makespan of %d", in.name, r.Makespan, r.LowerBound, in.path, in.lower, in.best)
			}
			over += float64(r.Makespan-in.best) / float64(in.best) * 100 / float64(len(list))
		}
		t.Logf("%s: %.2f %% over the best known", set.archive, over)
		if over > set.over {
			t.Errorf("%s: %.2f %% over the best known, more than %v %%", set.archive, over, set.over)
		}
	}
}

// BenchmarkLibrary solves all projects of a set with 50,000 schedules each; the
// figures stand in docs/benchmarks/schedule.md.
func BenchmarkLibrary(b *testing.B) {
	for _, set := range []struct{ name, archive, known string }{
		{"j30", "j30.tar.gz", "best_bounds_j30.csv"},
		{"j60", "j60.tar.gz", "best_bounds_j60.csv"},
		{"j120", "j120_sets_1_to_30.tar.gz", "best_bounds_j120_sets_1_to_30.csv"},
	} {
		b.Run(set.name, func(b *testing.B) {
			list := library(b, set.archive, set.known, 1)
			overPath, overBest, made, proven := 0.0, 0.0, 0, 0
			for b.Loop() {
				for _, in := range list {
					r, err := rcpsp.Solve(b.Context(), in.problem, rcpsp.Settings{})
					if err != nil || rcpsp.Check(in.problem, r.Start) != nil {
						b.Fatal(in.name, err)
					}
					overPath += float64(r.Makespan-in.path) / float64(in.path) * 100
					overBest += float64(r.Makespan-in.best) / float64(in.best) * 100
					made += r.Schedules
					if r.Optimal {
						proven++
					}
				}
			}
			runs := float64(b.N * len(list))
			b.ReportMetric(overPath/runs, "%-over-path")
			b.ReportMetric(overBest/runs, "%-over-best")
			b.ReportMetric(float64(made)/b.Elapsed().Seconds(), "schedules/s")
			b.ReportMetric(float64(proven)/runs*100, "%-proven")
		})
	}
}
