package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

var update = flag.Bool("update", false, "write the golden OpenAPI document anew")

const golden = "testdata/openapi.json"

func document(t *testing.T) []byte {
	t.Helper()
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.MarshalIndent(api.Document(d.Types(), func(t *record.Type) []*record.Field { return t.Fields }, "golden"), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}

// The document changes only when somebody means it to: run the test with
// -update and read the difference.
func TestDocumentIsGolden(t *testing.T) {
	got := document(t)
	if *update {
		if err := os.WriteFile(golden, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("the OpenAPI document has changed; if that is meant, run: go test ./internal/api -run Golden -update")
	}
}

// The document is valid OpenAPI, as an independent reader sees it.
func TestDocumentIsValid(t *testing.T) {
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(document(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(loader.Context); err != nil {
		t.Error(err)
	}
}
