package projects

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// pressing finds the projects with risks or issues that are past their day, and
// issues to which nobody has a response: one signal a project.
func pressing(in *signal.Inquiry) (found []signal.Signal) {
	underWay(in.Snapshot, func(p *catalog.Project) {
		c := ConcernsOf(in.Snapshot, p, in.Today())
		var sig signal.Signal
		var sum signal.Purse
		n, unknown := 0, 0
		for _, r := range c.Open {
			late, bare := r.Due.Before(in.Today()), r.Kind == "issue" && r.Response == ""
			if !late && !bare {
				continue
			}
			n++
			text := "Nobody has said what is done about it"
			if late {
				text = "Was to be settled by " + r.Due.Format(in.Locale)
				if !sig.Due.Known() || r.Due.Before(sig.Due) {
					sig.Due = r.Due
				}
			}
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, r), Text: text})
			sum.Add(r.Expected())
			if !r.Expected().Known() {
				unknown++
			}
		}
		if n == 0 {
			return
		}
		ref := signal.To(in.Snapshot, p)
		sig.Key, sig.Module, sig.Subject = signal.Key("projects.risk", p.ID), "projects", sig.Evidence[0].Ref
		sig.Title = fmt.Sprintf("%s of “%s” %s for an answer", signal.Count(n, "risk or issue", "risks and issues"), p.Name, signal.Plural(n, "waits", "wait"))
		sig.Why = fmt.Sprintf("%s open in all, %d of them issues.", signal.Count(len(c.Open), "is", "are"), c.Issues)
		sig.Stake, sig.StakeBasis = expected(sum, unknown, p.Budget.Currency)
		sig.Acts = []signal.Act{
			{Label: "Open the first", Kind: signal.Open, Ref: sig.Subject},
			{Label: "Open the project", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Settle the risks and issues of " + p.Name},
		}
		found = append(found, sig)
	})
	return found
}

// expected is a stake of what risks cost on average.
func expected(sum signal.Purse, unknown int, currency string) (record.Money, string) {
	stake := sum.In(currency)
	if currency == "" || stake.Minor == 0 {
		return record.Money{}, "Not known: what they cost if they happen is not recorded."
	}
	basis := "What they cost times how likely they are; issues in full."
	if unknown > 0 {
		basis += fmt.Sprintf(" Of %d that is not known; they add nothing.", unknown)
	}
	return stake, basis
}

// ungated finds phases that run past the day of their gate.
func ungated(in *signal.Inquiry) (found []signal.Signal) {
	underWay(in.Snapshot, func(p *catalog.Project) {
		gate, ok := GateOf(in.Snapshot, p, in.Today())
		if !ok || gate.Late == 0 {
			return
		}
		ref := signal.To(in.Snapshot, gate.Phase)
		sig := signal.Signal{
			Key: signal.Key("projects.gate", gate.Phase.ID), Module: "projects", Subject: ref, Due: gate.Phase.GateOn,
			Title:      fmt.Sprintf("The gate of “%s” in “%s” was due %s", gate.Phase.Name, p.Name, signal.Away(in.Today(), gate.Phase.GateOn)),
			Why:        "Nobody has decided whether the project goes on, and it spends money all the same.",
			Stake:      minus(p.Budget, p.ActualCost),
			StakeBasis: "What is left of the budget: it is spent unless the gate stops it.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Gate on " + gate.Phase.GateOn.Format(in.Locale)}, {Ref: signal.To(in.Snapshot, p), Text: "Is under way"}},
			Acts: []signal.Act{
				{Label: "Open the gate", Kind: signal.Open, Ref: ref},
				{Label: "Open a decision", Kind: signal.Decide, Ref: signal.To(in.Snapshot, p), Title: "Whether “" + p.Name + "” goes on"},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Hold the gate of " + gate.Phase.Name},
			},
		}
		if !sig.Stake.Known() || sig.Stake.Minor <= 0 {
			sig.Stake, sig.StakeBasis = record.Money{}, "Not known: what is left of the budget is not recorded, or nothing is."
		}
		found = append(found, sig)
	})
	return found
}

// unproven finds benefits that should show by now and that nobody measured in time.
func unproven(in *signal.Inquiry) (found []signal.Signal) {
	for _, g := range GainsOn(in.Snapshot, in.Today()).All {
		if !g.Due {
			continue
		}
		b := g.Benefit
		ref := signal.To(in.Snapshot, b)
		sig := signal.Signal{
			Key: signal.Key("projects.benefit", b.ID), Module: "projects", Subject: ref, Due: b.NextLook,
			Title: fmt.Sprintf("Nobody has measured “%s”, which should show since %s", b.Title, b.From.Format(in.Locale)),
			Why:   "Whether the project was worth its money is not known.", Stake: b.Yearly,
			StakeBasis: "What it was to bring in a year.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Expected from " + b.From.Format(in.Locale)}},
			Acts: []signal.Act{
				{Label: "Open the benefit", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Measure “" + b.Title + "”"},
			},
		}
		if g.Looked {
			sig.Title = fmt.Sprintf("“%s” was to be measured again %s", b.Title, signal.Away(in.Today(), b.NextLook))
			sig.Why = "Last found on " + g.Last.On.Format(in.Locale) + "."
			if percent, known := g.Share(); known {
				sig.Why = fmt.Sprintf("Last found on %s: %d %% of what was expected.", g.Last.On.Format(in.Locale), percent)
				sig.Stake, sig.StakeBasis = minus(b.Yearly, g.Last.Yearly), "What is missing of it a year, as last found."
			}
		}
		if !sig.Stake.Known() || sig.Stake.Minor <= 0 {
			sig.Stake, sig.StakeBasis = record.Money{}, "Not known: what it was to bring in a year is not money, or nothing is missing."
		}
		if g.Project != nil {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, g.Project), Text: "Of this project"})
		}
		found = append(found, sig)
	}
	return found
}
