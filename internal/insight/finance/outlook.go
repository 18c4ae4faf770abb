package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rule is how the forecast of a line is made.
type Rule string

// The rules, in the order in which they are tried.
const (
	ByProject  Rule = "project"  // what is left of the project's budget, up to its finish
	ByPurchase Rule = "purchase" // what is left of a line for equipment
	ByPosts    Rule = "posts"    // what its posts cost, held and open
	ByContract Rule = "contract" // what its contracts cost
	ByModels   Rule = "models"   // how its months went on so far, by the middle of several models
	BySeason   Rule = "season"   // the month a year ago, by how much this year differs
	ByAverage  Rule = "average"  // the mean of the last months
	ByBudget   Rule = "budget"   // as budgeted, for want of anything else
	ByLives    Rule = "lives"    // assets at the end of their lives
	ByNothing  Rule = "nothing"  // nothing is known
)

// Title says a rule in a few words.
func (r Rule) Title() string {
	return map[Rule]string{
		ByProject: "What is left of the project", ByPurchase: "What is left of the line", ByPosts: "What its posts cost", ByContract: "What its contracts cost",
		ByModels: "As its months went on", BySeason: "As a year ago, and the trend", ByAverage: "Mean of the last months", ByBudget: "As budgeted",
		ByLives: "Assets at the end of their lives", ByNothing: "Not known",
	}[r]
}

// Cell is the forecast of one line for one month.
type Cell struct {
	Month  record.Date
	Amount record.Money // unknown when nothing can be said
	Open   bool         // more may come that cannot be told: the amount is the least
	Why    string       // how it was made, in a sentence
}

// Outlook is the forecast of one line from the month of today on; the first cell
// holds what is still to come of that month.
type Outlook struct {
	Name  string
	Line  *catalog.BudgetLine // nil for what no line pays for
	Rule  Rule
	Cells []Cell
	Basis []record.Record // what it rests on, beside the ledger
	Past  *Past           // of a line forecast by a year or more of its own months; else nil
	Known []Known         // of a line forecast by its past: what is known beforehand
}

// Plan is a generated forecast: each cell computed from records by a rule that
// it names. Nothing in it is entered by hand.
type Plan struct {
	Year   *catalog.FiscalYear
	Months []record.Date
	Rows   []Outlook
	Totals []Total             // by month
	Unpaid []*catalog.Position // posts that no line of the year pays; a row of their own
}

// Total is the sum of a month, and of how many rows it lacks a part.
type Total struct {
	Month  record.Date
	Amount record.Money
	Open   int // rows of which nothing, or only the least, is known
}

// Forecast generates the plan of the months from that of the day on, in the
// currency of the day's fiscal year. It has no months when there is no such year.
func Forecast(s *record.Snapshot, today record.Date, months int) Plan {
	type question struct {
		today  record.Date
		months int
	}
	return record.Answer(s, "finance.forecast", question{today, months}, func(s *record.Snapshot, q question) Plan {
		year := YearOf(s, q.today)
		if year == nil {
			return Plan{}
		}
		f := &forecaster{s: s, year: year, today: q.today, months: monthsFrom(q.today, q.months), ledger: ledgerOf(s, year, q.today), strays: map[string]bool{}}
		return f.plan()
	})
}

// forecaster makes the outlooks of one fiscal year.
type forecaster struct {
	s      *record.Snapshot
	year   *catalog.FiscalYear
	today  record.Date
	months []record.Date
	ledger *ledger
	lines  []*catalog.BudgetLine
	strays map[string]bool                   // codes of lines that no version of the year's budget has
	staff  *staffing                         // nil where no rate is known
	booked map[string]map[record.ID]bookings // by line, contract or project
	joined map[string][]*catalog.Contract    // that no line names, by line
}

func (f *forecaster) plan() Plan {
	p := Plan{Year: f.year, Months: f.months}
	f.lines = f.withStrays(linesOf(f.s, f.year))
	f.staff = f.staffing()
	f.booked = bookedFor(f.s, f.year.Currency, f.today)
	f.joined = f.join()
	for _, line := range f.lines {
		p.Rows = append(p.Rows, f.outlook(line))
	}
	if p.Unpaid = f.staff.on(unpaid); len(p.Unpaid) > 0 {
		o := f.byPosts(p.Unpaid)
		o.Name = "Posts in no budget line"
		p.Rows = append(p.Rows, o)
	}
	p.Rows = append(p.Rows, f.refresh()...)
	for i, month := range f.months {
		t := Total{Month: month, Amount: record.NoMoney(f.year.Currency)}
		for _, row := range p.Rows {
			if c := row.Cells[i]; c.Amount.Known() {
				t.Amount = signal.Plus(t.Amount, c.Amount)
			}
			if c := row.Cells[i]; c.Open || !c.Amount.Known() {
				t.Open++
			}
		}
		p.Totals = append(p.Totals, t)
	}
	return p
}

