package record

import (
	"reflect"
	"strings"
)

// Match reports whether the filter holds for a record of its type. References
// are followed with find, which may be nil for a filter that follows none; a
// record that find does not know satisfies nothing.
func (f Filter) Match(r Record, find Find) bool {
	return f.Root == nil || f.Root.match(r, find)
}

func (a And) match(r Record, find Find) bool {
	for _, n := range a {
		if !n.match(r, find) {
			return false
		}
	}
	return true
}

func (o Or) match(r Record, find Find) bool {
	for _, n := range o {
		if n.match(r, find) {
			return true
		}
	}
	return false
}

func (n Not) match(r Record, find Find) bool { return !n.Node.match(r, find) }

func (k Known) match(r Record, _ Find) bool { return k.Field.Value(r).Known() }

// comparing is a kind that compares with operands in a way of its own: money,
// whose operand may leave the currency open.
type comparing interface {
	matches(op Op, operand Value) bool
}

func (c Test) match(r Record, _ Find) bool {
	if columns := c.Field.Kind.Columns; len(columns) == 1 && columns[0].Class == ClassText {
		text := c.Field.textOf(r)
		return text != "" && c.Op.holdsText(text, c.Operand.Text())
	}
	v := c.Field.Value(r)
	if !v.Known() {
		return false
	}
	if c.Op == Has {
		return v.(interface{ Has(string) bool }).Has(c.Operand.Text())
	}
	if own, ok := v.(comparing); ok {
		return own.matches(c.Op, c.Operand)
	}
	return c.Op.holds(v.Compare(c.Operand))
}

// textOf reads a field that is kept as text; where it is a string in the
// struct, without making a Value of it.
func (f *Field) textOf(r Record) string {
	if !f.Custom {
		if s := reflect.ValueOf(r).Elem().FieldByIndex(f.path); s.Kind() == reflect.String {
			return s.String()
		}
	}
	return f.Value(r).Text()
}

func (op Op) holdsText(text, operand string) bool {
	switch op {
	case Has:
		return containsFold(text, operand)
	case StartsWith:
		return strings.HasPrefix(text, operand)
	case EndsWith:
		return strings.HasSuffix(text, operand)
	case Contains:
		return strings.Contains(text, operand)
	}
	return op.holds(strings.Compare(text, operand))
}

// holds reports whether a comparison holds, given how its sides order.
func (op Op) holds(order int) bool {
	switch op {
	case Equal:
		return order == 0
	case Less:
		return order < 0
	case LessOrEqual:
		return order <= 0
	case Greater:
		return order > 0
	case GreaterOrEqual:
		return order >= 0
	}
	return false
}

func (b Between) match(r Record, _ Find) bool {
	v := b.Field.Value(r)
	return v.Known() && v.Compare(b.From) >= 0 && v.Compare(b.Until) < 0
}

// pointing is a reference whose targets can be gone through without allocating.
type pointing interface {
	// targetAt is false past the last target.
	targetAt(i int) (ID, bool)
}

func (r *Ref[T]) targetAt(i int) (ID, bool) { return r.ID, i == 0 && !r.ID.IsZero() }
func (a *AnyRef) targetAt(i int) (ID, bool) { return a.ID, i == 0 && !a.ID.IsZero() }

func (r *Refs[T]) targetAt(i int) (ID, bool) {
	if i >= len(*r) {
		return ID{}, false
	}
	return (*r)[i].ID, true
}

// anyTarget reports whether a target of the field satisfies a condition.
func (f *Field) anyTarget(r Record, is func(ID) bool) bool {
	v := f.Value(r).(pointing)
	for i := 0; ; i++ {
		id, ok := v.targetAt(i)
		if !ok || is(id) {
			return ok
		}
	}
}

func (p Points) match(r Record, _ Find) bool {
	return p.Field.anyTarget(r, func(id ID) bool { return id == p.To })
}

func (v Via) match(r Record, find Find) bool {
	return v.Field.anyTarget(r, func(id ID) bool {
		target := find(v.Target, id)
		return target != nil && v.Where.match(target, find)
	})
}

func (o OfType) match(r Record, _ Find) bool {
	v := o.Field.Value(r).(*AnyRef)
	return v.Known() && v.Type == o.Target.Name
}

func (w Words) match(r Record, _ Find) bool {
	for _, f := range w.Fields {
		if containsFold(f.textOf(r), w.Text) {
			return true
		}
	}
	return false
}

// containsFold reports whether text contains a part that is in small letters,
// without regard to the case of A to Z: what lower() gives in both databases.
func containsFold(text, part string) bool {
	for ; len(text) >= len(part); text = text[1:] {
		if startsWithFold(text, part) {
			return true
		}
	}
	return false
}

func startsWithFold(text, part string) bool {
	for i := range len(part) {
		if lowerByte(text[i]) != part[i] {
			return false
		}
	}
	return true
}

// lower gives text with A to Z in small letters.
func lower(text string) string {
	b := []byte(text)
	for i := range b {
		b[i] = lowerByte(b[i])
	}
	return string(b)
}

func lowerByte(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
