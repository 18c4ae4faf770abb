package catalog_test

import (
	"testing"

	"fairlead/internal/catalog"
)

// The whole data dictionary is sound: the start-up check has nothing to say.
func TestDictionary(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Types()) != len(catalog.Types()) {
		t.Errorf("%d types described, %d declared", len(d.Types()), len(catalog.Types()))
	}
}
