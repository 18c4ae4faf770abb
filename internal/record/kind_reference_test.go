package record_test

import (
	"errors"
	"strings"
	"testing"

	"fairlead/internal/record"
)

func TestReferenceReadings(t *testing.T) {
	const id, other = firstID, secondID
	find := func(target, text string) (record.AnyRef, error) {
		known, err := record.ParseID(id)
		if target != "sample" && target != "" || text != "SAM-0001" {
			return record.AnyRef{}, errors.New("is not known here")
		}
		return record.AnyRef{Type: "sample", ID: known}, err
	}
	typ := sampleType(t)
	in := record.Reading{Field: typ.Field("parent"), Find: find}
	checkReadings(t, new(record.Ref[sample]), in, []reading{
		{id, id}, {strings.ToUpper(id), id}, {" SAM-0001 ", id}, {"", ""}, {"SAM-0002", "!not known"},
	})
	checkReadings(t, new(record.Ref[sample]), record.Reading{}, []reading{{"SAM-0001", "!must be the ID"}})
	checkReadings(t, new(record.Refs[sample]), in, []reading{
		{"SAM-0001; " + other + ", " + id, id + ", " + other}, {"", ""}, {"SAM-0001, x", `!"x"`},
		{strings.Repeat(id+",", 1001), "!at most 1000"},
	})
	checkReadings(t, new(record.AnyRef), in, []reading{
		{"sample:" + id, "sample:" + id}, {"SAM-0001", "sample:" + id}, {"", ""}, {"SAM-0002", "!not known"}, {"Sample:" + id, "!not known"},
	})
	checkReadings(t, new(record.AnyRef), record.Reading{}, []reading{{"SAM-0001", "!type and the ID"}})
}

func TestReferenceJSON(t *testing.T) {
	const id = "01890a5d-ac96-774b-bcce-b302099a8057"
	var r record.Ref[sample]
	var list record.Refs[sample]
	var a record.AnyRef
	for _, c := range []struct {
		v    record.Value
		json any
		want string
	}{
		{&r, id, id}, {&r, map[string]any{"id": id}, id}, {&r, nil, ""}, {&r, "VEN-0003", "!"}, {&r, 3.0, "!"},
		{&list, []any{id, map[string]any{"id": id}}, id}, {&list, nil, ""}, {&list, []any{"x"}, "!"}, {&list, id, "!"},
		{&a, map[string]any{"type": "sample", "id": id}, "sample:" + id}, {&a, "sample:" + id, "sample:" + id}, {&a, nil, ""},
		{&a, map[string]any{"id": id}, "!"}, {&a, map[string]any{"type": "sample"}, "!"}, {&a, id, "!"},
	} {
		err := c.v.SetJSON(c.json)
		if (err != nil) != (c.want == "!") || err == nil && c.v.Text() != c.want {
			t.Errorf("%T %v: got %q, %v; want %q", c.v, c.json, c.v.Text(), err, c.want)
		}
	}
}

// TestReferencesOfAnyTypeCompare: filters compare with references that have no
// Go type.
func TestReferencesOfAnyTypeCompare(t *testing.T) {
	id, err := record.ParseID("01890a5d-ac96-774b-bcce-b302099a8057")
	if err != nil {
		t.Fatal(err)
	}
	typed, any := record.To[sample](id), record.AnyRef{Type: "sample", ID: id}
	untyped := record.KindNamed("reference").New(&record.Field{})
	if err := untyped.SetJSON(id.String()); err != nil {
		t.Fatal(err)
	}
	if typed.Compare(untyped) != 0 || untyped.Compare(&typed) != 0 || any.Compare(untyped) != 0 || untyped.Compare(&any) != 0 {
		t.Error("references to one record differ")
	}
}
