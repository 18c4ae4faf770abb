// Package reference is the reference of the REST interface, for people: what can
// be asked of each record type, with an example, and a form to try it with.
//
// The pages are made from the OpenAPI document that programs read, so that they
// cannot say anything else. They are whole without scripts; with scripts each
// operation can be tried as the person who is signed in.
package reference

import (
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
)

// Path is where the reference begins, and DocumentPath where programs find the
// same.
const (
	Path         = "/api/"
	DocumentPath = "/api/openapi.json"
)

// Source gives the OpenAPI document as somebody may know it: of one record type,
// or of all when the type is nil.
type Source func(*desk.Clerk, *record.Type) map[string]any

// Pages gives the pages of this package.
func Pages(source Source) []frame.Page {
	return []frame.Page{
		{Pattern: "GET " + Path + "{$}", Handle: func(v *frame.Visit) error { return overview(v, source) }},
		{Pattern: "GET " + Path + "types/{plural}", Handle: func(v *frame.Visit) error { return showType(v, source) }},
	}
}

// address is the page of a record type.
func address(plural string) string { return Path + "types/" + plural }
