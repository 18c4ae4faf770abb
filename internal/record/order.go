package record

import (
	"strings"

	"fairlead/internal/fault"
)

// Order is how a list is sorted: by one indexed field, ties by number in the
// same direction. The zero Order is newest first.
type Order struct {
	Field      *Field // nil: by number
	Descending bool
}

// ParseOrder reads "name" or "-created"; empty text is newest first.
func (t *Type) ParseOrder(text string) (Order, error) {
	if text == "" {
		return Order{Descending: true}, nil
	}
	name, descending := strings.CutPrefix(text, "-")
	if name == "number" {
		return Order{Descending: descending}, nil
	}
	f := t.Field(name)
	if f == nil {
		return Order{}, fault.New(fault.Invalid, "%s cannot be sorted by %q: there is no such field.", t.Titles, name)
	}
	if !f.Sortable() {
		return Order{}, fault.New(fault.Invalid, "%s cannot be sorted by %s; sort by one of the columns with a link in their heading.", t.Titles, f.Title)
	}
	return Order{Field: f, Descending: descending}, nil
}

// Sortable reports whether lists of any size can be sorted by the field.
func (f *Field) Sortable() bool {
	ordered := f.Kind.Allows(Less) || f.Kind.Name == "enum" // choices sort by name: p1 before p2
	return f.Index && !f.Custom && len(f.Kind.Columns) == 1 && ordered
}
