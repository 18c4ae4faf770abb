package record

import "time"

// Class is how a column is stored; each database maps it to a column type.
type Class int

// The storage classes. Driver values passed for them and accepted back:
const (
	ClassText    Class = iota // string
	ClassInteger              // int64
	ClassNumeric              // string in plain decimal notation, up to 6 decimals
	ClassBool                 // bool
	ClassDate                 // string YYYY-MM-DD
	ClassInstant              // string YYYY-MM-DDTHH:MM:SS.sssZ
	ClassID                   // string, canonical UUID
	ClassJSON                 // string
)

// Column is one column of a field. The suffix is joined to the field's name
// with an underscore; kinds with one column leave it empty.
type Column struct {
	Suffix string
	Class  Class
}

// Value is one field of one record, seen through its kind. Implementations are
// pointers into the record, so setting a Value changes the record.
type Value interface {
	// Known is false when nothing is stored: shown as unknown, never as zero.
	Known() bool
	// Clear makes the value unknown.
	Clear()
	// Parse reads what a person or a file wrote. Empty text clears. On error the
	// value is unchanged, and the error says in plain words what is wrong, going
	// on with a sentence that begins with the field's title: "is not a date".
	Parse(text string, in Reading) error
	// Text is the canonical form: Parse(Text()) gives the same value again.
	Text() string
	// Format is the form for reading, in the reader's locale.
	Format(in Locale) string
	// JSON is the value as encoding/json writes it; nil when unknown.
	JSON() any
	// SetJSON accepts what JSON gives, decoded (numbers as float64 or json.Number).
	SetJSON(v any) error
	// Store gives one driver value for each column of the kind, nil for NULL.
	Store() []any
	// Load accepts what a driver returns for each column.
	Load(columns []any) error
	// Compare orders two known values of the same kind: negative, zero, positive.
	Compare(other Value) int
}

// Pointing is implemented by values that refer to other records.
type Pointing interface {
	Value
	// EachTarget calls f with every record referred to.
	EachTarget(f func(ID))
}

// Many is implemented by the kind "references": it has no column of its own
// but a link table, and is stored and loaded as the list of its targets.
type Many interface {
	Pointing
	SetTargets([]ID)
}

// Op is a comparison of the filter language.
type Op string

// The comparisons. Has is containment: of text without regard to the case of
// A to Z, of a tag or a reference in a list, or, with an empty operand, presence.
const (
	Equal          Op = "="
	Less           Op = "<"
	LessOrEqual    Op = "<="
	Greater        Op = ">"
	GreaterOrEqual Op = ">="
	Has            Op = ":"
)

// Kind describes a field kind; there is one for each file kind_*.go.
type Kind struct {
	Name    string
	Columns []Column
	// Widget names the form control: text, area, number, money, date, ...
	Widget string
	// Numeric values are right-aligned and can be summed.
	Numeric bool
	// Ops are the comparisons that a filter may make. "!=" follows from Equal,
	// and presence (field:*) is always allowed.
	Ops []Op
	// New makes an unknown value, for operands of filters and custom fields.
	New func(*Field) Value
	// Schema is the JSON Schema (2020-12) of the JSON form.
	Schema func(*Field) map[string]any
}

// Allows reports whether a filter may compare values of the kind by op.
func (k *Kind) Allows(op Op) bool {
	for _, allowed := range k.Ops {
		if allowed == op {
			return true
		}
	}
	return false
}

// DateOrder says how 03/04/2026 is meant.
type DateOrder int

// The orders of day, month and year in dates written with numbers only.
// ISO dates (2026-04-03) are understood whatever the order.
const (
	YearFirst DateOrder = iota
	DayFirst
	MonthFirst
)

// Reading is what is known about a text before it is parsed.
type Reading struct {
	Field        *Field
	Today        Date                                      // makes "today+30d" readable; unknown forbids it
	Order        DateOrder                                 // of numeric dates
	Zone         *time.Location                            // of times written without offset; nil is UTC
	DecimalComma bool                                      // 1.234,56 rather than 1,234.56
	Currency     string                                    // for amounts written without one
	Find         func(target, text string) (AnyRef, error) // resolves a reference by number, name or external ID
}
