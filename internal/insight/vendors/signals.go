package vendors

import (
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// renewals finds contracts that renew by themselves and whose last day of
// notice is near, or was missed while the term still runs.
func renewals(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	undecided(in.Snapshot, func(c *catalog.Contract) {
		missed := c.NoticeBy.Before(today) && !c.Ends.Before(today)
		if !c.AutoRenews || !missed && !near(today, c.NoticeBy) {
			return
		}
		stake, basis := Commitment(c, in.Locale)
		sig := about(in, c, "vendors.notice")
		sig.Stake, sig.StakeBasis, sig.Due = stake, basis, c.NoticeBy
		if missed {
			sig.Title = fmt.Sprintf("Notice on %s was due %s", named(in.Snapshot, c), signal.Away(today, c.NoticeBy))
			sig.Why = fmt.Sprintf("It renews by itself on %s%s. Until then the vendor may still agree to a change.", c.Ends.Format(in.Locale), term(c))
		} else {
			sig.Title = fmt.Sprintf("Notice on %s ends %s", named(in.Snapshot, c), signal.Away(today, c.NoticeBy))
			severity, todo := stage(today.DaysUntil(c.NoticeBy))
			sig.Severity = max(sig.Severity, severity)
			sig.Why = fmt.Sprintf("Without notice it renews by itself on %s%s. %s", c.Ends.Format(in.Locale), term(c), todo)
		}
		sig.Why += unowned(c)
		found = append(found, sig)
	})
	return found
}

// stage is how far the decision on a renewal should have come so many days before
// the last day of notice. It steps at 90, 60 and 30 days.
func stage(left int) (severity signal.Severity, todo string) {
	switch {
	case left <= 30:
		return signal.High, "Decide now: give notice, or agree on the next term."
	case left <= 60:
		return signal.Medium, "Time to compare offers and to talk with the vendor."
	}
	return signal.Low, "Time to gather what speaks for and against it."
}

// endings finds contracts that end soon: those that renew by themselves though
// nobody knows by when notice must be given, and those after which nothing follows.
func endings(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	undecided(in.Snapshot, func(c *catalog.Contract) {
		if !near(today, c.Ends) || c.AutoRenews && c.NoticeBy.Known() {
			return
		}
		sig := about(in, c, "vendors.end")
		sig.Due = c.Ends
		if c.AutoRenews {
			sig.Stake, sig.StakeBasis = Commitment(c, in.Locale)
			sig.Title = fmt.Sprintf("%s renews by itself %s; by when notice must be given is not known", named(in.Snapshot, c), signal.Away(today, c.Ends))
			sig.Why = "Find the period of notice: its last day may be near or past."
		} else {
			sig.StakeBasis = withoutIt(c, in.Locale)
			sig.Title = fmt.Sprintf("%s ends %s and does not renew by itself", named(in.Snapshot, c), signal.Away(today, c.Ends))
			sig.Why = "Nothing follows it unless somebody agrees on it."
		}
		sig.Why += unowned(c)
		found = append(found, sig)
	})
	return found
}

// lapsed finds contracts that count as in force though their term is over.
func lapsed(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	undecided(in.Snapshot, func(c *catalog.Contract) {
		if !c.Ends.Before(today) {
			return
		}
		sig := about(in, c, "vendors.lapsed")
		sig.Due, sig.StakeBasis = c.Ends, withoutIt(c, in.Locale)
		sig.Title = fmt.Sprintf("%s ended %s and still counts as in force", named(in.Snapshot, c), signal.Away(today, c.Ends))
		sig.Why = "Either it goes on without an agreement, or its record was not closed."
		if c.AutoRenews {
			sig.Why = "It renews by itself, so a new term has probably begun. Enter its dates."
		}
		sig.Why += unowned(c)
		found = append(found, sig)
	})
	return found
}

// about begins a signal about a contract: its evidence and what can be done.
func about(in *signal.Inquiry, c *catalog.Contract, rule string) signal.Signal {
	s := in.Snapshot
	ref := signal.To(s, c)
	sig := signal.Signal{
		Key: signal.Key(rule, c.ID), Module: "vendors", Subject: ref,
		Evidence: []signal.Evidence{{Ref: ref, Text: terms(c, in.Locale)}},
	}
	if v := record.Get(s, c.Vendor); v != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, v), Text: "The vendor is " + v.Name})
	}
	for _, r := range c.Services {
		if service := record.Get(s, r); service != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, service), Text: "It serves " + service.Name})
			sig.Severity = max(sig.Severity, signal.SeverityOf(service))
		}
	}
	sig.Acts = acts(s, c, ref)
	return sig
}

// named is a contract with its vendor: “Hosting” of Nordwind.
func named(s *record.Snapshot, c *catalog.Contract) string {
	name := "“" + c.Name + "”"
	if v := record.Get(s, c.Vendor); v != nil {
		name += " of " + v.Name
	}
	return name
}

// acts opens the decision that waits already, else begins one.
func acts(s *record.Snapshot, c *catalog.Contract, ref record.AnyRef) []signal.Act {
	first := signal.Act{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "What follows " + c.Name}
	for d := range record.Referring[catalog.Decision](s, c.ID, "about") {
		if d.State == "open" && !d.Archived {
			first = signal.Act{Label: "See the decision that waits", Kind: signal.Open, Ref: signal.To(s, d)}
		}
	}
	return []signal.Act{
		first,
		{Label: "Open the renewal file", Kind: signal.Renew, Ref: ref},
		{Label: "Open the contract", Kind: signal.Open, Ref: ref},
		{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Settle what follows " + c.Name},
	}
}

// terms is the contract in a line.
func terms(c *catalog.Contract, in record.Locale) string {
	parts := []string{"Ends " + c.Ends.Format(in)}
	if c.NoticeBy.Known() {
		parts = append(parts, "notice by "+c.NoticeBy.Format(in))
	} else {
		parts = append(parts, "day of notice not known")
	}
	if c.AutoRenews {
		parts = append(parts, "renews by itself")
	}
	return strings.Join(parts, ", ")
}

// term says for how long and at what rise a contract renews.
func term(c *catalog.Contract) string {
	text := ", for how long is not known"
	if c.RenewalMonths.Known() {
		text = " for " + signal.Count(int(c.RenewalMonths.N()), "month", "months")
	}
	if c.Indexation.Known() && c.Indexation.Micro() > 0 {
		text += " at +" + c.Indexation.Text() + " %"
	}
	return text
}

func unowned(c *catalog.Contract) string {
	if c.Owner.Known() {
		return ""
	}
	return " Nobody owns it."
}
