package importer_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/fault"
)

// What follows a map in its file is not passed over.
func TestMapIsWhole(t *testing.T) {
	for _, text := range []string{"", "{}{}", "{} x", "[]", "null {}", `{"nmae":"x"}`, `{"fields":{}}`, "\xff"} {
		if m, err := importer.ParseMap([]byte(text)); fault.KindOf(err) != fault.Invalid || err == nil {
			t.Errorf("%q is read as %+v, %v", text, m, err)
		}
	}
}

// Any text is a map that is written and read again the same and can be held
// against a file, or it is refused as invalid.
func FuzzMap(f *testing.F) {
	maps, err := importer.Shipped()
	if err != nil {
		f.Fatal(err)
	}
	for _, m := range maps {
		text, err := json.Marshal(m)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text, "id,name,status")
	}
	f.Add([]byte(`{"type":"asset","external_id":"{a}{","fields":[{"field":"name","template":"}{"},{"field":"","column":"x"}]}`), "a")
	dict, err := catalog.Dictionary()
	if err != nil {
		f.Fatal(err)
	}
	asset := dict.Type("asset")
	f.Fuzz(func(t *testing.T, text []byte, column string) {
		m, err := importer.ParseMap(text)
		if err != nil {
			if fault.KindOf(err) != fault.Invalid {
				t.Errorf("refused as %v", err)
			}
			return
		}
		header := []string{column, "name"}
		if err := m.Check(asset, header); err != nil && len(fault.FieldsOf(err)) == 0 {
			t.Errorf("checking gives %v", err)
		}
		m.Fits(header)
		m.Importable(asset)
		written, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		again, err := importer.ParseMap(written)
		if diff := cmp.Diff(m, again, cmp.Comparer(sameRules)); err != nil || diff != "" {
			t.Errorf("read again (%v):\n%s", err, diff)
		}
	})
}

// sameRules takes no rules for none: JSON has no other way to say it.
func sameRules(a, b []importer.Rule) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}
