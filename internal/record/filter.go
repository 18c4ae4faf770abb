package record

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
	Now   Instant
	Me    ID // the person who asks
}

// Node is one part of a filter: And, Or, Not, Test, Via or Words.
type Node interface{ node() }

// And holds when all its parts hold.
type And []Node

// Or holds when any of its parts holds.
type Or []Node

// Not holds when its part does not.
type Not struct{ Node Node }

// Test compares a field with an operand of the field's kind. With Op Has and a
// nil Operand it asks whether the field is known.
type Test struct {
	Field   *Field
	Op      Op
	Operand Value
}

// Via holds when the record that a reference points to (or, for references,
// any of them) satisfies Where.
type Via struct {
	Field  *Field
	Target *Type
	Where  Node
}

// Words holds when the label or any searched field contains the text, without
// regard to the case of A to Z.
type Words struct {
	Fields []*Field
	Text   string
}

func (And) node()   {}
func (Or) node()    {}
func (Not) node()   {}
func (Test) node()  {}
func (Via) node()   {}
func (Words) node() {}
