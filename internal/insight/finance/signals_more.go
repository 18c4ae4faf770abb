package finance

import (
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// unbudgeted finds contracts in force that no line of the year pays.
func unbudgeted(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil || p.Budget == nil {
		return nil
	}
	paid := map[record.ID]bool{}
	for _, row := range p.Rows {
		if row.Line == nil {
			continue
		}
		for _, ref := range row.Line.Contracts {
			paid[ref.ID] = true
		}
	}
	if len(paid) == 0 { // lines do not say which contracts they pay
		return nil
	}
	rates, today := catalog.RatesOf(in.Snapshot), in.Today()
	for c := range record.Each[catalog.Contract](in.Snapshot) {
		annual := rates.Convert(c.Annual, p.Year.Currency, today)
		if c.Archived || c.State != "in_force" || paid[c.ID] || annual.Minor <= 0 || c.Ends.Before(today) || c.Starts.After(p.Year.Ends) {
			continue
		}
		sig := about(in, c, "finance.contract")
		sig.Title = fmt.Sprintf("The contract “%s” is in no budget line", c.Name)
		sig.Why = fmt.Sprintf("It is in force and costs %s a year; no line of %s names it.", annual.Short(in.Locale), p.Year.Name)
		sig.Stake, sig.StakeBasis, sig.Due = annual, "What it costs a year.", p.Year.Ends
		found = append(found, sig)
	}
	return found
}

// recent is for how many days back payments without a commitment are shown.
const recent = 90

// uncommitted finds what was paid to a vendor without a contract, and without a
// commitment that it settles.
func uncommitted(in *signal.Inquiry) (found []signal.Signal) {
	p := known(in)
	if p == nil {
		return nil
	}
	whole := p.Total.Spent()
	if p.Budget != nil {
		whole = p.Total.Budget
	}
	rates, today := catalog.RatesOf(in.Snapshot), in.Today()
	for e := range record.Each[catalog.LedgerEntry](in.Snapshot) {
		if !e.Counts() || e.Kind != "actual" || !e.Vendor.Known() || e.Contract.Known() || e.Settles.Known() || e.Project.Known() ||
			e.Day.Before(today.AddDays(-recent)) || e.Day.After(today) {
			continue
		}
		line := record.Get(in.Snapshot, e.BudgetLine)
		if line != nil && line.Vendor == e.Vendor {
			continue
		}
		amount := rates.Convert(e.Amount, p.Year.Currency, e.Day)
		if amount.Minor <= whole.Minor/1000*leastPerMille {
			continue
		}
		sig := about(in, e, "finance.uncommitted")
		sig.Title = fmt.Sprintf("%s was paid without a commitment", e.Text)
		sig.Why = fmt.Sprintf("%s on %s, with neither an order nor a contract behind it.", amount.Short(in.Locale), e.Day.Format(in.Locale))
		sig.StakeBasis = "Not known: the money is spent; what is at stake is that nobody agreed to it."
		if vendor := record.Get(in.Snapshot, e.Vendor); vendor != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, vendor), Text: "The vendor is " + vendor.Name})
		}
		found = append(found, sig)
	}
	return found
}

// ahead is how many days before its beginning the budget of a year should stand.
const ahead = 60

// unapproved finds fiscal years that run, or begin soon, without an approved budget.
func unapproved(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for y := range record.Each[catalog.FiscalYear](in.Snapshot) {
		if y.Archived || y.State == "closed" || y.Ends.Before(today) || today.DaysUntil(y.Starts) > ahead {
			continue
		}
		v := VersionsOf(in.Snapshot, y)
		if v.Budget != nil {
			continue
		}
		var sig signal.Signal
		if v.Waiting != nil {
			sig = about(in, v.Waiting, "finance.unapproved")
			sig.Why = fmt.Sprintf("“%s” is %s", v.Waiting.Name, v.Waiting.State)
			if v.Waiting.Total.Known() {
				sig.Why += " with " + v.Waiting.Total.Short(in.Locale)
			}
			sig.Why += "."
		} else {
			sig = about(in, y, "finance.unapproved")
			sig.Why = "Nobody has begun one."
		}
		if y.Starts.After(today) {
			sig.Title = fmt.Sprintf("%s begins %s without an approved budget", y.Name, signal.Away(today, y.Starts))
		} else {
			sig.Title = fmt.Sprintf("%s runs without an approved budget", y.Name)
		}
		sig.Due, sig.Severity = y.Starts, signal.High
		sig.StakeBasis = "Not known: without a budget nobody can say what may be spent."
		found = append(found, sig)
	}
	return found
}

// benefits finds years of business cases that are over and of whose benefit
// nobody has said what came true, or of which less came true than was expected.
func benefits(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for b := range record.Each[catalog.BusinessCase](in.Snapshot) {
		if b.Archived || b.State != "approved" {
			continue
		}
		for _, y := range Benefits(in.Snapshot, b, today) {
			if !y.Over || y.Expected.Minor <= 0 {
				continue
			}
			missing := signal.Plus(y.Expected, y.CameTrue.Neg())
			switch {
			case !y.CameTrue.Known():
				sig := about(in, b, "finance.benefit")
				sig.Title = fmt.Sprintf("What year %d of “%s” brought is not known", y.Year, b.Name)
				sig.Why = fmt.Sprintf("It was to bring %s; nobody has confirmed it.", y.Expected.Short(in.Locale))
				sig.StakeBasis = "Not known: nobody has said what came true."
				found = append(found, sig)
			case missing.Minor > y.Expected.Minor/10:
				sig := about(in, b, "finance.benefit")
				sig.Title = fmt.Sprintf("“%s” brought %s of %s in year %d", b.Name, y.CameTrue.Short(in.Locale), y.Expected.Short(in.Locale), y.Year)
				sig.Why = "Less came true than the case was approved for."
				sig.Stake, sig.StakeBasis = missing, "What was expected less what came true in that year."
				found = append(found, sig)
			}
			if n := len(found); n > 0 && found[n-1].Subject.ID == b.ID {
				break // one a case is enough
			}
		}
	}
	return found
}

// circles finds services and cost centres that pay each other and nobody else.
func circles(in *signal.Inquiry) []signal.Signal {
	a := Allocate(in.Snapshot, in.Today())
	if len(a.Stuck) == 0 {
		return nil
	}
	sig := about(in, a.Stuck[0], "finance.circle")
	sig.Evidence = nil
	var names []string
	for _, r := range a.Stuck {
		ref := signal.To(in.Snapshot, r)
		names = append(names, signal.Label(in.Snapshot, ref))
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: "Hands on all its cost within the circle"})
	}
	sig.Title = strings.TrimSpace(signal.List(names, 3)) + " hand their cost to each other and to nobody else"
	sig.Why = "Their cost reaches no department, however often it is handed on. Name a department in one of their rules."
	sig.StakeBasis = "Not known: nobody is named who would pay."
	return []signal.Signal{sig}
}
