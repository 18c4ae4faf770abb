package house_test

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
	"testing"
)

// Sizes above which a file or function is no longer one thing, in lines.
const (
	mostFile     = 500
	mostTestFile = 800
	mostFunction = 80
)

// large is a file, or a function written as "file:Name", that is over the limit
// with good reason. It may not grow past lines, and goes from the table once it
// is within the limit.
type large struct {
	what  string
	lines int
	why   string
}

var larges = []large{}

// sized is a file or function and its length.
type sized struct {
	what       string
	lines, cap int
}

func TestSizes(t *testing.T) {
	var all []sized
	for _, p := range packages(t) {
		for _, f := range p.files {
			all = append(all, sizes(f)...)
		}
	}
	for _, problem := range oversized(all, larges) {
		t.Error(problem)
	}
}

func sizes(f file) []sized {
	if f.test {
		return []sized{{f.path, f.lines, mostTestFile}}
	}
	all := []sized{{f.path, f.lines, mostFile}}
	for _, d := range f.tree.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			lines := fileSet.Position(fn.End()).Line - fileSet.Position(fn.Pos()).Line + 1
			all = append(all, sized{f.path + ":" + funcName(fn), lines, mostFunction})
		}
	}
	return all
}

func oversized(all []sized, excused []large) (problems []string) {
	say := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	needed := map[string]bool{}
	for _, s := range all {
		i := slices.IndexFunc(excused, func(l large) bool { return l.what == s.what })
		switch {
		case s.lines <= s.cap:
		case i < 0:
			say("%s has %d lines, at most %d: cut it along its concepts", s.what, s.lines, s.cap)
		case s.lines > excused[i].lines:
			say("%s grew to %d lines, its exception says %d", s.what, s.lines, excused[i].lines)
			needed[s.what] = true
		default:
			needed[s.what] = true
		}
	}
	for _, l := range excused {
		if !needed[l.what] {
			say("%s is no longer too large: take its exception out of the table", l.what)
		}
	}
	return problems
}

// funcName is a function's name, with its receiver's type before it.
func funcName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return fn.Name.Name
	}
	return typeName(fn.Recv.List[0].Type) + "." + fn.Name.Name
}

func typeName(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.IndexListExpr:
		return typeName(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

func TestSizeRules(t *testing.T) {
	excused := []large{{"known.go", 600, "one table"}, {"grown.go", 600, "one table"}, {"healed.go", 600, "one table"}}
	all := []sized{{"fine.go", 500, 500}, {"new.go", 501, 500}, {"known.go", 600, 500}, {"grown.go", 601, 500}, {"healed.go", 10, 500}}
	want := []string{"new.go has 501", "grown.go grew to 601", "healed.go is no longer"}
	got := oversized(all, excused)
	if len(got) != len(want) {
		t.Fatalf("found %q", got)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("found %q, want %q…", got[i], want[i])
		}
	}
}

func TestPackagesHaveACommentAndAName(t *testing.T) {
	vague := []string{"util", "utils", "common", "helper", "helpers", "misc"}
	for _, p := range packages(t) {
		if !slices.ContainsFunc(p.files, func(f file) bool { return f.tree.Doc != nil }) {
			t.Errorf("%s has no package comment: say in a sentence what it is for", p.path)
		}
		if slices.Contains(vague, path.Base(p.path)) {
			t.Errorf("%s: the name says nothing of what it holds", p.path)
		}
	}
}

func TestNoInit(t *testing.T) {
	for _, p := range packages(t) {
		for _, f := range p.files {
			for _, d := range f.tree.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
					t.Errorf("%s: no init functions: what happens at start is written where the program starts", at(f, fn))
				}
			}
		}
	}
}

// The packages that others outside the house may read without its plan.
var documented = []string{"engine/*", "internal/record"}

func TestExportedNamesAreDocumented(t *testing.T) {
	for _, p := range packages(t) {
		if !anyCovers(documented, p.path) {
			continue
		}
		for _, f := range p.files {
			if f.test {
				continue
			}
			for _, node := range undocumented(f.tree) {
				t.Errorf("%s: an exported name without a comment: say its meaning, its unit and its errors", at(f, node))
			}
		}
	}
}

// undocumented finds exported functions, methods of exported types, types,
// constants and variables without a comment of their own or of their group.
func undocumented(tree *ast.File) (nodes []ast.Node) {
	for _, d := range tree.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			hidden := d.Recv != nil && !ast.IsExported(typeName(d.Recv.List[0].Type))
			if d.Name.IsExported() && !hidden && d.Doc == nil {
				nodes = append(nodes, d)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if d.Doc == nil && exportsUndocumented(s) {
					nodes = append(nodes, s)
				}
			}
		}
	}
	return nodes
}

func exportsUndocumented(s ast.Spec) bool {
	switch s := s.(type) {
	case *ast.TypeSpec:
		return s.Name.IsExported() && s.Doc == nil && s.Comment == nil
	case *ast.ValueSpec:
		return slices.ContainsFunc(s.Names, (*ast.Ident).IsExported) && s.Doc == nil && s.Comment == nil
	}
	return false
}
