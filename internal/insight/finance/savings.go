package finance

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/licence"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// SavingKind is where money could be saved.
type SavingKind string

// The kinds of savings.
const (
	UnusedLicences SavingKind = "licences"
	DuplicateTools SavingKind = "tools"
	IdleAssets     SavingKind = "assets"
	AboveBenchmark SavingKind = "benchmark"
)

// Title is the kind in words.
func (k SavingKind) Title() string {
	switch k {
	case UnusedLicences:
		return "Licences not used"
	case DuplicateTools:
		return "May do the same"
	case IdleAssets:
		return "Idle equipment"
	}
	return "Above benchmark"
}

// Saving is something that is paid for and may not be needed, or not at that price.
type Saving struct {
	Kind     SavingKind
	Title    string
	Yearly   record.Money // what it would save a year at most; unknown where that is not known
	Least    bool         // a part of it is not known, and counted as nothing
	Basis    string       // how it was computed, or why it is not known
	Do       string       // what to do about it
	Subject  record.AnyRef
	Evidence []signal.Evidence
	More     int         // records beyond those listed
	on       []record.ID // contracts on which the amount hangs
}

// Potential is what could be saved.
type Potential struct {
	List    []Saving // the most a year first, those of unknown amount last
	Total   record.Money
	Unknown int // of which the amount is not known
	Twice   int // that are not in the total: they hang on a contract of a larger one
}

// Savings lists what could be saved on a day, in one currency.
func Savings(s *record.Snapshot, today record.Date, currency string, in record.Locale) Potential {
	type question struct {
		today    record.Date
		currency string
		locale   record.Locale
	}
	return record.Answer(s, "finance.savings", question{today, currency, in}, func(s *record.Snapshot, q question) Potential {
		f := &saver{s: s, today: q.today, currency: q.currency, in: q.locale, rates: catalog.RatesOf(s)}
		f.licences()
		f.tools()
		f.assets()
		f.benchmarks()
		return f.ranked()
	})
}

// saver gathers savings.
type saver struct {
	s        *record.Snapshot
	today    record.Date
	currency string
	in       record.Locale
	rates    *catalog.Rates
	found    []Saving
}

// ranked puts the largest first and adds up: of several that hang on one contract
// the largest alone counts, as the contract is paid once.
func (f *saver) ranked() Potential {
	p := Potential{List: f.found, Total: record.NoMoney(f.currency)}
	slices.SortStableFunc(p.List, func(a, b Saving) int {
		return cmp.Or(signal.Last(!a.Yearly.Known(), !b.Yearly.Known()), cmp.Compare(b.Yearly.Minor, a.Yearly.Minor), cmp.Compare(a.Title, b.Title))
	})
	counted := map[record.ID]bool{}
	for _, x := range p.List {
		switch {
		case !x.Yearly.Known():
			p.Unknown++
			continue
		case slices.ContainsFunc(x.on, func(id record.ID) bool { return counted[id] }):
			p.Twice++
			continue
		}
		p.Total = signal.Plus(p.Total, x.Yearly)
		for _, id := range x.on {
			counted[id] = true
		}
	}
	return p
}

// evidence adds a record on which a saving rests.
func (f *saver) evidence(x *Saving, r record.Record, text string) {
	if len(x.Evidence) == signal.MostEvidence {
		x.More++
		return
	}
	x.Evidence = append(x.Evidence, signal.Evidence{Ref: signal.To(f.s, r), Text: text})
}

func (f *saver) convert(m record.Money) record.Money {
	return f.rates.Convert(m, f.currency, f.today)
}

// licences finds rights that are paid for and not used.
func (f *saver) licences() {
	for _, p := range licence.Positions(f.s, f.today, f.in) {
		if p.Spare.N() <= 0 {
			continue
		}
		x := Saving{Kind: UnusedLicences, Subject: signal.To(f.s, p.Rights[0]), Yearly: f.convert(p.Stake), Basis: p.Basis,
			Title: fmt.Sprintf("%d of %d licences of %s are not used", p.Spare.N(), p.Entitled, p.Name),
			Do:    "Ask whether those without use are needed, and take fewer at the next renewal."}
		if !x.Yearly.Known() && p.Stake.Known() {
			x.Basis = noRate(p.Stake, f.currency)
		}
		for _, right := range p.Rights {
			text := fmt.Sprintf("%d may be used", right.Quantity.N())
			if right.Used.Known() {
				text = fmt.Sprintf("%d of %d in use", right.Used.N(), right.Quantity.N())
			}
			f.evidence(&x, right, text)
			if c := record.Get(f.s, right.Contract); c != nil && !slices.Contains(x.on, c.ID) {
				x.on = append(x.on, c.ID)
				f.evidence(&x, c, "Pays for it; "+f.term(c))
			}
		}
		f.found = append(f.found, x)
	}
}

func noRate(m record.Money, to string) string {
	return fmt.Sprintf("Not known: there is no rate from %s to %s.", m.Currency, to)
}

// term says until when a contract binds.
func (f *saver) term(c *catalog.Contract) string {
	switch {
	case c.NoticeBy.Known() && !c.NoticeBy.Before(f.today):
		return "notice by " + c.NoticeBy.Format(f.in)
	case c.Ends.Known():
		return "its term ends " + c.Ends.Format(f.in)
	}
	return "its end is not recorded"
}

// inForce reports whether a contract is paid for on a day: within its term, or
// gone on by itself.
func inForce(c *catalog.Contract, on record.Date) bool {
	return !c.Archived && (c.State == "in_force" || c.State == "renewal") && !on.Before(c.Starts) && (c.AutoRenews || !on.After(c.Ends))
}

// yearOf is what a contract costs a year, in its currency; unknown where neither
// that nor its value over a known term is recorded.
func yearOf(c *catalog.Contract, today record.Date) record.Money {
	month := rateOf(c, today)
	if month == nil {
		return record.Money{}
	}
	return record.Rounded(month.Mul(month, whole(12)), currencyOf(c))
}

// benchmarks finds contracts that cost more than the same costs elsewhere.
func (f *saver) benchmarks() {
	for c := range record.Each[catalog.Contract](f.s) {
		if !c.Benchmark.Known() || !inForce(c, f.today) {
			continue
		}
		own, elsewhere := f.convert(yearOf(c, f.today)), f.convert(c.BenchmarkYear())
		above := signal.Plus(own, elsewhere.Neg())
		if above.Known() && above.Minor <= 0 {
			continue
		}
		x := Saving{Kind: AboveBenchmark, Subject: signal.To(f.s, c), Yearly: above, on: []record.ID{c.ID},
			Title: fmt.Sprintf("“%s” costs more than its benchmark", c.Name),
			Do:    "Take the benchmark into the talk about the renewal, or ask for quotes before notice is due."}
		if above.Known() {
			x.Basis = fmt.Sprintf("%s a year, against %s: %s.", signal.Exact(own, f.in), signal.Exact(elsewhere, f.in), source(c, f.in))
		} else {
			x.Title = fmt.Sprintf("Whether “%s” costs more than its benchmark is not known", c.Name)
			x.Basis = "Not known: what the contract costs a year, or a rate of its currency, is not recorded."
		}
		f.evidence(&x, c, f.term(c))
		f.found = append(f.found, x)
	}
}

// source says who gave the benchmark of a contract, and when.
func source(c *catalog.Contract, in record.Locale) string {
	text := cmp.Or(c.BenchmarkSource, "its source is not recorded")
	if c.BenchmarkOn.Known() {
		text += ", " + c.BenchmarkOn.Format(in)
	}
	return text
}
