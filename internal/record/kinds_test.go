package record_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/record"
)

// eachField runs a property for the value of every field that drawFields sets.
func eachField(t *testing.T, property func(t *rapid.T, typ *record.Type, f *record.Field, r *sample)) {
	typ := sampleType(t)
	for _, f := range typ.Fields {
		if f.System {
			continue
		}
		t.Run(f.Name, rapid.MakeCheck(func(t *rapid.T) {
			var r sample
			drawFields(t, &r, f.Name)
			property(t, typ, f, &r)
		}))
	}
}

func TestTextParsesToTheSameValue(t *testing.T) {
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, r *sample) {
		var got sample
		if err := f.Parse(&got, f.Value(r).Text(), record.Reading{}); err != nil {
			t.Fatalf("%q %v", f.Value(r).Text(), err)
		}
		same(t, f, &got, r)
	})
}

func TestJSONGivesTheSameValue(t *testing.T) {
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, r *sample) {
		text, err := json.Marshal(f.Value(r).JSON())
		if err != nil {
			t.Fatal(err)
		}
		var plain, exact any
		if err := json.Unmarshal(text, &plain); err != nil {
			t.Fatal(err)
		}
		d := json.NewDecoder(bytes.NewReader(text))
		d.UseNumber()
		if err := d.Decode(&exact); err != nil {
			t.Fatal(err)
		}
		for _, form := range []any{f.Value(r).JSON(), plain, exact} {
			var got sample
			if err := f.Value(&got).SetJSON(form); err != nil {
				t.Fatalf("%v: %v", form, err)
			}
			same(t, f, &got, r)
		}
	})
}

// TestStructJSONGivesTheSameValue: engines and settings write kinds with
// encoding/json, outside of any record.
func TestStructJSONGivesTheSameValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var want, got step
		drawFields(t, &want)
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("changed (-want +got):\n%s", diff)
		}
	})
}

func TestStoredGivesTheSameValue(t *testing.T) {
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, r *sample) {
		var got sample
		if many, ok := f.Value(&got).(record.Many); ok {
			var ids []record.ID
			f.Value(r).(record.Many).EachTarget(func(id record.ID) { ids = append(ids, id) })
			many.SetTargets(ids)
		} else {
			stored := f.Value(r).Store()
			checkClasses(t, f, stored)
			if err := f.Value(&got).Load(stored); err != nil {
				t.Fatal(err)
			}
		}
		same(t, f, &got, r)
	})
}

// checkClasses holds that stored values are what the classes promise.
func checkClasses(t *rapid.T, f *record.Field, stored []any) {
	if len(stored) != len(f.Kind.Columns) {
		t.Fatalf("%d values for %d columns", len(stored), len(f.Kind.Columns))
	}
	for i, column := range f.Kind.Columns {
		ok := stored[i] == nil
		switch stored[i].(type) {
		case int64:
			ok = column.Class == record.ClassInteger
		case bool:
			ok = column.Class == record.ClassBool
		case string:
			ok = column.Class != record.ClassInteger && column.Class != record.ClassBool
		}
		if !ok {
			t.Fatalf("stores %T in a column of class %d", stored[i], column.Class)
		}
	}
}

func TestStoredTextOrdersAsValues(t *testing.T) {
	typ := sampleType(t)
	rapid.Check(t, func(t *rapid.T) {
		var a, b sample
		drawFields(t, &a, "name", "due", "when")
		drawFields(t, &b, "name", "due", "when")
		for _, name := range []string{"name", "due", "when"} {
			f := typ.Field(name)
			x, y := f.Value(&a), f.Value(&b)
			if x.Known() && y.Known() && sign(x.Compare(y)) != strings.Compare(x.Store()[0].(string), y.Store()[0].(string)) {
				t.Fatalf("%s: %v and %v are stored in another order", name, x.Text(), y.Text())
			}
		}
	})
}

func sign(n int) int { return max(-1, min(1, n)) }

func TestCompareIsATotalOrder(t *testing.T) {
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, a *sample) {
		var b, c sample
		drawFields(t, &b, f.Name)
		drawFields(t, &c, f.Name)
		if rapid.Bool().Draw(t, "equal") {
			b = *a
		}
		x, y, z := f.Value(a), f.Value(&b), f.Value(&c)
		if !x.Known() || !y.Known() || !z.Known() {
			return
		}
		if sign(x.Compare(y)) != -sign(y.Compare(x)) {
			t.Fatalf("%q and %q order both ways", x.Text(), y.Text())
		}
		if x.Compare(y) <= 0 && y.Compare(z) <= 0 && x.Compare(z) > 0 {
			t.Fatalf("%q, %q, %q go in a circle", x.Text(), y.Text(), z.Text())
		}
		if (x.Compare(y) == 0) != cmp.Equal(fieldOf(a, f), fieldOf(&b, f)) {
			t.Fatalf("%q and %q: order and equality differ", x.Text(), y.Text())
		}
	})
}

