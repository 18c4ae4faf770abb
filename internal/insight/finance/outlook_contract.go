package finance

import (
	"fmt"
	"math/big"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// priced reports whether a line has contracts, and what each costs is known.
func (f *forecaster) priced(line *catalog.BudgetLine) bool {
	for _, ref := range line.Contracts {
		c := record.Get(f.s, ref)
		if c == nil || rateOf(c, f.today) == nil || f.ledger.rates.On(currencyOf(c), f.year.Currency, f.today) == nil {
			return false
		}
	}
	return len(line.Contracts) > 0
}

// byContract adds up what the contracts of a line cost, month by month. Where the
// line is not billed every month, the rest of the year is what its contracts
// cost in the year less what was spent, over the months that are left.
func (f *forecaster) byContract(line *catalog.BudgetLine) Outlook {
	o := Outlook{Rule: ByContract, Cells: f.cells("")}
	for _, ref := range line.Contracts {
		o.Basis = append(o.Basis, record.Get(f.s, ref))
	}
	for i := range o.Cells {
		o.Cells[i] = f.contracts(line, o.Cells[i].Month)
	}
	if f.billedMonthly(line.Code) {
		f.lessBooked(line, &o)
		return o
	}
	whole := record.NoMoney(f.year.Currency)
	open := false
	for _, m := range f.year.Months() {
		c := f.contracts(line, m)
		whole = signal.Plus(whole, c.Amount)
		open = open || c.Open && !m.Before(f.months[0])
	}
	spent := f.ledger.booked(line.Code).Spent()
	rest := signal.Plus(whole, spent.Neg())
	if rest.Minor < 0 {
		rest = record.NoMoney(f.year.Currency)
	}
	left := f.yearLeft()
	spread(o.Cells, 0, left, rest, fmt.Sprintf("%s that its contracts cost in the year less %s spent; when it is billed is not known, so it is spread evenly.", figure(whole), figure(spent)))
	for i := range left {
		o.Cells[i].Open = open
	}
	return o
}

// contracts is what the contracts of a line cost in a month. It is open where one
// has ended and nothing says what follows.
func (f *forecaster) contracts(line *catalog.BudgetLine, month record.Date) Cell {
	cell := Cell{Month: month, Amount: record.NoMoney(f.year.Currency)}
	var parts []string
	for _, ref := range line.Contracts {
		c := record.Get(f.s, ref)
		exact, note := monthOf(c, month, f.today)
		m := f.ledger.rates.Convert(record.Rounded(exact, currencyOf(c)), f.year.Currency, f.today)
		cell.Amount = signal.Plus(cell.Amount, m)
		switch {
		case note == ended:
			cell.Open = true
			parts = append(parts, c.Name+" has ended; what follows is not known")
		case m.Minor != 0:
			parts = append(parts, fmt.Sprintf("%s %s%s", c.Name, figure(m), note))
		}
	}
	cell.Why = strings.Join(parts, "; ") + "."
	if len(parts) == 0 {
		cell.Why = "None of its contracts costs anything then."
	}
	return cell
}

// billedMonthly reports whether something was spent on a line in each of the
// last three whole months.
func (f *forecaster) billedMonthly(code string) bool {
	for back := 1; back <= 3; back++ {
		if f.ledger.in(code, f.months[0].AddMonths(-back)).Minor == 0 {
			return false
		}
	}
	return true
}

// rateOf is what a contract costs a month, in minor units, at the price of its
// present term: a twelfth of the year's price, or its value by the length of
// its term. It is nil when neither is known.
func rateOf(c *catalog.Contract, today record.Date) *big.Rat {
	if c.Annual.Known() {
		return big.NewRat(c.Annual.Minor, 12)
	}
	if c.Value.Known() && c.Starts.Known() && c.Ends.Known() && !c.Ends.Before(c.Starts) {
		return new(big.Rat).Quo(whole(c.Value.Minor), monthsOver(c.Starts, c.Ends))
	}
	return nil
}

// monthsOver is how many months lie from one day to another, both included, each
// by the part of its days: all that a contract costs in them is its value.
func monthsOver(first, last record.Date) *big.Rat {
	over := whole(int64(monthsBetween(first, last)))
	over.Add(over, partOf(whole(1), last, last.Time().Day()))
	return over.Sub(over, partOf(whole(1), first, first.Time().Day()-1))
}

func currencyOf(c *catalog.Contract) string {
	if c.Annual.Known() {
		return c.Annual.Currency
	}
	return c.Value.Currency
}

// ended is the note of a contract that is over without saying what follows.
const ended = "ended"

// monthOf is what a contract costs in a month, in minor units of its currency.
// After the end of its term one that renews by itself goes on, dearer by its
// indexation at the renewal and each year after it.
func monthOf(c *catalog.Contract, month, today record.Date) (*big.Rat, string) {
	price := rateOf(c, today)
	last := month.AddMonths(1).AddDays(-1)
	covered := month.DaysUntil(last) + 1
	if c.Starts.After(month) {
		covered = c.Starts.DaysUntil(last) + 1
	}
	live := c.State == "in_force" || c.State == "renewal" || c.State == "ended" && !last.After(today)
	if covered <= 0 || !live || c.Archived {
		return new(big.Rat), ""
	}
	note := ""
	if c.Ends.Before(last) {
		if !c.AutoRenews {
			return partOf(price, month, max(covered-c.Ends.DaysUntil(last), 0)), ended
		}
		rises := (monthsBetween(c.Ends, month)-1)/12 + 1
		if c.Ends.Before(month) && c.Indexation.Known() {
			for range rises {
				price = new(big.Rat).Mul(price, big.NewRat(wholePercent+c.Indexation.Micro(), wholePercent))
			}
			note = fmt.Sprintf(" (dearer by %s %% since its renewal)", c.Indexation.Text())
		}
	}
	return partOf(price, month, covered), note
}

// partOf is the price of the month of a day for some of its days.
func partOf(price *big.Rat, month record.Date, days int) *big.Rat {
	first := catalog.FirstOfMonth(month)
	return new(big.Rat).Mul(price, big.NewRat(int64(days), int64(first.DaysUntil(first.AddMonths(1)))))
}
