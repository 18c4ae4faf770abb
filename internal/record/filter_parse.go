package record

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"fairlead/internal/fault"
)

// The limits of a filter: far above what people write, low enough that no
// filter costs more than a page.
const (
	maxFilterText   = 4000 // characters
	maxFilterNodes  = 200  // tests and words
	maxFilterDepth  = 40   // parentheses and NOT
	maxFilterLevels = 4    // references followed one after another
)

// ParseFilter reads a filter on records of type t. Empty text matches every
// record. Errors are faults of kind Invalid that name the column, counted in
// characters from 1.
//
// The grammar is that of AIP-160, OR binding tighter than AND:
//
//	expression  = factor { ["AND"] factor }
//	factor      = term { "OR" term }
//	term        = ["NOT" | "-"] simple
//	simple      = "(" expression ")" | restriction
//	restriction = words | path comparator (literal | "(" expression ")")
//
// In the parentheses after a comparator stand literals in place of restrictions.
func (d *Dictionary) ParseFilter(t *Type, text string, env Env) (Filter, error) {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return Filter{}, fault.New(fault.Invalid, "The filter holds characters that are not text; paste it as plain text.")
	}
	if utf8.RuneCountInString(text) > maxFilterText {
		return Filter{}, fault.New(fault.Invalid, "The filter is longer than %d characters; shorten it.", maxFilterText)
	}
	p := &filterParser{dict: d, typ: t, env: env, text: text}
	p.space()
	if p.at == len(text) {
		return Filter{Type: t, Text: text}, nil
	}
	root, err := p.expression()
	if err == nil && p.at < len(text) {
		err = p.fail(p.at, "this ) closes nothing; remove it or open it before")
	}
	if err != nil {
		return Filter{}, err
	}
	return Filter{Type: t, Text: text, Root: root}, nil
}

type filterParser struct {
	dict *Dictionary
	typ  *Type
	env  Env

	text  string
	at    int // the next byte to read
	nodes int
	depth int
	left  *comparison // inside the parentheses after a comparator: what stands before it
}

// fail makes the error for what stands at a byte offset.
func (p *filterParser) fail(at int, format string, args ...any) error {
	column := utf8.RuneCountInString(p.text[:at]) + 1
	problem := fmt.Sprintf(format, args...)
	if !strings.HasSuffix(problem, "?") {
		problem += "."
	}
	return fault.New(fault.Invalid, "Filter, column %d: %s", column, problem)
}

// expression stops at the end of the text or before a closing parenthesis.
func (p *filterParser) expression() (Node, error) {
	var parts []Node
	for {
		part, err := p.factor()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if p.at == len(p.text) || p.text[p.at] == ')' {
			return join[And](parts...), nil
		}
		p.keyword("AND")
	}
}

func (p *filterParser) factor() (Node, error) {
	var parts []Node
	for {
		part, err := p.term()
		if err != nil {
			return nil, err
		}
		parts = append(parts, part)
		if !p.keyword("OR") {
			return join[Or](parts...), nil
		}
	}
}

func (p *filterParser) term() (Node, error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > maxFilterDepth+1 { // the innermost is a test
		return nil, p.fail(p.at, "the filter is nested deeper than %d levels; make it simpler", maxFilterDepth)
	}
	if p.keyword("NOT") || p.minus() {
		n, err := p.term()
		if err != nil {
			return nil, err
		}
		return negate(n), nil
	}
	if p.next('(') {
		return p.composite()
	}
	if p.nodes++; p.nodes > maxFilterNodes {
		return nil, p.fail(p.at, "the filter has more than %d tests; make it simpler", maxFilterNodes)
	}
	if p.left != nil {
		return p.argument()
	}
	return p.restriction()
}

// minus takes a "-" that means NOT: it is joined to what follows, and is not
// the sign of a value.
func (p *filterParser) minus() bool {
	rest := p.text[p.at:]
	return p.left == nil && len(rest) > 1 && !startsWithSpace(rest[1:]) && p.next('-')
}

// composite reads on after an opening parenthesis, to behind its closing one.
func (p *filterParser) composite() (Node, error) {
	opened := p.at - 1
	p.space()
	n, err := p.expression()
	if err != nil {
		return nil, err
	}
	if !p.next(')') {
		return nil, p.fail(opened, "this ( is never closed; add a )")
	}
	p.space()
	return n, nil
}

