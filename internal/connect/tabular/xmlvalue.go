package tabular

import (
	"bytes"
	"iter"
	"strconv"
	"unicode/utf8"
)

// attr gives the value of the attribute with this local name; nil if there is
// none.
func (x *xmlScanner) attr(name string) []byte {
	for key, value := range x.attrs() {
		if string(key) != name {
			continue
		}
		if bytes.ContainsAny(value, "&\r") {
			value, _ = unescapeXML(bytes.Clone(value))
		}
		return value
	}
	return nil
}

// attrs goes over the attributes of the last start tag: local name and value,
// whose references are not resolved. Declarations of namespaces are left out.
func (x *xmlScanner) attrs() iter.Seq2[[]byte, []byte] {
	return func(yield func(name, value []byte) bool) {
		rest := x.tag[nameLength(x.tag):]
		for {
			key, value, more, ok := cutAttr(skipSpace(rest))
			if !ok {
				return
			}
			rest = more
			if !bytes.HasPrefix(key, []byte("xmlns")) && !yield(localName(key), value) {
				return
			}
		}
	}
}

// cutAttr cuts key="value" from the front of b.
func cutAttr(b []byte) (key, value, rest []byte, ok bool) {
	equals := bytes.IndexByte(b, '=')
	if equals < 0 {
		return nil, nil, nil, false
	}
	key, rest = b[:equals], skipSpace(b[equals+1:])
	key = key[:nameLength(key)]
	if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
		return nil, nil, nil, false
	}
	end := bytes.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return nil, nil, nil, false
	}
	return key, rest[1 : 1+end], rest[2+end:], true
}

// skipSpace is b without the blanks in front.
func skipSpace(b []byte) []byte {
	for len(b) > 0 && isSpace(b[0]) {
		b = b[1:]
	}
	return b
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

func nameLength(tag []byte) int {
	for i, c := range tag {
		if isSpace(c) {
			return i
		}
	}
	return len(tag)
}

// localName is a name without its prefix.
func localName(name []byte) []byte {
	prefix, local, found := bytes.Cut(name, []byte{':'})
	if !found || len(prefix) == 0 || len(local) == 0 {
		return name
	}
	return local
}

// normalLines makes every line end an LF, as XML demands.
func normalLines(b []byte) []byte {
	if bytes.IndexByte(b, '\r') < 0 {
		return b
	}
	b = bytes.ReplaceAll(b, []byte("\r\n"), []byte{'\n'})
	return bytes.ReplaceAll(b, []byte{'\r'}, []byte{'\n'})
}

// unescapeXML resolves references, in place: none is shorter than what it
// stands for.
func unescapeXML(b []byte) ([]byte, error) {
	b = normalLines(b)
	at := bytes.IndexByte(b, '&')
	if at < 0 {
		return b, nil
	}
	out := b[:at]
	for rest := b[at:]; len(rest) > 0; {
		if rest[0] != '&' {
			out, rest = append(out, rest[0]), rest[1:]
			continue
		}
		end := bytes.IndexByte(rest, ';')
		if end < 0 {
			return nil, errSyntax
		}
		r, ok := reference(string(rest[1:end]))
		if !ok {
			return nil, errSyntax
		}
		out, rest = utf8.AppendRune(out, r), rest[end+1:]
	}
	return out, nil
}

func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	return rune(n), err == nil && utf8.ValidRune(rune(n)) && n != 0
}
