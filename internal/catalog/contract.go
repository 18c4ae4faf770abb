package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Contract is an agreement with a vendor, in force between two dates.
type Contract struct {
	record.Header
	Name            string                    `record:"required,label" alias:"short desc|short description|description|subject"`
	Vendor          record.Ref[Vendor]        `record:"required" alias:"supplier|supplier name|vendor name"`
	Reference       string                    `record:"search,index" help:"The contract's own number" alias:"contract number|current item id"`
	Type            string                    `record:"index" title:"Kind" alias:"contract structure type|contract type"`
	Services        record.Refs[Service]      `help:"What it serves"`
	Response        record.Duration           `title:"Response promised" unit:"hours" help:"After a call the vendor begins within this time, day or night" alias:"response time"`
	Promised        record.Rows[ServiceLevel] `title:"Service levels promised" help:"What the services must reach in each month, and what is credited for a month below"`
	Claims          record.Rows[CreditClaim]  `title:"Credits claimed" help:"Months whose credit was asked for"`
	Department      record.Ref[Department]    `alias:"department name"`
	Owner           record.Ref[Person]        `help:"Who decides about it"`
	Starts          record.Date               `record:"index" alias:"start dt|start date|begins"`
	Ends            record.Date               `record:"index" alias:"end dt|end date|expires"`
	NoticeDays      record.Int                `record:"min=0,max=1460" unit:"days" help:"Days before the end by which notice must be given"`
	NoticeBy        record.Date               `record:"index" help:"Last day on which notice can be given; follows from the end and the notice days"`
	AutoRenews      bool                      `help:"Goes on by itself unless notice is given"`
	RenewalMonths   record.Int                `record:"min=0,max=240" unit:"months" help:"Length of the term that follows"`
	Annual          record.Money              `title:"A year" help:"Cost per year over the current term"`
	Value           record.Money              `title:"Total value" help:"Cost over the whole term" alias:"amt|amount|contract amount|contract value"`
	Paid            record.Money              `help:"Paid so far" alias:"tot payments|total payments"`
	Indexation      record.Percent            `record:"min=-50,max=100" help:"Rise of the price at renewal or per year"`
	Benchmark       record.Money              `help:"What the same costs elsewhere: of a year, or of one unit for a year where the units are given" alias:"benchmark price|market price"`
	BenchmarkUnits  record.Int                `record:"min=1" title:"Units compared" help:"How many units the contract is for, where the benchmark is of one; empty where it is of all"`
	BenchmarkSource string                    `help:"Who says so: a study, quotes, another customer" alias:"source of benchmark"`
	BenchmarkOn     record.Date               `title:"Benchmark of" help:"The day that the benchmark is of" alias:"benchmark date"`
	DecidedOn       record.Date               `record:"system" help:"When the renewal was decided"`
	Arrangement     Arrangement               `title:"Type of arrangement" help:"B_02.01.0020 of the register of information"`
	Overarching     record.Ref[Contract]      `title:"Overarching arrangement" help:"The framework under which it stands"`
	Signatory       record.Ref[LegalEntity]   `title:"Signed by" help:"Which entity of ours signed it"`
	Users           record.Refs[LegalEntity]  `title:"Used by" help:"Entities and branches of ours that use it; empty for the one that signed it"`
	VendorNotice    record.Int                `record:"min=0,max=1460" unit:"days" title:"Notice of the vendor" help:"Days before which the vendor must give notice"`
	Law             string                    `title:"Governing law" help:"Country of the law that governs it"`
	EndedBecause    EndReason                 `title:"Why it ended" help:"B_02.02.0090 of the register of information"`
	Notes           record.Markdown           `record:"search"`
}

// Arrangement is how a contract stands to others with the same vendor.
type Arrangement string

// Options lists the types of the register of information.
func (Arrangement) Options() []record.Option {
	return []record.Option{
		{Name: "standalone", Title: "Standalone arrangement"}, {Name: "overarching", Title: "Overarching arrangement"},
		{Name: "subsequent", Title: "Subsequent or associated arrangement"},
	}
}

// EndReason is why a contract came to its end.
type EndReason string

// Options lists the reasons of the register of information.
func (EndReason) Options() []record.Option {
	return []record.Option{
		{Name: "expired", Title: "Expired and not renewed"},
		{Name: "breach", Title: "For cause: breach of law or contract by the provider"},
		{Name: "impediments", Title: "For cause: impediments of the provider that may alter the function"},
		{Name: "weaknesses", Title: "For cause: weaknesses in the management or security of sensitive data"},
		{Name: "authority", Title: "Request of a competent authority"},
		{Name: "other", Title: "Other"},
	}
}

