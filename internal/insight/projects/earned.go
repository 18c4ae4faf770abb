package projects

import (
	"math/big"

	"fairlead/internal/record"
)

// Earned is the earned value of a project on a day, in one currency (PMBOK;
// ANSI/EIA-748). Any of the four may be unknown; what follows from an unknown
// one is unknown, and so is what would be divided by zero.
type Earned struct {
	PV  record.Money // planned value: budgeted cost of the work planned to the day
	EV  record.Money // earned value: budgeted cost of the work done
	AC  record.Money // actual cost of the work done
	BAC record.Money // budget at completion
}

// SV is the schedule variance, EV − PV: below zero is behind.
func (e Earned) SV() record.Money { return minus(e.EV, e.PV) }

// CV is the cost variance, EV − AC: below zero is over cost.
func (e Earned) CV() record.Money { return minus(e.EV, e.AC) }

// SPI is the schedule performance index, EV / PV.
func (e Earned) SPI() Ratio { return ratio(e.EV, e.PV) }

// CPI is the cost performance index, EV / AC.
func (e Earned) CPI() Ratio { return ratio(e.EV, e.AC) }

// EAC is the estimate at completion if cost goes on as it went: BAC / CPI, that
// is BAC·AC/EV, rounded once, half to even, to the minor unit.
func (e Earned) EAC() record.Money {
	if !alike(e.BAC, e.AC, e.EV) {
		return record.Money{}
	}
	return fraction(e.BAC.Currency, big.NewInt(0), []int64{e.BAC.Minor, e.AC.Minor}, []int64{e.EV.Minor})
}

// EACAsPlanned is the estimate at completion if the rest costs what was planned:
// AC + BAC − EV.
func (e Earned) EACAsPlanned() record.Money { return plus(e.AC, minus(e.BAC, e.EV)) }

// EACBoth is the estimate at completion if both cost and pace weigh on the rest:
// AC + (BAC − EV)/(CPI·SPI), that is AC + (BAC−EV)·AC·PV/EV², rounded once, half
// to even, to the minor unit.
func (e Earned) EACBoth() record.Money {
	if !alike(e.BAC, e.AC, e.EV, e.PV) {
		return record.Money{}
	}
	if e.AC.Minor == 0 || e.PV.Minor == 0 { // CPI or SPI is unknown
		return record.Money{}
	}
	return fraction(e.BAC.Currency, big.NewInt(e.AC.Minor),
		[]int64{e.BAC.Minor - e.EV.Minor, e.AC.Minor, e.PV.Minor}, []int64{e.EV.Minor, e.EV.Minor})
}

// ETC is what the rest will cost, EAC − AC.
func (e Earned) ETC() record.Money { return minus(e.EAC(), e.AC) }

// VAC is the variance at completion, BAC − EAC: below zero is over budget.
func (e Earned) VAC() record.Money { return minus(e.BAC, e.EAC()) }

// TCPI is how well cost must perform from now on to end within the budget:
// (BAC − EV) / (BAC − AC). It is unknown once the budget is used up.
func (e Earned) TCPI() Ratio { return ratio(minus(e.BAC, e.EV), minus(e.BAC, e.AC)) }

// Ratio is one amount by another, exact. The zero Ratio is unknown.
type Ratio struct{ num, den int64 }

// ratio is unknown unless the second amount is above zero.
func ratio(num, den record.Money) Ratio {
	if !alike(num, den) || den.Minor <= 0 {
		return Ratio{}
	}
	return Ratio{num.Minor, den.Minor}
}

// Known reports whether there is a ratio.
func (r Ratio) Known() bool { return r.den > 0 }

// Text has two decimals, rounded half away from zero: 0.87. It is empty when
// unknown.
func (r Ratio) Text() string {
	if !r.Known() {
		return ""
	}
	return big.NewRat(r.num, r.den).FloatString(2)
}

// alike reports whether all amounts are known and in one currency.
func alike(all ...record.Money) bool {
	for _, m := range all {
		if !m.Known() || m.Currency != all[0].Currency {
			return false
		}
	}
	return true
}

// plus is unknown where the amounts cannot be added up.
func plus(a, b record.Money) record.Money {
	if sum, err := a.Add(b); err == nil {
		return sum
	}
	return record.Money{}
}

func minus(a, b record.Money) record.Money { return plus(a, b.Neg()) }

// fraction is base + Π num / Π den, rounded half to even; unknown where the
// divisor is not above zero or the result is too large.
func fraction(currency string, base *big.Int, num, den []int64) record.Money {
	n, d := product(num), product(den)
	if d.Sign() <= 0 {
		return record.Money{}
	}
	q, r := new(big.Int).DivMod(n, d, new(big.Int)) // 0 ≤ r < d
	switch r.Lsh(r, 1).Cmp(d) {
	case 1:
		q.Add(q, big.NewInt(1))
	case 0:
		q.Add(q, big.NewInt(int64(q.Bit(0))))
	}
	if q.Add(q, base); !q.IsInt64() {
		return record.Money{}
	}
	return record.Money{Minor: q.Int64(), Currency: currency}
}

func product(factors []int64) *big.Int {
	p := big.NewInt(1)
	for _, f := range factors {
		p.Mul(p, big.NewInt(f))
	}
	return p
}
