package strategy

import (
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// After so many days a scenario that was proposed, and one that is a draft, count as
// left lying.
const (
	ProposedLong = 30
	DraftLong    = 60
)

// waiting finds scenarios that nobody decided on for long.
func waiting(in *signal.Inquiry) (found []signal.Signal) {
	for c := range record.Each[catalog.Scenario](in.Snapshot) {
		since, long, what := c.ProposedOn, ProposedLong, "was proposed"
		switch {
		case c.Archived || c.State != "draft" && c.State != "proposed":
			continue
		case c.State == "draft" || !since.Known(): // when it was proposed is not known of one that came from a file
			since, long, what = in.Day(c.Created), DraftLong, "was begun"
		}
		if !since.Known() || since.DaysUntil(in.Today()) < long {
			continue
		}
		sig := aboutScenario(in, c, "strategy.waiting")
		sig.Title = fmt.Sprintf("The scenario “%s” %s %s and nobody has decided", c.Title, what, signal.Away(in.Today(), since))
		sig.Why = fmt.Sprintf("It answers: %s The roadmap goes on as it stands, and what the scenario was compared with moves.", c.Question)
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: sig.Subject, Text: "It " + what + " " + since.Format(in.Locale)})
		if first := firstDay(in.Snapshot, c); first.Known() {
			sig.Due = first
			sig.Why += " Its first step begins " + first.Format(in.Locale) + "."
		}
		found = append(found, sig)
	}
	return found
}

// firstDay is when the first step that the scenario changes would begin, or begins now.
func firstDay(s *record.Snapshot, c *catalog.Scenario) (first record.Date) {
	for _, row := range c.Changes {
		begins := row.Begins
		if now := record.Get(s, row.Step); !begins.Known() && now != nil {
			begins = now.Starts
		}
		if begins.Known() && (!first.Known() || begins.Before(first)) {
			first = begins
		}
	}
	return first
}

// departed finds scenarios that were adopted and from which the roadmap has departed
// since. A step that another scenario changed later is not counted.
func departed(in *signal.Inquiry) (found []signal.Signal) {
	var adopted []*catalog.Scenario
	for c := range record.Each[catalog.Scenario](in.Snapshot) {
		if !c.Archived && c.State == "adopted" {
			adopted = append(adopted, c)
		}
	}
	slices.SortStableFunc(adopted, func(a, b *catalog.Scenario) int { return b.DecidedOn.Compare(&a.DecidedOn) })
	changed := map[record.ID]bool{}
	for _, c := range adopted {
		sig := aboutScenario(in, c, "strategy.departed")
		var told []string
		for _, row := range c.Changes {
			now := record.Get(in.Snapshot, row.Step)
			if now == nil || changed[now.ID] {
				continue
			}
			changed[now.ID] = true
			if how := departure(row, now, in.Locale); how != "" {
				told = append(told, "“"+now.Title+"” "+how)
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, now), Text: "It " + how})
			}
		}
		if len(told) == 0 {
			continue
		}
		sig.Title = fmt.Sprintf("The roadmap has left what was adopted with “%s”: %d of %s", c.Title, len(told), signal.Count(len(c.Changes), "step", "steps"))
		sig.Why = signal.List(told, 3) + ". Decide whether what was agreed still holds, and tell those who agreed to it."
		if c.DecidedOn.Known() {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: sig.Subject, Text: "Adopted on " + c.DecidedOn.Format(in.Locale)})
		}
		found = append(found, sig)
	}
	return found
}

// departure says how a step stands otherwise than was adopted; empty where it does not,
// or is done.
func departure(row catalog.StepChanged, now *catalog.RoadmapItem, in record.Locale) string {
	dropped := now.State == "dropped" || now.Archived
	switch {
	case now.State == "done" || row.Take == "out" && dropped:
		return ""
	case row.Take == "out":
		return "is planned again, though it was taken out"
	case dropped:
		return "was dropped"
	case row.Ends.Known() && row.Ends != now.Ends:
		return "ends " + dayOr(now.Ends, in) + ", agreed was " + row.Ends.Format(in)
	case row.Begins.Known() && row.Begins != now.Starts:
		return "begins " + dayOr(now.Starts, in) + ", agreed was " + row.Begins.Format(in)
	}
	return ""
}

// aboutScenario begins a signal about a scenario.
func aboutScenario(in *signal.Inquiry, c *catalog.Scenario, rule string) signal.Signal {
	ref := signal.To(in.Snapshot, c)
	return signal.Signal{
		Key: signal.Key(rule, c.ID), Module: "strategy", Subject: ref, Severity: signal.Low,
		StakeBasis: "Not known: what it costs to go on without a decision is not recorded.",
		Acts: []signal.Act{
			{Label: "Open the scenario", Kind: signal.Open, Ref: ref},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "What to do about “" + c.Title + "”"},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Bring “" + c.Title + "” to a decision"},
		},
	}
}
