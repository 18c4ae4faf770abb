package openpsa

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
	Bytes    int64 // [256 MiB]
	Depth    int   // elements within each other [500]
	Elements int   // [5,000,000]
}

func (l Limits) filled() Limits {
	if l.Bytes == 0 {
		l.Bytes = 256 << 20
	}
	if l.Depth == 0 {
		l.Depth = 500
	}
	if l.Elements == 0 {
		l.Elements = 5_000_000
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
	attrs    []xml.Attr
	children []*element
	text     string // of an element without children
}

func (e *element) errorf(format string, args ...any) error {
	return &Error{Line: e.line, Element: e.name, Problem: fmt.Sprintf(format, args...)}
}

func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return strings.TrimSpace(a.Value)
		}
	}
	return ""
}

// body is the children that say something: all but label and attributes.
func (e *element) body() []*element {
	var rest []*element
	for _, c := range e.children {
		if c.name != "label" && c.name != "attributes" {
			rest = append(rest, c)
		}
	}
	return rest
}

func (e *element) label() string {
	for _, c := range e.children {
		if c.name == "label" {
			return strings.TrimSpace(c.text)
		}
	}
	return ""
}

// parser builds the elements of a file.
type parser struct {
	limits  Limits
	decoder *xml.Decoder
	count   int
	open    []*element
	root    *element
}

func parse(r io.Reader, limits Limits) (*element, error) {
	limited := &io.LimitedReader{R: r, N: limits.Bytes + 1}
	p := &parser{limits: limits, decoder: xml.NewDecoder(limited)}
	p.decoder.CharsetReader = latin1
	for {
		token, err := p.decoder.RawToken()
		if limited.N <= 0 {
			return nil, p.errorf("the file is larger than %d bytes", limits.Bytes)
		}
		if errors.Is(err, io.EOF) {
			return p.end()
		}
		if err == nil {
			err = p.token(token)
		}
		if err != nil {
			return nil, p.placed(err)
		}
	}
}

// end is the whole, once the file is read.
func (p *parser) end() (*element, error) {
	switch {
	case len(p.open) > 0:
		return nil, p.open[len(p.open)-1].errorf("is not closed")
	case p.root == nil:
		return nil, p.errorf("the file has no elements")
	}
	return p.root, nil
}

func (p *parser) errorf(format string, args ...any) error {
	line, _ := p.decoder.InputPos()
	return &Error{Line: line, Problem: fmt.Sprintf(format, args...)}
}

// placed gives an error of the XML decoder the form of ours.
func (p *parser) placed(err error) error {
	var ours *Error
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &ours):
		return err
	case errors.As(err, &syntax):
		return &Error{Line: syntax.Line, Problem: "this is not XML: " + syntax.Msg}
	}
	return fmt.Errorf("reading the file: %w", err)
}

func (p *parser) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.StartElement:
		return p.start(t)
	case xml.EndElement:
		last := len(p.open) - 1
		if last < 0 || p.open[last].name != t.Name.Local {
			return p.errorf("</%s> closes nothing", t.Name.Local)
		}
		p.open = p.open[:last]
	case xml.CharData:
		if last := len(p.open) - 1; last >= 0 && len(p.open[last].children) == 0 {
			p.open[last].text += string(t)
		}
	}
	return nil
}

func (p *parser) start(t xml.StartElement) error {
	line, _ := p.decoder.InputPos()
	e := &element{name: t.Name.Local, line: line, attrs: t.Copy().Attr}
	p.count++
	switch {
	case len(p.open) >= p.limits.Depth:
		return e.errorf("more than %d elements stand within each other", p.limits.Depth)
	case p.count > p.limits.Elements:
		return e.errorf("the file has more than %d elements", p.limits.Elements)
	case len(p.open) == 0 && p.root != nil:
		return e.errorf("stands after the end of the model")
	case len(p.open) == 0:
		p.root = e
	default:
		in := p.open[len(p.open)-1]
		in.children = append(in.children, e)
	}
	p.open = append(p.open, e)
	return nil
}

// latin1 reads the encodings that old files name beside UTF-8.
func latin1(charset string, in io.Reader) (io.Reader, error) {
	switch strings.ToLower(charset) {
	case "us-ascii", "ascii":
		return in, nil
	case "iso-8859-1", "latin1":
		return &widener{in: in}, nil
	}
	return nil, fmt.Errorf("the encoding %q is not known; save the file as UTF-8", charset)
}

// widener turns Latin-1 into UTF-8.
type widener struct {
	in   io.Reader
	rest []byte
}

// Read implements io.Reader.
func (w *widener) Read(p []byte) (int, error) {
	if len(w.rest) == 0 {
		buf := make([]byte, 4096)
		n, err := w.in.Read(buf)
		for _, b := range buf[:n] {
			w.rest = append(w.rest, string(rune(b))...)
		}
		if n == 0 {
			return 0, err
		}
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	return n, nil
}
