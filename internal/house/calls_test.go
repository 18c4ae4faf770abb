package house_test

import (
	"go/ast"
	"go/parser"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// call is a use of a name of another package.
type call struct {
	node ast.Node
	path string // import path of the package
	name string
}

// calls lists what a file uses of other packages, by their import paths, so that
// renaming an import hides nothing. An import with a dot could hide anything and
// counts as the name ".".
func calls(tree *ast.File) (all []call) {
	paths := map[string]string{} // by the name in the file
	for _, s := range tree.Imports {
		path, err := strconv.Unquote(s.Path.Value)
		if err != nil {
			continue // the parser let it through, so it is quoted
		}
		name := path[strings.LastIndex(path, "/")+1:]
		if s.Name != nil {
			name = s.Name.Name
		}
		if name == "." {
			all = append(all, call{s, path, name})
		}
		paths[name] = path
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := sel.X.(*ast.Ident); ok && paths[x.Name] != "" {
				all = append(all, call{sel, paths[x.Name], sel.Sel.Name})
			}
		}
		return true
	})
	return all
}

func TestCallsSeesThroughNames(t *testing.T) {
	source := `package p; import (g "maragu.dev/gomponents"; . "time"); func f(raw string) { g.Raw(raw); raw.Raw() }`
	tree, err := parser.ParseFile(fileSet, "calls.go", source, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range calls(tree) {
		got = append(got, c.path+" "+c.name)
	}
	if diff := cmp.Diff([]string{"time .", "maragu.dev/gomponents Raw"}, got); diff != "" {
		t.Errorf("calls (-want +got):\n%s", diff)
	}
}

// rawMay lists the files that put ready HTML on a page, each with what makes it
// safe. Everywhere else text is escaped because nothing else is possible.
var rawMay = map[string]string{
	"internal/web/markdown/markdown.go": "it comes out of the sanitiser",
	"internal/web/draw/gallery_test.go": "a style sheet of ours in a page for looking at pictures",
}

func TestRawHTMLStaysWhereItIsMade(t *testing.T) {
	used := map[string]bool{}
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, c := range calls(f.tree) {
				if c.path != "maragu.dev/gomponents" || !slices.Contains([]string{"Raw", "Rawf", "."}, c.name) {
					continue
				}
				used[f.path] = true
				if rawMay[f.path] == "" {
					t.Errorf("%s: unescaped HTML: text from people would become markup", at(f, c.node))
				}
			}
		}
	}
	for path := range rawMay {
		if !used[path] {
			t.Errorf("%s writes no ready HTML any more: take it out of the table", path)
		}
	}
}

// Packages whose results depend on their arguments alone.
var clockless = []string{"engine/*", "internal/record", "internal/catalog", "internal/access", "internal/insight"}

func TestAnswersHaveNoClock(t *testing.T) {
	clock := []string{"Now", "Since", "Until", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer", "Sleep", "."}
	for _, p := range packages(t) {
		if !anyCovers(clockless, p.path) {
			continue
		}
		for _, f := range p.files {
			for _, c := range calls(f.tree) {
				if !f.test && c.path == "time" && slices.Contains(clock, c.name) {
					t.Errorf("%s: time.%s: the same question about the same records must get the same answer; take the time as an argument", at(f, c.node), c.name)
				}
			}
		}
	}
}
