package record

import (
	"errors"
	"reflect"
	"strings"
)

// Ref points to a record of struct type T. The zero Ref points nowhere.
type Ref[T any] struct {
	ID ID
}

// To is a reference to the record of type T with an ID.
func To[T any](id ID) Ref[T] { return Ref[T]{id} }

var errReference = errors.New("must be the ID of a record, in quotes")

func referenceKind() *Kind {
	return &Kind{
		Name: "reference", Columns: []Column{{Class: ClassID}}, Widget: "reference",
		Ops:    []Op{Equal},
		New:    func(*Field) Value { return new(Ref[Record]) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "format": "uuid"} },
	}
}

// Kind describes the kind.
func (r *Ref[T]) Kind() *Kind { return referenceKind() }

func (r *Ref[T]) target() reflect.Type { return reflect.TypeFor[T]() }

// IsZero reports whether it points nowhere.
func (r Ref[T]) IsZero() bool { return r.ID.IsZero() }

// Known reports whether it points anywhere.
func (r Ref[T]) Known() bool { return !r.ID.IsZero() }

// Clear makes it point nowhere.
func (r *Ref[T]) Clear() { r.ID = ID{} }

// String is the ID, empty when there is none.
func (r Ref[T]) String() string { return r.ID.String() }

// Parse accepts an ID, or whatever in.Find knows a record by.
func (r *Ref[T]) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		r.ID = ID{}
		return nil
	}
	found, err := in.find(text)
	if err == nil {
		r.ID = found.ID
	}
	return err
}

// find resolves what was written for a reference of the field.
func (in Reading) find(text string) (AnyRef, error) {
	target := ""
	if in.Field != nil {
		target = in.Field.Target
	}
	if id, err := ParseID(text); err == nil {
		return AnyRef{target, id}, nil
	}
	if in.Find == nil {
		return AnyRef{}, errors.New("must be the ID of a record: names and numbers cannot be looked up here")
	}
	return in.Find(target, text)
}

// Text is the ID.
func (r Ref[T]) Text() string { return r.ID.String() }

// Format is the ID; pages show the label of the record instead.
func (r Ref[T]) Format(Locale) string { return r.ID.String() }

// JSON is the ID as a string.
func (r *Ref[T]) JSON() any { return idJSON(r.ID) }

// SetJSON accepts an ID, alone or as {"id": …}.
func (r *Ref[T]) SetJSON(v any) error {
	id, err := jsonID(v)
	if err == nil {
		r.ID = id
	}
	return err
}

// Store gives the ID, NULL when there is none.
func (r *Ref[T]) Store() []any { return []any{idJSON(r.ID)} }

// Load accepts an ID as text or as 16 bytes.
func (r *Ref[T]) Load(columns []any) error {
	id, err := loadID(columns[0])
	r.ID = id
	return err
}

// Compare orders by ID, whatever type the other reference is of.
func (r *Ref[T]) Compare(other Value) int { return r.ID.Compare(targetOf(other)) }

// EachTarget calls f with the record referred to.
func (r *Ref[T]) EachTarget(f func(ID)) {
	if !r.ID.IsZero() {
		f(r.ID)
	}
}

// MarshalJSON writes the ID, null when there is none.
func (r Ref[T]) MarshalJSON() ([]byte, error) { return marshalValue(&r) }

// UnmarshalJSON accepts an ID, alone or as {"id": …}.
func (r *Ref[T]) UnmarshalJSON(data []byte) error { return unmarshalValue(r, data) }

// targetOf is the only target of a reference.
func targetOf(v Value) (target ID) {
	v.(Pointing).EachTarget(func(id ID) { target = id })
	return target
}

func idJSON(id ID) any {
	if id.IsZero() {
		return nil
	}
	return id.String()
}

func jsonID(v any) (ID, error) {
	if object, ok := v.(map[string]any); ok {
		v = object["id"]
	}
	text, ok := v.(string)
	if v == nil || text == "" && ok {
		return ID{}, nil
	}
	id, err := ParseID(text)
	if err != nil {
		return ID{}, errReference
	}
	return id, nil
}

func loadID(column any) (ID, error) {
	switch v := column.(type) {
	case [16]byte:
		return v, nil
	case []byte:
		if len(v) == 16 {
			return ID(v), nil
		}
	}
	text, err := loadString(column)
	if err != nil || text == "" {
		return ID{}, err
	}
	return ParseID(text)
}
