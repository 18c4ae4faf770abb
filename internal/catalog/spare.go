package catalog

import "fairlead/internal/record"

// Spare is a part that lies ready to take the place of one that fails.
type Spare struct {
	record.Header
	Name     string               `record:"required,label" alias:"part|spare part"`
	Product  record.Ref[Product]  `help:"What model it is" alias:"model"`
	Site     record.Ref[Site]     `help:"Where it lies"`
	Location record.Ref[Location] `help:"In which room or rack"`
	Quantity record.Int           `record:"min=0,index" unit:"pieces" help:"How many lie there, ready to be used; 0 for none" alias:"on hand|stock"`
	Wanted   record.Int           `record:"min=0" unit:"pieces" help:"How many should lie there" alias:"minimum|reorder level"`
	Delivery record.Estimate      `record:"min=0" unit:"hours" title:"Delivery time" help:"How long a new one takes to come when none is there: 24/48/120" alias:"lead time"`
	Vendor   record.Ref[Vendor]   `help:"Who delivers it" alias:"supplier"`
	Checked  record.Date          `record:"index" title:"Counted on" help:"When somebody last saw that it is there"`
	Notes    record.Markdown      `record:"search"`
}

func spare() record.Declaration {
	return record.Declare(record.Spec[Spare]{
		Module: "continuity", Name: "spare", Prefix: "SPR", Icon: "asset",
		Help:    "A part that lies ready to take the place of one that fails.",
		Access:  internal(),
		Columns: []string{"name", "product", "site", "quantity", "wanted", "delivery", "vendor", "checked"},
		Keys:    [][]string{{"name", "site"}, {"product", "site"}},
		Views: []record.View{
			{Name: "all", Title: "All spares", Order: "name"},
			{Name: "none", Title: "None there", Filter: `quantity = 0`, Order: "name"},
			{Name: "uncounted", Title: "Not counted for a year", Filter: `NOT checked:* OR checked < today-1y`, Order: "checked"},
		},
	})
}
