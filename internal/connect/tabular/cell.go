package tabular

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind is the type of a column that is written.
type Kind string

// The kinds of column.
const (
	KindText    Kind = "text"
	KindInteger Kind = "integer"
	KindDecimal Kind = "decimal"
	KindAmount  Kind = "amount" // of money, in one column; the currency goes into another
	KindDate    Kind = "date"
	KindInstant Kind = "instant" // written in UTC
	KindBoolean Kind = "boolean"
)

// Column is one column of a table that is written.
type Column struct {
	Name   string
	Kind   Kind
	Digits int // of an amount: digits of the minor unit, as 2 for euros; 0 to 18
}

// Cell is a value for a column of its kind. The zero Cell is empty and fits
// every column; empty is not zero.
type Cell struct {
	kind   Kind
	text   string
	number int64
	date   Date
	at     time.Time
}

// Text is a cell of a text column.
func Text(s string) Cell { return Cell{kind: KindText, text: s} }

// Integer is a cell of an integer column.
func Integer(n int64) Cell { return Cell{kind: KindInteger, number: n} }

// Decimal is a cell of a decimal column. The number is in the form that
// ParseDecimal gives; writing another one is an error.
func Decimal(canonical string) Cell { return Cell{kind: KindDecimal, text: canonical} }

// Amount is a cell of an amount column, in minor units of the column's digits.
func Amount(minor int64) Cell { return Cell{kind: KindAmount, number: minor} }

// Day is a cell of a date column.
func Day(d Date) Cell { return Cell{kind: KindDate, date: d} }

// Instant is a cell of an instant column.
func Instant(t time.Time) Cell { return Cell{kind: KindInstant, at: t.UTC()} }

// Boolean is a cell of a boolean column.
func Boolean(b bool) Cell {
	if b {
		return Cell{kind: KindBoolean, number: 1}
	}
	return Cell{kind: KindBoolean}
}

// Writer is what the writers of all formats have in common. A row has one cell
// for each column, of its kind or empty. Nothing is complete before Close,
// which does not close what is underneath. After an error, of a row or of the
// file, the table is of no use.
type Writer interface {
	WriteRow(row []Cell) error
	Close() error
}

// checkColumns finds mistakes of the caller: they are internal errors.
func checkColumns(columns []Column) error {
	if len(columns) == 0 {
		return fmt.Errorf("tabular: a table needs a column")
	}
	for _, c := range columns {
		if c.Digits < 0 || c.Digits > 18 {
			return fmt.Errorf("tabular: column %q has %d digits", c.Name, c.Digits)
		}
	}
	return nil
}

func checkRow(columns []Column, row []Cell) error {
	if len(row) != len(columns) {
		return fmt.Errorf("tabular: a row has %d cells for %d columns", len(row), len(columns))
	}
	for i, cell := range row {
		switch {
		case cell.kind == "":
		case cell.kind != columns[i].Kind:
			return fmt.Errorf("tabular: column %q is %s, its cell %s", columns[i].Name, columns[i].Kind, cell.kind)
		case cell.kind == KindDecimal && !isCanonical(cell.text):
			return fmt.Errorf("tabular: column %q has the decimal %q", columns[i].Name, cell.text)
		case cell.kind == KindDate && !cell.date.valid():
			return fmt.Errorf("tabular: column %q has the date %v", columns[i].Name, cell.date)
		}
	}
	return nil
}

func isCanonical(text string) bool {
	n, ok := scanNumber(text)
	return ok && n.point == text
}

// append writes the value in the form that is the same in every format:
// numbers with a point, dates as 2018-03-04, instants by RFC 3339, true, false.
func (c Cell) append(b []byte, column Column) []byte {
	switch c.kind {
	case KindText, KindDecimal:
		return append(b, c.text...)
	case KindInteger:
		return strconv.AppendInt(b, c.number, 10)
	case KindAmount:
		return appendAmount(b, c.number, column.Digits)
	case KindDate:
		return fmt.Appendf(b, "%04d-%02d-%02d", c.date.Year, c.date.Month, c.date.Day)
	case KindInstant:
		return c.at.AppendFormat(b, time.RFC3339Nano)
	case KindBoolean:
		return strconv.AppendBool(b, c.number == 1)
	}
	return b
}

// appendAmount writes minor units with their point: -1234 with 2 digits is
// -12.34.
func appendAmount(b []byte, minor int64, digits int) []byte {
	s := strconv.FormatInt(minor, 10)
	if minor < 0 {
		b, s = append(b, '-'), s[1:]
	}
	if short := digits + 1 - len(s); short > 0 {
		s = strings.Repeat("0", short) + s
	}
	b = append(b, s[:len(s)-digits]...)
	if digits > 0 {
		b = append(b, '.')
		b = append(b, s[len(s)-digits:]...)
	}
	return b
}
