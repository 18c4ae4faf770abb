package portfolio

import (
	"fmt"
	"slices"

	"fairlead/engine/choose"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// settled is what was approved and not begun, weighed by what budgets and people
// leave; ok is false where nothing limits it, as then nothing can be said.
func settled(in *signal.Inquiry, approved bool) (c Choice, ok bool) {
	currency := currencyOf(in.Snapshot, in.Today())
	if currency == "" {
		return c, false
	}
	c = Of(in.Snapshot, Question{Today: in.Today(), Currency: currency, Budgets: true, Skills: true, Approved: approved, Plain: true})
	limited := len(c.Calendar.rooms) > c.Calendar.next/4 && !c.Blind
	return c, limited && slices.ContainsFunc(c.Proposals, func(p Proposal) bool { return p.Approved })
}

// unfit finds that what was approved, or has to be done, does not fit what budgets
// and people leave. It speaks only of what is proven.
func unfit(in *signal.Inquiry) []signal.Signal {
	c, ok := settled(in, true)
	if !ok || c.Result.Status != choose.Infeasible || c.Result.Conflict == nil {
		return nil
	}
	k := c.Result.Conflict
	involved := slices.Concat(k.Musts, k.Needed)
	if k.Apart[0] != k.Apart[1] {
		involved = append(involved, k.Apart[0], k.Apart[1])
	}
	if len(involved) == 0 {
		return nil
	}
	slices.Sort(involved)
	sig := c.about(in, "portfolio.unfit", slices.Compact(involved))
	sig.Title = "What was approved does not fit together"
	if len(k.Limits) > 0 {
		sig.Title = "What was approved goes beyond " + c.problem.Limits[k.Limits[0]].Name
	}
	sig.Why = c.Conflict + " Nothing else was counted: it does not fit whatever else is left out."
	sig.StakeBasis = "Not known: what it costs that something approved cannot begin is not recorded."
	if k.By > 0 && len(k.Limits) > 0 && c.problem.Limits[k.Limits[0]].Of == choose.Money {
		sig.Stake = record.Money{Minor: k.By, Currency: c.Currency}
		sig.StakeBasis = "By how much it goes beyond the money that is there."
	}
	return []signal.Signal{sig}
}

// leastBehind is from how many per cent of the best choice on it is worth a word that
// what was approved brings less.
const leastBehind = 5

// behind finds that what was approved is worth less than the best that fits. It
// speaks only where both are proven.
func behind(in *signal.Inquiry) []signal.Signal {
	kept, ok := settled(in, true)
	if !ok || kept.Result.Status != choose.Optimal {
		return nil
	}
	best, _ := settled(in, false)
	less := best.Result.Objective - kept.Result.Objective
	if best.Result.Status != choose.Optimal || less <= 0 || less*100 < best.Result.Objective*leastBehind {
		return nil
	}
	var dear, instead []int
	for i := range best.Proposals {
		switch {
		case best.Proposals[i].Approved && !best.Chosen(i):
			dear = append(dear, i)
		case best.Chosen(i) && !kept.Chosen(i):
			instead = append(instead, i)
		}
	}
	if len(dear) == 0 {
		return nil
	}
	stake := record.Money{Minor: less, Currency: best.Currency}
	sig := best.about(in, "portfolio.behind", dear)
	sig.Title = fmt.Sprintf("What was approved is worth %s less than the best that fits", stake.Short(in.Locale))
	sig.Why = fmt.Sprintf("With the money that budgets leave and the hours that people have, %s would be left out", signal.List(best.Names(dear), 3))
	if len(instead) > 0 {
		sig.Why += fmt.Sprintf(" for %s", signal.List(best.Names(instead), 3))
	}
	sig.Why += ". It is proven that no other choice brings more, and none with what was approved as much."
	sig.Stake, sig.StakeBasis = stake, fmt.Sprintf("What both bring in %d years beyond their cost, loss avoided included, less each other; as their benefits are stated.", Years)
	for _, i := range instead {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, best.Proposals[i].Record), Text: "Would be worth more"})
	}
	return []signal.Signal{sig}
}

// about begins a signal about some proposals, the first of them its subject.
func (c *Choice) about(in *signal.Inquiry, rule string, list []int) signal.Signal {
	first := signal.To(in.Snapshot, c.Proposals[list[0]].Record)
	sig := signal.Signal{
		Module: "projects", Subject: first,
		Acts: []signal.Act{
			{Label: "Open the first", Kind: signal.Open, Ref: first},
			{Label: "Open a decision", Kind: signal.Decide, Ref: first, Title: "What gives way of what was approved"},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: first, Title: "Look at the choice of proposals again"},
		},
	}
	var ids []record.ID
	for _, i := range list {
		p := &c.Proposals[i]
		ids = append(ids, p.Record.Head().ID)
		text := "Approved"
		if p.Must != "" && !p.Approved {
			text = "Has to be done"
		}
		if len(sig.Evidence) < signal.MostEvidence {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, p.Record), Text: text})
		}
	}
	sig.Key = signal.Key(rule, ids...)
	return sig
}
