package tabular_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"fairlead/internal/connect/tabular"
)

// corpus is the folder of real data: FAIRLEAD_CORPUS, else ../shared/data beside
// the repository. Without it the test is skipped, in CI it fails.
func corpus(t testing.TB) string {
	t.Helper()
	dir := os.Getenv("FAIRLEAD_CORPUS")
	if dir == "" {
		dir = filepath.Join(repository(t), "..", "shared", "data")
	}
	if _, err := os.Stat(dir); err == nil {
		return dir
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("no real data in %s: set FAIRLEAD_CORPUS", dir)
	}
	t.Skipf("no real data in %s: set FAIRLEAD_CORPUS to test with it", dir)
	return ""
}

func repository(t testing.TB) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			t.Fatal("no go.mod above the working directory")
		}
		dir = parent
	}
}

func readFile(t testing.TB, name string) tabular.File {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return file(string(data), filepath.Base(name))
}

func file(content, name string) tabular.File {
	return tabular.File{Data: bytes.NewReader([]byte(content)), Size: int64(len(content)), Name: name}
}

func sniff(t testing.TB, f tabular.File) tabular.Format {
	t.Helper()
	format, err := tabular.Sniff(f, tabular.Format{}, tabular.Limits{})
	if err != nil {
		t.Fatalf("Sniff(%s): %v", f.Name, err)
	}
	return format
}

// table is everything that a reader gives.
type table struct {
	header []string
	rows   []tabular.Row
	bad    []*tabular.RowError
}

func (t table) cells() [][]string {
	var out [][]string
	for _, row := range t.rows {
		out = append(out, row.Cells)
	}
	return out
}

func readAll(t testing.TB, f tabular.File, format tabular.Format, limits tabular.Limits) table {
	t.Helper()
	r, err := tabular.Open(f, format, limits)
	if err != nil {
		t.Fatalf("Open(%s): %v", f.Name, err)
	}
	got := table{header: r.Header()}
	for {
		row, err := r.Next()
		var bad *tabular.RowError
		switch {
		case errors.Is(err, io.EOF):
			return got
		case errors.As(err, &bad):
			got.bad = append(got.bad, bad)
		case err != nil:
			t.Fatalf("Next(%s): %v", f.Name, err)
		default:
			got.rows = append(got.rows, row)
		}
	}
}
