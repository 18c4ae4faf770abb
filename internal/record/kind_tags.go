package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Tags are short words that group records across types: in lower case, each
// once, in alphabetical order. They are set as a whole, never in place.
type Tags []string

// The limits of tags.
const (
	maxTags      = 50
	maxTagLength = 60 // characters
)

func tagsKind() *Kind {
	return &Kind{
		Name: "tags", Columns: []Column{{Class: ClassJSON}}, Widget: "tags",
		Ops: []Op{Has},
		New: func(*Field) Value { return new(Tags) },
		Schema: func(*Field) map[string]any {
			tag := map[string]any{"type": "string", "maxLength": maxTagLength}
			return map[string]any{"type": "array", "items": tag, "maxItems": maxTags, "uniqueItems": true}
		},
	}
}

// Kind describes the kind.
func (t *Tags) Kind() *Kind { return tagsKind() }

// Known reports whether there is a tag.
func (t Tags) Known() bool { return len(t) > 0 }

// Clear removes all tags.
func (t *Tags) Clear() { *t = nil }

// Parse accepts tags separated by commas or semicolons, in any case and order.
func (t *Tags) Parse(text string, _ Reading) error { return t.set(splitList(text)) }

// Text lists the tags, separated by commas.
func (t Tags) Text() string { return strings.Join(t, ", ") }

// Format lists the tags, separated by commas.
func (t Tags) Format(Locale) string { return t.Text() }

// JSON is an array of strings, nil when there is none.
func (t *Tags) JSON() any {
	if len(*t) == 0 {
		return nil
	}
	out := make([]any, len(*t))
	for i, tag := range *t {
		out[i] = tag
	}
	return out
}

// SetJSON accepts an array of strings.
func (t *Tags) SetJSON(v any) error {
	if v == nil {
		*t = nil
		return nil
	}
	items, ok := v.([]any)
	if !ok {
		return errors.New("must be a list of tags, each a text in quotes")
	}
	tags := make([]string, 0, len(items))
	for _, item := range items {
		tag, ok := item.(string)
		if !ok || strings.ContainsAny(tag, ",;") {
			return errors.New("must be a list of tags, each a text in quotes without comma or semicolon")
		}
		tags = append(tags, tag)
	}
	return t.set(tags)
}

// Store gives a JSON array, NULL when there is none.
func (t *Tags) Store() []any { return []any{encodeJSON(t)} }

// Load accepts a JSON array.
func (t *Tags) Load(columns []any) error { return loadJSON(columns[0], t.SetJSON) }

// Compare orders tag by tag.
func (t *Tags) Compare(other Value) int { return slices.Compare(*t, *other.(*Tags)) }

// Has reports whether a tag is among them.
func (t Tags) Has(tag string) bool { return slices.Contains(t, tag) }

// UnmarshalJSON accepts an array of strings.
func (t *Tags) UnmarshalJSON(data []byte) error { return unmarshalValue(t, data) }

func (t *Tags) set(tags []string) error {
	var clean []string
	for _, tag := range tags {
		tag = strings.ToLower(strings.Join(strings.Fields(tag), " "))
		if utf8.RuneCountInString(tag) > maxTagLength {
			return fmt.Errorf("has a tag of more than %d characters: %.20s…; shorten it", maxTagLength, tag)
		}
		if err := checkCharacters(tag); err != nil {
			return err
		}
		if tag != "" {
			clean = append(clean, tag)
		}
	}
	slices.Sort(clean)
	clean = slices.Compact(clean)
	if len(clean) > maxTags {
		return fmt.Errorf("has %d tags; keep the %d that matter", len(clean), maxTags)
	}
	*t = clean
	return nil
}

func (t *Tags) check(*Field) error {
	var again Tags
	if err := again.set(*t); err != nil {
		return err
	}
	if !slices.Equal(again, *t) {
		return errors.New("must be in lower case, each once, in alphabetical order")
	}
	return nil
}

// splitList splits a list written with commas or semicolons; line breaks
// separate too. Empty parts are left out.
func splitList(text string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
