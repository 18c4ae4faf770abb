package record

import (
	"regexp"
	"slices"
	"strings"
)

// nobody is an ID that no record has (RFC 9562, section 5.10): what "me" means
// when nobody asks.
func nobody() ID {
	var id ID
	for i := range id {
		id[i] = 0xff
	}
	return id
}

// compare is the test of one value, with the references that lead to the field.
func (p *filterParser) compare(c *comparison, l literal) (Node, error) {
	n, err := p.test(c, l)
	if err != nil {
		return nil, err
	}
	return c.through(n), nil
}

func (p *filterParser) test(c *comparison, l literal) (Node, error) {
	f := c.field
	switch {
	case c.ofType:
		return p.testType(c, l)
	case l.isStar() && (c.op == Equal || c.op == Has):
		return Known{f}, nil
	case l.isNull() && c.op == Equal:
		return Not{Known{f}}, nil
	case f.IsReference() || f.IsMany():
		return p.testPointer(c, l)
	case !f.Kind.Allows(c.op):
		return nil, p.refuse(c)
	case l.isNull() || l.isStar():
		return nil, p.fail(l.at, "a value is missing after %s", c.written())
	case f.IsProse():
		return p.testProse(c, l)
	case l.wild():
		return nil, p.fail(l.at, "a * can stand for a part of a text only, and %s is none", f.Name)
	case c.op == Has:
		return p.testMember(c, l)
	case f.Kind.Name == "instant":
		return p.testInstant(c, l)
	}
	return p.testValue(c, l)
}

// refuse is the error for a comparison that the field does not allow.
func (p *filterParser) refuse(c *comparison) error {
	f := c.field
	if len(f.Kind.Ops) == 0 {
		return p.fail(c.opAt, "a filter can ask only whether there are %s; write %s:* or NOT %s:*", f.Name, c.word.text, c.word.text)
	}
	var ops []string
	for _, op := range f.Kind.Ops {
		ops = append(ops, string(op))
		if op == Equal {
			ops = append(ops, "!=")
		}
	}
	return p.fail(c.opAt, "%s cannot be compared with %s; use %s", f.Name, c.sign(), orList(ops))
}

// isNumber reports whether the field is the short number of its record.
func (f *Field) isNumber() bool { return f.Name == "number" && f.System }

// testValue reads the value as the kind of the field does.
func (p *filterParser) testValue(c *comparison, l literal) (Node, error) {
	v := c.field.Kind.New(c.field)
	text := l.text
	if c.field.isNumber() {
		n, ok := c.typ.ParseNumber(text)
		if !ok {
			return nil, p.fail(l.at, "%.40q is not a number of %s; write it like %s or 42", text, c.typ.Titles, c.typ.Number(42))
		}
		text = Whole(n).String()
	}
	if err := v.Parse(text, p.reading(c.field)); err != nil {
		return nil, p.fail(l.at, "%s %v", c.field.Name, err)
	}
	return Test{c.field, c.op, v}, nil
}

// reading does not depend on who reads: a filter that is saved and shared means
// the same for everybody.
func (p *filterParser) reading(f *Field) Reading {
	return Reading{Field: f, Today: p.env.Today, Currency: AnyCurrency}
}

func (p *filterParser) testProse(c *comparison, l literal) (Node, error) {
	op, text := c.op, Text(l.text)
	switch {
	case op == Has:
		text = Text(lower(l.text))
	case l.wild() && op != Equal:
		return nil, p.fail(l.at, `a * has no meaning after %s; use = or :, or write \* for the character itself`, c.sign())
	case l.open && l.close:
		op = Contains
	case l.open:
		op = EndsWith
	case l.close:
		op = StartsWith
	}
	return Test{c.field, op, &text}, nil
}

// testMember asks for one entry of a list of words.
func (p *filterParser) testMember(c *comparison, l literal) (Node, error) {
	list := c.field.Kind.New(c.field)
	if err := list.Parse(l.text, p.reading(c.field)); err != nil {
		return nil, p.fail(l.at, "%s %v", c.field.Name, err)
	}
	entry := Text(list.Text())
	if entry == "" || strings.ContainsAny(l.text, ",;\n") {
		return nil, p.fail(l.at, "ask for one of the %s at a time: %s:(a OR b)", c.field.Name, c.word.text)
	}
	return Test{c.field, Has, &entry}, nil
}

