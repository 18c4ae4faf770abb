package signal

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Mastery is a skill and who has it. People who have left, or have not come yet,
// are left out.
type Mastery struct {
	Skill    *catalog.Skill
	Able     []*catalog.SkillRating // at the level that is enough, the best first
	Learning []*catalog.SkillRating // below it, and wanted at it, the first to be there first
	Others   int                    // rated below it, and not wanted at it
}

// Short reports whether fewer people are able than are wanted.
func (m *Mastery) Short() bool { return int64(len(m.Able)) < m.Skill.WantedPeople() }

// Masteries are the skills that are still needed, by name, and who has them.
// Where no rating is to be seen at all there are none: nobody is then known to
// lack anything.
func Masteries(s *record.Snapshot, today record.Date) []Mastery {
	return record.Answer(s, "signal.masteries", today, masteries)
}

func masteries(s *record.Snapshot, today record.Date) []Mastery {
	if s.Len(record.TypeFor[catalog.SkillRating](s)) == 0 {
		return nil
	}
	place, list := map[record.ID]int{}, []Mastery{}
	for k := range record.Each[catalog.Skill](s) {
		if k.Kept() {
			list = append(list, Mastery{Skill: k})
		}
	}
	slices.SortFunc(list, func(a, b Mastery) int {
		return cmp.Or(cmp.Compare(a.Skill.Name, b.Skill.Name), a.Skill.ID.Compare(b.Skill.ID))
	})
	for i, m := range list {
		place[m.Skill.ID] = i
	}
	for r := range record.Each[catalog.SkillRating](s) {
		if i, kept := place[r.Skill.ID]; kept && !r.Archived && present(record.Get(s, r.Person), today) {
			list[i].add(r)
		}
	}
	for _, m := range list {
		slices.SortFunc(m.Able, func(a, b *catalog.SkillRating) int {
			return cmp.Or(b.Level.Compare(&a.Level), a.Person.ID.Compare(b.Person.ID))
		})
		slices.SortFunc(m.Learning, func(a, b *catalog.SkillRating) int {
			return cmp.Or(late(a.WantedBy, b.WantedBy), a.Person.ID.Compare(b.Person.ID))
		})
	}
	return list
}

func (m *Mastery) add(r *catalog.SkillRating) {
	switch {
	case r.Can(m.Skill):
		m.Able = append(m.Able, r)
	case r.Wanted.Known() && r.Wanted.N() >= m.Skill.EnoughLevel():
		m.Learning = append(m.Learning, r)
	default:
		m.Others++
	}
}

// late orders days, unknown ones last.
func late(a, b record.Date) int {
	if a.Known() != b.Known() {
		if a.Known() {
			return -1
		}
		return 1
	}
	return a.Compare(&b)
}

func present(p *catalog.Person, today record.Date) bool {
	return p != nil && !p.Archived && !today.Before(p.Starts) && !today.After(p.Ends)
}
