package catalog

import "fairlead/internal/record"

// CostCentre is where costs are gathered, and somebody answers for them.
type CostCentre struct {
	record.Header
	Name       string                 `record:"required,label" alias:"cost center|cost centre name|cost center name"`
	Code       string                 `record:"search,index" help:"Its code in the ledger" alias:"cost centre code|cost center code|kostl"`
	Owner      record.Ref[Person]     `help:"Who answers for what is spent" alias:"responsible|manager"`
	Department record.Ref[Department] `alias:"department name"`
}

func costCentre() record.Declaration {
	return record.Declare(record.Spec[CostCentre]{
		Module: "org", Name: "cost_centre", Prefix: "COC", Icon: "money",
		Help:    "Where costs are gathered, and somebody answers for them.",
		Access:  commercial(),
		Columns: []string{"name", "code", "owner", "department"},
		Keys:    [][]string{{"code"}, {"name"}},
		Views: []record.View{
			{Name: "all", Title: "All cost centres", Order: "name"},
			{Name: "without_owner", Title: "Without owner", Filter: `NOT owner:*`, Order: "name"},
		},
	})
}
