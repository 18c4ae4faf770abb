package catalog

import "fairlead/internal/record"

// Assignment is the time of a person that is set aside for a project in a month.
type Assignment struct {
	record.Header
	Work    string              `record:"required,label" help:"What the person does in it: tester, integration, lead" alias:"role|activity"`
	Person  record.Ref[Person]  `record:"required" alias:"resource|name|employee"`
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

func assignment() record.Declaration {
	return record.Declare(record.Spec[Assignment]{
		Module: "projects", Name: "assignment", Prefix: "ASG", Icon: "person",
		Help:    "The time of a person that is set aside for a project in a month.",
		Access:  internal(),
		Columns: []string{"person", "project", "work", "month", "hours"},
		Keys:    [][]string{{"person", "project", "month"}},
		Views: []record.View{
			{Name: "now", Title: "This month and the next", Filter: `month > today-31d AND month <= today+31d`, Order: "month"},
			{Name: "mine", Title: "Mine", Filter: `person = me AND month > today-31d`, Order: "month"},
			{Name: "all", Title: "All assignments", Order: "-month"},
		},
		Normalise: (*Assignment).month,
	})
}
