package msproject

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Limits bound what is read from a file that somebody else wrote. Zero means the
// value in brackets.
type Limits struct {
	Bytes    int64 // [64 MiB]
	Depth    int   // elements within each other [50]
	Elements int   // that are kept [2,000,000]
}

func (l Limits) filled() Limits {
	if l.Bytes == 0 {
		l.Bytes = 64 << 20
	}
	if l.Depth == 0 {
		l.Depth = 50
	}
	if l.Elements == 0 {
		l.Elements = 2_000_000
	}
	return l
}

// Error says where in a file something is wrong, and what.
type Error struct {
	Line    int
	Element string // its name; empty where the file is not XML at all
	Problem string
}

// Error is the whole sentence.
func (e *Error) Error() string {
	if e.Element == "" {
		return fmt.Sprintf("line %d: %s", e.Line, e.Problem)
	}
	return fmt.Sprintf("line %d: <%s>: %s", e.Line, e.Element, e.Problem)
}

// element is an XML element with what is in it.
type element struct {
	name     string
	line     int
	text     string
	children []*element
}

func (e *element) errorf(format string, args ...any) error {
	return &Error{e.line, e.name, fmt.Sprintf(format, args...)}
}

// child is the first of a name; an empty element where there is none.
func (e *element) child(name string) *element {
	for _, c := range e.children {
		if c.name == name {
			return c
		}
	}
	return &element{name: name, line: e.line}
}

func (e *element) all(name string) (list []*element) {
	for _, c := range e.children {
		if c.name == name {
			list = append(list, c)
		}
	}
	return list
}

// leftOut is what takes much room in a file and is not read.
var leftOut = map[string]bool{"TimephasedData": true, "Baseline": true, "ExtendedAttribute": true, "ExtendedAttributes": true, "OutlineCodes": true, "OutlineCode": true, "WBSMasks": true, "Rates": true, "AvailabilityPeriods": true, "Notes": true}

// tree reads elements.
type tree struct {
	in     *xml.Decoder
	limits Limits
	kept   int
}

func parse(r io.Reader, limits Limits) (*element, error) {
	limited := &io.LimitedReader{R: r, N: limits.Bytes + 1}
	t := &tree{in: xml.NewDecoder(limited), limits: limits}
	root := &element{}
	err := t.read(root, 0)
	line, _ := t.in.InputPos()
	switch wrong := (*Error)(nil); {
	case limited.N <= 0:
		return nil, &Error{line, "", fmt.Sprintf("the file is longer than %d bytes", limits.Bytes)}
	case errors.As(err, &wrong):
		return nil, err
	case err != nil && !errors.Is(err, io.EOF):
		return nil, &Error{line, "", "the file is not XML: " + strings.TrimPrefix(err.Error(), "XML syntax error on ")}
	case len(root.children) == 0:
		return nil, &Error{max(line, 1), "", "the file is empty"}
	}
	return root.children[0], nil
}

// read fills an element up to its end.
func (t *tree) read(into *element, depth int) error {
	for {
		token, err := t.in.Token()
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := t.begin(into, token, depth); err != nil {
				return err
			}
		case xml.EndElement:
			into.text = strings.TrimSpace(into.text)
			return nil
		case xml.CharData:
			if len(into.children) == 0 && into.name != "" {
				into.text += string(token)
			}
		}
	}
}

func (t *tree) begin(into *element, token xml.StartElement, depth int) error {
	line, _ := t.in.InputPos()
	e := &element{name: token.Name.Local, line: line}
	if leftOut[e.name] {
		return t.in.Skip()
	}
	if t.kept++; t.kept > t.limits.Elements {
		return e.errorf("the file has more than %d elements", t.limits.Elements)
	}
	if depth >= t.limits.Depth {
		return e.errorf("elements stand more than %d deep", t.limits.Depth)
	}
	into.children = append(into.children, e)
	return t.read(e, depth+1)
}