func (p *filterParser) restriction() (Node, error) {
	start := p.at
	word, err := p.word(":")
	if err != nil {
		return nil, err
	}
	p.space()
	at := p.at
	op, err := p.comparator()
	if err != nil {
		return nil, err
	}
	if op == "" {
		return p.words(word)
	}
	if word.quoted {
		return nil, p.fail(start, "a field is written without quotes")
	}
	left, err := p.resolve(word, op, at)
	if err != nil {
		return nil, err
	}
	n, err := p.right(left)
	if err == nil && left.unequal {
		n = negate(n)
	}
	return n, err
}

// right reads what stands after a comparator.
func (p *filterParser) right(left *comparison) (Node, error) {
	p.space()
	p.left = left
	defer func() { p.left = nil }()
	if p.next('(') {
		return p.composite()
	}
	return p.argument()
}

func (p *filterParser) argument() (Node, error) {
	if p.at == len(p.text) || p.text[p.at] == ')' {
		return nil, p.fail(p.at, "a value is missing after %s", p.left.written())
	}
	lit, err := p.word("")
	if err != nil {
		return nil, err
	}
	p.space()
	if !lit.quoted && p.left.field.Kind.Name == "money" {
		lit.text += p.currency()
	}
	return p.compare(p.left, lit)
}

// currency takes a currency that comes next: in "value > 10000 EUR" it belongs to
// the amount, and is no word to look for.
func (p *filterParser) currency() string {
	code := p.text[p.at:]
	if end := strings.IndexFunc(code, func(r rune) bool { return unicode.IsSpace(r) || r == ')' }); end >= 0 {
		code = code[:end]
	}
	if !IsCurrency(code) {
		return ""
	}
	p.at += len(code)
	p.space()
	return " " + code
}

// words is the node for a term without a comparator.
func (p *filterParser) words(word literal) (Node, error) {
	if word.text == "" {
		return nil, p.fail(word.at, "write a word to look for, or a field such as %s:*", p.typ.example())
	}
	if !word.quoted && !strings.ContainsFunc(word.text, isAlphanumeric) {
		return nil, p.fail(word.at, "%.40q is not a word; join tests with AND and OR, and put signs in quotes to look for them", word.text)
	}
	w := Words{Text: lower(word.text)}
	for _, f := range p.typ.Fields {
		if (f.Label || f.Search) && f.IsProse() && len(f.Readers) == 0 {
			w.Fields = append(w.Fields, f)
		}
	}
	return w, nil
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// example is the name of a field to show in a message.
func (t *Type) example() string {
	if f := t.LabelField(); f != nil {
		return f.Name
	}
	return "created"
}

// space skips white space.
func (p *filterParser) space() {
	p.at = len(p.text) - len(strings.TrimLeftFunc(p.text[p.at:], unicode.IsSpace))
}

// next takes one character if it comes next.
func (p *filterParser) next(c byte) bool {
	if p.at < len(p.text) && p.text[p.at] == c {
		p.at++
		return true
	}
	return false
}

// keyword takes AND, OR or NOT and the space after it if it comes next.
func (p *filterParser) keyword(word string) bool {
	rest, ok := strings.CutPrefix(p.text[p.at:], word)
	if !ok || rest != "" && !strings.ContainsAny(rest[:1], "()\"'") && !startsWithSpace(rest) {
		return false
	}
	p.at += len(word)
	p.space()
	return true
}

func startsWithSpace(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsSpace(r)
}

// comparator takes a comparator if one comes next; "" when none does.
func (p *filterParser) comparator() (string, error) {
	start := p.at
	for p.at < len(p.text) && strings.IndexByte("=<>!", p.text[p.at]) >= 0 {
		p.at++
	}
	switch op := p.text[start:p.at]; op {
	case "=", "!=", "<", "<=", ">", ">=":
		return op, nil
	case "":
		if p.next(':') {
			return ":", nil
		}
		return "", nil
	default:
		return "", p.fail(start, "%s is not a comparison; use = != < <= > >= or :", op)
	}
}
