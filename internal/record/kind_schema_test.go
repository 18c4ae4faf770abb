package record_test

import (
	"encoding/json"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"

	"fairlead/internal/record"
)

// schemaOf reads the schema of a field with somebody else's eyes.
func schemaOf(t testing.TB, f *record.Field) *openapi3.Schema {
	t.Helper()
	text, err := json.Marshal(f.Kind.Schema(f))
	if err != nil {
		t.Fatal(err)
	}
	var schema openapi3.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	return &schema
}

func TestJSONFollowsItsSchema(t *testing.T) {
	typ := sampleType(t)
	for _, f := range typ.Fields {
		if f.System {
			continue
		}
		schema := schemaOf(t, f)
		t.Run(f.Name, rapid.MakeCheck(func(t *rapid.T) {
			var r sample
			drawFields(t, &r, f.Name)
			if !f.Value(&r).Known() {
				return
			}
			text, err := json.Marshal(f.Value(&r).JSON())
			if err != nil {
				t.Fatal(err)
			}
			var decoded any
			if err := json.Unmarshal(text, &decoded); err != nil {
				t.Fatal(err)
			}
			if err := schema.VisitJSON(decoded, openapi3.EnableJSONSchema2020()); err != nil {
				t.Fatalf("%s: %v", text, err)
			}
		}))
	}
}

func TestSchemasRefuseWhatIsWrong(t *testing.T) {
	typ := sampleType(t)
	for name, wrong := range map[string]string{
		"whole": `1.5`, "exact": `"1"`, "cost": `{"amount":"1"}`, "due": `20260304`, "level": `"none"`, "peers": `["` + firstID + `","` + firstID + `"]`,
		"words": `[1]`, "loss": `{"low":1}`, "document": `{"name":"a"}`, "steps": `[{"title":1}]`, "about": `"x"`, "yes": `"yes"`,
	} {
		var decoded any
		if err := json.Unmarshal([]byte(wrong), &decoded); err != nil {
			t.Fatal(err)
		}
		f := typ.Field(name)
		if schemaOf(t, f).VisitJSON(decoded, openapi3.EnableJSONSchema2020()) == nil {
			t.Errorf("the schema of %s accepts %s", name, wrong)
		}
		if f.Value(&sample{}).SetJSON(decoded) == nil && name != "level" && name != "peers" {
			t.Errorf("%s accepts %s", name, wrong)
		}
	}
}
