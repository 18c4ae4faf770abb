package record

import (
	"slices"
	"strings"
)

// comparison is the left side of a restriction, bound to the dictionary.
type comparison struct {
	word    literal // as written
	path    []step  // the references to follow first
	typ     *Type   // that has the field
	field   *Field
	ofType  bool // asks of the reference field which type it points to
	op      Op
	unequal bool // "!=": op is Equal, and the whole is negated
	opAt    int
}

// sign is the comparator as written.
func (c *comparison) sign() string {
	if c.unequal {
		return "!="
	}
	return string(c.op)
}

// written is the left side and the comparator, for messages.
func (c *comparison) written() string { return c.word.text + " " + c.sign() }

// step is a reference on the way to a field.
type step struct {
	field  *Field
	target *Type
}

// resolve finds the field that a path such as vendor.state means.
func (p *filterParser) resolve(path literal, op string, opAt int) (*comparison, error) {
	c := &comparison{word: path, typ: p.typ, op: Op(op), opAt: opAt}
	if op == "!=" {
		c.op, c.unequal = Equal, true
	}
	names := strings.Split(path.text, ".")
	if len(names) > maxFilterLevels+1 {
		return nil, p.fail(path.at, "more than %d references are followed here; ask a record nearer to the field", maxFilterLevels)
	}
	for i, name := range names {
		if c.field != nil && c.field.Kind.Name == "any" && name == "type" && i == len(names)-1 {
			c.ofType = true
			return c, nil
		}
		if c.field != nil {
			if err := p.follow(c); err != nil {
				return nil, err
			}
		}
		if c.field = c.typ.Field(name); c.field == nil {
			return nil, p.noField(path.at, c.typ, name)
		}
	}
	return c, nil
}

// follow goes through the reference at which the path stands.
func (p *filterParser) follow(c *comparison) error {
	target := p.dict.Type(c.field.Target)
	switch {
	case c.field.Kind.Name == "any":
		return p.fail(c.word.at, "%s can point to records of any type; ask for %s.type, or for one record by its number", c.field.Name, c.field.Name)
	case target == nil:
		return p.fail(c.word.at, "%s is not a reference: nothing can follow it after a dot", c.field.Name)
	}
	c.path = append(c.path, step{c.field, target})
	c.typ = target
	return nil
}

func (p *filterParser) noField(at int, t *Type, name string) error {
	names := make([]string, len(t.Fields))
	for i, f := range t.Fields {
		names[i] = f.Name
	}
	alike := nearest(name, names)
	if len(alike) == len(names) {
		return p.fail(at, "%s have no field %.40q; the fields are %s", t.Titles, name, strings.Join(names, ", "))
	}
	return p.fail(at, "%s have no field %.40q; did you mean %s?", t.Titles, name, orList(alike))
}

// orList joins words for a message: "a", "a or b", "a, b or c".
func orList(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

// through wraps a test of the field in the references that lead to it. The
// negation stays outside: "not any of them" rather than "any of them not".
func (c *comparison) through(n Node) Node {
	if not, ok := n.(Not); ok {
		return Not{c.through(not.Node)}
	}
	for _, s := range slices.Backward(c.path) {
		n = Via{Field: s.field, Target: s.target, Where: n}
	}
	return n
}
