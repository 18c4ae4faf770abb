package finance

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// byProject shares what is left of a project's budget evenly over the months up
// to its finish.
func (f *forecaster) byProject(line *catalog.BudgetLine) Outlook {
	project := record.Get(f.s, line.Project)
	if project == nil {
		return Outlook{Rule: ByNothing, Cells: f.unknown(0, "The project is not there any more.")}
	}
	o := Outlook{Rule: ByProject, Basis: []record.Record{project}, Cells: f.cells("The project is over by then.")}
	switch project.State {
	case "finished", "cancelled":
		o.Cells = f.cells("The project is over.")
		return o
	case "on_hold", "proposed":
		o.Cells = f.unknown(0, "The project does not run: whether and when its money is spent is not known.")
		return o
	}
	rest, why := f.projectLeft(line, project)
	finish := project.ForecastFinish
	if !finish.Known() {
		finish = project.PromisedFinish
	}
	switch {
	case !rest.Known():
		o.Cells = f.unknown(0, why)
		return o
	case finish.Before(f.months[0]) || !finish.Known():
		o.Cells = f.unknown(0, "By when the project is finished is not known: its day is past, or was never said.")
		return o
	}
	from := max(monthsBetween(f.months[0], project.Start), 0)
	to := monthsBetween(f.months[0], finish) + 1
	if shown := min(to, len(f.months)); from < shown {
		for i, part := range even(rest, to-from)[:shown-from] {
			o.Cells[from+i].Amount, o.Cells[from+i].Why = part, fmt.Sprintf("%s, shared evenly up to its finish in %s.", why, month(finish))
		}
	}
	return o
}

// projectLeft is what is left of a project's budget for one line: its part when
// several lines of the year pay for the project.
func (f *forecaster) projectLeft(line *catalog.BudgetLine, p *catalog.Project) (record.Money, string) {
	spent := f.ledger.rates.Convert(p.ActualCost, f.year.Currency, f.today)
	source := "spent by its record"
	if !p.ActualCost.Known() {
		spent, source = f.spentOn(line.Project), "spent by the ledger"
	}
	budget := f.ledger.rates.Convert(p.Budget, f.year.Currency, f.today)
	if !budget.Known() || !spent.Known() {
		return record.Money{}, "The budget of the project is not known, or cannot be converted."
	}
	rest := signal.Plus(budget, spent.Neg())
	if rest.Minor < 0 {
		return record.Money{}, "The project has spent its budget: what still comes is not known."
	}
	lines, at := 0, 0
	for _, other := range f.lines {
		if other == line {
			at = lines
		}
		if other.Project == line.Project && !f.strays[other.Code] {
			lines++
		}
	}
	return even(rest, lines)[at], fmt.Sprintf("%s of the project's budget less %s %s", figure(budget), figure(spent), source)
}

// spentOn is all that was ever spent on the lines of a project.
func (f *forecaster) spentOn(project record.Ref[catalog.Project]) record.Money {
	sum := record.NoMoney(f.year.Currency)
	for _, line := range f.lines {
		if line.Project != project {
			continue
		}
		for _, m := range f.ledger.history[line.Code] {
			sum = signal.Plus(sum, m)
		}
	}
	return sum
}

// unknown leaves the cells from one on open.
func (f *forecaster) unknown(from int, why string) []Cell {
	out := f.cells(why)
	for i := from; i < len(out); i++ {
		out[i].Amount, out[i].Open = record.Money{}, true
	}
	return out
}

// byPurchase spreads what is left of a line for equipment over the rest of the
// year. What is replaced later follows from the lives of assets.
func (f *forecaster) byPurchase(line *catalog.BudgetLine) Outlook {
	o := Outlook{Rule: ByPurchase, Cells: f.cells("Later replacements follow from the lives of the assets, below.")}
	budget := f.ledger.rates.Convert(line.Amount, f.year.Currency, f.year.Starts)
	if !budget.Known() {
		o.Cells = f.unknown(0, "The amount of the line is not known, or cannot be converted.")
		return o
	}
	spent := f.ledger.booked(line.Code).Spent()
	rest := signal.Plus(budget, spent.Neg())
	if rest.Minor < 0 {
		rest = record.NoMoney(f.year.Currency)
	}
	spread(o.Cells, 0, f.yearLeft(), rest, fmt.Sprintf("%s of the line less %s spent, over the months that are left of the year.", figure(budget), figure(spent)))
	return o
}

// month writes a month: Nov 2026.
func month(day record.Date) string { return day.Time().Format("Jan 2006") }

// figure writes an amount into a sentence.
func figure(m record.Money) string { return signal.Exact(inUnits(m), record.International()) }

// inUnits rounds an amount to whole units of its currency for reading.
func inUnits(m record.Money) record.Money {
	unit := int64(1)
	for range record.Exponent(m.Currency) {
		unit *= 10
	}
	r, err := record.Money{Minor: m.Minor, Currency: m.Currency}.MulRatio(1, unit)
	if err != nil {
		return m
	}
	r.Minor *= unit
	return r
}
