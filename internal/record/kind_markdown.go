package record

import "strings"

// Markdown is a text of any number of lines in CommonMark.
type Markdown string

func markdownKind() *Kind {
	return &Kind{
		Name: "markdown", Columns: []Column{{Class: ClassText}}, Widget: "area",
		Ops:    []Op{Equal, Has},
		New:    func(*Field) Value { return new(Markdown) },
		Schema: func(*Field) map[string]any { return map[string]any{"type": "string", "maxLength": MaxText} },
	}
}

// Kind describes the kind.
func (m *Markdown) Kind() *Kind { return markdownKind() }

func (m *Markdown) text() *Text { return (*Text)(m) }

// Known reports whether there is any text.
func (m *Markdown) Known() bool { return *m != "" }

// Clear empties the text.
func (m *Markdown) Clear() { *m = "" }

// Parse keeps the text with line feeds alone between its lines, without empty
// lines before it and without space after it. The indent of the first line
// stays: it has a meaning.
func (m *Markdown) Parse(text string, _ Reading) error {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	*m = Markdown(strings.TrimLeft(strings.TrimRight(text, " \t\n"), "\n"))
	return nil
}

// Text is the text itself.
func (m *Markdown) Text() string { return string(*m) }

// Format is the text itself; pages render it.
func (m *Markdown) Format(Locale) string { return string(*m) }

// JSON is the string, nil when empty.
func (m *Markdown) JSON() any { return m.text().JSON() }

// SetJSON accepts a string.
func (m *Markdown) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return err
	}
	return m.Parse(text, Reading{})
}

// Store gives the string, NULL when empty.
func (m *Markdown) Store() []any { return m.text().Store() }

// Load accepts a string.
func (m *Markdown) Load(columns []any) error { return m.text().Load(columns) }

// Compare orders by code point.
func (m *Markdown) Compare(other Value) int { return m.text().Compare(other) }

func (m *Markdown) check(f *Field) error { return m.text().check(f) }
