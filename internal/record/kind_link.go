package record

import (
	"errors"
	"net/url"
	"slices"
	"strings"
)

// Link is an address on the web or of a mailbox: http, https or mailto.
type Link string

var errLink = errors.New("is not a link; copy the whole address, beginning with mailto:, http:// or https://")

func linkKind() *Kind {
	return &Kind{
		Name: "link", Columns: []Column{{Class: ClassText}}, Widget: "link",
		Ops: []Op{Equal, Has},
		New: func(*Field) Value { return new(Link) },
		Schema: func(*Field) map[string]any {
			return map[string]any{"type": "string", "format": "uri", "maxLength": MaxText}
		},
	}
}

// Kind describes the kind.
func (l *Link) Kind() *Kind { return linkKind() }

func (l *Link) text() *Text { return (*Text)(l) }

// Known reports whether there is a link.
func (l *Link) Known() bool { return *l != "" }

// Clear removes the link.
func (l *Link) Clear() { *l = "" }

// Parse accepts a whole address. No other scheme gets in, so that a link can be
// put on a page as it is.
func (l *Link) Parse(text string, _ Reading) error {
	link := Link(strings.TrimSpace(text))
	if err := link.check(nil); err != nil {
		return err
	}
	*l = link
	return nil
}

// Text is the address.
func (l *Link) Text() string { return string(*l) }

// Format is the address.
func (l *Link) Format(Locale) string { return string(*l) }

// JSON is the address, nil when there is none.
func (l *Link) JSON() any { return l.text().JSON() }

// SetJSON accepts a string with a whole address.
func (l *Link) SetJSON(v any) error {
	text, err := jsonString(v)
	if err != nil {
		return err
	}
	return l.Parse(text, Reading{})
}

// Store gives the address, NULL when there is none.
func (l *Link) Store() []any { return l.text().Store() }

// Load accepts a string.
func (l *Link) Load(columns []any) error { return l.text().Load(columns) }

// Compare orders by code point.
func (l *Link) Compare(other Value) int { return l.text().Compare(other) }

func (l *Link) check(*Field) error {
	if *l == "" {
		return nil
	}
	if err := checkCharacters(string(*l)); err != nil {
		return err
	}
	u, err := url.Parse(string(*l))
	if err != nil || strings.ContainsAny(string(*l), " \t\r\n<>\"") || !slices.Contains([]string{"http", "https", "mailto"}, u.Scheme) {
		return errLink
	}
	if u.Scheme == "mailto" && !strings.Contains(u.Opaque, "@") || u.Scheme != "mailto" && u.Host == "" {
		return errLink
	}
	return nil
}
