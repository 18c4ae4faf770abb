package projects

import (
	"fmt"

	"fairlead/internal/insight/signal"
)

// The chances of a promised day from which it is likely enough to be kept, and below
// which it is more likely missed.
const (
	EnoughChance = 0.8
	ShortChance  = 0.5
)

// unlikely finds projects in work that are more likely to miss their promised day than
// to keep it, though nobody has said so yet.
func unlikely(in *signal.Inquiry) (found []signal.Signal) {
	var finishes *Finishes
	for _, h := range Portfolio(in.Snapshot, in.Today()) {
		p := h.Project
		if !p.Runs() || h.Late() || !p.PromisedFinish.Known() {
			continue
		}
		if finishes == nil {
			finishes = FinishesOn(in.Snapshot, in.Today())
		}
		f := finishes.of(p)
		if f == nil || !f.HasChance || f.Chance.Share >= ShortChance {
			continue
		}
		sig := about(in, &h, "projects.unlikely", "What "+p.Name+" can promise")
		sig.Due = p.PromisedFinish
		sig.Title = fmt.Sprintf("“%s” is done by its promised day with a chance of %s", p.Name, signal.Likely(f.Chance.Share))
		sig.Why = fmt.Sprintf("Promised for %s and not forecast later. In half of %d runs of the open tasks it ends by %s, in nine of ten by %s.",
			p.PromisedFinish.Format(in.Locale), finishes.Runs, f.P50.Format(in.Locale), f.P90.Format(in.Locale))
		sig.Stake, sig.StakeBasis = delayed(p, max(1, p.PromisedFinish.DaysUntil(f.P50)), in.Locale)
		for _, d := range f.Deciders[:min(len(f.Deciders), signal.MostEvidence)] {
			if d.Share >= ShortChance {
				sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, d.Task), Text: "Decides the end in " + signal.Likely(d.Share) + " of the runs"})
			}
		}
		found = append(found, sig)
	}
	return found
}
