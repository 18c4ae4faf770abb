package record

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// literal is a word or a value as written, without its quotes and escapes.
type literal struct {
	text        string
	at          int // byte offset in the filter
	quoted      bool
	open, close bool // a * stands before it, after it
}

// isStar reports whether it is * alone: any value.
func (l literal) isStar() bool { return l.text == "" && l.open }

// isNull reports whether it stands for no value: null or "".
func (l literal) isNull() bool {
	return l.text == "" && !l.open || l.text == "null" && !l.quoted && !l.wild()
}

func (l literal) wild() bool { return l.open || l.close }

// word reads a word or a value. Without quotes it ends at white space, a
// parenthesis, a double quote, a comparator, or one of the characters in stop.
func (p *filterParser) word(stop string) (literal, error) {
	start := p.at
	if p.at < len(p.text) && strings.IndexByte(`"'`, p.text[p.at]) >= 0 {
		return p.quoted()
	}
	raw := p.bare(stop)
	switch raw {
	case "", "AND", "OR", "NOT":
		return literal{}, p.misplaced(start)
	case "and", "or", "not":
		return literal{}, p.fail(start, "write %s in capitals, or in quotes to look for the word", strings.ToUpper(raw))
	}
	if p.next('(') {
		return p.function(start, raw)
	}
	return p.cook(raw, start)
}

// bare takes characters as far as a word without quotes goes.
func (p *filterParser) bare(stop string) string {
	start, escaped := p.at, false
	end := strings.IndexFunc(p.text[start:], func(r rune) bool {
		if escaped {
			escaped = false
			return false
		}
		escaped = r == '\\'
		return unicode.IsSpace(r) || strings.ContainsRune("()\"=<>!"+stop, r)
	})
	if end < 0 {
		end = len(p.text) - start
	}
	p.at = start + end
	return p.text[start:p.at]
}

// misplaced is the error for a place where a word or a value should stand.
func (p *filterParser) misplaced(at int) error {
	if at == len(p.text) {
		return p.fail(at, "the filter ends too early; something must follow")
	}
	for _, word := range []string{"AND", "OR", "NOT"} {
		if strings.HasPrefix(p.text[at:], word) {
			return p.fail(at, "a word, a field or a value must stand here, not %s; put it in quotes to look for the word", word)
		}
	}
	r, _ := utf8.DecodeRuneInString(p.text[at:])
	return p.fail(at, "a word, a field or a value must stand here, not %c; put values with special characters in quotes", r)
}

// function reads on after the opening parenthesis of one. There are two,
// without arguments; they mean what the words mean, and what follows them
// without space belongs to the value: today()+30d.
func (p *filterParser) function(start int, name string) (literal, error) {
	if p.left == nil || name != "today" && name != "now" {
		return literal{}, p.fail(start, "%.40s cannot be called here; there are only today() and now(), after a comparison", name)
	}
	if p.space(); !p.next(')') {
		return literal{}, p.fail(p.at, "%s() takes nothing in its parentheses", name)
	}
	return literal{text: name + p.bare(""), at: start}, nil
}

func (p *filterParser) quoted() (literal, error) {
	start := p.at
	quote := p.text[start]
	for p.at++; p.at < len(p.text); p.at++ {
		switch p.text[p.at] {
		case '\\':
			p.at++
		case quote:
			p.at++
			return p.closed(start)
		}
	}
	p.at = len(p.text)
	return literal{}, p.fail(start, "this quote is never closed; add another %c at the end", quote)
}

// closed takes what stands between the quotes from start to here.
func (p *filterParser) closed(start int) (literal, error) {
	rest := p.text[p.at:]
	if rest != "" && !startsWithSpace(rest) && strings.IndexByte(")=<>!:", rest[0]) < 0 {
		return literal{}, p.fail(p.at, `a space must stand after a quote; write \%c for a quote inside`, p.text[start])
	}
	l, err := p.cook(p.text[start+1:p.at-1], start+1)
	l.at, l.quoted = start, true
	return l, err
}

// cook takes the escapes and the wildcards out of what was written at an offset.
func (p *filterParser) cook(raw string, at int) (literal, error) {
	l := literal{at: at}
	if !strings.ContainsAny(raw, `*\`) {
		l.text = raw
		return l, nil
	}
	var b strings.Builder
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case c == '\\':
			if i++; i == len(raw) || strings.IndexByte(`\"'*`, raw[i]) < 0 {
				return l, p.fail(at+i-1, `after \ one of \ " ' * must stand; write \\ for the character itself`)
			}
			b.WriteByte(raw[i])
		case c != '*':
			b.WriteByte(c)
		case i == 0:
			l.open = true
		case i == len(raw)-1:
			l.close = true
		default:
			return l, p.fail(at+i, `a * can stand first or last in a value only; write \* for the character itself`)
		}
	}
	l.text = b.String()
	return l, nil
}
