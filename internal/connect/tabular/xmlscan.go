package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"io"
)

// xmlEvent is what xmlScanner came upon.
type xmlEvent int

const (
	xmlStart xmlEvent = iota // a start tag; also the first half of <x/>
	xmlEnd                   // an end tag; also the second half of <x/>
	xmlText                  // text between tags, or a CDATA section
)

// xmlScanner reads the subset of XML 1.0 that workbooks are made of: UTF-8,
// no document type, no entities but the five of XML and character references.
// It checks that tags can be read, not that they match. Against encoding/xml it
// is several times as fast, holds one bounded token at a time, and leaves
// namespaces aside; the tests compare the two.
type xmlScanner struct {
	in    *bufio.Reader
	limit int    // bytes of one token
	tag   []byte // inside of the last tag: name and attributes
	name  []byte // local name of the last start or end tag
	text  []byte // of the last xmlText
	ended bool   // the last tag was <x/>, whose end is still to be told
}

var (
	errTokenTooLong = errors.New("an XML token is longer than the limit")
	errSyntax       = errors.New("the XML cannot be read")
)

func newXMLScanner(r io.Reader, limit int) *xmlScanner {
	return &xmlScanner{in: bufio.NewReaderSize(r, 64<<10), limit: limit}
}

// next gives the next event, and io.EOF between tags at the end of the input.
func (x *xmlScanner) next() (xmlEvent, error) {
	if x.ended {
		x.ended = false
		return xmlEnd, nil
	}
	for {
		var err error
		x.text, err = x.until(x.text[:0], '<')
		if err != nil {
			return 0, err
		}
		if len(x.text) > 0 {
			if err := x.in.UnreadByte(); err != nil {
				return 0, err
			}
			x.text, err = unescapeXML(x.text)
			return xmlText, err
		}
		event, seen, err := x.markup()
		if seen || err != nil {
			return event, err
		}
	}
}

// until appends to b what stands before the byte end, and steps over end.
// Only at the very end of the input is the error io.EOF.
func (x *xmlScanner) until(b []byte, end byte) ([]byte, error) {
	for {
		part, err := x.in.ReadSlice(end)
		b = append(b, part...)
		switch {
		case err == nil:
			return b[:len(b)-1], nil
		case len(b) > x.limit:
			return b, errTokenTooLong
		case errors.Is(err, io.EOF) && len(bytes.TrimSpace(b)) > 0:
			return b, io.ErrUnexpectedEOF
		case !errors.Is(err, bufio.ErrBufferFull):
			return b, err
		}
	}
}

// markup reads what stands behind a "<". Comments and processing instructions
// are not seen.
func (x *xmlScanner) markup() (event xmlEvent, seen bool, err error) {
	first, err := x.in.Peek(1)
	if err != nil {
		return 0, false, inside(err)
	}
	switch first[0] {
	case '?':
		return 0, false, x.skipPast("?>")
	case '!':
		return x.declaration()
	}
	if err := x.readTag(); err != nil {
		return 0, false, inside(err)
	}
	event = xmlStart
	if bytes.HasPrefix(x.tag, []byte{'/'}) {
		event, x.tag = xmlEnd, x.tag[1:]
	} else if bytes.HasSuffix(x.tag, []byte{'/'}) {
		x.ended, x.tag = true, x.tag[:len(x.tag)-1]
	}
	x.name = localName(x.tag[:nameLength(x.tag)])
	if len(x.name) == 0 {
		return 0, false, errSyntax
	}
	return event, true, nil
}

// readTag reads up to the ">" that ends a tag; one in a quoted value does not.
func (x *xmlScanner) readTag() (err error) {
	x.tag = x.tag[:0]
	for {
		if x.tag, err = x.until(x.tag, '>'); err != nil {
			return err
		}
		if !openQuote(x.tag) {
			return nil
		}
		x.tag = append(x.tag, '>')
	}
}

func openQuote(tag []byte) bool {
	var quote byte
	for _, c := range tag {
		switch {
		case quote == c:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return quote != 0
}

// declaration reads a comment or a CDATA section. A document type is refused:
// no workbook has one, and it could define entities.
func (x *xmlScanner) declaration() (event xmlEvent, seen bool, err error) {
	const comment, cdata = "!--", "![CDATA["
	if head, _ := x.in.Peek(len(comment)); string(head) == comment {
		x.discard(len(comment))
		return 0, false, x.skipPast("-->")
	}
	if head, _ := x.in.Peek(len(cdata)); string(head) != cdata {
		return 0, false, errSyntax
	}
	x.discard(len(cdata))
	x.text = x.text[:0]
	for {
		if x.text, err = x.until(x.text, '>'); err != nil {
			return 0, false, inside(err)
		}
		if body, found := bytes.CutSuffix(x.text, []byte("]]")); found {
			x.text = normalLines(body)
			return xmlText, true, nil
		}
		x.text = append(x.text, '>')
	}
}

// discard steps over bytes that have been peeked at.
func (x *xmlScanner) discard(n int) { _, _ = x.in.Discard(n) }

// skipPast drops everything up to and with end, however long.
func (x *xmlScanner) skipPast(end string) error {
	matched := 0
	for matched < len(end) {
		c, err := x.in.ReadByte()
		switch {
		case err != nil:
			return inside(err)
		case c == end[matched]:
			matched++
		case c == end[0] && matched == 2 && end == "-->":
			// "--->": the last two dashes may begin the end
		case c == end[0]:
			matched = 1
		default:
			matched = 0
		}
	}
	return nil
}

// inside makes the end of the input within a tag an error of its own.
func inside(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
