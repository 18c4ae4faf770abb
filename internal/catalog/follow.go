package catalog

import (
	"math/bits"

	"fairlead/internal/record"
)

// follow fits what follows from a step of one type to the lifecycle.
func follow[T any](f func(*record.Snapshot, record.Instant, *T) ([]record.Record, error)) func(*record.Snapshot, record.Moment, record.Record) ([]record.Record, error) {
	return func(s *record.Snapshot, at record.Moment, r record.Record) ([]record.Record, error) {
		return f(s, at.Now, any(r).(*T))
	}
}

// weigh is follow for steps that compare amounts.
func weigh[T any](f func(*record.Snapshot, record.Moment, *T) ([]record.Record, error)) func(*record.Snapshot, record.Moment, record.Record) ([]record.Record, error) {
	return func(s *record.Snapshot, at record.Moment, r record.Record) ([]record.Record, error) {
		return f(s, at, any(r).(*T))
	}
}

// priced is the price of a quantity; unknown where either is, and where it is too
// large to keep.
func priced(price record.Money, quantity record.Decimal) record.Money {
	if !price.Known() || !quantity.Known() {
		return record.Money{}
	}
	cost, err := price.MulRatio(quantity.Micro(), 1_000_000)
	if err != nil {
		return record.Money{}
	}
	return cost
}

// added is a sum and one amount more, of the same currency. A sum without a
// currency has not begun.
func added(sum, m record.Money) record.Money {
	if !sum.Known() {
		return m
	}
	sum, err := sum.Add(m)
	if err != nil {
		return record.Money{}
	}
	return sum
}

// more is a quantity with the most that a tolerance lets it lie above.
func more(n int64, tolerance record.Percent) int64 {
	const whole = 100 * 1_000_000
	if n <= 0 || !tolerance.Known() {
		return n
	}
	high, low := bits.Mul64(uint64(n), uint64(tolerance.Micro()))
	if high >= whole {
		return n
	}
	above, _ := bits.Div64(high, low, whole)
	return n + int64(above)
}
