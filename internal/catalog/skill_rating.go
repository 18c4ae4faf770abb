package catalog

import "fairlead/internal/record"

// SkillRating is how well a person can do something, and how well they are
// wanted to. An unknown level was not judged; 0 was judged to be none.
type SkillRating struct {
	record.Header
	Name       string             `record:"label,system" help:"The level in words; follows from it"`
	Person     record.Ref[Person] `record:"required" alias:"name|employee"`
	Skill      record.Ref[Skill]  `record:"required" alias:"competence|competency"`
	Level      record.Int         `record:"min=0,max=5,index" help:"0 cannot, 1 knows of it, 2 with help, 3 alone, 4 the hard cases too, 5 others learn it from them" alias:"current level|rating|proficiency"`
	Wanted     record.Int         `record:"min=0,max=5,index" title:"Level wanted" help:"The level that the person is to reach, on the same scale" alias:"target level|desired level"`
	WantedBy   record.Date        `record:"index" help:"By when"`
	AssessedOn record.Date        `record:"index" alias:"assessed|date|last assessed"`
	AssessedBy record.Ref[Person] `help:"Who judged it; the person alone where it is their own judgement" alias:"assessor"`
	Basis      record.Markdown    `record:"search" title:"What it rests on" help:"Work done, certificate, judged together" alias:"evidence|notes"`
}

// levels are the words for a level, from 0 to 5.
var levels = [...]string{"cannot", "knows of it", "with help", "alone", "the hard cases too", "others learn from them"}

// LevelWords says a level in words; empty for what is no level.
func LevelWords(level int64) string {
	if level < 0 || level >= int64(len(levels)) {
		return ""
	}
	return levels[level]
}

// Can reports whether the level is enough for the skill.
func (r *SkillRating) Can(s *Skill) bool {
	return r.Level.Known() && r.Level.N() >= s.EnoughLevel()
}

func (r *SkillRating) name() {
	r.Name = "Not judged"
	if r.Level.Known() {
		r.Name = "Level " + r.Level.Text() + ", " + LevelWords(r.Level.N())
	}
}

func skillRating() record.Declaration {
	return record.Declare(record.Spec[SkillRating]{
		Module: "people", Name: "skill_rating", Prefix: "SKR", Icon: "chart",
		Help: "How well a person can do something, and how well they are wanted to.",
		// Those of the department see them, and everybody sees their own. Those who
		// lead begin a rating; the person may change it.
		Access: record.Access{
			record.Administrator: may(record.All),
			record.Director:      may(record.All),
			record.Manager:       may(record.All),
			record.Technician:    {{May: record.Read}, {May: record.Update, Where: "person = me"}},
			record.Employee:      {{May: record.Read, Where: "person = me"}},
			record.Auditor:       may(record.Read),
		},
		Columns: []string{"name", "person", "skill", "wanted", "wanted_by", "assessed_on", "assessed_by"},
		Keys:    [][]string{{"person", "skill"}},
		Views: []record.View{
			{Name: "all", Title: "All ratings", Order: "-level"},
			{Name: "mine", Title: "Mine", Filter: `person = me`, Order: "-level"},
			{Name: "able", Title: "Alone or better", Filter: `level >= 3`, Order: "-level"},
			{Name: "to_learn", Title: "To be learned", Filter: `wanted:* AND wanted_by:*`, Order: "wanted_by"},
			{Name: "stale", Title: "Not judged for a year", Filter: `assessed_on < today-365d OR NOT assessed_on:*`, Order: "assessed_on"},
		},
		Normalise: (*SkillRating).name,
	})
}
