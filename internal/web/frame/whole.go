package frame

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// SeesAll reports whether the visitor may see every record of a type.
func (v *Visit) SeesAll(name string) bool {
	t, err := v.Clerk.Type(name)
	return err == nil && v.Clerk.ReadsAll(t)
}

// Whole is the snapshot for a page that adds up all records of some types. To
// those who may not see all of them its figures would be wrong: they are told in
// a sentence whom the page is for.
func (v *Visit) Whole(forWhom string, types ...string) (*record.Snapshot, error) {
	for _, name := range types {
		if !v.SeesAll(name) {
			return nil, fault.New(fault.Forbidden, "%s", forWhom)
		}
	}
	return v.Clerk.Snapshot()
}
