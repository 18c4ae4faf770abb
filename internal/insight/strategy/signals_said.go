package strategy

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// MuchLater is from how many days on a step counts as slipped against what was
// shown.
const MuchLater = 30

// slippedSince finds the steps ahead that moved back much since the roadmap was
// last kept and shown to somebody: those people were told another day.
func slippedSince(in *signal.Inquiry) []signal.Signal {
	versions := Versions(in.Snapshot)
	if len(versions) == 0 {
		return nil
	}
	v := versions[0]
	ref := signal.To(in.Snapshot, v)
	sig := signal.Signal{
		Key: signal.Key("strategy.slipped", v.ID), Module: "strategy", Subject: ref, Severity: signal.Low,
		StakeBasis: "Not known: what the later days cost those who were told the earlier ones is not recorded.",
		Evidence:   []signal.Evidence{{Ref: ref, Text: "Kept on " + v.TakenOn.Format(in.Locale) + ", shown to: " + orNobody(v.Shown)}},
		Acts: []signal.Act{
			{Label: "Open the version", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Tell those who saw “" + v.Name + "” what moved"},
		},
	}
	var names []string
	for _, shift := range Since(in.Snapshot, v) {
		if shift.Kind != Later || shift.By() < MuchLater || !ahead(shift.Item) {
			continue
		}
		names = append(names, fmt.Sprintf("“%s” by %d", shift.Item.Title, shift.By()))
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, shift.Item), Text: fmt.Sprintf("Stood %d days earlier", shift.By())})
	}
	if len(names) == 0 {
		return nil
	}
	sig.Title = fmt.Sprintf("%s of the roadmap slipped by a month or more since “%s”", signal.Count(len(names), "step", "steps"), v.Name)
	sig.Why = signal.List(names, 3) + " days."
	return []signal.Signal{sig}
}

func orNobody(text string) string {
	if text == "" {
		return "nobody is named"
	}
	return text
}

// unreviewed finds principles and standards in force that are past their review
// or that nobody owns.
func unreviewed(in *signal.Inquiry) (found []signal.Signal) {
	for p := range record.Each[catalog.Principle](in.Snapshot) {
		past := p.ReviewOn.Before(in.Today())
		if p.Archived || p.State != "in_force" || !past && p.Owner.Known() {
			continue
		}
		ref := signal.To(in.Snapshot, p)
		sig := signal.Signal{
			Key: signal.Key("strategy.principle", p.ID), Module: "strategy", Subject: ref, Due: p.ReviewOn,
			Title:      fmt.Sprintf("“%s” was to be reviewed %s", p.Name, signal.Away(in.Today(), p.ReviewOn)),
			Why:        "It is in force all the same, and people are held to it.",
			StakeBasis: "Not known: what a rule that no longer fits costs is not recorded.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "To be reviewed " + dayOr(p.ReviewOn, in.Locale)}},
			Acts: []signal.Act{
				{Label: "Open it", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Review “" + p.Name + "”"},
			},
		}
		switch {
		case !past:
			sig.Title = fmt.Sprintf("Nobody owns “%s”, which is in force", p.Name)
			sig.Why = "Nobody hears those who have to depart from it."
		case !p.Owner.Known():
			sig.Why = "Nobody owns it. " + sig.Why
		}
		found = append(found, sig)
	}
	return found
}

// unsaid finds announcements that were to go out and have not.
func unsaid(in *signal.Inquiry) (found []signal.Signal) {
	for a := range record.Each[catalog.Announcement](in.Snapshot) {
		if a.Archived || a.State != "draft" || !a.PublishOn.Before(in.Today()) {
			continue
		}
		ref := signal.To(in.Snapshot, a)
		sig := signal.Signal{
			Key: signal.Key("strategy.announcement", a.ID), Module: "strategy", Subject: ref, Due: a.PublishOn,
			Title:      fmt.Sprintf("“%s” was to be announced %s", a.Title, signal.Away(in.Today(), a.PublishOn)),
			Why:        "It is a draft: those whom it concerns have not been told.",
			StakeBasis: "Not known: what it costs to be told late is not recorded.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "To go out " + dayOr(a.PublishOn, in.Locale)}},
			Acts: []signal.Act{
				{Label: "Open the announcement", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Announce “" + a.Title + "”"},
			},
		}
		for _, r := range a.Services {
			if service := record.Get(in.Snapshot, r); service != nil {
				sig.Severity = max(sig.Severity, signal.SeverityOf(service))
			}
		}
		found = append(found, sig)
	}
	return found
}
