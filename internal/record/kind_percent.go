package record

import "strings"

// Percent is an optional exact percentage: 3.5 means 3.5 %. The zero Percent
// is unknown.
type Percent struct{ Decimal }

// NewPercent is a known percentage, given in millionths of a per cent.
func NewPercent(micro int64) Percent { return Percent{NewDecimal(micro)} }

func percentKind() *Kind {
	k := decimalKind()
	k.Name, k.Widget = "percent", "percent"
	k.New = func(*Field) Value { return new(Percent) }
	return k
}

// Kind describes the kind.
func (p *Percent) Kind() *Kind { return percentKind() }

// Fraction is the share of one: 0.035 for 3.5 %. It is 0 when unknown.
func (p Percent) Fraction() float64 { return p.Float() / 100 }

// Equal reports whether two percentages are the same, or both unknown.
func (p Percent) Equal(other Percent) bool { return p == other }

// Parse accepts a number with or without the sign %.
func (p *Percent) Parse(text string, in Reading) error {
	return p.Decimal.Parse(strings.TrimSuffix(strings.TrimSpace(text), "%"), in)
}

// Format has the marks of the locale and the sign %.
func (p Percent) Format(in Locale) string {
	if !p.Known() {
		return ""
	}
	return p.Decimal.Format(in) + "\u00a0%"
}
