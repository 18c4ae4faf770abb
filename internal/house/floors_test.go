package house_test

import (
	"strings"
	"testing"
)

// floor says where a package lives. Packages import lower floors only, and on
// their own floor only what beside lists. A pattern covers the packages below it
// too, which are then one household; with "*" every match is one of its own.
// Tests are free to look further: they see the house from outside.
type floor struct {
	number  int
	pattern string
	beside  []string
}

// floors is the table of the house. The first pattern that covers a package
// decides, so the narrower ones come first.
var floors = []floor{
	{0, "engine/*", nil},
	{0, "demo", nil},
	{0, "internal/fault", nil},
	{0, "internal/record", []string{"internal/fault"}},

	{1, "internal/catalog", nil},
	{1, "internal/access", nil},

	{2, "internal/store", nil},

	{3, "internal/jobs", nil},

	{4, "internal/desk", nil},

	// The form of a signal is the ground on which modules stand; the briefing puts
	// together what every module has to say. What is entitled and used both money and
	// commitments ask.
	{5, "internal/insight/signal", nil},
	{5, "internal/insight/licence", []string{"internal/insight/signal"}},
	{5, "internal/insight/briefing", []string{"internal/insight/*"}},
	// What is lost and how it is brought back are two modules; how long that takes is of both.
	{5, "internal/insight/comeback", []string{"internal/insight/signal", "internal/insight/continuity", "internal/insight/recovery"}},
	// What to do is chosen within the money that budgets leave and the hours that projects leave.
	{5, "internal/insight/portfolio", []string{"internal/insight/signal", "internal/insight/finance", "internal/insight/projects"}},
	// What the survey finds is part of what may be lost.
	{5, "internal/insight/risk", []string{"internal/insight/signal", "internal/insight/continuity"}},
	{5, "internal/insight/*", []string{"internal/insight/signal", "internal/insight/licence"}},
	{5, "internal/insight", nil},
	{5, "internal/probe", nil},
	// Who comes in, whichever way: pages and the API both ask.
	{5, "internal/door", nil},
	// Reading and writing tables is what import and export share.
	{5, "internal/connect/tabular", nil},
	{5, "internal/connect/*", []string{"internal/connect/tabular"}},
	{5, "internal/connect", []string{"internal/connect/*"}},

	{6, "internal/api", nil},
	// Within the web: building blocks, then the frame around a page, then pages
	// that know nothing of each other, then the list of them.
	{6, "internal/web/ui", []string{"internal/web/draw"}}, // the style sheet brings the rules of the pictures
	{6, "internal/web/draw", nil},
	{6, "internal/web/markdown", nil},
	{6, "internal/web/frame", []string{"internal/web/ui", "internal/web/draw", "internal/web/markdown"}},
	{6, "internal/web/page/*", []string{"internal/web/ui", "internal/web/draw", "internal/web/markdown", "internal/web/frame"}},
	{6, "internal/web", []string{"internal/web/*", "internal/web/page/*"}},

	{7, "internal/app", nil},

	{8, "cmd/fairlead", nil},
	{8, "bench", nil},
	// What tests share may build on anything; only tests import it.
	{8, "internal/testkit", nil},
	{8, "internal/house", nil},
}

// ban keeps an import to the packages where it belongs, or out of some.
type ban struct {
	what  string   // an import path; covers those below it too
	only  []string // patterns of packages that may, if not empty
	never []string // patterns of packages that may not
	why   string
}

var answers = []string{"engine/*", "internal/record", "internal/catalog", "internal/access", "internal/insight"}

var bans = []ban{
	{what: "database/sql", only: []string{"internal/store"}, why: "all SQL stands in one place, and no code above it knows which database it is"},
	{what: "modernc.org/sqlite", only: []string{"internal/store"}, why: "as database/sql"},
	{what: "github.com/jackc/pgx/v5", only: []string{"internal/store", "internal/testkit/pgtest"}, why: "as database/sql"},
	{what: "net/http", never: answers, why: "an answer is a function of a snapshot and is the same on a page, in a mail and in a test"},
	{what: "maragu.dev/gomponents", never: answers, why: "an answer is data; how it looks is the pages' business"},
	{what: "fairlead/internal/testkit", only: []string{"internal/testkit"}, why: "test code stays out of the program"},
	{what: "testing", only: []string{"internal/testkit", "internal/store/storetest"}, why: "test code stays out of the program"},
}

