package catalog

import "fairlead/internal/record"

// Contact is somebody at a vendor whom we speak to.
type Contact struct {
	record.Header
	Name      string             `record:"required,label" alias:"full name|contact name"`
	Vendor    record.Ref[Vendor] `record:"required" alias:"supplier|company|organisation"`
	Role      string             `record:"search,index" help:"What to speak to them about" alias:"job title|title|function"`
	Email     string             `record:"search,index" alias:"e-mail|mail"`
	Phone     string             `alias:"telephone|mobile"`
	Level     record.Int         `record:"min=1,max=9,index" title:"Escalation" help:"1 is called first, then 2, and so on"`
	Contracts record.Refs[Contract]
	Notes     record.Markdown `record:"search"`
}

func contact() record.Declaration {
	return record.Declare(record.Spec[Contact]{
		Module: "vendors", Name: "contact", Prefix: "CTC", Icon: "person",
		Help:    "Somebody at a vendor whom we speak to.",
		Access:  internal(),
		Columns: []string{"name", "vendor", "role", "email", "phone", "level"},
		Keys:    [][]string{{"email"}, {"vendor", "name"}},
		Views: []record.View{
			{Name: "all", Title: "All contacts", Order: "name"},
			{Name: "escalation", Title: "In the order of escalation", Filter: `level:*`, Order: "level"},
			{Name: "unreachable", Title: "Neither mail nor phone", Filter: `NOT email:* AND NOT phone:*`, Order: "name"},
		},
	})
}
