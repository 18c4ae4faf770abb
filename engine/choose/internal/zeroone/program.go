// Package zeroone maximises a whole-numbered sum over yes-or-no choices under
// whole-numbered limits.
//
// It is a branch and bound over linear relaxations. The relaxations are solved in
// floating point by a dual simplex method for bounded variables on a dense
// dictionary, which suits few rows; but nothing that is concluded rests on floating
// point. From the multipliers that the simplex method leaves, rounded to whole
// numbers, the Lagrangian bound is computed in whole numbers: it holds for any
// multipliers that are not negative (Geoffrion, "Lagrangean relaxation for integer
// programming", Mathematical Programming Study 2, 1974), so that rounding can make
// it weaker and never wrong. Whether a choice keeps a limit is decided in whole
// numbers alone.
package zeroone

import (
	"fmt"
	"math/bits"
)

// Program asks for x in {0,1}ⁿ with the largest objective within all rows.
type Program struct {
	Objective []int64
	Rows      []Row
}

// Row says that the sum of its coefficients times their variables is at most Most.
type Row struct {
	Index []int32 // variables, each once, ascending
	Coef  []int64 // none zero
	Most  int64
}

// MaxSum is the most that the absolute coefficients of a row, or of the objective,
// may add up to. It leaves room for multipliers with some precision.
const MaxSum = 1 << 52

// Check reports what is too large or out of range.
func (p *Program) Check() error {
	if sum(p.Objective) > MaxSum {
		return fmt.Errorf("the values add up to more than %d", int64(MaxSum))
	}
	for i, r := range p.Rows {
		if sum(r.Coef) > MaxSum || abs(r.Most) > MaxSum {
			return fmt.Errorf("row %d: the amounts add up to more than %d", i, int64(MaxSum))
		}
	}
	return nil
}

// sum adds up absolute values, and is larger than MaxSum where they overflow.
func sum(list []int64) int64 {
	var total uint64
	for _, v := range list {
		var carry uint64
		if total, carry = bits.Add64(total, uint64(abs(v)), 0); carry != 0 || total > MaxSum || v == -v && v != 0 {
			return MaxSum + 1
		}
	}
	return int64(total)
}

func abs(v int64) int64 {
	if v < 0 {
		return -v
	}
	return v
}

// Value is the objective of a choice.
func (p *Program) Value(x []bool) (v int64) {
	for j, in := range x {
		if in {
			v += p.Objective[j]
		}
	}
	return v
}

// Uses is the sum of a row for a choice.
func (r *Row) Uses(x []bool) (v int64) {
	for k, j := range r.Index {
		if x[j] {
			v += r.Coef[k]
		}
	}
	return v
}

// Feasible reports whether a choice keeps all rows.
func (p *Program) Feasible(x []bool) bool {
	for i := range p.Rows {
		if p.Rows[i].Uses(x) > p.Rows[i].Most {
			return false
		}
	}
	return true
}

// Domain says of each variable what it may still be.
type Domain []int8

// What a variable may be.
const (
	Zero int8 = 0
	One  int8 = 1
	Free int8 = 2
)
