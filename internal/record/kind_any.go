package record

import (
	"cmp"
	"errors"
	"strings"
)

// AnyRef points to a record of any type. The zero AnyRef points nowhere.
type AnyRef struct {
	Type string // name of the record type: contract
	ID   ID
}

func anyKind() *Kind {
	return &Kind{
		Name: "any", Columns: []Column{{"type", ClassText}, {"id", ClassID}}, Widget: "any",
		Ops: []Op{Equal},
		New: func(*Field) Value { return new(AnyRef) },
		Schema: func(*Field) map[string]any {
			return map[string]any{
				"type": "object", "required": []string{"type", "id"}, "additionalProperties": false,
				"properties": map[string]any{
					"type": map[string]any{"type": "string"},
					"id":   map[string]any{"type": "string", "format": "uuid"},
				},
			}
		},
	}
}

// Kind describes the kind.
func (a *AnyRef) Kind() *Kind { return anyKind() }

// IsZero reports whether it points nowhere.
func (a AnyRef) IsZero() bool { return a.ID.IsZero() }

// Known reports whether it points anywhere.
func (a AnyRef) Known() bool { return !a.ID.IsZero() }

// Clear makes it point nowhere.
func (a *AnyRef) Clear() { *a = AnyRef{} }

// String is the canonical form, empty when it points nowhere.
func (a AnyRef) String() string { return a.Text() }

// Parse accepts the canonical form, or whatever in.Find knows a record of any
// type by: CON-0042.
func (a *AnyRef) Parse(text string, in Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		*a = AnyRef{}
		return nil
	}
	if typ, rest, ok := strings.Cut(text, ":"); ok {
		if id, err := ParseID(rest); err == nil && identifier.MatchString(typ) && !id.IsZero() {
			*a = AnyRef{typ, id}
			return nil
		}
	}
	if in.Find == nil {
		return errors.New("must be a type and the ID of a record, like contract:01890a5d-ac96-774b-bcce-b302099a8057")
	}
	found, err := in.Find("", text)
	if err == nil {
		*a = found
	}
	return err
}

// Text is the type and the ID: contract:01890a5d-ac96-774b-bcce-b302099a8057.
func (a AnyRef) Text() string {
	if a.ID.IsZero() {
		return ""
	}
	return a.Type + ":" + a.ID.String()
}

// Format is the canonical form; pages show the label of the record instead.
func (a AnyRef) Format(Locale) string { return a.Text() }

// JSON is {"type":"contract","id":"01890a5d-…"}.
func (a *AnyRef) JSON() any {
	if a.ID.IsZero() {
		return nil
	}
	return map[string]any{"type": a.Type, "id": a.ID.String()}
}

// SetJSON accepts the object, or the canonical form as a text.
func (a *AnyRef) SetJSON(v any) error {
	switch v := v.(type) {
	case nil:
		*a = AnyRef{}
		return nil
	case string:
		return a.Parse(v, Reading{})
	case map[string]any:
		typ, _ := v["type"].(string)
		id, err := jsonID(v["id"])
		if err == nil && !id.IsZero() && identifier.MatchString(typ) {
			*a = AnyRef{typ, id}
			return nil
		}
	}
	return errors.New(`must be like {"type": "contract", "id": "01890a5d-ac96-774b-bcce-b302099a8057"}`)
}

// Store gives type and ID, both NULL when it points nowhere.
func (a *AnyRef) Store() []any {
	if a.ID.IsZero() {
		return []any{nil, nil}
	}
	return []any{a.Type, a.ID.String()}
}

// Load accepts a string and an ID.
func (a *AnyRef) Load(columns []any) error {
	typ, err := loadString(columns[0])
	if err != nil {
		return err
	}
	id, err := loadID(columns[1])
	*a = AnyRef{typ, id}
	return err
}

// Compare orders by ID; IDs are unique among the records of all types.
func (a *AnyRef) Compare(other Value) int {
	order := a.ID.Compare(targetOf(other))
	if o, ok := other.(*AnyRef); ok {
		order = cmp.Or(order, strings.Compare(a.Type, o.Type))
	}
	return order
}

// EachTarget calls f with the record referred to.
func (a *AnyRef) EachTarget(f func(ID)) {
	if !a.ID.IsZero() {
		f(a.ID)
	}
}

// MarshalJSON writes the object, null when it points nowhere.
func (a AnyRef) MarshalJSON() ([]byte, error) { return marshalValue(&a) }

// UnmarshalJSON accepts the object, or the canonical form as a text.
func (a *AnyRef) UnmarshalJSON(data []byte) error { return unmarshalValue(a, data) }
