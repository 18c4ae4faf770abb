package frame

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// SeesAll reports whether the visitor may see every record of some types.
func (v *Visit) SeesAll(names ...string) bool {
	return !slices.ContainsFunc(names, func(name string) bool {
		t, err := v.Clerk.Type(name)
		return err != nil || !v.Clerk.ReadsAll(t)
	})
}

// Sees reports whether the visitor may see every record that the home page of a module,
// or of a branch of it, adds up.
func (v *Visit) Sees(module string) bool {
	home := homeOf(module)
	return home.Path != "" && v.SeesAll(home.Sums...)
}

// Whole is the snapshot for the home page of a module, or a branch of it, and the
// pages that belong to it: for those who may see all records that it adds up.
func (v *Visit) Whole(module string) (*record.Snapshot, error) {
	home := homeOf(module)
	if home.Path == "" {
		return nil, fault.New(fault.NotFound, "There is no such page.")
	}
	return v.whole(home.Sums...)
}

// homeOf is the home page of a module or a branch; the zero Home where there is none.
func homeOf(module string) catalog.Home {
	for _, m := range catalog.Modules() {
		if m.Name == module {
			return m.Home
		}
	}
	for _, b := range catalog.Branches() {
		if b.Name == module {
			return b.Home
		}
	}
	return catalog.Home{}
}

// whole is the snapshot of some types. To those who may not see all records of each
// its figures would be wrong: they are told in a sentence whom the page is for.
func (v *Visit) whole(types ...string) (*record.Snapshot, error) {
	if !v.SeesAll(types...) {
		return nil, fault.New(fault.Forbidden, "This page adds up records of which you may see some; it is for those who may see all of them.")
	}
	return v.Clerk.Snapshot()
}