func TestFloors(t *testing.T) {
	for _, p := range packages(t) {
		if _, ok := floorOf(p.path); !ok {
			t.Errorf("%s has no floor: put it into the table in this file and into the plan of the house", p.path)
			continue
		}
		for _, to := range p.imports {
			if why := forbidden(p.path, to); why != "" {
				t.Errorf("%s must not import %s: %s", p.path, to, why)
			}
		}
	}
}

// forbidden says why a package may not import another; "" when it may.
func forbidden(from, importPath string) string {
	for _, b := range bans {
		banned := len(b.only) > 0 && !anyCovers(b.only, from) || anyCovers(b.never, from)
		if banned && covers(b.what, importPath) {
			return b.why
		}
	}
	if covers("engine", from) && !engineMay(importPath) {
		return "anyone may import an engine, so it brings the standard library and gonum at most"
	}
	to := inside(importPath)
	if to == "" || home(from) == home(to) {
		return ""
	}
	own, _ := floorOf(from)
	other, _ := floorOf(to)
	switch {
	case other.number < own.number, other.number == own.number && anyCovers(own.beside, to):
		return ""
	case other.number == own.number:
		return "neighbours on a floor do not know each other"
	}
	return "it stands on a higher floor"
}

func engineMay(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".") && first != module || covers("gonum.org/v1/gonum", importPath) || covers(module+"/engine", importPath)
}

func floorOf(path string) (floor, bool) {
	for _, f := range floors {
		if covers(f.pattern, path) {
			return f, true
		}
	}
	return floor{}, false
}

// home is the household of a package: its path cut to the length of its pattern.
// Within a household packages import each other freely.
func home(path string) string {
	f, ok := floorOf(path)
	if !ok {
		return path
	}
	depth := strings.Count(f.pattern, "/") + 1
	return strings.Join(strings.Split(path, "/")[:depth], "/")
}

func TestFloorRules(t *testing.T) {
	for _, c := range []struct {
		from, to string
		allowed  bool
	}{
		{"internal/desk", "fairlead/internal/store", true},
		{"internal/store", "fairlead/internal/desk", false},
		{"internal/store", "database/sql", true},
		{"internal/desk", "database/sql", false},
		{"internal/desk", "github.com/jackc/pgx/v5/pgxpool", false},
		{"internal/store/sqlite", "fairlead/internal/store/dialect", true},
		{"internal/catalog", "fairlead/internal/access", false},
		{"internal/record", "fairlead/internal/fault", true},
		{"internal/fault", "fairlead/internal/record", false},
		{"internal/insight/finance", "fairlead/internal/insight/continuity", false},
		{"internal/insight/briefing", "fairlead/internal/insight/continuity", true},
		{"internal/insight/finance", "fairlead/internal/insight/briefing", false},
		{"internal/insight/finance", "fairlead/internal/insight/signal", true},
		{"internal/insight/signal", "fairlead/internal/insight/finance", false},
		{"internal/insight/finance", "net/http", false},
		{"internal/insight/finance", "fairlead/engine/choose", true},
		{"internal/connect/importer", "fairlead/internal/connect/tabular", true},
		{"internal/connect/importer", "fairlead/internal/connect/exporter", false},
		{"internal/web/page/finance", "fairlead/internal/web/frame", true},
		{"internal/web/page/finance", "fairlead/internal/web/page/people", false},
		{"internal/web/draw", "fairlead/internal/web/ui", false},
		{"internal/web", "fairlead/internal/web/page/people", true},
		{"internal/web", "fairlead/internal/web/ui", true},
		{"internal/web", "fairlead/internal/api", false},
		{"internal/app", "fairlead/internal/web", true},
		{"internal/desk", "fairlead/internal/testkit", false},
		{"engine/loss", "math/rand/v2", true},
		{"engine/loss", "gonum.org/v1/gonum/stat/distuv", true},
		{"engine/loss", "golang.org/x/sync/errgroup", false},
		{"engine/loss", "fairlead/internal/record", false},
		{"engine/loss", "fairlead/engine/choose", false},
	} {
		if why := forbidden(c.from, c.to); (why == "") != c.allowed {
			t.Errorf("%s importing %s: %q, want allowed=%t", c.from, c.to, why, c.allowed)
		}
	}
}
