package record

import (
	"iter"
	"strings"
)

// Filter is a condition on the records of one type, read from text in the
// syntax of AIP-160 (https://google.aip.dev/160) by ParseFilter. It means the
// same over records in memory (Match) and in SQL (the store compiles Root).
//
// Logic has two values: a comparison with an unknown value is false, and its
// negation is true.
type Filter struct {
	Type *Type
	Text string // as written
	Root Node   // nil matches everything
}

// Env is what a filter may ask about the moment and the reader.
type Env struct {
	Today Date
	Now   Instant // unknown means the start of Today
	Me    ID      // the person who asks; the zero ID is nobody, who owns nothing
}

// Find looks a record up by its type and ID; nil when there is none.
// Snapshot.Find is one.
type Find func(*Type, ID) Record

// Node is one part of a filter: And, Or, Not, Known, Test, Between, Points,
// OfType, Via or Words.
type Node interface {
	match(r Record, find Find) bool
	write(b *strings.Builder, prefix string)
	reads(t *Type, yield func(*Type, *Field) bool) bool
}

// And holds when all its parts hold. The parser gives two parts or more, none
// of them an And.
type And []Node

// Or holds when any of its parts holds. The parser gives two parts or more,
// none of them an Or.
type Or []Node

// Not holds when its part does not. The parser never gives a Not of a Not.
type Not struct{ Node Node }

// Known holds when the field has a value: for rows and lists, at least one entry.
type Known struct{ Field *Field }

// Test compares a field with a known operand; it is false when the field is
// unknown. The operand is a *Text for fields that IsProse and for tags, and else
// of the field's kind.
type Test struct {
	Field   *Field
	Op      Op
	Operand Value
}

// The comparisons that a Test may make beside those of value.go. They and Equal
// tell capitals from small letters; Has does not, for A to Z, and its operand is
// in small letters already.
const (
	StartsWith Op = "=*" // name = "srv-*"
	EndsWith   Op = "*=" // name = "*-01"
	Contains   Op = "**" // name = "*core*"
)

// Between holds for moments from From on and before Until: a day, asked of an
// instant.
type Between struct {
	Field       *Field
	From, Until Value
}

// Points holds when a reference points to the record To or, for references,
// when any of them does. IDs are unique over all types.
type Points struct {
	Field *Field
	To    ID
}

// OfType holds when a reference to any type points to a record of type Target.
type OfType struct {
	Field  *Field
	Target *Type
}

// Via holds when a record of type Target that a reference points to (or, for
// references, any of them) satisfies Where. It is false where the reference is
// unknown, leads to another type, or its record is not found. Where is a Known,
// Test, Between, Points, OfType or Via.
type Via struct {
	Field  *Field
	Target *Type
	Where  Node
}

// Words holds when any of the fields, the label and those searched, contains
// the text without regard to the case of A to Z. The text is in small letters
// already. Fields that only some roles may read are left out.
type Words struct {
	Fields []*Field
	Text   string
}

// IsProse reports whether filters see the field as text: with wildcards,
// containment and the order of bytes.
func (f *Field) IsProse() bool {
	return len(f.Kind.Columns) == 1 && f.Kind.Columns[0].Class == ClassText && f.Kind.Allows(Has)
}

// And holds when both hold. They must be of one type.
func (f Filter) And(g Filter) Filter { return f.with(join[And](f.Root, g.Root)) }

// Or holds when either holds. They must be of one type.
func (f Filter) Or(g Filter) Filter {
	if f.Root == nil || g.Root == nil {
		return f.with(nil)
	}
	return f.with(join[Or](f.Root, g.Root))
}

func (f Filter) with(root Node) Filter {
	f.Root = root
	f.Text = f.String()
	return f
}

// join makes one node of many, with nodes of its own sort opened up and nil left out.
func join[L interface {
	~[]Node
	Node
}](nodes ...Node) Node {
	var all L
	for _, n := range nodes {
		if same, ok := n.(L); ok {
			all = append(all, same...)
		} else if n != nil {
			all = append(all, n)
		}
	}
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return all
}

// negate keeps Not from standing on Not.
func negate(n Node) Node {
	if not, ok := n.(Not); ok {
		return not.Node
	}
	return Not{n}
}

// Fields goes through every field that the filter reads, with its type; those
// of referred records and the references to them included. Who may not read one
// of them must not be given the filter's answer.
func (f Filter) Fields() iter.Seq2[*Type, *Field] {
	return func(yield func(*Type, *Field) bool) {
		if f.Root != nil {
			f.Root.reads(f.Type, yield)
		}
	}
}

func (a And) reads(t *Type, yield func(*Type, *Field) bool) bool { return readAll(a, t, yield) }
func (o Or) reads(t *Type, yield func(*Type, *Field) bool) bool  { return readAll(o, t, yield) }
func (n Not) reads(t *Type, yield func(*Type, *Field) bool) bool { return n.Node.reads(t, yield) }

func (k Known) reads(t *Type, yield func(*Type, *Field) bool) bool   { return yield(t, k.Field) }
func (c Test) reads(t *Type, yield func(*Type, *Field) bool) bool    { return yield(t, c.Field) }
func (b Between) reads(t *Type, yield func(*Type, *Field) bool) bool { return yield(t, b.Field) }
func (p Points) reads(t *Type, yield func(*Type, *Field) bool) bool  { return yield(t, p.Field) }
func (o OfType) reads(t *Type, yield func(*Type, *Field) bool) bool  { return yield(t, o.Field) }

func (v Via) reads(t *Type, yield func(*Type, *Field) bool) bool {
	return yield(t, v.Field) && v.Where.reads(v.Target, yield)
}

func (w Words) reads(t *Type, yield func(*Type, *Field) bool) bool {
	for _, f := range w.Fields {
		if !yield(t, f) {
			return false
		}
	}
	return true
}

func readAll(nodes []Node, t *Type, yield func(*Type, *Field) bool) bool {
	for _, n := range nodes {
		if !n.reads(t, yield) {
			return false
		}
	}
	return true
}
