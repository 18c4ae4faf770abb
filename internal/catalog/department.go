package catalog

import "fairlead/internal/record"

// Department is a part of the organisation that uses IT and pays for it.
type Department struct {
	record.Header
	Name    string                 `record:"required,label" alias:"department name"`
	Code    string                 `record:"search,index" help:"Its code in the ledger"`
	Manager record.Ref[Person]     `title:"Head" help:"Who leads it" alias:"head|head of department"`
	Parent  record.Ref[Department] `title:"Part of"`
	Site    record.Ref[Site]
}

func department() record.Declaration {
	return record.Declare(record.Spec[Department]{
		Module: "org", Name: "department", Prefix: "DEP", Icon: "team",
		Help:    "A part of the organisation that uses IT and pays for it.",
		Access:  shared().With(record.Technician, record.Rule{May: record.Read}),
		Columns: []string{"name", "code", "manager", "parent", "site"},
		Keys:    [][]string{{"code"}, {"name"}},
		Views:   []record.View{{Name: "all", Title: "All departments", Order: "name"}},
	})
}
