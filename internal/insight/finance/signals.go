package finance

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "finance.line", Find: overruns},
		{Name: "finance.centre", Find: centres},
		{Name: "finance.unused", Find: unused},
		{Name: "finance.adrift", Find: adrift},
		{Name: "finance.contract", Find: unbudgeted},
		{Name: "finance.uncommitted", Find: uncommitted},
		{Name: "finance.rate", Find: rateless},
		{Name: "finance.unapproved", Find: unapproved},
		{Name: "finance.benefit", Find: benefits},
		{Name: "finance.circle", Find: circles},
		{Name: "finance.post", Find: vacancies},
	}
}

// An overrun counts from 5 % of its budget and a thousandth of the whole budget on.
const (
	leastPercent  = 5
	leastPerMille = 1
)

// matters reports whether an overrun is worth a word.
func (p *Position) matters(over, budget record.Money) bool {
	return over.Minor > 0 && over.Minor > budget.Minor/100*leastPercent && over.Minor > p.Total.Budget.Minor/1000*leastPerMille
}

// known is the position of today's fiscal year, nil without one.
func known(in *signal.Inquiry) *Position {
	if p := PositionOn(in.Snapshot, in.Today()); p.Year != nil {
		return p
	}
	return nil
}

// overruns finds lines that will cost more than they may.
func overruns(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil || p.Budget == nil {
		return nil
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		over := row.Variance()
		if row.Line == nil || !p.matters(over, row.Budget) {
			continue
		}
		sig := about(in, row.Line, "finance.line")
		sig.Title = fmt.Sprintf("“%s” will cost %s more than budgeted", row.Line.Name, over.Short(in.Locale))
		sig.Why = fmt.Sprintf("It may cost %s; %s is spent and the rest of the year is expected to bring %s.",
			row.Budget.Short(in.Locale), row.Spent().Short(in.Locale), signal.Plus(row.Forecast, row.Spent().Neg()).Short(in.Locale))
		if left := row.Left(); row.Committed.Minor > 0 && left.Known() && left.Minor < 0 {
			sig.Why += fmt.Sprintf(" What is promised goes %s beyond the line.", left.Neg().Short(in.Locale))
		}
		sig.Stake, sig.Due = over, p.Year.Ends
		sig.StakeBasis = "Forecast less budget: " + row.Outlook.Rule.Title() + "."
		if row.Least {
			sig.StakeBasis += " Part of the rest is not known, so it is at least that."
		}
		for _, r := range row.Outlook.Basis {
			if len(sig.Evidence) == signal.MostEvidence {
				sig.More++
				continue
			}
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, r), Text: "The forecast rests on it"})
		}
		found = append(found, sig)
	}
	return found
}

// centres finds cost centres that will spend more than they may. Their stake is
// that of their lines, and not counted twice.
func centres(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil || p.Budget == nil {
		return nil
	}
	for _, g := range p.Grouped(in.Snapshot, ByCentre) {
		centre, ok := g.Of.(*catalog.CostCentre)
		over := g.Variance()
		if !ok || !p.matters(over, g.Budget) {
			continue
		}
		sig := about(in, centre, "finance.centre")
		sig.Title = fmt.Sprintf("Cost centre %s will spend %s more than it may", centre.Name, over.Short(in.Locale))
		sig.Why = fmt.Sprintf("Its budget is %s, the year will come to %s.", g.Budget.Short(in.Locale), g.Forecast.Short(in.Locale))
		if !centre.Owner.Known() {
			sig.Why += " Nobody answers for it."
		}
		sig.StakeBasis, sig.Due, sig.Severity = "Not known apart from its lines: it is what they come to, and counted there.", p.Year.Ends, signal.Medium
		for _, row := range g.Rows {
			if len(sig.Evidence) < signal.MostEvidence && row.Line != nil && p.matters(row.Variance(), row.Budget) {
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, row.Line), Text: "Over by " + row.Variance().Short(in.Locale)})
			}
		}
		found = append(found, sig)
	}
	return found
}

