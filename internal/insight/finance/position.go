package finance

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Position is where the money of a fiscal year stands, and where it will land.
// All amounts are in the currency of the year.
type Position struct {
	Year *catalog.FiscalYear
	Versions
	Months []record.Date
	Rows   []Row // one a line by code, then one for each entry that names none
	Total  Figures
	// Unconverted are entries for whose currency no rate is known. They are in no
	// figure.
	Unconverted []*catalog.LedgerEntry
	Plan        Plan           // the forecast of the months that are left
	Spent       []record.Money // by month of the year, up to today's
	Budgeted    []record.Money // by month of the year
	today       record.Date
}

// Row is where one line stands.
type Row struct {
	Line    *catalog.BudgetLine  // nil for an entry that names no line
	Entry   *catalog.LedgerEntry // nil for a line
	Outlook *Outlook             // of the rest of the year; nil for an entry
	Rates   record.Money         // of the forecast less the budget, what changed rates make
	Figures
}

// Figures are what a line, or several together, may cost, cost and will cost.
type Figures struct {
	Budget     record.Money // unknown where nothing is budgeted, or it cannot be converted
	Reforecast record.Money // what people expected later; unknown without a reforecast
	Booked
	// Forecast is what the year will come to: what is spent, and what the outlook
	// says of the rest. Where a part of that is not known, Least is set, and it is
	// what is known.
	Forecast record.Money
	Least    bool
}

// Variance is how much more than its budget something will cost.
func (f Figures) Variance() record.Money { return signal.Plus(f.Forecast, f.Budget.Neg()) }

// Left is what may still be spent or promised.
func (f Figures) Left() record.Money {
	return signal.Plus(f.Budget, signal.Plus(f.Spent(), f.Committed).Neg())
}

// PositionOn answers where the fiscal year of a day stands. Its Year is nil when
// there is none.
func PositionOn(s *record.Snapshot, today record.Date) *Position {
	return record.Answer(s, "finance.position", today, func(s *record.Snapshot, today record.Date) *Position {
		year := YearOf(s, today)
		if year == nil {
			return &Position{}
		}
		return position(s, year, today)
	})
}

func position(s *record.Snapshot, year *catalog.FiscalYear, today record.Date) *Position {
	months := year.Months()
	p := &Position{Year: year, today: today, Versions: VersionsOf(s, year), Months: months,
		Plan: Forecast(s, today, monthsBetween(today, year.Ends)+1), Total: zero(year.Currency)}
	p.Total.Budget = p.unbudgeted()
	ledger := ledgerOf(s, year, today)
	p.Unconverted = ledger.odd
	reforecast := codes(s, p.Reforecast)
	p.Spent, p.Budgeted = nothing(year.Currency, monthsBetween(year.Starts, today)+1), nothing(year.Currency, len(months))
	for i := range p.Plan.Rows {
		o := &p.Plan.Rows[i]
		if o.Line == nil {
			continue
		}
		row := Row{Line: o.Line, Outlook: o, Rates: ledger.exchange[o.Line.Code], Figures: zero(year.Currency)}
		row.Booked = *ledger.booked(o.Line.Code)
		row.Budget, row.Reforecast = ledger.plan(p.Budget, o.Line, year), ledger.plan(p.Reforecast, reforecast[o.Line.Code], year)
		row.Forecast, row.Least = landing(row.Spent(), o)
		p.Rows = append(p.Rows, row)
		p.monthly(ledger, o.Line)
	}
	for _, e := range ledger.adrift {
		row := Row{Entry: e, Rates: record.NoMoney(year.Currency), Figures: zero(year.Currency)}
		ledger.count(&row.Booked, e)
		row.Budget, row.Forecast = p.unbudgeted(), signal.Plus(row.Spent(), row.Committed)
		p.Rows = append(p.Rows, row)
		if at := monthsBetween(year.Starts, e.Day); at >= 0 && at < len(p.Spent) {
			p.Spent[at] = signal.Plus(p.Spent[at], row.Spent())
		}
	}
	for i := range p.Rows {
		p.Total.add(&p.Rows[i].Figures)
	}
	return p
}

// unbudgeted is what is budgeted for what no line has: nothing, unknown when no
// budget is approved.
func (p *Position) unbudgeted() record.Money {
	if p.Budget == nil {
		return record.Money{}
	}
	return record.NoMoney(p.Year.Currency)
}

