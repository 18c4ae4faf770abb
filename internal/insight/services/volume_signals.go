package services

import (
	"fmt"

	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// surges finds services of which clearly more comes in than was to be expected.
func surges(in *signal.Inquiry) (found []signal.Signal) {
	for _, v := range Volumes(in.Snapshot, in.Today()) {
		if v.Service == nil || !v.Now.More() {
			continue
		}
		ref := signal.To(in.Snapshot, v.Service)
		found = append(found, signal.Signal{
			Key: signal.Key("services.volume", v.Service.ID), Module: "services", Subject: ref,
			Title:      fmt.Sprintf("%s: more incidents than expected", v.Service.Name),
			Why:        v.Now.Sentence(in.Locale),
			Severity:   signal.SeverityOf(v.Service),
			Evidence:   []signal.Evidence{{Ref: ref, Text: fmt.Sprintf("%d came in where about %.0f were expected", v.Now.Count, v.Now.Expected)}},
			StakeBasis: "Not known: what these incidents have in common, and so what they may cost, is not recorded.",
			Acts: []signal.Act{
				{Label: "Open the service", Kind: signal.Open, Ref: ref},
				{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Find out why: " + v.Service.Name},
			},
		})
	}
	return found
}

// Sentence says what came in and how far that is from what was expected.
func (l Load) Sentence(in record.Locale) string {
	text := fmt.Sprintf("%s came in from %s to %s; about %.0f were to be expected", signal.Count(int(l.Count), "incident", "incidents"), l.From.Format(in), l.To.Format(in), l.Expected)
	switch {
	case l.Times >= 1:
		return text + fmt.Sprintf(": %.1f times the usual error more.", l.Times)
	case l.Times <= -1:
		return text + fmt.Sprintf(": %.1f times the usual error fewer.", -l.Times)
	}
	return text + ", which is within the usual."
}