// unused finds lines of which nothing is spent or promised though half of the
// year is over.
func unused(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil || p.Budget == nil || len(p.Spent)*2 <= len(p.Months) {
		return nil
	}
	for i := range p.Rows {
		row := &p.Rows[i]
		if row.Line == nil || row.Entries > 0 || row.Budget.Minor <= p.Total.Budget.Minor/1000*leastPerMille {
			continue
		}
		sig := about(in, row.Line, "finance.unused")
		sig.Title = fmt.Sprintf("Of “%s” nothing is spent", row.Line.Name)
		sig.Why = fmt.Sprintf("The year is in month %d of %d, and of %s nothing is spent or promised. Either it comes late, or the money can go elsewhere.",
			len(p.Spent), len(p.Months), row.Budget.Short(in.Locale))
		sig.Stake, sig.StakeBasis, sig.Due = row.Budget, "What the line has: it lapses with the year.", p.Year.Ends
		found = append(found, sig)
	}
	return found
}

// adrift finds entries of the year that name no budget line.
func adrift(in *signal.Inquiry) []signal.Signal {
	p := known(in)
	if p == nil || p.Budget == nil {
		return nil
	}
	sum, n := record.NoMoney(p.Year.Currency), 0
	sig := about(in, p.Year, "finance.adrift")
	for _, row := range p.Rows {
		if row.Line != nil {
			continue
		}
		n++
		sum = signal.Plus(sum, row.Forecast)
		if len(sig.Evidence) < signal.MostEvidence {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, row.Entry), Text: row.Forecast.Short(in.Locale) + " on " + row.Entry.Day.Format(in.Locale)})
		} else {
			sig.More++
		}
	}
	if n == 0 {
		return nil
	}
	if n == 1 {
		sig.Title = fmt.Sprintf("An entry of %s stands in no budget line", sum.Short(in.Locale))
	} else {
		sig.Title = fmt.Sprintf("%d entries of the ledger stand in no budget line", n)
	}
	sig.Why = fmt.Sprintf("Together %s: either money was spent that nobody planned, or the entry does not say to which line it belongs.", sum.Short(in.Locale))
	sig.Stake, sig.StakeBasis, sig.Due = sum, "The sum of the entries.", p.Year.Ends
	return []signal.Signal{sig}
}

// rateless finds currencies for which no rate is known.
func rateless(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil {
		return nil
	}
	at := map[string]int{}
	for _, e := range p.Unconverted {
		i, ok := at[e.Amount.Currency]
		if !ok {
			i = len(found)
			at[e.Amount.Currency] = i
			sig := about(in, e, "finance.rate")
			sig.Title = fmt.Sprintf("There is no rate from %s to %s", e.Amount.Currency, p.Year.Currency)
			sig.Why = "What is booked in it stands in no figure until a rate of that day or before is entered."
			sig.StakeBasis, sig.Severity = "Not known: the amounts cannot be converted.", signal.Low
			sig.Evidence = nil
			found = append(found, sig)
		}
		if len(found[i].Evidence) == signal.MostEvidence {
			found[i].More++
			continue
		}
		found[i].Evidence = append(found[i].Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, e), Text: e.Amount.Format(in.Locale) + " on " + e.Day.Format(in.Locale)})
	}
	return found
}

// about begins a signal about a record: its evidence and what can be done.
func about(in *signal.Inquiry, r record.Record, rule string) signal.Signal {
	ref := signal.To(in.Snapshot, r)
	label := signal.Label(in.Snapshot, ref)
	return signal.Signal{
		Key: signal.Key(rule, r.Head().ID), Module: "finance", Subject: ref, Severity: signal.Low,
		Evidence: []signal.Evidence{{Ref: ref, Text: label}},
		Acts: []signal.Act{
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "What to do about " + label},
			{Label: "Open it", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Look into " + label},
		},
	}
}
