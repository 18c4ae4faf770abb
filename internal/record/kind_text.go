package record

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
)

// Text is a short text on one line: a Go string in the struct.
type Text string

func textKind() *Kind {
	return &Kind{
		Name: "text", Columns: []Column{{Class: ClassText}}, Widget: "text",
		Ops:    []Op{Equal, Less, LessOrEqual, Greater, GreaterOrEqual, Has},
		New:    func(*Field) Value { return new(Text) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "maxLength": MaxText} },
	}
}

func wrapText(_ *Field, ptr reflect.Value) Value { return (*Text)(ptr.Interface().(*string)) }

// Known reports whether there is any text.
func (t *Text) Known() bool { return *t != "" }

// Clear empties the text.
func (t *Text) Clear() { *t = "" }

// Parse keeps the text without the space around it.
func (t *Text) Parse(text string, _ Reading) error {
	*t = Text(strings.TrimSpace(text))
	return nil
}

// Text is the text itself.
func (t *Text) Text() string { return string(*t) }

// Format is the text itself.
func (t *Text) Format(Locale) string { return string(*t) }

// JSON is the string, nil when empty.
func (t *Text) JSON() any {
	if *t == "" {
		return nil
	}
	return string(*t)
}

// SetJSON accepts a string and keeps it without the space around it.
func (t *Text) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return err
	}
	return t.Parse(text, Reading{})
}

// Store gives the string, NULL when empty.
func (t *Text) Store() []any { return []any{t.JSON()} }

// Load accepts a string.
func (t *Text) Load(columns []any) error {
	s, err := loadString(columns[0])
	*t = Text(s)
	return err
}

// Compare orders by bytes, which for UTF-8 is by code point.
func (t *Text) Compare(other Value) int { return strings.Compare(string(*t), other.Text()) }

func (t *Text) check(*Field) error { return checkCharacters(string(*t)) }

// jsonString reads a decoded JSON string; null is the empty string.
func jsonString(v any) (string, error) {
	switch v := v.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	}
	return "", errors.New("must be a text in quotes")
}

// loadString reads a text column as any driver returns it.
func loadString(column any) (string, error) {
	switch v := column.(type) {
	case nil:
		return "", nil
	case string:
		return v, nil
	case []byte:
		return string(v), nil
	}
	return "", fmt.Errorf("column holds %T, wanted text", column)
}
