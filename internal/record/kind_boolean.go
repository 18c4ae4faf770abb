package record

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// Boolean is yes or no: a Go bool in the struct. It is always known; what may
// be undecided is an enum.
type Boolean bool

func boolKind() *Kind {
	return &Kind{
		Name: "boolean", Columns: []Column{{Class: ClassBool}}, Widget: "checkbox",
		Ops:    []Op{Equal},
		New:    func(*Field) Value { return new(Boolean) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "boolean"} },
	}
}

func wrapBool(_ *Field, ptr reflect.Value) Value { return (*Boolean)(ptr.Interface().(*bool)) }

// Known is true.
func (b *Boolean) Known() bool { return true }

// Clear says no.
func (b *Boolean) Clear() { *b = false }

// Parse accepts yes and no as people, spreadsheets and forms write them. Empty
// text is no: a form leaves an unchecked box out.
func (b *Boolean) Parse(text string, _ Reading) error {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "yes", "y", "true", "t", "1", "x", "on", "✓":
		*b = true
	case "", "no", "n", "false", "f", "0", "-", "off":
		*b = false
	default:
		return errors.New("must be yes or no")
	}
	return nil
}

// Text is true or false.
func (b *Boolean) Text() string {
	if *b {
		return "true"
	}
	return "false"
}

// Format is Yes or No.
func (b *Boolean) Format(Locale) string {
	if *b {
		return "Yes"
	}
	return "No"
}

// JSON is true or false.
func (b *Boolean) JSON() any { return bool(*b) }

// SetJSON accepts true and false; null is false.
func (b *Boolean) SetJSON(v any) error {
	yes, ok := v.(bool)
	if v != nil && !ok {
		return errors.New("must be true or false")
	}
	*b = Boolean(yes)
	return nil
}

// Store gives a bool.
func (b *Boolean) Store() []any { return []any{bool(*b)} }

// Load accepts a bool, or an integer from a database that has no booleans.
func (b *Boolean) Load(columns []any) error {
	switch v := columns[0].(type) {
	case nil:
		*b = false
	case bool:
		*b = Boolean(v)
	case int64:
		*b = v != 0
	default:
		return fmt.Errorf("column holds %T, wanted a boolean", v)
	}
	return nil
}

// Compare orders no before yes.
func (b *Boolean) Compare(other Value) int { return strings.Compare(b.Text(), other.Text()) }
