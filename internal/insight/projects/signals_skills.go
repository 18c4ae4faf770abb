package projects

import (
	"fmt"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// SkillMonths is how many months ahead skills are looked at.
const SkillMonths = 4

// lacking finds skills for which projects ask for more than there is: one signal
// a set of skills, for all months.
func lacking(in *signal.Inquiry) (found []signal.Signal) {
	plan := SkillsFrom(in.Snapshot, in.Today(), SkillMonths)
	seen := map[string]bool{}
	for i, l := range plan.Lack {
		key := signal.Key("projects.skills", skillIDs(l.Skills)...)
		if _, known := l.Short(); !known || seen[key] {
			continue
		}
		seen[key] = true
		found = append(found, lackSignal(in, key, l, plan.Lack[i:]))
	}
	return found
}

func skillIDs(skills []*catalog.Skill) []record.ID {
	ids := make([]record.ID, len(skills))
	for i, k := range skills {
		ids[i] = k.ID
	}
	return ids
}

func lackSignal(in *signal.Inquiry, key string, l Lack, later []Lack) signal.Signal {
	months, total := 0, int64(0)
	for _, m := range later {
		if micro, known := m.Short(); known && slices.Equal(m.Skills, l.Skills) {
			months++
			total += micro
		}
	}
	first := signal.To(in.Snapshot, l.Projects[0])
	sig := signal.Signal{
		Key: key, Module: "projects", Subject: first, Due: l.Month.AddMonths(1).AddDays(-1),
		Title:      fmt.Sprintf("%s: projects ask for %s hours more than there are", Skills(l.Skills), Hours(total, in.Locale)),
		Why:        Reason(l, in.Locale),
		StakeBasis: "Not known: what a month of delay for want of people costs is not recorded; projects that are late are signals of their own.",
		Acts: []signal.Act{
			{Label: "Open the project", Kind: signal.Open, Ref: first},
			{Label: "Open a decision", Kind: signal.Decide, Ref: first, Title: "What gives way, or who else does it: " + Skills(l.Skills)},
			{Label: "Give it to somebody", Kind: signal.Assign, Ref: first, Title: "Find hours for " + Skills(l.Skills)},
		},
	}
	if months > 1 {
		sig.Why += fmt.Sprintf(" So it is in %d months.", months)
	}
	for _, p := range l.Projects {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, p), Text: "Asks for it"})
	}
	for _, k := range l.Skills {
		sig.Evidence = append(sig.Evidence, signal.Evidence{Ref: signal.To(in.Snapshot, k), Text: "Is asked for"})
	}
	return sig
}

// Skills names a set of skills.
func Skills(list []*catalog.Skill) string {
	names := make([]string, len(list))
	for i, k := range list {
		names[i] = k.Name
	}
	return signal.List(names, 3)
}

// Hours are whole hours, rounded half up.
func Hours(micro int64, in record.Locale) string {
	whole := record.Whole((micro + 500_000) / 1_000_000)
	return whole.Format(in)
}

// Reason says why what is asked of some skills in a month cannot be done.
func Reason(l Lack, in record.Locale) string {
	names := make([]string, len(l.People))
	for i, p := range l.People {
		names[i] = p.Name
	}
	who := "nobody can do it alone."
	if n := len(names); n > 0 {
		who = fmt.Sprintf("%s %s %s hours for it once services run and what is theirs alone is done.", signal.List(names, 3), signal.Plural(n, "has", "together have"), Hours(l.Has, in))
	}
	projects := make([]string, len(l.Projects))
	for i, p := range l.Projects {
		projects[i] = "“" + p.Name + "”"
	}
	return fmt.Sprintf("In %s %s %s for %s hours; %s", l.Month.Time().Format("January 2006"), strings.TrimSpace(signal.List(projects, 3)),
		signal.Plural(len(projects), "asks", "ask"), Hours(l.Assigned, in), who)
}
