package house_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

const module = "fairlead"

// pkg is one package of the module, as go list and the parser see it.
type pkg struct {
	path    string   // inside the module: "internal/store"
	imports []string // of the code proper, full paths
	tests   []string // imports of its tests only, full paths
	files   []file
}

// file is one Go file of a package, whatever system it is built for.
type file struct {
	path  string // from the root of the checkout, with slashes
	test  bool
	tree  *ast.File
	lines int
}

var fileSet = token.NewFileSet()

// packages is the whole module.
func packages(t *testing.T) []pkg {
	t.Helper()
	all, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return all
}

var loaded = sync.OnceValues(func() ([]pkg, error) {
	root, err := filepath.Abs("../..") // tests run in the directory of their package
	if err != nil {
		return nil, err
	}
	return load(root)
})

func load(root string) ([]pkg, error) {
	list := exec.Command("go", "list", "-e", "-json=ImportPath,Dir,Imports,TestImports,XTestImports,GoFiles,TestGoFiles,XTestGoFiles,IgnoredGoFiles,Error", "./...")
	list.Dir = root
	out, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var all []pkg
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var l listed
		if err := decoder.Decode(&l); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, err
		}
		p, err := l.pkg(root)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
}

// listed is what go list says of a package.
type listed struct {
	ImportPath, Dir                                    string
	Imports, TestImports, XTestImports                 []string
	GoFiles, TestGoFiles, XTestGoFiles, IgnoredGoFiles []string
	Error                                              *struct{ Err string }
}

func (l listed) pkg(root string) (pkg, error) {
	if l.Error != nil {
		return pkg{}, fmt.Errorf("%s: %s", l.ImportPath, l.Error.Err)
	}
	p := pkg{path: inside(l.ImportPath), imports: l.Imports, tests: append(l.TestImports, l.XTestImports...)}
	for _, names := range [][]string{l.GoFiles, l.TestGoFiles, l.XTestGoFiles, l.IgnoredGoFiles} {
		for _, name := range names {
			f, err := parse(root, filepath.Join(l.Dir, name))
			if err != nil {
				return pkg{}, err
			}
			p.files = append(p.files, f)
		}
	}
	return p, nil
}

func parse(root, path string) (file, error) {
	rel, err := filepath.Rel(root, path)
	if err != nil {
		return file{}, err
	}
	tree, err := parser.ParseFile(fileSet, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return file{}, err
	}
	return file{
		path:  filepath.ToSlash(rel),
		test:  strings.HasSuffix(path, "_test.go"),
		tree:  tree,
		lines: fileSet.File(tree.Pos()).LineCount() - 1, // the last newline starts a line that is not there
	}, nil
}

// inside is an import path without the module's name, or "" for foreign code.
func inside(importPath string) string {
	rest, ours := strings.CutPrefix(importPath, module+"/")
	if !ours {
		return ""
	}
	return rest
}

// covers reports whether a pattern of a table covers a path. A pattern is the
// path of a package and covers those below it too; an element "*" stands for
// any one element.
func covers(pattern, path string) bool {
	want, have := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(have) < len(want) {
		return false
	}
	for i, element := range want {
		if element != "*" && element != have[i] {
			return false
		}
	}
	return true
}

func anyCovers(patterns []string, path string) bool {
	for _, pattern := range patterns {
		if covers(pattern, path) {
			return true
		}
	}
	return false
}

// at is where something stands, for a message.
func at(f file, node ast.Node) string {
	return fmt.Sprintf("%s:%d", f.path, fileSet.Position(node.Pos()).Line)
}
