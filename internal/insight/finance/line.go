package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// LineMonth is one month of a budget line.
type LineMonth struct {
	Month           record.Date
	Spent, Expected record.Money // expected is what is still to come; unknown where it cannot be said
}

// OfYear reports whether a line belongs to a budget of a fiscal year.
func OfYear(s *record.Snapshot, line *catalog.BudgetLine, year *catalog.FiscalYear) bool {
	b := record.Get(s, line.Budget)
	return b != nil && b.FiscalYear.ID == year.ID
}

// MonthsOf gives what was spent on a line, and what is expected, in each month of
// the year of a position.
func MonthsOf(s *record.Snapshot, line *catalog.BudgetLine, p *Position) []LineMonth {
	out := make([]LineMonth, len(p.Months))
	past := pastOf(s, p.Year.Currency, p.today)
	for i, month := range p.Months {
		out[i] = LineMonth{month, past.in(line.Code, month), record.NoMoney(p.Year.Currency)}
	}
	for i := range p.Rows {
		if row := &p.Rows[i]; row.Line != nil && row.Line.Code == line.Code {
			for _, c := range row.Outlook.Cells {
				if at := monthsBetween(p.Year.Starts, c.Month); at >= 0 && at < len(out) {
					out[at].Expected = c.Amount
				}
			}
		}
	}
	return out
}

// BookValues gives what is left of the price of an asset at the beginning of each
// month of its life, and at its end; today is that of today's month. It is nil
// when its price, its life or the day of its purchase is not known.
func BookValues(a *catalog.Asset, day record.Date) (values []record.Money, today record.Money) {
	charges := Charges(a)
	if charges == nil || !a.Purchased.Known() {
		return nil, record.Money{}
	}
	left := a.Price
	values = []record.Money{left}
	for _, c := range charges {
		left = signal.Plus(left, c.Neg())
		values = append(values, left)
	}
	at := min(max(monthsBetween(a.Purchased, day), 0), len(values)-1)
	return values, values[at]
}
