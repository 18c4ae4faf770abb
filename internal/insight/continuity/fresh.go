package continuity

import (
	"fmt"

	"fairlead/internal/insight/signal"
)

// fresh finds what has become a single point of failure within a week, and which
// change made it: the survey is asked again of the estate as it was. Where that is not
// known, or there was hardly an estate, it says nothing: a first import is no change.
func fresh(in *signal.Inquiry) (found []signal.Signal) {
	currency := CurrencyOf(in.Snapshot)
	now := SurveyOf(in.Snapshot, currency)
	past, ok := recallPast(in.Snapshot, PastSince(in.Today()))
	if !ok || past.Before == nil || len(past.Changes) == 0 {
		return nil
	}
	then := SurveyOf(past.Before, currency)
	if 2*len(then.Estate.Things) < len(now.Estate.Things) {
		return nil
	}
	for i := range now.Threats {
		if t := &now.Threats[i]; then.Threat(t.Thing(now.Estate).Ref.ID, t.Effect) == nil {
			found = append(found, now.freshly(in, i, now.behind(t, then.Estate, in.Snapshot, past), currency))
		}
	}
	return found
}

// freshly is the signal of a new single point of failure and what made it one.
func (v *Survey) freshly(in *signal.Inquiry, at int, made []*Change, currency string) signal.Signal {
	t := &v.Threats[at]
	thing := t.Thing(v.Estate)
	sig := signal.Signal{
		Key: signal.Key("continuity.new", thing.Ref.ID), Module: "continuity", Subject: thing.Ref,
		Title: fmt.Sprintf("Since last week %s alone stops %s", thing.Name, signal.Count(len(t.Services), "service", "services")),
		Why:   t.Cost.Formula(in.Locale), Severity: signal.SeverityOf(t.Services...),
		Acts: []signal.Act{
			{Label: "Open " + thing.Name, Kind: signal.Open, Ref: thing.Ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: thing.Ref, Title: "What to do about " + thing.Name},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: thing.Ref, Title: "See to a second one of " + thing.Name},
		},
	}
	if t.Effect == Holds {
		sig.Title = fmt.Sprintf("Since last week only %s can bring back %s", thing.Name, signal.Count(len(t.Services), "service", "services"))
	}
	sig.Stake, sig.StakeBasis = stakeOf(v, []int{at}, currency)
	for i, c := range made {
		ref, text := c.Record, c.text(in)
		if label := signal.Label(in.Snapshot, ref); label == "" {
			ref, text = thing.Ref, "A record that is gone: "+text
		} else if i == 0 {
			sig.Why = fmt.Sprintf("%s: %s. %s", label, text, sig.Why)
		}
		add(&sig, ref, text)
	}
	for _, service := range t.Services {
		add(&sig, signal.To(in.Snapshot, service), service.Name)
	}
	return sig
}
