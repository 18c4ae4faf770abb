package api_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/testkit/filters"
)

// What is read can be sent back as it is: nothing changes and nothing is
// journalled. It can also be sent as something new, and says the same then.
// For every type and every kind of field, those defined at run time included.
func TestRoundTrip(t *testing.T) {
	s := open(t)
	addCustomFields(t, s.desk, s.desk.Dictionary().Types()...)
	seed(t, s.desk)
	types := s.desk.Types()
	kinds, seen := map[string]bool{}, map[string]bool{}
	trip := func(types []*record.Type) func(*rapid.T) {
		return func(rt *rapid.T) {
			typ := rapid.SampledFrom(types).Draw(rt, "type")
			r := draw(rt, s.desk, typ)
			makeSense(t, typ, r, int(s.desk.Position())+1000)
			if problems := save(t, s.desk, typ, r); problems != nil {
				rt.Skip(problems)
			}
			for _, f := range typ.Fields {
				kinds[f.Kind.Name] = kinds[f.Kind.Name] || f.Value(r).Known()
			}
			seen[typ.Name] = true
			sendBack(rt, s, typ, r)
		}
	}
	rapid.Check(t, trip(types))
	rapid.Check(t, trip(withKind(types, "rows"))) // few types have them, and chance may leave them out
	rapid.Check(t, trip(withKind(types, "file")))
	for kind, reached := range kinds {
		if !reached {
			t.Errorf("no record had a value of kind %s", kind)
		}
	}
	if len(seen) < len(types)/2 {
		t.Errorf("records of %d types of %d were made", len(seen), len(types))
	}
}

// withKind lists the types that declare a field of a kind.
func withKind(types []*record.Type, kind string) []*record.Type {
	return slices.DeleteFunc(slices.Clone(types), func(typ *record.Type) bool {
		return !slices.ContainsFunc(typ.Fields, func(f *record.Field) bool { return f.Kind.Name == kind && !f.Custom })
	})
}

// addCustomFields adds a field of every kind that fields defined at run time can
// have to some types.
func addCustomFields(t testing.TB, d *desk.Desk, types ...*record.Type) {
	t.Helper()
	var defs []record.Record
	for _, typ := range types {
		for _, kind := range record.Kinds() {
			if kind.Name == "enum" {
				continue // the options of an enum cannot be given at run time
			}
			defs = append(defs, &catalog.CustomField{Title: "Own " + kind.Name, On: typ.Name, Name: "own_" + kind.Name, Type: kind.Name})
		}
	}
	desktest.Save(t, d, defs...)
}

// draw makes a new random record, with an external ID that nobody has.
func draw(t *rapid.T, d *desk.Desk, typ *record.Type) record.Record {
	r := filters.Record(t, d.Dictionary(), d.Dictionary().Type(typ.Name), 1)
	h := r.Head()
	*h = record.Header{State: h.State, Tags: h.Tags, Source: h.Source, ExternalID: record.NewID(desktest.Noon()).String(), Archived: h.Archived}
	for _, f := range typ.Fields {
		if f.Unique || f.Custom && rapid.Bool().Draw(t, f.Name) {
			fill(t, d, typ, f, r)
		}
	}
	return r
}

// fill gives a value to a field defined at run time, and a fresh one to a unique field.
func fill(t *rapid.T, d *desk.Desk, typ *record.Type, f *record.Field, r record.Record) {
	if f.Unique {
		if err := f.Parse(r, record.NewID(desktest.Noon()).String(), record.Reading{}); err != nil {
			t.Fatal(err)
		}
		return
	}
	donor := filters.Record(t, d.Dictionary(), d.Dictionary().Type("incident"), 1) // for references that lead somewhere
	v := f.Kind.New(f)
	raw := map[string]any{
		"any": map[string]any{"type": "incident", "id": donor.Head().ID.String()}, "boolean": true, "date": "2026-02-28", "decimal": json.Number("0.500001"),
		"duration": "PT36H", "estimate": map[string]any{"low": json.Number("3"), "high": json.Number("8")}, "instant": "2026-11-21T23:59:59.999Z",
		"file":    map[string]any{"name": "a.txt", "type": "text/plain", "size": json.Number("1"), "hash": fmt.Sprintf("%064d", 7)},
		"integer": json.Number("9007199254740991"), "link": "https://a.example/x?q=1&r=%C3%B6", "markdown": " a\n\n<b>", "money": map[string]any{"amount": "10.001", "currency": "KWD"},
		"percent": json.Number("99.9"), "reference": donor.Head().ID.String(), "references": []any{donor.Head().ID.String()}, "tags": []any{"big ship", "ö"}, "text": "it's “x”\u2028",
	}[f.Kind.Name]
	if err := v.SetJSON(raw); err != nil {
		t.Fatalf("custom field %s.%s: %v", typ.Name, f.Name, err)
	}
	if err := f.Set(r, v); err != nil {
		t.Fatal(err)
	}
}