// testInstant understands a moment, or a day of UTC: before it, in it, after it.
func (p *filterParser) testInstant(c *comparison, l literal) (Node, error) {
	if rest, ok := strings.CutPrefix(l.text, "now"); ok && !l.quoted {
		return p.testNow(c, l, rest)
	}
	day, err := parseDate(l.text, p.reading(c.field))
	if err != nil {
		return p.testValue(c, l)
	}
	next := day.AddDays(1)
	if !next.Known() {
		return nil, p.fail(l.at, "%s must lie before 9999-12-31", c.field.Name)
	}
	from, until := instantOf(day.Time()), instantOf(next.Time())
	switch c.op {
	case Equal:
		return Between{c.field, &from, &until}, nil
	case LessOrEqual:
		return Test{c.field, Less, &until}, nil
	case Greater:
		return Test{c.field, GreaterOrEqual, &until}, nil
	}
	return Test{c.field, c.op, &from}, nil
}

// testNow reads what follows "now": nothing, or a length of time such as -4h.
func (p *filterParser) testNow(c *comparison, l literal, rest string) (Node, error) {
	now := p.env.Now
	if !now.Known() {
		now = instantOf(p.env.Today.Time())
	}
	var d Duration
	if rest != "" {
		if err := d.Parse(rest[1:], Reading{}); err != nil || !strings.ContainsAny(rest[:1], "+-") || !d.Known() {
			return nil, p.fail(l.at, "%s must be a moment; count from now like now-4h or now+30m", c.field.Name)
		}
	}
	if rest != "" && rest[0] == '-' {
		now.n -= d.seconds * 1000
	} else {
		now.n += d.seconds * 1000
	}
	if now.n < 1 || now.n > maxInstant {
		return nil, p.fail(l.at, "%s must lie between the years 1 and 9999", c.field.Name)
	}
	return Test{c.field, c.op, &now}, nil
}

var shortNumber = regexp.MustCompile(`^[A-Za-z]{2,5}-[0-9]+$`)

// testPointer understands "me", an ID, a short number, and else the label of
// the record that is pointed to.
func (p *filterParser) testPointer(c *comparison, l literal) (Node, error) {
	f := c.field
	if c.op != Equal && c.op != Has {
		return nil, p.fail(c.opAt, "%s cannot be compared with %s; use =, != or :", f.Name, c.sign())
	}
	if l.isNull() {
		return nil, p.fail(l.at, "a value is missing after %s", c.written())
	}
	if l.text == "me" && !l.quoted && !l.wild() {
		if p.env.Me.IsZero() {
			return Points{f, nobody()}, nil
		}
		return Points{f, p.env.Me}, nil
	}
	if id, err := ParseID(l.text); err == nil && !id.IsZero() {
		return Points{f, id}, nil
	}
	if target, n, ok := p.numbered(c, l); ok {
		if f.Target != "" && f.Target != target.Name {
			return nil, p.fail(l.at, "%.40q is the number of one of %s, and %s points to %s", l.text, target.Titles, f.Name, p.dict.Type(f.Target).Titles)
		}
		number := target.Field("number")
		operand := Whole(n)
		return Via{f, target, Test{number, Equal, &operand}}, nil
	}
	return p.testLabel(c, l)
}

// numbered finds the record that a short number such as VEN-0003 names. Digits
// alone are a number after "=" of a reference to one type.
func (p *filterParser) numbered(c *comparison, l literal) (*Type, int64, bool) {
	target := p.dict.Type(c.field.Target)
	if shortNumber.MatchString(l.text) {
		prefix, _, _ := strings.Cut(l.text, "-")
		i := slices.IndexFunc(p.dict.types, func(t *Type) bool { return strings.EqualFold(t.Prefix, prefix) })
		if i < 0 {
			return nil, 0, false
		}
		target = p.dict.types[i]
	} else if c.op == Has {
		return nil, 0, false
	}
	if target == nil || l.wild() {
		return nil, 0, false
	}
	n, ok := target.ParseNumber(l.text)
	return target, n, ok && n <= MaxInt
}

func (p *filterParser) testLabel(c *comparison, l literal) (Node, error) {
	target := p.dict.Type(c.field.Target)
	if target == nil {
		return nil, p.fail(l.at, "%s can point to records of any type; name one by its number, like %s", c.field.Name, p.typ.Number(42))
	}
	label := target.LabelField()
	if label == nil || !label.IsProse() {
		return nil, p.fail(l.at, "%s is named by its number, like %s", c.field.Name, target.Number(42))
	}
	n, err := p.testProse(&comparison{field: label, op: c.op}, l)
	if err != nil {
		return nil, err
	}
	return Via{c.field, target, n}, nil
}

func (p *filterParser) testType(c *comparison, l literal) (Node, error) {
	if c.op != Equal {
		return nil, p.fail(c.opAt, "%s cannot be compared with %s; use = or !=", c.word.text, c.sign())
	}
	if target := p.dict.Type(l.text); target != nil && !l.wild() {
		return OfType{c.field, target}, nil
	}
	names := make([]string, len(p.dict.types))
	for i, t := range p.dict.types {
		names[i] = t.Name
	}
	return nil, p.fail(l.at, "there is no record type %.40q; did you mean %s?", l.text, orList(nearest(l.text, names)))
}
