package house_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"
)

// A program without global state can be started twice in one process, which is
// what tests do. A package-level variable is therefore a table that nothing
// changes, or something computed once (sync.OnceValue). What is found:
// assignments to the variable or into it, its address taken, pointer methods of
// the package's own types called on it, and variables of a type that is state by
// nature, such as a mutex. Not found: a map handed to a function that writes to
// it, and writes through another variable.
func TestNoGlobalState(t *testing.T) {
	for _, p := range packages(t) {
		var trees []*ast.File
		for _, f := range p.files {
			if f.tree.Name.Name == packageName(p) {
				trees = append(trees, f.tree)
			}
		}
		for _, s := range globalState(trees) {
			t.Errorf("%s: %s", fileSet.Position(s.pos), s.why)
		}
	}
}

// packageName leaves aside the external tests, which cannot assign unseen.
func packageName(p pkg) string {
	return strings.TrimSuffix(p.files[0].tree.Name.Name, "_test")
}

type state struct {
	pos token.Pos
	why string
}

// search goes through one package.
type search struct {
	info  *types.Info
	found []state
}

func globalState(trees []*ast.File) []state {
	s := search{info: resolve(trees)}
	for _, tree := range trees {
		for _, spec := range packageVars(tree) {
			if name := stateful(spec); name != "" {
				s.found = append(s.found, state{spec.Pos(), "a package-level variable of type " + name})
			}
		}
		ast.Inspect(tree, s.visit)
	}
	return s.found
}

func (s *search) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			for _, left := range n.Lhs {
				s.note(left, "is assigned")
			}
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			s.note(n.Key, "is assigned")
			s.note(n.Value, "is assigned")
		}
	case *ast.IncDecStmt:
		s.note(n.X, "is assigned")
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			s.note(n.X, "has its address taken")
		}
	case *ast.CallExpr:
		s.call(n)
	}
	return true
}

func (s *search) call(n *ast.CallExpr) {
	switch fn := n.Fun.(type) {
	case *ast.Ident:
		if slices.Contains([]string{"delete", "clear", "copy"}, fn.Name) && len(n.Args) > 0 {
			s.note(n.Args[0], "is changed by "+fn.Name)
		}
	case *ast.SelectorExpr:
		if s.pointerMethod(fn) {
			s.note(fn.X, "is changed by its method "+fn.Sel.Name)
		}
	}
}

func (s *search) note(e ast.Expr, how string) {
	if v := s.root(e); v != nil {
		s.found = append(s.found, state{e.Pos(), "the package-level variable " + v.Name() + " " + how})
	}
}

// root is the package-level variable that an expression writes into, or nil.
func (s *search) root(e ast.Expr) *types.Var {
	switch x := e.(type) {
	case *ast.Ident:
		v, _ := s.info.Uses[x].(*types.Var)
		if v == nil || v.Parent() == nil || v.Parent().Parent() != types.Universe {
			return nil
		}
		return v
	case *ast.SelectorExpr:
		return s.root(x.X)
	case *ast.IndexExpr:
		return s.root(x.X)
	case *ast.StarExpr:
		return s.root(x.X)
	case *ast.ParenExpr:
		return s.root(x.X)
	}
	return nil
}

// pointerMethod reports whether the call takes the address of what stands
// before the dot.
func (s *search) pointerMethod(fn *ast.SelectorExpr) bool {
	chosen := s.info.Selections[fn]
	if chosen == nil || chosen.Kind() != types.MethodVal {
		return false
	}
	_, already := chosen.Recv().Underlying().(*types.Pointer)
	_, wants := chosen.Obj().(*types.Func).Signature().Recv().Type().(*types.Pointer)
	return wants && !already
}

func packageVars(tree *ast.File) (specs []*ast.ValueSpec) {
	for _, d := range tree.Decls {
		if g, ok := d.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, s := range g.Specs {
				specs = append(specs, s.(*ast.ValueSpec))
			}
		}
	}
	return specs
}

// stateful names the type of a variable that is there to be changed.
func stateful(spec *ast.ValueSpec) string {
	if _, ok := spec.Type.(*ast.ChanType); ok {
		return "chan"
	}
	typ := spec.Type
	if index, ok := typ.(*ast.IndexExpr); ok {
		typ = index.X
	}
	sel, ok := typ.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	from, _ := sel.X.(*ast.Ident)
	if from == nil {
		return ""
	}
	name := from.Name + "." + sel.Sel.Name
	if from.Name == "atomic" || slices.Contains([]string{"sync.Mutex", "sync.RWMutex", "sync.Map", "sync.Once", "sync.WaitGroup"}, name) {
		return name
	}
	return ""
}

// resolve finds what each name in a package stands for. Foreign packages are
// left empty and what they would have said is passed over: names are enough.
func resolve(trees []*ast.File) *types.Info {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}, Selections: map[*ast.SelectorExpr]*types.Selection{}}
	conf := types.Config{Importer: empty{}, Error: func(error) {}, FakeImportC: true}
	conf.Check("checked", fileSet, trees, info) // its error is the first of those passed over
	return info
}

// empty imports every package as one without content.
type empty struct{}

func (empty) Import(path string) (*types.Package, error) {
	name := path[strings.LastIndex(path, "/")+1:]
	p := types.NewPackage(path, name)
	p.MarkComplete()
	return p, nil
}

func TestGlobalStateRules(t *testing.T) {
	for _, c := range []struct{ name, source, want string }{
		{"a table", `var days = map[string]int{"mo": 1}; func f() int { return days["mo"] }`, ""},
		{"an error", `var errX = errors.New("x"); func f() error { return errX }`, ""},
		{"an assertion", `type t struct{}; type i interface{}; var _ i = t{}`, ""},
		{"computed once", `var once = sync.OnceValue(func() int { return 1 })`, ""},
		{"a local of the same name", `var n = 1; func f() { n := 2; n++; _ = n }`, ""},
		{"a field of the same name", `var n = 1; type s struct{ n int }; func (x *s) f() { x.n = n }`, ""},
		{"a value method", `type t int; func (t) m() {}; var v t; func f() { v.m() }`, ""},
		{"assigned", `var n int; func f() { n = 1 }`, "is assigned"},
		{"counted", `var n int; func f() { n++ }`, "is assigned"},
		{"a key set", `var m = map[string]int{}; func f() { m["a"] = 1 }`, "is assigned"},
		{"a field set", `var s struct{ n []int }; func f() { s.n[0] = 1 }`, "is assigned"},
		{"a key deleted", `var m = map[string]int{}; func f() { delete(m, "a") }`, "changed by delete"},
		{"an address taken", `var n int; func f() *int { return &n }`, "address taken"},
		{"a pointer method", `type t int; func (*t) m() {}; var v t; func f() { v.m() }`, "its method m"},
		{"a lock", `var mu sync.Mutex`, "sync.Mutex"},
		{"a counter", `var n atomic.Pointer[int]`, "atomic.Pointer"},
	} {
		source := `package p; import ("errors"; "sync"; "sync/atomic"); ` + c.source
		tree, err := parser.ParseFile(fileSet, c.name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		got := globalState([]*ast.File{tree})
		if len(got) > 1 || (len(got) == 1) != (c.want != "") || (len(got) == 1 && !strings.Contains(got[0].why, c.want)) {
			t.Errorf("%s: found %+v, want %q", c.name, got, c.want)
		}
	}
}
