package catalog

import "fairlead/internal/record"

// Lesson is what we learned in a project, for those who run the next.
type Lesson struct {
	record.Header
	Title     string              `record:"required,label" alias:"lesson|name"`
	Project   record.Ref[Project] `help:"Where it was learned"`
	Subject   LessonSubject       `record:"index" alias:"category|area"`
	Worked    Answer              `title:"Went well" help:"Yes: do it again. No: avoid it."`
	Happened  record.Markdown     `record:"required,search" help:"What happened, and why" alias:"event|what happened"`
	Advice    record.Markdown     `record:"required,search" help:"What to do next time" alias:"recommendation"`
	Author    record.Ref[Person]  `alias:"recorded by"`
	LearnedOn record.Date         `record:"index" alias:"date"`
}

// LessonSubject is what a lesson is about.
type LessonSubject string

// Options lists the subjects, after the knowledge areas of PMBOK.
func (LessonSubject) Options() []record.Option {
	return []record.Option{
		{Name: "scope", Title: "Scope"},
		{Name: "schedule", Title: "Time"},
		{Name: "cost", Title: "Cost"},
		{Name: "quality", Title: "Quality"},
		{Name: "people", Title: "People"},
		{Name: "vendors", Title: "Vendors"},
		{Name: "risk", Title: "Risk"},
		{Name: "communication", Title: "Communication"},
		{Name: "technology", Title: "Technology"},
	}
}

func lesson() record.Declaration {
	return record.Declare(record.Spec[Lesson]{
		Module: "projects", Name: "lesson", Prefix: "LES", Icon: "info",
		Help:    "What we learned in a project, for those who run the next.",
		Access:  internal(),
		Columns: []string{"title", "project", "subject", "worked", "author", "learned_on"},
		Keys:    [][]string{{"title"}},
		Views: []record.View{
			{Name: "recent", Title: "Of the last year", Filter: `learned_on >= today-1y`, Order: "-learned_on"},
			{Name: "avoid", Title: "To avoid", Filter: `worked = no`, Order: "-learned_on"},
			{Name: "repeat", Title: "To do again", Filter: `worked = yes`, Order: "-learned_on"},
			{Name: "all", Title: "All lessons", Order: "-learned_on"},
		},
	})
}
