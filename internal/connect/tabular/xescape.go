package tabular

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Workbooks write characters that XML cannot hold as _xHHHH_, and a text that
// looks so with its first underscore escaped (ECMA-376 part 1, 22.9.2.19,
// ST_Xstring).

// decodeEscapes resolves _xHHHH_.
func decodeEscapes(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(text); {
		if r, ok := escapeAt(text[i:]); ok {
			b.WriteRune(r)
			i += len("_xHHHH_")
			continue
		}
		b.WriteByte(text[i])
		i++
	}
	return b.String()
}

func escapeAt(s string) (rune, bool) {
	if len(s) < len("_xHHHH_") || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return rune(n), err == nil && utf8.ValidRune(rune(n))
}

// appendXMLText appends a text as XML, with what XML cannot hold as _xHHHH_.
// Bytes that are not UTF-8 become U+FFFD.
func appendXMLText(b []byte, text string) []byte {
	text = strings.ToValidUTF8(text, "�")
	for i, r := range text {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case r == '"':
			b = append(b, "&quot;"...)
		case r == '_':
			if _, looksEscaped := escapeAt(text[i:]); looksEscaped {
				b = append(b, "_x005F"...)
			}
			b = append(b, '_')
		case r < ' ' && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			b = fmt.Appendf(b, "_x%04X_", r)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}
