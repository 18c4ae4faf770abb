package record

import (
	"fmt"
	"reflect"
	"strings"
)

// Choice is one of the options of its field, kept by name. In the struct it is
// a string, usually of a named type that lists its Options; the state of a
// record is one too.
type Choice struct {
	field *Field
	name  *string
}

func enumKind() *Kind {
	return &Kind{
		Name: "enum", Columns: []Column{{Class: ClassText}}, Widget: "choice",
		Ops: []Op{Equal},
		New: func(f *Field) Value { return &Choice{f, new(string)} },
		Schema: func(f *Field) map[string]any {
			names := make([]string, len(f.Options))
			for i, o := range f.Options {
				names[i] = o.Name
			}
			return map[string]any{"type": "string", "enum": names}
		},
	}
}

// bindChoice makes the field, a string in the struct, a choice between options.
func (f *Field) bindChoice(options []Option) {
	f.Kind, f.wrap, f.Options = enumKind(), wrapChoice, options
}

// wrapChoice is bound to fields of kind reflect.String only, whatever their type is named.
func wrapChoice(f *Field, ptr reflect.Value) Value {
	return &Choice{f, (*string)(ptr.UnsafePointer())}
}

// Known reports whether something is chosen.
func (c *Choice) Known() bool { return *c.name != "" }

// Clear chooses nothing.
func (c *Choice) Clear() { *c.name = "" }

// Parse accepts the name or the title of an option, in any case, with spaces,
// hyphens or underscores between its words.
func (c *Choice) Parse(text string, _ Reading) error {
	text = strings.TrimSpace(text)
	if text == "" {
		c.Clear()
		return nil
	}
	if o := c.field.Option(text); o != nil {
		*c.name = o.Name
		return nil
	}
	for _, o := range c.field.Options {
		if folded := foldWords(text); folded == foldWords(o.Name) || folded == foldWords(o.Title) {
			*c.name = o.Name
			return nil
		}
	}
	return fmt.Errorf("must be one of: %s", c.field.OptionTitles())
}

// foldWords makes texts equal that differ in case and in what joins their words.
func foldWords(text string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '\u00a0'
	}), " "))
}

// Text is the name of the option.
func (c *Choice) Text() string { return *c.name }

// Format is the title of the option.
func (c *Choice) Format(Locale) string {
	if o := c.field.Option(*c.name); o != nil && o.Title != "" {
		return o.Title
	}
	return sentence(*c.name)
}

// JSON is the name, nil when nothing is chosen.
func (c *Choice) JSON() any { return c.asText().JSON() }

// SetJSON accepts the name of an option. It takes others too, so that history
// from before an option was dropped can be read; the check refuses them.
func (c *Choice) SetJSON(v any) error { return c.asText().SetJSON(v) }

// Store gives the name, NULL when nothing is chosen.
func (c *Choice) Store() []any { return c.asText().Store() }

// Load accepts a string.
func (c *Choice) Load(columns []any) error { return c.asText().Load(columns) }

// Compare orders by name.
func (c *Choice) Compare(other Value) int { return c.asText().Compare(other) }

func (c *Choice) asText() *Text { return (*Text)(c.name) }

func (c *Choice) check(f *Field) error {
	if f.Option(*c.name) == nil {
		return fmt.Errorf("must be one of: %s", f.OptionTitles())
	}
	return nil
}
