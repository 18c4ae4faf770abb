package technology

import (
	"fmt"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Masteries are the skills that an entry needs, by name, with who has them. None
// where no skill names the entry, or the reader may not see ratings.
func Masteries(s *record.Snapshot, t *catalog.Technology, today record.Date) []signal.Mastery {
	return masteriesBy(s, today)[t.ID]
}

func masteriesBy(s *record.Snapshot, today record.Date) map[record.ID][]signal.Mastery {
	return record.Answer(s, "technology.masteries", today, func(s *record.Snapshot, today record.Date) map[record.ID][]signal.Mastery {
		by := map[record.ID][]signal.Mastery{}
		for _, m := range signal.Masteries(s, today) {
			for _, ref := range m.Skill.Technologies {
				by[ref.ID] = append(by[ref.ID], m)
			}
		}
		return by
	})
}

// Enough is how many people should be able to do what services stand on: with
// one alone, everything waits while that person is away.
const Enough = 2

// unmastered finds entries to adopt or try that carry services and for one of
// whose skills fewer than Enough people are able: one signal an entry.
func unmastered(in *signal.Inquiry) (found []signal.Signal) {
	by := masteriesBy(in.Snapshot, in.Today())
	for _, e := range Radar(in.Snapshot, in.Today()) {
		if e.Ring != "adopt" && e.Ring != "trial" || len(e.Services) == 0 {
			continue
		}
		few := slices.DeleteFunc(slices.Clone(by[e.ID]), func(m signal.Mastery) bool { return len(m.Able) >= Enough })
		if len(few) > 0 {
			found = append(found, unmasteredSignal(in, e, few))
		}
	}
	return found
}

func unmasteredSignal(in *signal.Inquiry, e Entry, few []signal.Mastery) signal.Signal {
	least := few[0]
	for _, m := range few {
		if len(m.Able) < len(least.Able) {
			least = m
		}
	}
	ref := signal.To(in.Snapshot, e.Technology)
	sig := signal.Signal{
		Key: signal.Key("technology.mastery", e.ID), Module: "technology", Subject: ref,
		Title:    fmt.Sprintf("%s: %s, and %s on it", e.Name, whoCan(in.Snapshot, least), signal.Count(len(e.Services), "service stands", "services stand")),
		Why:      whyUnmastered(in, e, least),
		Severity: signal.SeverityOf(e.Services...), StakeBasis: "Not known: how much longer an outage lasts without somebody who can is not recorded.",
		Acts: []signal.Act{
			{Label: "Open the entry", Kind: signal.Open, Ref: ref},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: ref, Title: "Teach a second person: " + least.Skill.Name},
			{Label: "Open a decision", Kind: signal.Decide, Ref: ref, Title: "Who else is to master " + e.Name},
		},
	}
	for _, m := range few {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, m.Skill), Text: m.Skill.Name + ": " + whoCan(in.Snapshot, m)})
	}
	for i, service := range e.Services {
		if i == signal.MostEvidence {
			sig.More = len(e.Services) - i
			break
		}
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, service), Text: service.Name + " stands on it"})
	}
	return sig
}

// whoCan says how many can, by name where it is one.
func whoCan(s *record.Snapshot, m signal.Mastery) string {
	switch len(m.Able) {
	case 0:
		return "nobody can do it alone"
	case 1:
		if p := record.Get(s, m.Able[0].Person); p != nil {
			return "only " + p.Name + " can do it"
		}
	}
	return signal.Count(len(m.Able), "person can do it", "people can do it")
}

func whyUnmastered(in *signal.Inquiry, e Entry, m signal.Mastery) string {
	why := fmt.Sprintf("%s %s on it; on record are %d of the %s wanted for %s.",
		signal.List(signal.ServiceNames(e.Services), 3), signal.Plural(len(e.Services), "stands", "stand"),
		len(m.Able), signal.Count(int(m.Skill.WantedPeople()), "person", "people"), m.Skill.Name)
	if len(m.Learning) == 0 {
		return why + " Nobody is to learn it."
	}
	first := m.Learning[0]
	who := record.Get(in.Snapshot, first.Person)
	if who == nil {
		return why
	}
	why += " " + who.Name + " is to learn it"
	if first.WantedBy.Known() {
		why += " by " + first.WantedBy.Format(in.Locale)
	}
	return why + "."
}
