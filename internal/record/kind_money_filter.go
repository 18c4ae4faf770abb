package record

import "cmp"

// Bound is one comparison of stored amounts: that the minor units of records
// whose currency is among Of, or when Of is empty not among Except, compare by
// Op with Minor.
type Bound struct {
	Of, Except []string
	Op         Op
	Minor      int64
}

// Bounds says what a comparison with the amount as operand means for stored
// minor units: any of the bounds must hold. With a currency only amounts in it
// can match. With AnyCurrency every amount is compared in its own major units.
// None means that nothing can match.
func (m Money) Bounds(op Op) []Bound {
	if m.Currency != AnyCurrency {
		return []Bound{{Of: []string{m.Currency}, Op: op, Minor: m.Minor}}
	}
	var out []Bound
	var special []string
	for _, exponent := range []int{0, 3, 4} {
		codes := exponents()[exponent]
		special = append(special, codes...)
		if b, ok := m.bound(exponent, op); ok {
			b.Of = codes
			out = append(out, b)
		}
	}
	if b, ok := m.bound(2, op); ok {
		b.Except = special
		out = append(out, b)
	}
	return out
}

// bound turns a comparison with millionths into one with minor units. Where the
// operand lies between two minor units, the one below decides.
func (m Money) bound(exponent int, op Op) (Bound, bool) {
	unit := pow10(6 - exponent)
	minor, between := m.Minor/unit, m.Minor%unit != 0
	if between && m.Minor < 0 {
		minor--
	}
	if between {
		switch op {
		case Equal:
			return Bound{}, false
		case Less:
			op = LessOrEqual
		case GreaterOrEqual:
			op = Greater
		}
	}
	return Bound{Op: op, Minor: minor}, true
}

// matches compares a record's amount with the operand of a filter, with the
// meaning of Bounds.
func (m *Money) matches(op Op, operand Value) bool {
	o := operand.(*Money)
	if o.Currency != AnyCurrency {
		return m.Currency == o.Currency && op.holds(m.Compare(o))
	}
	b, ok := o.bound(Exponent(m.Currency), op)
	return ok && b.Op.holds(cmp.Compare(m.Minor, b.Minor))
}
