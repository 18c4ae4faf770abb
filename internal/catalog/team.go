package catalog

import "fairlead/internal/record"

// Team is a group of people that work is given to.
type Team struct {
	record.Header
	Name       string             `record:"required,label" alias:"group|assignment group"`
	Lead       record.Ref[Person] `alias:"team lead|leader"`
	Department record.Ref[Department]
	Email      string          `alias:"mailbox"`
	RunShare   record.Percent  `record:"min=0,max=100" title:"Share for running services" help:"Which part of its working time tickets, on-call and upkeep take; projects can have the rest"`
	Purpose    record.Markdown `record:"search"`
}

func team() record.Declaration {
	return record.Declare(record.Spec[Team]{
		Module: "org", Name: "team", Prefix: "TEA", Icon: "team",
		Help:    "A group of people that work is given to.",
		Access:  shared().With(record.Technician, record.Rule{May: record.Read}),
		Columns: []string{"name", "lead", "department", "email"},
		Keys:    [][]string{{"name"}},
		Views:   []record.View{{Name: "all", Title: "All teams", Order: "name"}},
	})
}