// linesOf lists the lines of a fiscal year by code: those of its budget, then
// what only the reforecast has.
func linesOf(s *record.Snapshot, year *catalog.FiscalYear) []*catalog.BudgetLine {
	v := VersionsOf(s, year)
	seen := map[string]bool{}
	var lines []*catalog.BudgetLine
	for _, b := range []*catalog.Budget{v.Budget, v.Reforecast} {
		if b == nil {
			continue
		}
		for line := range record.Referring[catalog.BudgetLine](s, b.ID, "budget") {
			if !line.Archived && !seen[line.Code] {
				seen[line.Code] = true
				lines = append(lines, line)
			}
		}
	}
	slices.SortFunc(lines, byCode)
	return lines
}

// withStrays adds the lines on which something is booked this year, and which no
// version of its budget has: of the last year, or of a draft.
func (f *forecaster) withStrays(lines []*catalog.BudgetLine) []*catalog.BudgetLine {
	seen := map[string]bool{}
	for _, line := range lines {
		seen[line.Code] = true
	}
	for code, line := range f.ledger.lines {
		if !seen[code] {
			lines = append(lines, line)
			f.strays[code] = true
		}
	}
	slices.SortFunc(lines, byCode)
	return lines
}

func byCode(a, b *catalog.BudgetLine) int { return cmp.Compare(a.Code, b.Code) }

// outlook forecasts one line by the first rule that applies. What is already
// committed comes at least.
func (f *forecaster) outlook(line *catalog.BudgetLine) Outlook {
	var o Outlook
	switch {
	case f.strays[line.Code]:
		o = Outlook{Rule: ByNothing, Cells: f.unknown(0, "No version of the year's budget has the line: what still comes on it is not known.")}
	case line.Project.Known():
		o = f.byProject(line)
	case line.Nature == "capex":
		o = f.byPurchase(line)
	case len(f.staff.on(line.Code)) > 0:
		o = f.byPosts(f.staff.on(line.Code))
		f.lessBooked(line, &o)
	case f.priced(line):
		o = f.byContract(line)
	default:
		o = f.byHistory(line)
	}
	o.Name, o.Line = line.Name, line
	f.staff.unrated(&o)
	f.atLeastCommitted(&o)
	return o
}

// atLeastCommitted raises the rest of the year to what is promised already.
func (f *forecaster) atLeastCommitted(o *Outlook) {
	committed := f.ledger.booked(o.Line.Code).Committed
	if committed.Minor <= 0 {
		return
	}
	rest := record.NoMoney(f.year.Currency)
	last := -1
	for i, c := range o.Cells {
		if f.year.Holds(c.Month) {
			last = i
			if c.Amount.Known() {
				rest = signal.Plus(rest, c.Amount)
			}
		}
	}
	more := signal.Plus(committed, rest.Neg())
	if last < 0 || more.Minor <= 0 {
		return
	}
	c := &o.Cells[last]
	if !c.Amount.Known() {
		c.Amount, c.Open = record.NoMoney(f.year.Currency), true
	}
	c.Amount = signal.Plus(c.Amount, more)
	c.Why += " Raised to what is already committed; when it is delivered is not known."
}

// cells begins a row: one cell a month, with nothing in it.
func (f *forecaster) cells(why string) []Cell {
	out := make([]Cell, len(f.months))
	for i, month := range f.months {
		out[i] = Cell{Month: month, Amount: record.NoMoney(f.year.Currency), Why: why}
	}
	return out
}

// less takes off what was already spent in the month of today, as far as it goes.
func (f *forecaster) less(line *catalog.BudgetLine, expected record.Money) record.Money {
	rest := signal.Plus(expected, f.ledger.in(line.Code, f.months[0]).Neg())
	if rest.Known() && rest.Minor < 0 {
		return record.NoMoney(f.year.Currency)
	}
	return rest
}

// lessBooked takes what is booked this month off the first cell, if that is known.
func (f *forecaster) lessBooked(line *catalog.BudgetLine, o *Outlook) {
	if c := &o.Cells[0]; c.Amount.Known() {
		c.Amount = f.less(line, c.Amount)
		c.Why += " Less what is booked this month."
	}
}

// yearLeft counts the cells that lie in the fiscal year.
func (f *forecaster) yearLeft() int {
	n := 0
	for _, month := range f.months {
		if f.year.Holds(month) {
			n++
		}
	}
	return n
}

// spread shares an amount evenly over the cells from one to before another.
func spread(cells []Cell, from, to int, m record.Money, why string) {
	if from >= to {
		return
	}
	for i, part := range even(m, to-from) {
		cells[from+i].Amount, cells[from+i].Why = part, why
	}
}