func save(t testing.TB, d *desk.Desk, typ *record.Type, r record.Record) error {
	t.Helper()
	problems, err := d.For(access.Program()).SaveGood(background(), nil, &desk.Change{Type: typ, Record: r, Imported: true})
	if err != nil {
		t.Fatal(err)
	}
	return problems[0]
}

func sendBack(t *rapid.T, s *server, typ *record.Type, r record.Record) {
	address := "/" + typ.Plural + "/" + typ.Number(r.Head().Number)
	read := s.want(s.ask("program", "GET", address, nil), http.StatusOK)
	position := s.desk.Position()
	back := s.ask("program", "PATCH", address, read.Body.String(), "If-Match: "+read.Header().Get("ETag"))
	if back.Code != http.StatusOK {
		t.Fatalf("what was read is refused: %s\n%s", back.Body, read.Body)
	}
	if diff := cmp.Diff(read.Body.String(), back.Body.String()); diff != "" || s.desk.Position() != position {
		t.Fatalf("what was read changes something (journal %d → %d):\n%s", position, s.desk.Position(), diff)
	}
	sendAsNew(t, s, typ, r, read)
}

// kept are members of an answer that the program alone writes.
var kept = []string{"id", "number", "version", "state", "archived", "created", "created_by", "updated", "updated_by"}

func sendAsNew(t *rapid.T, s *server, typ *record.Type, r record.Record, read answer) {
	object := read.json(s)
	for _, f := range typ.Fields {
		if f.System && slices.Contains([]string{"tags", "source"}, f.Name) {
			continue
		}
		if f.System || f.Unique || slices.Contains(kept, f.Name) {
			delete(object, f.Name)
		}
	}
	for _, name := range kept {
		delete(object, name)
	}
	if t.Failed() || !creatable(typ) || !typ.StandsAlone() { // there may be no second one like it
		return
	}
	if typ.Name == "attachment" {
		sendWithContent(t, s, typ, object)
		return
	}
	a := s.ask("program", "POST", "/"+typ.Plural, object)
	if a.Code != http.StatusCreated {
		t.Fatalf("what was read cannot be sent as new: %s\n%s", a.Body, read.Body)
	}
	again := a.json(s)
	for name, was := range object {
		if diff := cmp.Diff(was, again[name]); diff != "" {
			t.Errorf("%s is another in the new record (-read +new):\n%s", name, diff)
		}
	}
}

// sendWithContent holds that a file cannot be named without its content, and that
// one which came with it says the same as the record that was read.
func sendWithContent(t *rapid.T, s *server, typ *record.Type, object map[string]any) {
	a := s.ask("program", "POST", "/"+typ.Plural, object)
	if a.Code != http.StatusUnprocessableEntity || !slices.Contains(a.errors(s), "file") {
		t.Fatalf("a file without its content: status %d: %s", a.Code, a.Body)
	}
	content := rapid.SliceOfN(rapid.Byte(), 1, 100).Draw(t, "content")
	subject := object["subject"].(map[string]any)
	id, err := record.ParseID(subject["id"].(string))
	if err != nil {
		t.Fatal(err)
	}
	name := object["file"].(map[string]any)["name"].(string) // that of the record may hold what no file is called
	if err := s.desk.For(access.Program()).Attach(background(), record.AnyRef{Type: subject["type"].(string), ID: id}, name, content); err != nil {
		t.Fatal(err)
	}
	again := s.want(s.ask("program", "GET", "/"+typ.Plural+"?limit=1", nil), http.StatusOK).items(s)[0]
	file := again["file"].(map[string]any)
	if again["name"] != name || file["hash"] != fmt.Sprintf("%x", sha256.Sum256(content)) || fmt.Sprint(file["size"]) != fmt.Sprint(len(content)) {
		t.Errorf("%q with %d bytes was kept as %v", name, len(content), again)
	}
	if diff := cmp.Diff(object["subject"], again["subject"]); diff != "" {
		t.Errorf("it hangs on another record (-read +new):\n%s", diff)
	}
	back := s.ask("program", "PATCH", "/"+typ.Plural+"/"+again["number"].(string), again)
	if back.Code != http.StatusOK || cmp.Diff(again, back.json(s)) != "" {
		t.Errorf("what was read is not taken back: %d: %s", back.Code, back.Body)
	}
}

// creatable reports whether a new record of a type needs no field that must be
// unique or that the program alone writes.
func creatable(typ *record.Type) bool {
	return !slices.ContainsFunc(typ.Fields, func(f *record.Field) bool { return f.Required && (f.Unique || f.System) }) && typ.Name != "custom_field"
}
