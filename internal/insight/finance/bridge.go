package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Cause is a reason for which the landing differs from the budget.
type Cause string

// The causes, in the order of the bridge.
const (
	NotBudgeted Cause = "Not in the budget"
	Contracts   Cause = "Contracts"
	Staff       Cause = "Staff"
	Projects    Cause = "Projects"
	Purchases   Cause = "Equipment"
	Use         Cause = "Use and other"
	Exchange    Cause = "Exchange rates"
	NotUsed     Cause = "Lines not used"
	NotKnown    Cause = "Not yet known"
)

// Step is what one cause adds to the budget, or takes from it.
type Step struct {
	Cause  Cause
	Amount record.Money
	Parts  []Part // on which it rests, those that weigh most first; they add up to it
}

// Part is what one row adds to a step.
type Part struct {
	Row    *Row
	Amount record.Money
}

// Bridge leads from the budget to where the year lands. The steps add up to
// the difference exactly.
type Bridge struct {
	From, To record.Money
	Steps    []Step // those that are not nothing
}

// Bridge explains the difference between budget and forecast by its causes. A row
// whose forecast is the least only goes to those not yet known.
func (p *Position) Bridge() Bridge {
	b := Bridge{From: p.Total.Budget, To: p.Total.Forecast}
	sums := map[Cause]*Step{}
	add := func(cause Cause, m record.Money, row *Row) {
		if !m.Known() || m.Minor == 0 {
			return
		}
		if sums[cause] == nil {
			sums[cause] = &Step{Cause: cause, Amount: record.NoMoney(p.Year.Currency)}
		}
		sums[cause].Amount = signal.Plus(sums[cause].Amount, m)
		sums[cause].Parts = append(sums[cause].Parts, Part{row, m})
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		rest := row.Variance()
		if !rest.Known() { // nothing is budgeted that could be counted
			rest = row.Forecast
		}
		if row.Rates.Known() {
			add(Exchange, row.Rates, row)
			rest = signal.Plus(rest, row.Rates.Neg())
		}
		add(row.cause(), rest, row)
	}
	for _, cause := range []Cause{NotBudgeted, Contracts, Staff, Projects, Purchases, Use, Exchange, NotUsed, NotKnown} {
		if step := sums[cause]; step != nil {
			slices.SortStableFunc(step.Parts, func(x, y Part) int { return cmp.Compare(y.weight(), x.weight()) })
			b.Steps = append(b.Steps, *step)
		}
	}
	return b
}

func (p Part) weight() int64 { return max(p.Amount.Minor, -p.Amount.Minor) }

func (r *Row) cause() Cause {
	switch {
	case r.Line == nil || r.Budget.Minor == 0:
		return NotBudgeted
	case r.Least:
		return NotKnown
	case r.Entries == 0:
		return NotUsed
	case r.Line.Project.Known():
		return Projects
	case r.Line.Category == "staff":
		return Staff
	case r.Outlook.Rule == ByPurchase:
		return Purchases
	case len(r.Line.Contracts) > 0:
		return Contracts
	}
	return Use
}
