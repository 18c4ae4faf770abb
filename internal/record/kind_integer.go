package record

import (
	"cmp"
	"errors"
	"reflect"
	"strconv"
	"strings"
)

// MaxInt is the largest integer that a field keeps, and -MaxInt the smallest:
// 2^53 - 1, up to which JSON, spreadsheets and browsers are exact.
const MaxInt = 1<<53 - 1

// Int is an optional whole number. The zero Int is unknown.
type Int struct {
	n     int64
	known bool
}

// Whole is a known whole number.
func Whole(n int64) Int { return Int{n, true} }

func integerKind() *Kind {
	return &Kind{
		Name: "integer", Columns: []Column{{Class: ClassInteger}}, Widget: "number", Numeric: true,
		Ops: orderOps(),
		New: func(*Field) Value { return new(Int) },
		Schema: func(f *Field) map[string]any {
			return f.bounded(map[string]any{"type": "integer", "minimum": int64(-MaxInt), "maximum": int64(MaxInt)})
		},
	}
}

// Kind describes the kind.
func (i *Int) Kind() *Kind { return integerKind() }

// Known reports whether there is a number.
func (i Int) Known() bool { return i.known }

// Clear makes the number unknown.
func (i *Int) Clear() { *i = Int{} }

// N is the number, 0 when unknown.
func (i Int) N() int64 { return i.n }

// Float is the number as the bounds of a field are written.
func (i Int) Float() float64 { return float64(i.n) }

// Equal reports whether two numbers are the same, or both unknown.
func (i Int) Equal(other Int) bool { return i == other }

// String is the number, empty when unknown.
func (i Int) String() string { return i.Text() }

// Parse accepts digits with or without marks between thousands.
func (i *Int) Parse(text string, in Reading) error {
	if strings.TrimSpace(text) == "" {
		*i = Int{}
		return nil
	}
	plain, err := numeral(text, in.DecimalComma)
	if err != nil {
		return errors.New("is not a whole number; write it like 1234")
	}
	return i.setPlain(plain)
}

func (i *Int) setPlain(plain string) error {
	n, fraction, err := scaled(plain, 0)
	if fraction {
		return errors.New("must be a whole number")
	}
	if err != nil || n > MaxInt || n < -MaxInt {
		return errTooLarge
	}
	*i = Whole(n)
	return nil
}

// Text is the number in digits.
func (i Int) Text() string {
	if !i.known {
		return ""
	}
	return strconv.FormatInt(i.n, 10)
}

// Format has marks between thousands.
func (i Int) Format(in Locale) string { return localised(i.Text(), in) }

// JSON is a number.
func (i *Int) JSON() any {
	if !i.known {
		return nil
	}
	return i.n
}

// SetJSON accepts a number without decimals.
func (i *Int) SetJSON(v any) error {
	if v == nil {
		*i = Int{}
		return nil
	}
	plain, ok := jsonNumber(v)
	if !ok {
		return errors.New("must be a whole number, without quotes")
	}
	return i.setPlain(plain)
}

// Store gives an int64, NULL when unknown.
func (i *Int) Store() []any { return []any{i.JSON()} }

// Load accepts an int64.
func (i *Int) Load(columns []any) error {
	n, known, err := loadInteger(columns[0])
	*i = Int{n, known}
	return err
}

// Compare orders by size.
func (i *Int) Compare(other Value) int { return compareIntegers(i.n, other) }

// MarshalJSON writes a number, null when unknown.
func (i Int) MarshalJSON() ([]byte, error) { return marshalValue(&i) }

// UnmarshalJSON accepts a number without decimals.
func (i *Int) UnmarshalJSON(data []byte) error { return unmarshalValue(i, data) }

func (i *Int) check(*Field) error {
	if i.n > MaxInt || i.n < -MaxInt {
		return errTooLarge
	}
	return nil
}

func compareIntegers(n int64, other Value) int {
	return cmp.Compare(n, other.(interface{ N() int64 }).N())
}

// counter is a whole number that is always known: a Go int64 in the struct.
type counter int64

func wrapCounter(_ *Field, ptr reflect.Value) Value { return (*counter)(ptr.Interface().(*int64)) }

func (c *counter) asInt() *Int { i := Whole(int64(*c)); return &i }

func (c *counter) Known() bool             { return true }
func (c *counter) Clear()                  { *c = 0 }
func (c *counter) N() int64                { return int64(*c) }
func (c *counter) Float() float64          { return float64(*c) }
func (c *counter) Text() string            { return c.asInt().Text() }
func (c *counter) Format(in Locale) string { return c.asInt().Format(in) }
func (c *counter) JSON() any               { return int64(*c) }
func (c *counter) Store() []any            { return []any{int64(*c)} }
func (c *counter) Compare(other Value) int { return compareIntegers(int64(*c), other) }
func (c *counter) check(f *Field) error    { return c.asInt().check(f) }

func (c *counter) Parse(text string, in Reading) error {
	return c.by(func(i *Int) error { return i.Parse(text, in) })
}

func (c *counter) SetJSON(v any) error {
	return c.by(func(i *Int) error { return i.SetJSON(v) })
}

func (c *counter) Load(columns []any) error {
	return c.by(func(i *Int) error { return i.Load(columns) })
}

func (c *counter) by(set func(*Int) error) error {
	var i Int
	err := set(&i)
	if err == nil {
		*c = counter(i.n)
	}
	return err
}
