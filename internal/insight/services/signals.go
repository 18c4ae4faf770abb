package services

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// late is an open incident past its target or near it.
type late struct {
	*catalog.Incident
	target  Target
	service *catalog.Service // nil when it has none
}

// Late lists the open incidents that are past their targets, or near them when
// asked for, in the order of their creation.
func Late(s *record.Snapshot, now record.Instant, alsoNear bool) []*catalog.Incident {
	var out []*catalog.Incident
	for _, l := range lates(s, now) {
		if l.target.Missed() || alsoNear {
			out = append(out, l.Incident)
		}
	}
	return out
}

func lates(s *record.Snapshot, now record.Instant) []late {
	return record.Answer(s, "services.late", now, findLate)
}

func findLate(s *record.Snapshot, now record.Instant) []late {
	var found []late
	Open(s, func(i *catalog.Incident) {
		if t, ok := TargetOf(s, i, now); ok && (t.Missed() || t.Near()) {
			found = append(found, late{i, t, record.Get(s, i.Service)})
		}
	})
	return found
}

// isGrave incidents are each a signal of their own; the others are one a team.
func (l late) isGrave() bool { return l.Priority == "p1" || l.Priority == "p2" }

// targets finds incidents of the two highest priorities that are past their
// target or near it, one signal each, and teams with others past theirs.
func targets(in *signal.Inquiry) (found []signal.Signal) {
	byTeam := map[record.ID][]late{}
	for _, l := range lates(in.Snapshot, in.Now) {
		switch {
		case l.isGrave():
			found = append(found, l.signal(in))
		case l.target.Missed():
			byTeam[l.Team.ID] = append(byTeam[l.Team.ID], l)
		}
	}
	for _, team := range slices.SortedFunc(maps.Keys(byTeam), record.ID.Compare) {
		found = append(found, teamSignal(in, record.To[catalog.Team](team), byTeam[team]))
	}
	return found
}

func (l late) signal(in *signal.Inquiry) signal.Signal {
	ref := signal.To(in.Snapshot, l.Incident)
	hit := l.hit(in.Upward())
	sig := signal.Signal{
		Key: signal.Key("services.incident", l.ID), Module: "services", Subject: ref,
		Title: fmt.Sprintf("%s: %s", l.Title, l.left()), Why: l.why(in.Question, hit),
		Severity: signal.SeverityOf(hit...), Due: in.Day(l.target.Due),
		Evidence: []signal.Evidence{{Ref: ref, Text: fmt.Sprintf("Target %s (%s)", l.target.Due.Format(in.Locale), l.target.Basis)}},
		Acts: []signal.Act{
			{Label: "Open the incident", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Get on: " + l.Title},
		},
	}
	for i, service := range hit {
		if i == signal.MostEvidence {
			sig.More = len(hit) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: service.Name + " may be hit"})
	}
	sig.Stake, sig.StakeBasis = l.stake(in.Question)
	return sig
}

// hit lists the service of an incident, those that stand on it and those that
// stand on the incident's asset, each once, the incident's own first.
func (l late) hit(up *signal.Upward) []*catalog.Service {
	var from []record.ID
	var hit []*catalog.Service
	if l.service != nil {
		hit, from = append(hit, l.service), append(from, l.service.ID)
	}
	if l.Asset.Known() {
		from = append(from, l.Asset.ID)
	}
	for _, service := range up.Services(from...) {
		if service != l.service {
			hit = append(hit, service)
		}
	}
	return hit
}

func (l late) left() string {
	if l.target.Missed() {
		return signal.Age(-l.target.Left) + " past its target"
	}
	return signal.Age(l.target.Left) + " to its target"
}

func (l late) why(q signal.Question, hit []*catalog.Service) string {
	parts := []string{fmt.Sprintf("Priority %s.", strings.TrimPrefix(string(l.Priority), "p"))}
	if l.Opened.Known() {
		parts = append(parts, fmt.Sprintf("Open for %s.", signal.Age(q.Now.Sub(l.Opened))))
	}
	if len(hit) > 0 {
		parts = append(parts, fmt.Sprintf("It may hit %s.", signal.List(signal.ServiceNames(hit), 3)))
	} else {
		parts = append(parts, "Which service it hits is not recorded.")
	}
	if !l.Assignee.Known() {
		parts = append(parts, "Nobody is assigned.")
	}
	return strings.Join(append(parts, "Counted in elapsed hours."), " ")
}

// stake is what the service has lost since the incident was opened, if it has
// been down all the time.
func (l late) stake(q signal.Question) (record.Money, string) {
	switch {
	case l.service == nil:
		return record.Money{}, "Not known: the incident names no service."
	case !l.service.LossPerHour.Known():
		return record.Money{}, "Not known: what an hour without " + l.service.Name + " costs is not recorded."
	case !l.Opened.Known() || q.Now.Before(l.Opened):
		return record.Money{}, "Not known: since when it has been open is not recorded."
	}
	hours := int64(q.Now.Sub(l.Opened) / time.Hour)
	loss, err := l.service.LossPerHour.MulRatio(hours, 1)
	if err != nil {
		return record.Money{}, "Not known: the amount is too large to compute with."
	}
	return loss, fmt.Sprintf("At most: %s an hour without %s, as if it had been down for all of the %s.",
		signal.Exact(l.service.LossPerHour, q.Locale), l.service.Name, signal.Count(int(hours), "hour", "hours"))
}
