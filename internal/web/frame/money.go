package frame

import (
	"math"

	"fairlead/internal/record"
	"fairlead/internal/web/draw"
)

// MoneyScale sets amounts of one currency on the axis of a picture: in whole
// units of the currency, as many minor ones as it has.
type MoneyScale struct {
	Currency string
	Locale   record.Locale
}

// Frame is the frame of a picture whose values are amounts: the full amount on
// hover and in the table, the short one on axes and labels.
func (s MoneyScale) Frame(title string) draw.Frame {
	return draw.Frame{
		Title: title, Unit: s.Currency,
		Number: func(v float64) string { return s.Money(v).Format(s.Locale) },
		Short:  func(v float64) string { return s.Money(v).Short(s.Locale) },
	}
}

// Value is where an amount stands on the axis; no number when it is unknown or
// in another currency.
func (s MoneyScale) Value(m record.Money) float64 {
	if !m.Known() || m.Currency != s.Currency {
		return math.NaN()
	}
	return float64(m.Minor) / s.units()
}

// Money is the amount at a place of the axis, to the nearest minor unit.
func (s MoneyScale) Money(v float64) record.Money {
	return record.Money{Minor: int64(math.Round(v * s.units())), Currency: s.Currency}
}

// units is how many minor units make a whole one.
func (s MoneyScale) units() float64 { return math.Pow10(record.Exponent(s.Currency)) }
