package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// BusinessCase is what something costs and brings, year by year, and so whether
// it is worth doing.
type BusinessCase struct {
	record.Header
	Name        string                `record:"required,label"`
	About       record.AnyRef         `help:"What it is for: a project, an initiative, a contract"`
	Owner       record.Ref[Person]    `help:"Who answers for the figures"`
	Confirmed   record.Ref[Person]    `title:"Benefits confirmed by" help:"Who says that the benefits will come: not the owner"`
	Rate        record.Percent        `record:"min=-50,max=100" title:"Discount rate" help:"Per year: what the money would bring elsewhere"`
	Starts      record.Date           `record:"index" help:"The day of year 0"`
	Flows       record.Rows[CashFlow] `help:"Year 0 is paid at the start, year 1 over the year after it"`
	Tracked     record.Rows[Tracked]  `title:"Benefits tracked" help:"What came of the benefits, year by year, and who confirms it"`
	Assumptions record.Markdown       `record:"search"`
	Outcome     record.Markdown       `record:"search" help:"What came true"`
}

// CashFlow is what one year of a business case costs and brings.
type CashFlow struct {
	Year    record.Int `record:"required,min=0,max=50"`
	Cost    record.Money
	Benefit record.Money
	Note    string
}

// Tracked is what came of the benefits of one year after delivery.
type Tracked struct {
	Year        record.Int         `record:"required,min=0,max=50"`
	Benefit     record.Money       `record:"required" title:"Came true"`
	ConfirmedBy record.Ref[Person] `help:"Who says so: not the owner of the figures"`
	ConfirmedOn record.Date
	Note        string
}

// Currency is that of all amounts; empty when there are none, or several.
func (b *BusinessCase) Currency() string {
	currency := ""
	for _, f := range b.Flows {
		for _, m := range []record.Money{f.Cost, f.Benefit} {
			if !m.Known() {
				continue
			}
			if currency != "" && m.Currency != currency {
				return ""
			}
			currency = m.Currency
		}
	}
	return currency
}

func checkBusinessCase(b *BusinessCase, problems *fault.List) {
	amounts := false
	for _, f := range b.Flows {
		amounts = amounts || f.Cost.Known() || f.Benefit.Known()
		if f.Cost.Known() && f.Cost.Minor < 0 || f.Benefit.Known() && f.Benefit.Minor < 0 {
			problems.Add("flows", "Costs and benefits are written without a sign; year %d has a negative one.", f.Year.N())
		}
	}
	for _, t := range b.Tracked {
		if t.ConfirmedBy.Known() && t.ConfirmedBy == b.Owner {
			problems.Add("tracked", "What came true in year %d is confirmed by somebody else than the owner of the figures.", t.Year.N())
		}
		if t.Benefit.Known() && amounts && t.Benefit.Currency != b.Currency() {
			problems.Add("tracked", "What came true in year %d is compared with what was expected: enter both in one currency.", t.Year.N())
		}
	}
	if amounts && b.Currency() == "" {
		problems.Add("flows", "A business case is computed in one currency; write all amounts in the same.")
	}
	if b.Confirmed.Known() && b.Confirmed == b.Owner {
		problems.Add("confirmed", "Benefits are confirmed by somebody else than the owner of the figures.")
	}
}

func businessCase() record.Declaration {
	deciders := []record.Role{record.Director, record.Executive}
	return record.Declare(record.Spec[BusinessCase]{
		Module: "finance", Name: "business_case", Prefix: "BUC", Icon: "decision",
		Help:   "What something costs and brings, year by year.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "approved", Title: "Approved", Tone: record.Good},
				{Name: "reviewed", Title: "Reviewed", Closed: true},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "propose", Title: "Propose", From: []string{"draft"}, To: "proposed", Needs: []string{"rate", "flows", "owner"}},
				{Name: "approve", Title: "Approve", From: []string{"proposed"}, To: "approved", Needs: []string{"confirmed"}, Roles: deciders},
				{Name: "reject", Title: "Reject", From: []string{"proposed"}, To: "rejected", Roles: deciders},
				{Name: "rework", Title: "Back to draft", From: []string{"proposed", "rejected"}, To: "draft"},
				{Name: "review", Title: "Review", From: []string{"approved"}, To: "reviewed", Needs: []string{"outcome"}},
			},
		},
		Columns: []string{"name", "about", "owner", "rate", "starts", "state"},
		Views: []record.View{
			{Name: "proposed", Title: "To decide", Filter: `state = proposed`, Order: "starts"},
			{Name: "unconfirmed", Title: "Benefits not confirmed", Filter: `NOT confirmed:* AND (state = proposed OR state = draft)`, Order: "starts"},
			{Name: "track", Title: "To be tracked", Filter: `state = approved`, Order: "starts"},
			{Name: "all", Title: "All business cases"},
		},
		Check: checkBusinessCase,
	})
}
