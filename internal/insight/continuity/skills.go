package continuity

import (
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
