package record

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"
	"slices"
)

var errOverflow = errors.New("the amount is too large to keep")

// Add is the sum of two amounts of one currency. With an unknown amount the sum
// is unknown; start sums with NoMoney. The error says that the currencies
// differ or that the sum is too large.
func (m Money) Add(other Money) (Money, error) {
	if !m.Known() || !other.Known() {
		return Money{}, nil
	}
	if m.Currency != other.Currency {
		return Money{}, fmt.Errorf("%s and %s cannot be added up; convert one first", m.Currency, other.Currency)
	}
	sum := m.Minor + other.Minor
	if (sum > m.Minor) != (other.Minor > 0) || sum == math.MinInt64 {
		return Money{}, errOverflow
	}
	return Money{sum, m.Currency}, nil
}

// Sub is the difference of two amounts, under the conditions of Add.
func (m Money) Sub(other Money) (Money, error) { return m.Add(other.Neg()) }

// Neg is the amount with the other sign.
func (m Money) Neg() Money { return Money{-m.Minor, m.Currency} }

// MulRatio is the amount times num/den, rounded half to even to the minor unit.
// The error says that the result is too large or that den is zero.
func (m Money) MulRatio(num, den int64) (Money, error) {
	if den == 0 {
		return Money{}, errors.New("the ratio divides by zero")
	}
	quotient, remainder, err := mulDiv(magnitude(m.Minor), magnitude(num), magnitude(den))
	if err != nil {
		return Money{}, err
	}
	if twice := magnitude(den) - remainder; remainder > twice || remainder == twice && quotient%2 == 1 {
		quotient++
	}
	if quotient > math.MaxInt64 {
		return Money{}, errOverflow
	}
	minor := int64(quotient)
	if (m.Minor < 0) != (num < 0) != (den < 0) {
		minor = -minor
	}
	return Money{minor, m.Currency}, nil
}

// Rounded is an exact number of minor units as an amount, rounded half to even;
// unknown when it is too large to keep.
func Rounded(exact *big.Rat, currency string) Money {
	floor, rest := new(big.Int).DivMod(exact.Num(), exact.Denom(), new(big.Int))
	switch twice := rest.Lsh(rest, 1).Cmp(exact.Denom()); {
	case twice > 0, twice == 0 && floor.Bit(0) == 1:
		floor.Add(floor, big.NewInt(1))
	}
	if !floor.IsInt64() {
		return Money{}
	}
	return Money{Minor: floor.Int64(), Currency: currency}
}

// Exceeds reports whether a known amount is greater than a number of whole units
// of its currency.
func (m Money) Exceeds(units int64) bool {
	for range Exponent(m.Currency) {
		units *= 10
	}
	return m.Known() && m.Minor > units
}

// Split shares the amount by weights so that the parts add up to it exactly:
// each gets its share rounded towards zero, and what is left goes by single
// units to the parts that lost most, the first of equals first (largest
// remainder). The error says that a weight is negative or that all are zero.
func (m Money) Split(weights []int64) ([]Money, error) {
	var total uint64
	for _, w := range weights {
		if w < 0 {
			return nil, errors.New("an amount cannot be split by negative weights")
		}
		if total += uint64(w); total > math.MaxInt64 {
			return nil, errOverflow
		}
	}
	if total == 0 {
		return nil, errors.New("an amount cannot be split when all weights are zero")
	}
	parts := make([]uint64, len(weights))
	lost := make([]uint64, len(weights))
	order := make([]int, len(weights))
	left := magnitude(m.Minor)
	for i, w := range weights {
		parts[i], lost[i], _ = mulDiv(magnitude(m.Minor), uint64(w), total) // w ≤ total: it cannot overflow
		left -= parts[i]
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(lost[b], lost[a]) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return m.signedParts(parts), nil
}

func (m Money) signedParts(parts []uint64) []Money {
	out := make([]Money, len(parts))
	for i, p := range parts {
		out[i] = Money{int64(p), m.Currency}
		if m.Minor < 0 {
			out[i].Minor = -out[i].Minor
		}
	}
	return out
}

// mulDiv is a·b/c with its remainder, exact.
func mulDiv(a, b, c uint64) (quotient, remainder uint64, err error) {
	high, low := bits.Mul64(a, b)
	if high >= c {
		return 0, 0, errOverflow
	}
	quotient, remainder = bits.Div64(high, low, c)
	return quotient, remainder, nil
}

func magnitude(n int64) uint64 {
	if n < 0 {
		return -uint64(n)
	}
	return uint64(n)
}
