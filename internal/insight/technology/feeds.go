package technology

import (
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// failingFeeds finds the feeds of which the last reading failed: what they would
// have told is missing from the trends.
func failingFeeds(in *signal.Inquiry) (found []signal.Signal) {
	for f := range record.Each[catalog.Feed](in.Snapshot) {
		if f.Archived || f.State != "read" || f.Problem == "" {
			continue
		}
		ref := signal.To(in.Snapshot, f)
		found = append(found, signal.Signal{
			Key: signal.Key("technology.feed", f.ID), Module: "technology", Subject: ref,
			Title:      fmt.Sprintf("The feed “%s” cannot be read", f.Name),
			Why:        f.Problem + " What it would have told is missing from the trends.",
			StakeBasis: "Not known: what one learns late by it is not recorded.",
			Evidence:   []signal.Evidence{{Ref: ref, Text: "Last tried on " + in.Day(f.ReadAt).Format(in.Locale)}},
			Acts: []signal.Act{
				{Label: "Open the feed", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Mend or pause the feed “" + f.Name + "”"},
			},
		})
	}
	return found
}
