package services

import (
	"cmp"
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// teamSignal is about the late incidents of a team, or of those that have none,
// the latest first.
func teamSignal(in *signal.Inquiry, team record.Ref[catalog.Team], list []late) signal.Signal {
	slices.SortFunc(list, func(a, b late) int {
		return cmp.Or(cmp.Compare(a.target.Left, b.target.Left), a.ID.Compare(b.ID))
	})
	s := in.Snapshot
	subject := signal.To(s, list[0].Incident)
	name := "No team"
	if t := record.Get(s, team); t != nil {
		subject, name = signal.To(s, t), t.Name
	}
	sig := signal.Signal{
		Key: signal.Key("services.team", team.ID), Module: "services", Subject: subject,
		Title: fmt.Sprintf("%s: %s past %s", name, signal.Count(len(list), "incident", "incidents"), signal.Plural(len(list), "its target", "their targets")),
		Why: fmt.Sprintf("Priorities 3 to 5. The latest, %s, is %s. On %s. Counted in elapsed hours.",
			list[0].Title, list[0].left(), servicesOf(list)),
		Due:        in.Day(list[0].target.Due),
		StakeBasis: "Not known: what incidents of these priorities cost is not recorded.",
		Acts:       []signal.Act{{Label: "Open the latest", Kind: signal.Open, Ref: signal.To(s, list[0].Incident)}},
	}
	if team.Known() {
		sig.Acts = append(sig.Acts, signal.Act{Label: "Give it to somebody", Kind: signal.Assign, Ref: subject, Title: "Work off late incidents of " + name})
	}
	for i, l := range list {
		if l.service != nil {
			sig.Severity = max(sig.Severity, signal.SeverityOf(l.service))
		}
		if i < signal.MostEvidence {
			sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(s, l.Incident), Text: fmt.Sprintf("%s: %s (%s)", l.Title, l.left(), l.target.Basis)})
		}
	}
	sig.More = len(list) - len(sig.Evidence)
	return sig
}

// servicesOf names the services of some incidents, each once.
func servicesOf(list []late) string {
	var names []string
	seen := map[*catalog.Service]bool{nil: true}
	for _, l := range list {
		if !seen[l.service] {
			seen[l.service] = true
			names = append(names, l.service.Name)
		}
	}
	if len(names) == 0 {
		return "no service that is recorded"
	}
	return signal.List(names, 3)
}
