package catalog

import "fairlead/internal/record"

// Person is somebody who works in or with the organisation.
type Person struct {
	record.Header
	Name       string                 `record:"required,label" alias:"full name|display name|person"`
	Email      string                 `record:"search,index" alias:"e-mail|mail"`
	Phone      string                 `alias:"telephone|mobile"`
	JobTitle   string                 `record:"search" alias:"title|position|role"`
	Department record.Ref[Department] `alias:"department name"`
	Team       record.Ref[Team]       `alias:"group"`
	Manager    record.Ref[Person]     `alias:"reports to|supervisor"`
	Site       record.Ref[Site]       `alias:"office"`
	Employment Employment             `record:"index"`
	Starts     record.Date            `alias:"start date|hired"`
	Ends       record.Date            `alias:"end date|leaving date"`
	Hours      record.Decimal         `record:"min=0,max=80" unit:"hours a week" help:"Contracted working time"`
}

// Employment is how a person is bound to the organisation.
type Employment string

// Options lists the ways.
func (Employment) Options() []record.Option {
	return []record.Option{
		{Name: "employee", Title: "Employee"},
		{Name: "contractor", Title: "Contractor"},
		{Name: "supplier", Title: "Works for a supplier"},
		{Name: "trainee", Title: "Trainee"},
	}
}

func person() record.Declaration {
	return record.Declare(record.Spec[Person]{
		Module: "org", Name: "person", Plural: "people", Prefix: "PER", Icon: "person",
		Help:    "Somebody who works in or with the organisation.",
		Access:  shared().With(record.Technician, record.Rule{May: record.Read}),
		Columns: []string{"name", "job_title", "department", "team", "site", "email"},
		Keys:    [][]string{{"email"}, {"name"}},
		Views: []record.View{
			{Name: "all", Title: "Everybody", Order: "name"},
			{Name: "contractors", Title: "Contractors", Filter: `employment = contractor`, Order: "name"},
			{Name: "without_manager", Title: "Without a manager", Filter: `NOT manager:*`, Order: "name"},
		},
	})
}
