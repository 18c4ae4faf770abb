package catalog

import "fairlead/internal/record"

// Site is a place where the organisation works or keeps equipment.
type Site struct {
	record.Header
	Name      string         `record:"required,label" alias:"site name"`
	Use       SiteUse        `record:"index"`
	Region    string         `record:"search,index"`
	Country   string         `record:"index"`
	Address   string         `record:"search" alias:"physical address|street"`
	Latitude  record.Decimal `record:"min=-90,max=90" unit:"degrees"`
	Longitude record.Decimal `record:"min=-180,max=180" unit:"degrees"`
	TimeZone  string         `help:"IANA name, for example Europe/Oslo"`
	Contact   record.Ref[Person]
	Notes     record.Markdown
}

// SiteUse is what a site is for.
type SiteUse string

// Options lists the uses.
func (SiteUse) Options() []record.Option {
	return []record.Option{
		{Name: "office", Title: "Office"},
		{Name: "warehouse", Title: "Warehouse"},
		{Name: "data_centre", Title: "Data centre"},
		{Name: "remote", Title: "Remote location"},
	}
}

func site() record.Declaration {
	return record.Declare(record.Spec[Site]{
		Module: "org", Name: "site", Prefix: "SIT", Icon: "site",
		Help:   "A place where the organisation works or keeps equipment.",
		Access: shared(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "planned", Title: "Planned"},
				{Name: "active", Title: "Active", Tone: record.Good},
				{Name: "closed", Title: "Closed", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "open", Title: "Open", From: []string{"planned", "closed"}, To: "active"},
				{Name: "close", Title: "Close", From: []string{"planned", "active"}, To: "closed"},
			},
		},
		Columns: []string{"name", "use", "region", "country", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "active", Title: "Active", Filter: `state = active`, Order: "name"},
			{Name: "all", Title: "All sites", Order: "name"},
		},
	})
}
