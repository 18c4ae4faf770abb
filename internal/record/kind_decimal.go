package record

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// maxMicro bounds decimals to less than 10^9. With six decimals that makes 15
// digits, which a float64 keeps exactly: SQLite may store the number as REAL,
// and a browser may read it as a JSON number, without changing it.
const maxMicro = 1e15 - 1

// Decimal is an optional exact number with up to six decimals, between -10^9
// and 10^9. The zero Decimal is unknown.
type Decimal struct {
	micro int64 // millionths
	known bool
}

// NewDecimal is a known number, given in millionths.
func NewDecimal(micro int64) Decimal { return Decimal{micro, true} }

// ParseDecimal reads plain decimal notation, as Text writes it.
func ParseDecimal(text string) (Decimal, error) {
	var d Decimal
	err := d.Parse(text, Reading{})
	return d, err
}

func decimalKind() *Kind {
	return &Kind{
		Name: "decimal", Columns: []Column{{Class: ClassNumeric}}, Widget: "number", Numeric: true,
		Ops:    orderOps(),
		New:    func(*Field) Value { return new(Decimal) },
		Schema: func(f *Field) map[string]any { return f.bounded(map[string]any{"type": "number"}) },
	}
}

// Kind describes the kind.
func (d *Decimal) Kind() *Kind { return decimalKind() }

// Known reports whether there is a number.
func (d Decimal) Known() bool { return d.known }

// Clear makes the number unknown.
func (d *Decimal) Clear() { *d = Decimal{} }

// Micro is the number in millionths, 0 when unknown.
func (d Decimal) Micro() int64 { return d.micro }

// Float is the nearest float64, 0 when unknown.
func (d Decimal) Float() float64 { return float64(d.micro) / 1e6 }

// Equal reports whether two numbers are the same, or both unknown.
func (d Decimal) Equal(other Decimal) bool { return d == other }

// String is the number in plain notation, empty when unknown.
func (d Decimal) String() string { return d.Text() }

// Parse accepts a number with or without marks between thousands.
func (d *Decimal) Parse(text string, in Reading) error {
	if strings.TrimSpace(text) == "" {
		*d = Decimal{}
		return nil
	}
	plain, err := numeral(text, in.DecimalComma)
	if err != nil {
		return err
	}
	return d.setPlain(plain)
}

func (d *Decimal) setPlain(plain string) error {
	micro, fine, err := scaled(plain, 6)
	if err != nil || micro > maxMicro || micro < -maxMicro {
		return errors.New("must be less than a thousand million")
	}
	if fine {
		return errors.New("has more than six decimals; round it")
	}
	*d = NewDecimal(micro)
	return nil
}

// Text is plain decimal notation without needless zeros.
func (d Decimal) Text() string {
	if !d.known {
		return ""
	}
	return trimmed(unscaled(d.micro, 6))
}

// Format has the marks of the locale.
func (d Decimal) Format(in Locale) string { return localised(d.Text(), in) }

// JSON is a number, exact in digits.
func (d *Decimal) JSON() any {
	if !d.known {
		return nil
	}
	return json.Number(d.Text())
}

// SetJSON accepts a number.
func (d *Decimal) SetJSON(v any) error {
	if v == nil {
		*d = Decimal{}
		return nil
	}
	plain, ok := jsonNumber(v)
	if !ok {
		return errors.New("must be a number, without quotes")
	}
	return d.setPlain(plain)
}

// Store gives plain decimal text, NULL when unknown.
func (d *Decimal) Store() []any {
	if !d.known {
		return []any{nil}
	}
	return []any{d.Text()}
}

// Load accepts text, an integer or a floating point number.
func (d *Decimal) Load(columns []any) error {
	switch v := columns[0].(type) {
	case nil:
		*d = Decimal{}
	case int64:
		return d.setPlain(strconv.FormatInt(v, 10))
	case float64:
		return d.setPlain(strconv.FormatFloat(v, 'f', 6, 64))
	case string:
		return d.setPlain(v)
	case []byte:
		return d.setPlain(string(v))
	default:
		return fmt.Errorf("column holds %T, wanted a number", v)
	}
	return nil
}

// Compare orders by size.
func (d *Decimal) Compare(other Value) int {
	return cmp.Compare(d.micro, other.(interface{ Micro() int64 }).Micro())
}

// MarshalJSON writes a number, null when unknown.
func (d Decimal) MarshalJSON() ([]byte, error) { return marshalValue(&d) }

// UnmarshalJSON accepts a number.
func (d *Decimal) UnmarshalJSON(data []byte) error { return unmarshalValue(d, data) }

func (d *Decimal) check(*Field) error {
	if d.micro > maxMicro || d.micro < -maxMicro {
		return errors.New("must be less than a thousand million")
	}
	return nil
}
