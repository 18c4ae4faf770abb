package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Vendor is an organisation that the department buys from or depends on.
type Vendor struct {
	record.Header
	Name     string     `record:"required,label" alias:"vendor name|supplier|supplier name|provider"`
	Code     string     `record:"search,index" alias:"vendor number|supplier number" help:"Its number in the ledger"`
	Type     VendorType `record:"index" title:"Kind"`
	Website  record.Link
	Phone    string
	Country  string             `record:"index"`
	Owner    record.Ref[Person] `help:"Who keeps the relation"`
	Critical bool               `record:"index" help:"Services stop when it does"`

	LegalName string             `record:"search" title:"Legal name" help:"As in the business register, where it differs from the name"`
	LEI       string             `record:"search,index" title:"LEI" help:"Legal entity identifier (ISO 17442)"`
	EUID      string             `record:"search,index" title:"EUID" help:"European unique identifier of a company in the Union (Directive (EU) 2017/1132, article 16)"`
	Person    PersonType         `title:"Type of person" help:"B_05.01.0070 of the register of information"`
	Parent    record.Ref[Vendor] `title:"Ultimate parent" help:"The undertaking at the head of its group; itself where it belongs to none"`

	Notes record.Markdown `record:"search"`
}

// VendorType is what a vendor mainly gives us.
type VendorType string

// Options lists the kinds.
func (VendorType) Options() []record.Option {
	return []record.Option{
		{Name: "services", Title: "Services"},
		{Name: "software", Title: "Software"},
		{Name: "cloud", Title: "Cloud"},
		{Name: "hardware", Title: "Hardware"},
		{Name: "network", Title: "Network"},
		{Name: "other", Title: "Other"},
	}
}

// PersonType is whether a vendor is a company or a person in business.
type PersonType string

// Options lists the types of the register of information.
func (PersonType) Options() []record.Option {
	return []record.Option{{Name: "legal", Title: "Legal person"}, {Name: "individual", Title: "Individual acting in a business capacity"}}
}

func (v *Vendor) tidy() {
	asCode(&v.LEI)
	asCode(&v.EUID)
}

func checkVendor(v *Vendor, problems *fault.List) { checkLEI(v.LEI, problems) }

func vendor() record.Declaration {
	return record.Declare(record.Spec[Vendor]{
		Module: "vendors", Name: "vendor", Prefix: "VEN", Icon: "vendor",
		Help:   "An organisation that the department buys from or depends on.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "active", Title: "Active", Tone: record.Good},
				{Name: "blocked", Title: "Blocked", Tone: record.Bad, Aside: true},
				{Name: "ended", Title: "Ended", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "approve", Title: "Approve", From: []string{"proposed", "blocked"}, To: "active", Roles: []record.Role{record.Director, record.Manager}},
				{Name: "block", Title: "Block", From: []string{"proposed", "active"}, To: "blocked", Roles: []record.Role{record.Director, record.Manager}},
				{Name: "end", Title: "End the relation", From: []string{"proposed", "active", "blocked"}, To: "ended", Roles: []record.Role{record.Director, record.Manager}},
				{Name: "resume", Title: "Resume", From: []string{"ended"}, To: "active", Roles: []record.Role{record.Director}},
			},
		},
		Columns: []string{"name", "type", "critical", "owner", "country", "state"},
		Keys:    [][]string{{"code"}, {"name"}},
		Views: []record.View{
			{Name: "active", Title: "Active", Filter: `state = active`, Order: "name"},
			{Name: "critical", Title: "Critical", Filter: `critical = true AND state = active`, Order: "name"},
			{Name: "without_owner", Title: "Without owner", Filter: `NOT owner:* AND state = active`, Order: "name"},
			{Name: "all", Title: "All vendors", Order: "name"},
		},
		Normalise: (*Vendor).tidy,
		Check:     checkVendor,
	})
}
