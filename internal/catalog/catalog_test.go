package catalog_test

import (
	"slices"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
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

// Every type belongs to a module that the navigation knows, and every module
// has a type.
func TestModules(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	used := map[string]bool{}
	for _, typ := range d.Types() {
		used[typ.Module] = true
		if !slices.ContainsFunc(catalog.Modules(), func(m catalog.Module) bool { return m.Name == typ.Module }) {
			t.Errorf("record type %s is of module %q, which catalog.Modules does not list", typ.Name, typ.Module)
		}
	}
	for _, m := range catalog.Modules() {
		if !used[m.Name] {
			t.Errorf("module %s has no record type", m.Name)
		}
		for _, name := range m.Home.Sums {
			if d.Type(name) == nil {
				t.Errorf("the home page of %s adds up records of type %q, which there is not", m.Name, name)
			}
		}
	}
	for _, b := range catalog.Branches() {
		if !used[b.Module] {
			t.Errorf("the page %s stands under %q, which is no module", b.Name, b.Module)
		}
		for _, name := range b.Sums {
			if d.Type(name) == nil {
				t.Errorf("the page %s adds up records of type %q, which there is not", b.Name, name)
			}
		}
	}
}

// What staff costs is read by few, whichever way: as rates, and as what was
// forecast from them.
func TestStaffCostIsForFew(t *testing.T) {
	d, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	few := []record.Role{record.Director, record.Executive}
	rates, kept := d.Type("staff_cost_rate"), d.Type("forecast_version").Field("staff")
	for _, role := range record.Roles() {
		want := role.Has(few)
		if got := len(rates.Access[role]) > 0; got != want {
			t.Errorf("%s reads rates: %t", role, got)
		}
		if got := kept.VisibleTo([]record.Role{role}); got != want {
			t.Errorf("%s reads what was kept of posts: %t", role, got)
		}
	}
}
