package corpus_test

import (
	"os"
	"path/filepath"
	"testing"

	"fairlead/internal/testkit/corpus"
)

func TestPathInTheNamedFolder(t *testing.T) {
	dir := t.TempDir()
	want := filepath.Join(dir, "cmdb", "devices.csv")
	if err := os.MkdirAll(filepath.Dir(want), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(want, []byte("name\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Setenv("FAIRLEAD_CORPUS", dir)
	if got := corpus.Path(t, "cmdb/devices.csv"); got != want {
		t.Errorf("Path = %s, want %s", got, want)
	}
	if got := string(corpus.Read(t, "cmdb/devices.csv")); got != "name\n" {
		t.Errorf("Read = %q", got)
	}
}

// probe is a test of its own whose end can be looked at from outside.
type probe struct {
	testing.TB
	ended string
}

func (p *probe) Helper()               {}
func (p *probe) Fatalf(string, ...any) { p.end("failed") }
func (p *probe) Skipf(string, ...any)  { p.end("skipped") }
func (p *probe) end(how string)        { p.ended = how; panic(p) }

func pathEnds(t *testing.T, name string) (how string) {
	p := &probe{TB: t, ended: "went on"}
	defer func() {
		if caught := recover(); caught != nil && caught != any(p) {
			panic(caught)
		}
		how = p.ended
	}()
	corpus.Path(p, name)
	return p.ended
}

func TestPathWithoutTheCorpus(t *testing.T) {
	empty := t.TempDir()
	for _, c := range []struct{ folder, ci, want string }{
		{filepath.Join(empty, "absent"), "", "skipped"},
		{filepath.Join(empty, "absent"), "true", "failed"},
		{empty, "", "failed"},
		{empty, "true", "failed"},
	} {
		t.Setenv("FAIRLEAD_CORPUS", c.folder)
		t.Setenv("CI", c.ci)
		if got := pathEnds(t, "cmdb/devices.csv"); got != c.want {
			t.Errorf("folder %s, CI=%q: the test %s, want %s", c.folder, c.ci, got, c.want)
		}
	}
}