// monthly adds a line to what was spent and budgeted by month.
func (p *Position) monthly(l *ledger, line *catalog.BudgetLine) {
	for i := range p.Spent {
		p.Spent[i] = signal.Plus(p.Spent[i], l.in(line.Code, p.Months[i]))
	}
	if p.Budget == nil || line.Budget.ID != p.Budget.ID {
		return
	}
	for i, m := range line.Months(len(p.Months)) {
		if m = l.rates.Convert(m, p.Year.Currency, p.Year.Starts); m.Known() {
			p.Budgeted[i] = signal.Plus(p.Budgeted[i], m)
		}
	}
}

// landing is what a line will have cost at the end of the year.
func landing(spent record.Money, o *Outlook) (m record.Money, least bool) {
	for _, c := range o.Cells {
		if c.Amount.Known() {
			spent = signal.Plus(spent, c.Amount)
		}
		least = least || c.Open || !c.Amount.Known()
	}
	return spent, least
}

// codes lists the lines of a version by code.
func codes(s *record.Snapshot, b *catalog.Budget) map[string]*catalog.BudgetLine {
	out := map[string]*catalog.BudgetLine{}
	if b == nil {
		return out
	}
	for line := range record.Referring[catalog.BudgetLine](s, b.ID, "budget") {
		if !line.Archived {
			out[line.Code] = line
		}
	}
	return out
}

// plan is what a version has for a line, by the rate of the first day of the year:
// nothing when the version does not have the line, unknown without a version.
func (l *ledger) plan(version *catalog.Budget, line *catalog.BudgetLine, year *catalog.FiscalYear) record.Money {
	switch {
	case version == nil:
		return record.Money{}
	case line == nil || line.Budget.ID != version.ID:
		return record.NoMoney(year.Currency)
	}
	return l.rates.Convert(line.Amount, year.Currency, year.Starts)
}

func zero(currency string) Figures {
	m := record.NoMoney(currency)
	return Figures{Budget: m, Reforecast: m, Booked: Booked{Actual: m, Accrued: m, Committed: m}, Forecast: m}
}

// add adds up what is known; a sum that lacks a forecast is the least, and the
// budget of things of none of which one is known is not known.
func (f *Figures) add(x *Figures) {
	for _, m := range []struct{ to, from *record.Money }{
		{&f.Budget, &x.Budget}, {&f.Reforecast, &x.Reforecast}, {&f.Actual, &x.Actual}, {&f.Accrued, &x.Accrued},
		{&f.Committed, &x.Committed}, {&f.Forecast, &x.Forecast},
	} {
		switch {
		case !m.from.Known():
		case !m.to.Known():
			*m.to = *m.from
		default:
			*m.to = signal.Plus(*m.to, *m.from)
		}
	}
	f.Entries, f.Open = f.Entries+x.Entries, f.Open+x.Open
	f.Least = f.Least || x.Least
}

// By says by what a position is grouped.
type By string

// The ways to group.
const (
	ByLine       By = "line"
	ByCategory   By = "category"
	ByCentre     By = "cost_centre"
	ByDepartment By = "department"
	ByPurposes   By = "purpose"
)

// Group is the rows of a position that have something in common.
type Group struct {
	Key  string        // of an enumeration, the code of a line; empty: none is named
	Of   record.Record // the line, cost centre or department; nil for others
	Rows []*Row
	Figures
}

// Grouped adds a position up by something: the budget line of an entry says what
// it belongs to, and an entry without a line says so itself.
func (p *Position) Grouped(s *record.Snapshot, by By) []Group {
	at := map[string]int{}
	var out []Group
	for i := range p.Rows {
		row := &p.Rows[i]
		key, of := row.key(s, by)
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key] = n
			out = append(out, Group{Key: key, Of: of, Figures: zero(p.Year.Currency)})
			out[n].Budget = record.Money{}
		}
		out[n].Rows = append(out[n].Rows, row)
		out[n].add(&row.Figures)
	}
	if by != ByLine {
		slices.SortStableFunc(out, func(a, b Group) int { return cmp.Compare(b.Forecast.Minor, a.Forecast.Minor) })
	}
	return out
}

func (r *Row) key(s *record.Snapshot, by By) (string, record.Record) {
	line, entry := r.Line, r.Entry
	if line == nil {
		line = &catalog.BudgetLine{Category: entry.Category, CostCentre: entry.CostCentre, Department: entry.Department}
	}
	switch by {
	case ByCategory:
		return string(line.Category), nil
	case ByPurposes:
		return string(line.Purpose), nil
	case ByCentre:
		if c := record.Get(s, line.CostCentre); c != nil {
			return c.ID.String(), c
		}
		return "", nil
	case ByDepartment:
		if d := record.Get(s, line.Department); d != nil {
			return d.ID.String(), d
		}
		return "", nil
	}
	if r.Line == nil {
		return "", nil
	}
	return r.Line.Code, r.Line
}