func (c *Contract) tidy() {
	c.noticeBy()
	asCountry(&c.Law)
}

// noticeBy follows from the end of the term and the days of notice.
func (c *Contract) noticeBy() {
	switch {
	case !c.Ends.Known():
		c.NoticeBy = record.Date{}
	case c.NoticeDays.Known():
		c.NoticeBy = c.Ends.AddDays(-int(c.NoticeDays.N()))
	default:
		c.NoticeBy = record.Date{}
	}
}

// BenchmarkYear is what the same costs elsewhere a year; unknown without a benchmark.
func (c *Contract) BenchmarkYear() record.Money {
	if !c.BenchmarkUnits.Known() {
		return c.Benchmark
	}
	all, err := c.Benchmark.MulRatio(c.BenchmarkUnits.N(), 1)
	if err != nil {
		return record.Money{}
	}
	return all
}

func checkContract(c *Contract, problems *fault.List) {
	if c.Starts.Known() && c.Ends.Known() && c.Ends.Before(c.Starts) {
		problems.Add("ends", "The contract ends before it starts; check both dates.")
	}
	if c.AutoRenews && !c.Ends.Known() {
		problems.Add("ends", "A contract that renews by itself needs the end of its term.")
	}
	checkCountry("law", c.Law, problems)
	if c.Overarching.Known() && c.Overarching.ID == c.ID {
		problems.Add("overarching", "A contract does not stand under itself.")
	}
	for _, claim := range c.Claims {
		if claim.ClaimedOn.Known() && claim.ClaimedOn.Before(claim.Month) {
			problems.Add("claims", "A credit is claimed after its month; check the days.")
		}
	}
	if c.Benchmark.Known() && c.Benchmark.Minor < 0 {
		problems.Add("benchmark", "A benchmark is a price: write it without a sign.")
	}
}

func contract() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	agreed := []string{"vendor", "starts", "ends", "notice_days", "auto_renews", "renewal_months", "annual", "value", "indexation"}
	return record.Declare(record.Spec[Contract]{
		Module: "vendors", Name: "contract", Prefix: "CON", Icon: "contract",
		Help:   "An agreement with a vendor, in force between two dates.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "in_force",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "in_force", Title: "In force", Tone: record.Good, Fixed: agreed, Kept: true},
				{Name: "renewal", Title: "Renewal decided", Tone: record.Warn, Fixed: agreed, Kept: true},
				{Name: "ended", Title: "Ended", Closed: true},
				{Name: "rejected", Title: "Rejected", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "sign", Title: "Sign", From: []string{"draft"}, To: "in_force", Roles: leaders, Needs: []string{"starts", "ends"},
					Approval: &record.Approval{Amount: "annual", Steps: []record.ApprovalStep{
						{Over: 50_000, Roles: []record.Role{record.Director}},
						{Over: 500_000, Roles: []record.Role{record.Director, record.Executive}, Quorum: 2},
					}}},
				{Name: "reject", Title: "Reject", From: []string{"draft"}, To: "rejected", Roles: leaders},
				{Name: "decide", Title: "Decide on renewal", From: []string{"in_force"}, To: "renewal", Roles: leaders, Stamps: []string{"decided_on"}},
				{Name: "reopen", Title: "Take the decision back", From: []string{"renewal"}, To: "in_force", Roles: leaders},
				{Name: "amend", Title: "Change the terms", From: []string{"in_force", "renewal"}, To: "draft", Roles: leaders},
				{Name: "end", Title: "End", From: []string{"in_force", "renewal"}, To: "ended", Roles: leaders},
			},
		},
		Columns: []string{"name", "vendor", "services", "annual", "value", "notice_by", "ends", "state"},
		Keys:    [][]string{{"reference"}},
		Views: []record.View{
			{Name: "notice", Title: "Notice within 90 days", Filter: `notice_by >= today AND notice_by <= today+90d AND state = in_force`, Order: "notice_by"},
			{Name: "in_force", Title: "In force", Filter: `state = in_force AND (ends >= today OR NOT ends:*)`, Order: "ends"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "ends"},
			{Name: "without_owner", Title: "Without owner", Filter: `NOT owner:* AND ends >= today`, Order: "ends"},
			{Name: "past_end", Title: "Past its end, not closed", Filter: `state = in_force AND ends < today`, Order: "-ends"},
			{Name: "all", Title: "All contracts"},
		},
		Normalise: (*Contract).tidy,
		Check:     checkContract,
	})
}
