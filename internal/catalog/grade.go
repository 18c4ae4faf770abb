package catalog

import "fairlead/internal/record"

// Grade is a step of the scale by which posts are ranked and paid. What a
// full-time person of it costs is a StaffCostRate, which fewer people see.
type Grade struct {
	record.Header
	Name        string          `record:"required,label" alias:"grade|job grade|pay grade|salary band|band"`
	Code        string          `record:"search,index" help:"As the people department writes it: E5" alias:"grade code|band code"`
	Rank        record.Int      `record:"min=1,max=100,index" help:"Place in the scale, the lowest first" alias:"order|level"`
	Description record.Markdown `record:"search" help:"What is expected of a post of this grade"`
}

func grade() record.Declaration {
	return record.Declare(record.Spec[Grade]{
		Module: "people", Name: "grade", Prefix: "GRD", Icon: "chart",
		Help:    "A step of the scale by which posts are ranked and paid.",
		Access:  leadership(),
		Columns: []string{"name", "code", "rank"},
		Keys:    [][]string{{"code"}, {"name"}},
		Views:   []record.View{{Name: "all", Title: "All grades", Order: "rank"}},
	})
}
