package finance

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Booked is what the ledger says of one thing over some time.
type Booked struct {
	Actual    record.Money // paid or invoiced
	Accrued   record.Money // owed and not yet invoiced
	Committed record.Money // promised, less what settled it
	Entries   int
	Open      int // commitments that still bind
}

// Spent is what was used: paid, invoiced or owed.
func (b Booked) Spent() record.Money { return signal.Plus(b.Actual, b.Accrued) }

// ledger is what was booked by budget line, in one currency. A line is known by
// its code, which it keeps in all versions of a budget and from year to year.
type ledger struct {
	currency string
	rates    *catalog.Rates
	history  map[string]map[record.Date]record.Money // spent, by code and month
	first    map[string]record.Date                  // the month of the first entry of a code
	year     map[string]*Booked                      // of the fiscal year, by code
	lines    map[string]*catalog.BudgetLine          // on which something of the year is booked, by code
	exchange map[string]record.Money                 // what rates added since the first day of the year
	adrift   []*catalog.LedgerEntry                  // of the year, that name no line
	odd      []*catalog.LedgerEntry                  // of the year, for whose currency no rate is known
	settled  map[record.ID][]*catalog.LedgerEntry    // by commitment
}

// ledgerOf reads all entries up to a day.
func ledgerOf(s *record.Snapshot, year *catalog.FiscalYear, today record.Date) *ledger {
	l := &ledger{currency: year.Currency, rates: catalog.RatesOf(s),
		history: map[string]map[record.Date]record.Money{}, first: map[string]record.Date{}, year: map[string]*Booked{}, lines: map[string]*catalog.BudgetLine{},
		exchange: map[string]record.Money{}, settled: map[record.ID][]*catalog.LedgerEntry{}}
	for e := range record.Each[catalog.LedgerEntry](s) {
		if e.Settles.Known() && e.Counts() && !e.Day.After(today) {
			l.settled[e.Settles.ID] = append(l.settled[e.Settles.ID], e)
		}
	}
	for e := range record.Each[catalog.LedgerEntry](s) {
		if !e.Counts() || e.Day.After(today) {
			continue
		}
		line := record.Get(s, e.BudgetLine)
		if line != nil && e.Kind != "commitment" {
			l.remember(line.Code, e)
		}
		if !year.Holds(e.Day) && !(e.Kind == "commitment" && e.Day.Before(year.Starts)) {
			continue
		}
		switch {
		case !l.amount(e).Known():
			if l.left(e).Known() || e.Kind != "commitment" {
				l.odd = append(l.odd, e)
			}
		case line == nil:
			if e.Kind != "commitment" || l.left(e).Minor != 0 {
				l.adrift = append(l.adrift, e)
			}
		default:
			if e.Kind != "commitment" || l.left(e).Minor != 0 {
				l.lines[line.Code] = line
			}
			l.book(line.Code, e, year)
		}
	}
	return l
}

// pastOf is what was spent by line and month up to a day, in a currency. It is
// kept while the ledger stays as it is, and only to be read.
func pastOf(s *record.Snapshot, currency string, today record.Date) *ledger {
	type question struct {
		currency string
		today    record.Date
	}
	return record.Answer(s, "finance.past", question{currency, today}, func(s *record.Snapshot, q question) *ledger {
		return ledgerOf(s, &catalog.FiscalYear{Currency: q.currency}, q.today)
	})
}

func (l *ledger) amount(e *catalog.LedgerEntry) record.Money {
	return l.rates.Convert(e.Amount, l.currency, e.Day)
}

// left is what a commitment still binds: its amount less what settled it, nothing
// once it is released or settled with more. What was paid in the currency of the
// commitment is taken off in it: a rate that changed since leaves nothing behind.
func (l *ledger) left(e *catalog.LedgerEntry) record.Money {
	own, other := e.Amount, record.NoMoney(l.currency)
	for _, paid := range l.settled[e.ID] {
		if paid.Amount.Currency == own.Currency {
			own = signal.Plus(own, paid.Amount.Neg())
		} else {
			other = signal.Plus(other, l.amount(paid))
		}
	}
	rest := signal.Plus(l.rates.Convert(own, l.currency, e.Day), other.Neg())
	if rest.Known() && (rest.Minor < 0 || e.State == "released") {
		return record.NoMoney(l.currency)
	}
	return rest
}

// remember keeps what was spent on a line by month, over all years.
func (l *ledger) remember(code string, e *catalog.LedgerEntry) {
	m := l.amount(e)
	if !m.Known() {
		return
	}
	month := catalog.FirstOfMonth(e.Day)
	if l.history[code] == nil {
		l.history[code] = map[record.Date]record.Money{}
	}
	if _, ok := l.history[code][month]; !ok {
		l.history[code][month] = record.NoMoney(l.currency)
	}
	l.history[code][month] = signal.Plus(l.history[code][month], m)
	if first := l.first[code]; !first.Known() || month.Before(first) {
		l.first[code] = month
	}
}

// booked is what stands on a line this year.
func (l *ledger) booked(code string) *Booked {
	b := l.year[code]
	if b == nil {
		zero := record.NoMoney(l.currency)
		b = &Booked{Actual: zero, Accrued: zero, Committed: zero}
		l.year[code] = b
		l.exchange[code] = zero
	}
	return b
}

func (l *ledger) book(code string, e *catalog.LedgerEntry, year *catalog.FiscalYear) {
	b := l.booked(code)
	if e.Kind != "commitment" {
		if then := l.rates.Convert(e.Amount, l.currency, year.Starts); then.Known() {
			l.exchange[code] = signal.Plus(l.exchange[code], signal.Plus(l.amount(e), then.Neg()))
		}
	}
	l.count(b, e)
}

// count takes an entry into what is booked.
func (l *ledger) count(b *Booked, e *catalog.LedgerEntry) {
	m := l.amount(e)
	switch e.Kind {
	case "actual":
		b.Actual = signal.Plus(b.Actual, m)
	case "accrual":
		b.Accrued = signal.Plus(b.Accrued, m)
	case "commitment":
		left := l.left(e)
		if left.Minor == 0 {
			return
		}
		b.Committed = signal.Plus(b.Committed, left)
		b.Open++
	}
	b.Entries++
}

// in is what was spent on a line in a month; nothing where nothing is booked.
func (l *ledger) in(code string, month record.Date) record.Money {
	if m, ok := l.history[code][month]; ok {
		return m
	}
	return record.NoMoney(l.currency)
}
