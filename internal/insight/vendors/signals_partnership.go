package vendors

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// ReviewSoon is how many days ahead the review of a partnership counts as near.
const ReviewSoon = 30

// partnerships finds those whose review is past or near: nobody asked in time whether
// they are still worth what we owe for them.
func partnerships(in *signal.Inquiry) (found []signal.Signal) {
	today := in.Today()
	for p := range record.Each[catalog.Partnership](in.Snapshot) {
		if p.Archived || p.State != "active" || !p.Review.Known() || today.DaysUntil(p.Review) > ReviewSoon {
			continue
		}
		found = append(found, partnerReview(in, p))
	}
	return found
}

func partnerReview(in *signal.Inquiry, p *catalog.Partnership) signal.Signal {
	s, ref := in.Snapshot, signal.To(in.Snapshot, p)
	name := "“" + p.Name + "”"
	sig := signal.Signal{
		Key: signal.Key("vendors.partnership", p.ID), Module: "vendors", Subject: ref, Due: p.Review,
		Title:    fmt.Sprintf("The partnership %s is to be reviewed %s", name, signal.Away(in.Today(), p.Review)),
		Why:      "Ask whether what we have of it is worth what we owe.",
		Evidence: []signal.Evidence{{Ref: ref, Text: "Review due " + p.Review.Format(in.Locale)}},
		Acts: []signal.Act{
			{Label: "Open the partnership", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "Whether to go on with " + name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Review the partnership " + name},
		},
	}
	if p.Review.Before(in.Today()) {
		sig.Title = fmt.Sprintf("The review of the partnership %s was due %s", name, signal.Away(in.Today(), p.Review))
	}
	if p.Until.Known() {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: ref, Text: "Ends " + p.Until.Format(in.Locale)})
	}
	if p.Obligations == "" {
		sig.Why += " What we owe is not recorded."
	}
	if !p.Owner.Known() {
		sig.Why += " Nobody owns it."
	}
	if v := record.Get(s, p.Vendor); v != nil {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, v), Text: "The partner is " + v.Name})
		if v.Critical {
			sig.Severity = signal.Medium
		}
	}
	sig.Stake, sig.StakeBasis = partnerStake(in, p, &sig)
	return sig
}

// partnerStake is what the contracts of a partnership cost a year; unknown where there
// is none, one of them is unknown, or they stand in several currencies.
func partnerStake(in *signal.Inquiry, p *catalog.Partnership, sig *signal.Signal) (record.Money, string) {
	var sum record.Money
	n := 0
	for _, r := range p.Contracts {
		c := record.Get(in.Snapshot, r)
		if c == nil || !inForce(c, in.Today()) {
			continue
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, c), Text: "Belongs to it: " + c.Name})
		if n++; n == 1 {
			sum = Yearly(c)
		} else {
			sum = signal.Plus(sum, Yearly(c))
		}
	}
	switch {
	case n == 0:
		return record.Money{}, "Not known: no contract in force is recorded as part of it."
	case !sum.Known():
		return record.Money{}, "Not known: what its contracts cost a year cannot be added up."
	}
	return sum, "What the contracts that belong to it cost a year."
}
