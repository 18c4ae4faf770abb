package finance

import (
	"fmt"
	"math/big"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// byHistory forecasts a line by what was spent on it: by models of its months, or
// the month a year ago times the trend where that did better; else the mean of the
// last months; else the budget.
func (f *forecaster) byHistory(line *catalog.BudgetLine) Outlook {
	now := f.months[0]
	first := f.ledger.first[line.Code]
	months := 0 // whole ones since the first entry
	if first.Known() {
		months = monthsBetween(first, now)
	}
	if months < 3 {
		o := Outlook{Rule: ByBudget, Cells: f.cells("")}
		f.budgeted(line, &o)
		f.lessBooked(line, &o)
		return o
	}
	k := f.foresee(line, months)
	o := Outlook{Rule: ByAverage, Cells: f.cells(""), Known: k.events}
	switch {
	case months < 12:
		f.average(line, k, min(months, 6), &o)
	default:
		o.Rule = BySeason
		if o.Past = f.past(line.Code, k); o.Past != nil && o.Past.Modelled {
			o.Rule = ByModels
			f.modelled(k, &o)
		} else {
			f.season(line, k, &o)
		}
	}
	for i := range o.Cells {
		k.tell(&o.Cells[i], i)
	}
	f.lessBooked(line, &o)
	return o
}

// season takes each month a year ago, times the trend, for the first twelve
// months; later years repeat them, as nothing is known of their trend.
func (f *forecaster) season(line *catalog.BudgetLine, k *foreseen, o *Outlook) {
	num, den, over := f.trend(line.Code, k)
	plain := make([]record.Money, len(o.Cells))
	for i := range o.Cells {
		c := &o.Cells[i]
		if i >= 12 {
			plain[i] = plain[i-12]
			c.Amount, c.Why = k.acted(plain[i], i), "As in the year before: nothing is known of the trend so far ahead."
			continue
		}
		past := k.plain(f.ledger.in(line.Code, c.Month.AddMonths(-12)), k.past+i-12)
		m, err := past.MulRatio(num, den)
		if err != nil {
			m, c.Open = record.Money{}, true
		}
		plain[i], c.Amount = m, k.acted(m, i)
		c.Why = fmt.Sprintf("%s in %s", figure(past), month(c.Month.AddMonths(-12)))
		if over > 0 {
			c.Why += fmt.Sprintf(", times %s: the last %d whole months against the same a year before", ratio(num, den), over)
		}
		c.Why += "."
	}
}

// trend compares the last whole months, up to twelve, with the same months a
// year before. Where these hold nothing, or fewer than three are known, it is
// one to one over no months. It is held between a half and twice: a line that
// began or ended in between says nothing about the year that comes.
func (f *forecaster) trend(code string, k *foreseen) (num, den int64, months int) {
	now := f.months[0]
	months = min(monthsBetween(f.ledger.first[code], now)-12, 12)
	if months < 3 {
		return 1, 1, 0
	}
	latest, before := record.NoMoney(f.year.Currency), record.NoMoney(f.year.Currency)
	for back := 1; back <= months; back++ {
		latest = signal.Plus(latest, k.plain(f.ledger.in(code, now.AddMonths(-back)), k.past-back))
		before = signal.Plus(before, k.plain(f.ledger.in(code, now.AddMonths(-back-12)), k.past-back-12))
	}
	switch {
	case latest.Minor <= 0 || before.Minor <= 0:
		return 1, 1, 0
	case latest.Minor < before.Minor/2:
		return 1, 2, months
	case latest.Minor/2 > before.Minor:
		return 2, 1, months
	}
	return latest.Minor, before.Minor, months
}

// ratio writes a ratio with two decimals.
func ratio(num, den int64) string { return big.NewRat(num, den).FloatString(2) }

func (f *forecaster) average(line *catalog.BudgetLine, k *foreseen, months int, o *Outlook) {
	sum := record.NoMoney(f.year.Currency)
	for back := 1; back <= months; back++ {
		sum = signal.Plus(sum, k.plain(f.ledger.in(line.Code, f.months[0].AddMonths(-back)), k.past-back))
	}
	mean, err := sum.MulRatio(1, int64(months))
	if err != nil {
		o.Cells = f.unknown(0, "The amounts are too large to compute with.")
		return
	}
	for i := range o.Cells {
		o.Cells[i].Amount, o.Cells[i].Why = k.acted(mean, i), fmt.Sprintf("The mean of the last %d months; what they were a year before is not known.", months)
	}
}

// budgeted takes the budget of each month of the year; of what lies beyond it
// nothing is known.
func (f *forecaster) budgeted(line *catalog.BudgetLine, o *Outlook) {
	o.Cells = f.unknown(0, "Nothing was spent on it so far, and the budget ends with the year.")
	plan := line.Months(len(f.year.Months()))
	for i := range o.Cells {
		c := &o.Cells[i]
		at := monthsBetween(f.year.Starts, c.Month)
		if at < 0 || at >= len(plan) {
			continue
		}
		c.Amount = f.ledger.rates.Convert(plan[at], f.year.Currency, f.year.Starts)
		c.Open, c.Why = !c.Amount.Known(), "As budgeted: hardly anything was spent on it so far."
	}
	if plan == nil {
		o.Rule = ByNothing
	}
}
