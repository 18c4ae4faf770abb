package catalog

import "fairlead/internal/record"

// Skill is something that somebody must be able to do, and what needs it:
// services to be kept running, technologies that we build on, projects, steps of
// the roadmap. How well each person can do it is a SkillRating.
type Skill struct {
	record.Header
	Name         string                   `record:"required,label" alias:"skill|competence|competency"`
	Category     SkillCategory            `record:"index"`
	Code         string                   `record:"search,index" help:"As a framework names it, for example PROG in SFIA" alias:"sfia code|skill code"`
	Description  record.Markdown          `record:"search" help:"What somebody can do who has it"`
	Owner        record.Ref[Person]       `help:"Who sees to it that we have it"`
	Enough       record.Int               `record:"min=1,max=5" title:"Level that is enough" help:"From this level on a person counts as able; 3, alone, where nothing is said" alias:"level needed|required level"`
	People       record.Int               `record:"min=1,max=500" title:"People wanted" unit:"people" help:"How many should be able; two where nothing is said, so that one may be ill"`
	Services     record.Refs[Service]     `help:"Services that cannot be run without it"`
	Technologies record.Refs[Technology]  `help:"Entries of the radar that it is the mastery of"`
	Projects     record.Refs[Project]     `help:"Projects that need it"`
	RoadmapItems record.Refs[RoadmapItem] `title:"Steps of the roadmap" help:"Steps that need it"`
}

// SkillCategory is what kind of work a skill belongs to: the categories of SFIA,
// the Skills Framework for the Information Age (version 9, 2024).
type SkillCategory string

// Options lists the categories.
func (SkillCategory) Options() []record.Option {
	return []record.Option{
		{Name: "strategy_architecture", Title: "Strategy and architecture"},
		{Name: "change_transformation", Title: "Change and transformation"},
		{Name: "development_implementation", Title: "Development and implementation"},
		{Name: "delivery_operation", Title: "Delivery and operation"},
		{Name: "people_skills", Title: "People and skills"},
		{Name: "relationships_engagement", Title: "Relationships and engagement"},
	}
}

// What holds where a skill does not say.
const (
	usualEnough = 3 // can do it alone
	usualPeople = 2 // one may be ill
)

// EnoughLevel is the level from which on a person counts as able.
func (s *Skill) EnoughLevel() int64 {
	if s.Enough.Known() {
		return s.Enough.N()
	}
	return usualEnough
}

// WantedPeople is how many people should be able.
func (s *Skill) WantedPeople() int64 {
	if s.People.Known() {
		return s.People.N()
	}
	return usualPeople
}

// Kept reports whether the skill is still needed.
func (s *Skill) Kept() bool { return !s.Archived && s.State != "retired" }

func skill() record.Declaration {
	return record.Declare(record.Spec[Skill]{
		Module: "people", Name: "skill", Prefix: "SKL", Icon: "star",
		Help:   "Something that somebody must be able to do, and what needs it.",
		Access: shared(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "kept", Title: "Needed", Tone: record.Good},
				{Name: "retired", Title: "No longer needed", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "retire", Title: "No longer needed", From: []string{"kept"}, To: "retired"},
				{Name: "restore", Title: "Needed again", From: []string{"retired"}, To: "kept"},
			},
		},
		Columns: []string{"name", "category", "enough", "people", "services", "technologies", "owner", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "kept", Title: "Needed", Filter: `state = kept`, Order: "name"},
			{Name: "mine", Title: "Mine to see to", Filter: `owner = me AND state = kept`, Order: "name"},
			{Name: "without_owner", Title: "Without an owner", Filter: `state = kept AND NOT owner:*`, Order: "name"},
			{Name: "all", Title: "All skills", Order: "name"},
		},
	})
}
