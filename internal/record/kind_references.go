package record

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// Refs points to records of struct type T, each once, in the order in which
// they were given. They are set as a whole, never in place.
type Refs[T any] []Ref[T]

// maxRefs is the most records that one field points to.
const maxRefs = 1000

// ToAll is references to the records of type T with these IDs.
func ToAll[T any](ids ...ID) Refs[T] {
	var r Refs[T]
	r.SetTargets(ids)
	return r
}

func referencesKind() *Kind {
	return &Kind{
		Name: "references", Widget: "references",
		Ops: []Op{Has},
		New: func(*Field) Value { return new(Refs[Record]) },
		Schema: func(*Field) map[string]any {
			id := map[string]any{"type": "string", "format": "uuid"}
			return map[string]any{"type": "array", "items": id, "maxItems": maxRefs, "uniqueItems": true}
		},
	}
}

// Kind describes the kind.
func (r *Refs[T]) Kind() *Kind { return referencesKind() }

func (r *Refs[T]) target() reflect.Type { return reflect.TypeFor[T]() }

// Known reports whether there is a target.
func (r Refs[T]) Known() bool { return len(r) > 0 }

// Clear removes all targets.
func (r *Refs[T]) Clear() { *r = nil }

// Has reports whether a record is among the targets.
func (r Refs[T]) Has(id ID) bool {
	return slices.ContainsFunc(r, func(ref Ref[T]) bool { return ref.ID == id })
}

// Parse accepts IDs, or whatever in.Find knows records by, separated by commas
// or semicolons.
func (r *Refs[T]) Parse(text string, in Reading) error {
	parts := splitList(text)
	if len(parts) > maxRefs {
		return errManyRefs(len(parts))
	}
	ids := make([]ID, len(parts))
	for i, part := range parts {
		found, err := in.find(part)
		if err != nil {
			return fmt.Errorf("has %.60q, which %w", part, err)
		}
		ids[i] = found.ID
	}
	r.SetTargets(ids)
	return nil
}

func errManyRefs(n int) error {
	return fmt.Errorf("points to %d records; at most %d are kept", n, maxRefs)
}

// Text lists the IDs, separated by commas.
func (r Refs[T]) Text() string {
	ids := make([]string, len(r))
	for i, ref := range r {
		ids[i] = ref.ID.String()
	}
	return strings.Join(ids, ", ")
}

// Format lists the IDs; pages show the labels of the records instead.
func (r Refs[T]) Format(Locale) string { return r.Text() }

// JSON is an array of IDs, nil when there is none.
func (r *Refs[T]) JSON() any {
	if len(*r) == 0 {
		return nil
	}
	out := make([]any, len(*r))
	for i, ref := range *r {
		out[i] = ref.ID.String()
	}
	return out
}

// SetJSON accepts an array of IDs, each alone or as {"id": …}.
func (r *Refs[T]) SetJSON(v any) error {
	items, ok := v.([]any)
	if v != nil && !ok {
		return errors.New("must be a list of record IDs")
	}
	if len(items) > maxRefs {
		return errManyRefs(len(items))
	}
	ids := make([]ID, len(items))
	for i, item := range items {
		id, err := jsonID(item)
		if err != nil {
			return err
		}
		ids[i] = id
	}
	r.SetTargets(ids)
	return nil
}

// SetTargets points to these records: zero and repeated IDs are left out.
func (r *Refs[T]) SetTargets(ids []ID) {
	var refs Refs[T]
	seen := make(map[ID]bool, len(ids))
	for _, id := range ids {
		if !id.IsZero() && !seen[id] {
			seen[id] = true
			refs = append(refs, Ref[T]{id})
		}
	}
	*r = refs
}

// EachTarget calls f with every record referred to.
func (r *Refs[T]) EachTarget(f func(ID)) {
	for _, ref := range *r {
		ref.EachTarget(f)
	}
}

// Store gives nothing: the kind has no column.
func (r *Refs[T]) Store() []any { return nil }

// Load does nothing: the targets come by SetTargets.
func (r *Refs[T]) Load([]any) error { return nil }

// Compare orders target by target.
func (r *Refs[T]) Compare(other Value) int {
	return slices.CompareFunc(targets(r), targets(other), ID.Compare)
}

// UnmarshalJSON accepts an array of IDs.
func (r *Refs[T]) UnmarshalJSON(data []byte) error { return unmarshalValue(r, data) }

func (r *Refs[T]) check(*Field) error {
	if len(*r) > maxRefs {
		return errManyRefs(len(*r))
	}
	return nil
}

func targets(v Value) (ids []ID) {
	v.(Pointing).EachTarget(func(id ID) { ids = append(ids, id) })
	return ids
}
