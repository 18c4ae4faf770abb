package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Assignment is the time that is set aside for a project in a month: that of a
// person, or, as long as nobody is named, that of somebody who has a skill (a
// resource requirement, as the PMBOK Guide calls it).
type Assignment struct {
	record.Header
	Work    string              `record:"required,label" help:"What the person does in it: tester, integration, lead" alias:"role|activity"`
	Person  record.Ref[Person]  `help:"Who does it; empty as long as nobody is named" alias:"resource|name|employee"`
	Skill   record.Ref[Skill]   `title:"Skill needed" help:"What it takes: whoever is able may do it, beside the person named" alias:"skill|competence"`
	Project record.Ref[Project] `record:"required"`
	Month   record.Date         `record:"required,index" help:"Any day of the month; the first is kept" alias:"period"`
	Hours   record.Decimal      `record:"required,min=0,max=744" unit:"hours" alias:"planned hours"`
}

// month keeps the first day of the month.
func (a *Assignment) month() {
	if a.Month.Known() {
		a.Month = a.Month.AddDays(1 - a.Month.Time().Day())
	}
}

func checkAssignment(a *Assignment, problems *fault.List) {
	if !a.Person.Known() && !a.Skill.Known() {
		problems.Add("person", "Name the person, or the skill that is needed.")
	}
}

func assignment() record.Declaration {
	return record.Declare(record.Spec[Assignment]{
		Module: "projects", Name: "assignment", Prefix: "ASG", Icon: "person",
		Help:    "Time that is set aside for a project in a month: of a person, or of somebody who has a skill.",
		Access:  internal(),
		Columns: []string{"person", "skill", "project", "work", "month", "hours"},
		Keys:    [][]string{{"person", "project", "month"}},
		Views: []record.View{
			{Name: "now", Title: "This month and the next", Filter: `month > today-31d AND month <= today+31d`, Order: "month"},
			{Name: "mine", Title: "Mine", Filter: `person = me AND month > today-31d`, Order: "month"},
			{Name: "open", Title: "Nobody named", Filter: `NOT person:* AND month > today-31d`, Order: "month"},
			{Name: "all", Title: "All assignments", Order: "-month"},
		},
		Normalise: (*Assignment).month,
		Check:     checkAssignment,
	})
}