func TestValidValuesPassTheCheck(t *testing.T) {
	typ := sampleType(t)
	rapid.Check(t, func(t *rapid.T) {
		var r sample
		drawFields(t, &r)
		if problems := typ.Check(&r); len(problems) > 0 {
			t.Fatal(problems)
		}
	})
}

func TestAnyInputIsReadOrRefused(t *testing.T) {
	scraps := []string{"2026", "-", "/", ".", ",", " ", "1", "04", "31", "today", "+1d", "EUR", "$", "€", "%", "h", "PT", "m", "T10:20",
		"Z", "Mar", "..", "to", "(", ")", "e5", "null", "[", "]", "{", "}", `"title"`, ":", "yes", "https://", "a@b.c", "\x00", "\xff", "é"}
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, r *sample) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 7).Draw(t, "scraps"), "")
		before := *r
		in := record.Reading{Today: record.Day(2026, 11, 21), Order: record.DayFirst, Currency: "EUR", DecimalComma: rapid.Bool().Draw(t, "comma")}
		if err := f.Parse(r, text, in); err != nil {
			same(t, f, r, &before)
			return
		}
		var again sample
		if err := f.Parse(&again, f.Value(r).Text(), record.Reading{}); err != nil {
			t.Fatalf("%q was read, but its text %q: %v", text, f.Value(r).Text(), err)
		}
		same(t, f, &again, r)
	})
}

func TestAnyJSONIsReadOrRefused(t *testing.T) {
	scalars := []any{nil, true, 1.5, math.Copysign(0, -1), 1e300, json.Number("12"), json.Number("1e400"), "", "x", "2026-03-04", "EUR", []any{}, map[string]any{}}
	names := []string{"amount", "currency", "type", "id", "low", "likely", "high", "name", "size", "hash", "title", "due"}
	eachField(t, func(t *rapid.T, _ *record.Type, f *record.Field, r *sample) {
		scalar := rapid.SampledFrom(scalars)
		object := rapid.Map(rapid.MapOf(rapid.SampledFrom(names), scalar), func(m map[string]any) any { return m })
		list := rapid.Map(rapid.SliceOfN(rapid.OneOf(scalar, object), 0, 3), func(s []any) any { return s })
		before := *r
		if err := f.Value(r).SetJSON(rapid.OneOf(scalar, object, list).Draw(t, "json")); err != nil {
			same(t, f, r, &before)
		}
	})
}

func TestFormatOfUnknownIsEmpty(t *testing.T) {
	typ := sampleType(t)
	for _, f := range typ.Fields {
		v := f.Kind.New(f)
		if v.Known() {
			if f.Kind.Name != "boolean" {
				t.Errorf("%s: a new value is known", f.Name)
			}
			continue
		}
		if v.Text() != "" || v.Format(record.International()) != "" || v.JSON() != nil {
			t.Errorf("%s: unknown is not empty: %q %q %v", f.Name, v.Text(), v.Format(record.International()), v.JSON())
		}
		for i, column := range v.Store() {
			if column != nil {
				t.Errorf("%s: column %d of unknown is %v", f.Name, i, column)
			}
		}
	}
}

// TestKindsAreListed counts the descriptors in the source, so that none is
// forgotten in Kinds.
func TestKindsAreListed(t *testing.T) {
	names := map[string]bool{}
	for _, k := range record.Kinds() {
		if names[k.Name] || record.KindNamed(k.Name).Name != k.Name {
			t.Errorf("kind %s is listed twice", k.Name)
		}
		names[k.Name] = true
		if k.Widget == "" || k.New(&record.Field{}) == nil || k.Schema(&record.Field{}) == nil {
			t.Errorf("kind %s is incomplete", k.Name)
		}
	}
	if declared := declaredKinds(t); len(declared) != len(names) {
		t.Errorf("%d kinds are declared, %d listed: %v", len(declared), len(names), declared)
	}
	if record.KindNamed("rows") != nil || record.KindNamed("") != nil {
		t.Error("a kind is found that is not listed")
	}
}

// declaredKinds finds the functions of the form func xKind() *Kind.
func declaredKinds(t *testing.T) (names []string) {
	files, err := filepath.Glob("kind_*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(fs.ErrNotExist, err)
	}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if fn, ok := decl.(*ast.FuncDecl); ok && fn.Recv == nil && len(fn.Type.Params.List) == 0 && strings.HasSuffix(fn.Name.Name, "Kind") {
				names = append(names, fn.Name.Name)
			}
		}
	}
	return names
}

func BenchmarkValueAccess(b *testing.B) {
	typ := sampleType(b)
	for _, name := range []string{"name", "due", "level", "cost", "steps"} {
		b.Run(name, func(b *testing.B) {
			f, r := typ.Field(name), &sample{Steps: record.Rows[step]{{}}}
			b.ReportAllocs()
			for b.Loop() {
				f.Value(r).Known()
			}
		})
	}
}
