// Package fault is how every floor of the house says that something went wrong:
// a kind that surfaces map to a status or an exit code, a public text that may
// be shown to a person, and a cause that may not.
//
// Errors that are not faults are internal: they are logged and never shown.
package fault

import (
	"errors"
	"fmt"
	"strings"
)

// Kind says what went wrong in a way that a surface can act on.
type Kind int

// The kinds of fault. Each surface maps them once: web and API to an HTTP
// status, the command line to an exit code.
const (
	Internal        Kind = iota // a defect or a broken dependency: log it, show nothing of it
	Invalid                     // the input is wrong; Fields may say where
	Unauthenticated             // nobody is signed in, or the credentials are wrong
	Forbidden                   // signed in, but not allowed
	NotFound                    // no such record or page, or none that this person may see
	Conflict                    // somebody else changed it first, or it exists already
	TooLarge                    // over a stated limit
	Unavailable                 // cannot be done now; trying again later may help
)

// Field is one thing wrong with one field of the input.
type Field struct {
	Path    string `json:"field"`   // the field's name; rows inside a record as "steps[2].title"
	Problem string `json:"problem"` // what is wrong and what to do about it
}

// Error is a fault: what a person may read, and what only the log may.
type Error struct {
	Kind   Kind
	Public string  // shown as it is
	Fields []Field // all of them at once, in the order of the form
	Cause  error   // logged, never shown
}

// New makes a fault with a public text.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Public: fmt.Sprintf(format, args...)}
}

// Because makes a fault with a public text and the cause behind it.
func Because(cause error, kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Public: fmt.Sprintf(format, args...), Cause: cause}
}

// Error is for the log: it names the cause too.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Public)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Path, f.Problem)
	}
	if e.Cause != nil {
		fmt.Fprintf(&b, ": %v", e.Cause)
	}
	return b.String()
}

// Unwrap gives the cause to errors.Is and errors.As.
func (e *Error) Unwrap() error { return e.Cause }

// KindOf is the kind of the first fault in err's chain; Internal when there is none.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Public is the text that may be shown to a person for err.
func Public(err error) string {
	var e *Error
	if errors.As(err, &e) && e.Kind != Internal {
		return e.Public
	}
	return "Something went wrong on our side. It has been logged; please try again."
}

// FieldsOf lists what is wrong with which field, when err says so.
func FieldsOf(err error) []Field {
	var e *Error
	if errors.As(err, &e) {
		return e.Fields
	}
	return nil
}

// Sentence is Public, or what is wrong with each field where err says so: for
// places that have no room beside the fields.
func Sentence(err error) string {
	var parts []string
	for _, f := range FieldsOf(err) {
		parts = append(parts, f.Problem)
	}
	if len(parts) == 0 {
		return Public(err)
	}
	return strings.Join(parts, " ")
}

// Wrap adds the name of an operation to a non-nil *err. It is meant for the
// first line of a function: defer fault.Wrap(&err, "store.Open(%s)", path).
func Wrap(err *error, format string, args ...any) {
	if *err != nil {
		*err = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *err)
	}
}

// List gathers field errors while input is checked, so that all are reported at once.
type List []Field

// Add notes that something is wrong with a field.
func (l *List) Add(path, format string, args ...any) {
	*l = append(*l, Field{Path: path, Problem: fmt.Sprintf(format, args...)})
}

// Err is nil when nothing was noted, else one Invalid fault with every field.
func (l List) Err() error {
	switch len(l) {
	case 0:
		return nil
	case 1:
		return &Error{Kind: Invalid, Public: "One field needs attention.", Fields: l}
	}
	return &Error{Kind: Invalid, Public: fmt.Sprintf("%d fields need attention.", len(l)), Fields: l}
}
