package signal

import (
	"maps"
	"slices"
	"strings"

	"fairlead/internal/record"
)

// Purse adds amounts up, each currency by itself. The zero Purse is empty.
type Purse struct{ sums map[string]record.Money }

// Add puts an amount in. Unknown amounts add nothing.
func (p *Purse) Add(m record.Money) {
	if !m.Known() {
		return
	}
	if p.sums == nil {
		p.sums = map[string]record.Money{}
	}
	sum, ok := p.sums[m.Currency]
	if !ok {
		sum = record.NoMoney(m.Currency)
	}
	p.sums[m.Currency] = Plus(sum, m)
}

// In is the sum in one currency, zero when nothing came in.
func (p *Purse) In(currency string) record.Money {
	if sum, ok := p.sums[currency]; ok {
		return sum
	}
	return record.NoMoney(currency)
}

// Besides lists the sums in all other currencies, by code.
func (p *Purse) Besides(currency string) []record.Money {
	var rest []record.Money
	for _, code := range slices.Sorted(maps.Keys(p.sums)) {
		if code != currency {
			rest = append(rest, p.sums[code])
		}
	}
	return rest
}

// Plus is the sum of two amounts of one currency; unknown when one of them is,
// and once it is too large to keep.
func Plus(a, b record.Money) record.Money {
	sum, err := a.Add(b)
	if err != nil {
		return record.Money{}
	}
	return sum
}

// Exact writes an amount in full, without the decimals of a whole one: €129,400.
func Exact(m record.Money, in record.Locale) string {
	zeros := in.Decimal + strings.Repeat("0", record.Exponent(m.Currency))
	return strings.TrimSuffix(m.Format(in), zeros)
}

// Amounts joins amounts for reading: €1.2 M, NOK 300 k.
func Amounts(list []record.Money, in record.Locale) string {
	words := make([]string, len(list))
	for i, m := range list {
		words[i] = m.Short(in)
	}
	return strings.Join(words, ", ")
}
