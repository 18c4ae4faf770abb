package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// StaffCostRate is what one full-time person of a grade costs a year, all in: a
// standard rate, never the pay of somebody. It holds from its first day until a
// later one of the same grade begins, or to its last day.
type StaffCostRate struct {
	record.Header
	Name   string            `record:"label,system" help:"Follows from the first day"`
	Grade  record.Ref[Grade] `record:"required" alias:"job grade|pay grade|band"`
	Yearly record.Money      `record:"required" title:"A year" help:"Full cost of one full-time person for a year: pay, social charges, pension, insurance" alias:"annual|yearly cost|full cost|cost per fte"`
	From   record.Date       `record:"required,index" title:"First day" alias:"valid from|from"`
	Until  record.Date       `record:"index" title:"Last day" help:"Empty: until a later rate of the grade begins" alias:"valid until|valid to|until"`
	Basis  record.Markdown   `record:"search" title:"What it rests on" alias:"notes|source"`
}

func (r *StaffCostRate) name() { r.Name = "Rate from " + r.From.Text() }

func checkStaffCostRate(r *StaffCostRate, problems *fault.List) {
	if r.Yearly.Known() && r.Yearly.Minor < 0 {
		problems.Add("yearly", "A rate is a cost: write it without a sign.")
	}
	if r.Until.Known() && r.Until.Before(r.From) {
		problems.Add("until", "The last day lies before the first; check both.")
	}
}

func staffCostRate() record.Declaration {
	return record.Declare(record.Spec[StaffCostRate]{
		Module: "finance", Name: "staff_cost_rate", Prefix: "SCR", Icon: "money",
		Help: "What one full-time person of a grade costs a year, all in.",
		// From it follows what colleagues earn, nearly: nobody reads it who does not
		// answer for that money. What is computed from it is computed from what its
		// reader may see, so it is for the same few.
		Access: record.Access{
			record.Director:  may(record.All),
			record.Executive: may(record.Read),
		},
		Columns: []string{"grade", "yearly", "from", "until"},
		Keys:    [][]string{{"grade", "from"}},
		Views: []record.View{
			{Name: "valid", Title: "Of today", Filter: `from <= today AND (until >= today OR NOT until:*)`, Order: "-from"},
			{Name: "all", Title: "All rates", Order: "-from"},
		},
		Normalise: (*StaffCostRate).name,
		Check:     checkStaffCostRate,
	})
}
