package continuity

import (
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// skills makes those who master a skill the ones who can bring back the services
// that need it. Of a skill that nobody masters nothing follows: whether anybody can
// is then not known.
func (r *reading) skills() {
	for skill := range record.Each[catalog.Skill](r.s) {
		if skill.Archived || len(skill.Services) == 0 {
			continue
		}
		able := r.able(skill)
		if len(able) == 0 {
			continue
		}
		for _, ref := range skill.Services {
			if at := r.thing(record.AnyRef{Type: "service", ID: ref.ID}); at >= 0 {
				t := &r.e.Things[at]
				t.Support = append(t.Support, Group{Name: skill.Name, Min: 1, Of: able, How: "supported_by"})
			}
		}
	}
}

func (r *reading) able(skill *catalog.Skill) (able []int) {
	for rating := range record.Referring[catalog.SkillRating](r.s, skill.ID, "skill") {
		if rating.Archived || !rating.Can(skill) {
			continue
		}
		if at := r.thing(record.AnyRef{Type: "person", ID: rating.Person.ID}); at >= 0 {
			able = append(able, at)
		}
	}
	return able
}

// Taught lists the skills that a second person would have to learn for somebody not to
// be the only one who can bring services back, by name.
func (t *Threat) Taught(s *record.Snapshot, person record.ID) (skills []*catalog.Skill) {
	for _, service := range t.Services {
		for skill := range record.Referring[catalog.Skill](s, service.ID, "services") {
			if !skill.Archived && !slices.Contains(skills, skill) && masteredBy(s, skill, person) {
				skills = append(skills, skill)
			}
		}
	}
	slices.SortFunc(skills, func(a, b *catalog.Skill) int { return strings.Compare(a.Name, b.Name) })
	return skills
}

// masteredBy reports whether a person masters a skill, and nobody else does.
func masteredBy(s *record.Snapshot, skill *catalog.Skill, person record.ID) (alone bool) {
	for rating := range record.Referring[catalog.SkillRating](s, skill.ID, "skill") {
		if rating.Archived || !rating.Can(skill) {
			continue
		}
		if rating.Person.ID != person {
			return false
		}
		alone = true
	}
	return alone
}
