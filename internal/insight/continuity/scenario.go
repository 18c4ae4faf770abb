package continuity

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Spans are the hours over which a scenario is told.
func Spans() [4]float64 { return [4]float64{1, 8, 24, 72} }

// Loss is what a scenario does and costs.
type Loss struct {
	Scenario *catalog.LossScenario
	Outcome  Outcome
	Over     [4]record.Money // what it costs over the hours of Spans
	Unknown  int             // services that stop and of which nobody has said what they lose
	Each     record.Money    // what one time costs, over as long as it lasts; unknown where that is
	Yearly   record.Money    // unknown where it is not known how often
	TooMuch  bool            // one time costs more than is accepted
}

// ScenariosOf goes through the scenarios that are open, the dearest first.
func ScenariosOf(s *record.Snapshot, currency string) []Loss {
	return record.Answer(s, "continuity.scenarios", currency, func(s *record.Snapshot, currency string) []Loss {
		v, losses := SurveyOf(s, currency), LossesOf(s, currency)
		var list []Loss
		for l := range record.Each[catalog.LossScenario](s) {
			if l.Open() && len(l.Parts) > 0 {
				list = append(list, v.scenario(l, losses))
			}
		}
		slices.SortStableFunc(list, func(a, b Loss) int {
			return cmp.Or(cmp.Compare(b.Yearly.Minor, a.Yearly.Minor), cmp.Compare(b.Over[2].Minor, a.Over[2].Minor))
		})
		return list
	})
}

func (v *Survey) scenario(l *catalog.LossScenario, losses *Losses) Loss {
	refs := make([]record.AnyRef, len(l.Parts))
	for i, p := range l.Parts {
		refs[i] = p.Thing
	}
	out := Loss{Scenario: l, Outcome: v.WhatIf(refs...)}
	for i, hours := range Spans() {
		out.Over[i], out.Unknown = losses.Of(out.Outcome.Services, hours)
	}
	if l.Lasts.Known() {
		out.Each, _ = losses.Of(out.Outcome.Services, l.Lasts.Mean())
		if l.Likelihood.Known() {
			out.Yearly = times(out.Each, l.Likelihood.Mean())
		}
	}
	out.TooMuch = l.Accepted.Known() && out.Each.Currency == l.Accepted.Currency && out.Each.Minor > l.Accepted.Minor
	return out
}

// Break is a redundancy rule that a service does not keep.
type Break struct {
	Rule    *catalog.RedundancyRule
	Service *catalog.Service
	Threats []int // places in Survey.Threats of what there is only one of
	Pairs   []int // places in Pairs.List, where three must fail
}

// BreaksOf holds every service against the rules in force.
func BreaksOf(s *record.Snapshot, currency string) []Break {
	return record.Answer(s, "continuity.breaks", currency, func(s *record.Snapshot, currency string) []Break {
		v := SurveyOf(s, currency)
		var list []Break
		for r := range record.Each[catalog.RedundancyRule](s) {
			if r.Archived || r.State != "in_force" {
				continue
			}
			var pairs *Pairs
			if r.Failures() > 2 {
				pairs = PairsOf(s, currency)
			}
			for i := range v.Services {
				if b := v.holds(r, &v.Services[i], pairs); b != nil {
					list = append(list, *b)
				}
			}
		}
		return list
	})
}

// holds holds a service against a rule; nil when it keeps it or the rule is not for it.
func (v *Survey) holds(r *catalog.RedundancyRule, st *Standing, pairs *Pairs) *Break {
	if !r.HoldsFor(st.Service) {
		return nil
	}
	b := &Break{Rule: r, Service: st.Service}
	for _, at := range slices.Concat(st.Single, st.Alone) {
		t := &v.Threats[at]
		kind := t.Thing(v.Estate).Kind
		if r.Of == "anything" && t.Effect == Stops || r.Of == kind {
			b.Threats = append(b.Threats, at)
		}
	}
	if pairs != nil {
		for i := range pairs.List {
			p := &pairs.List[i]
			both := v.Estate.Things[p.First].Kind == r.Of && v.Estate.Things[p.Second].Kind == r.Of
			if (both || r.Of == "anything") && slices.Contains(p.Services, st.Service) {
				b.Pairs = append(b.Pairs, i)
			}
		}
	}
	if len(b.Threats)+len(b.Pairs) == 0 {
		return nil
	}
	return b
}
