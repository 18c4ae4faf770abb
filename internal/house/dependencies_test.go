package house_test

import (
	"encoding/json"
	"os/exec"
	"strings"
	"testing"

	"fairlead/internal/testkit"
)

// dependency is a module that the code may import directly.
type dependency struct {
	module    string
	testsOnly bool
	why       string
}

// dependencies lists every module that may be imported. Adding a line is a
// decision: the reason says what it saves us from writing.
var dependencies = []dependency{
	{"github.com/chromedp/cdproto", true, "the protocol that chromedp speaks"},
	{"github.com/chromedp/chromedp", true, "drives Chromium in tests of pages; see docs/decisions/0002"},
	{"github.com/getkin/kin-openapi", true, "an independent judge of the OpenAPI document that we emit"},
	{"github.com/google/go-cmp", true, "differences that can be read"},
	{"github.com/jackc/pgx/v5", false, "the PostgreSQL driver"},
	{"github.com/klauspost/compress", false, "compresses pages and answers on their way out, where the browser takes it and it pays"},
	{"github.com/microcosm-cc/bluemonday", false, "cleans HTML made from what people type"},
	{"github.com/prometheus/client_golang", false, "metrics in the form that everybody scrapes"},
	{"github.com/rogpeppe/go-internal", true, "testscript: tests of the command line written as sessions"},
	{"github.com/tidwall/btree", false, "an ordered map whose copies share, which is what makes snapshots cheap"},
	{"github.com/xuri/excelize/v2", false, "reads and writes XLSX"},
	{"github.com/yuin/goldmark", false, "Markdown"},
	{"go.uber.org/goleak", true, "finds goroutines that outlive their test"},
	{"golang.org/x/crypto", false, "argon2id for passwords"},
	{"golang.org/x/net", false, "HTML parsing in tests of pages, public suffixes, idna"},
	{"golang.org/x/sync", false, "errgroup and singleflight"},
	{"golang.org/x/sys", false, "locks the database file on Windows"},
	{"golang.org/x/text", false, "encodings, collation and currencies"},
	{"golang.org/x/time", false, "rate limits"},
	{"gonum.org/v1/gonum", false, "distributions and linear algebra for the engines"},
	{"maragu.dev/gomponents", false, "HTML as Go functions"},
	{"modernc.org/sqlite", false, "SQLite without a C compiler"},
	{"pgregory.net/rapid", true, "property tests"},
}

func TestImportedModulesAreListed(t *testing.T) {
	for _, p := range packages(t) {
		testSupport := covers("internal/testkit", p.path)
		for _, path := range p.imports {
			d, foreign := allowed(path)
			if foreign && d == nil {
				t.Errorf("%s imports %s, whose module is not in the list of dependencies", p.path, path)
			} else if foreign && d.testsOnly && !testSupport {
				t.Errorf("%s imports %s, which is for tests only", p.path, path)
			}
		}
		for _, path := range p.tests {
			if d, foreign := allowed(path); foreign && d == nil {
				t.Errorf("tests of %s import %s, whose module is not in the list of dependencies", p.path, path)
			}
		}
	}
}

// allowed finds the listed module of an import path; foreign is false for the
// standard library and for our own code.
func allowed(importPath string) (d *dependency, foreign bool) {
	first, _, _ := strings.Cut(importPath, "/")
	if first == module || !strings.Contains(first, ".") {
		return nil, false
	}
	for i := range dependencies {
		if covers(dependencies[i].module, importPath) {
			return &dependencies[i], true
		}
	}
	return nil, true
}

func TestDirectRequirementsAreListed(t *testing.T) {
	edit := exec.Command("go", "mod", "edit", "-json")
	edit.Dir = testkit.Root(t)
	out, err := edit.Output()
	if err != nil {
		t.Fatalf("go mod edit: %v", err)
	}
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatal(err)
	}
	for _, r := range mod.Require {
		if d, _ := allowed(r.Path); d == nil && !r.Indirect {
			t.Errorf("go.mod requires %s directly, which is not in the list of dependencies", r.Path)
		}
	}
}
