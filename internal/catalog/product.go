package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Product is a model of equipment or a release of software, with the dates
// until which its maker stands behind it.
type Product struct {
	record.Header
	Name                string             `record:"required,label"`
	Family              string             `record:"search,index" help:"What the releases of one product have in common"`
	Release             string             `record:"index" help:"Version or release cycle" alias:"version|cycle"`
	Category            string             `record:"index"`
	Maker               record.Ref[Vendor] `alias:"manufacturer|publisher"`
	AlsoKnownAs         string             `record:"search" help:"Other names under which inventories report it, separated by commas"`
	Released            record.Date        `alias:"release date"`
	ActiveSupportEnds   record.Date        `alias:"eoas|mainstream support ends" help:"After it, security fixes only"`
	SupportEnds         record.Date        `record:"index" alias:"eol|end of life|end of support" help:"After it, no fixes at all"`
	ExtendedSupportEnds record.Date        `alias:"eoes" help:"Fixes that are paid for apart"`
	Support             Support            `record:"index" help:"What the maker says where it gives no date"`
	Latest              string             `alias:"latest version"`
	LatestReleased      record.Date        `alias:"latest release date"`
	MTBF                record.Estimate    `record:"min=0.01" unit:"hours" title:"Mean time between failures" help:"Working hours from one failure to the next, as the maker or experience says; a range says how sure that is (IEC 60050-192)" alias:"mtbf"`
	MTTR                record.Estimate    `record:"min=0" unit:"hours" title:"Mean time to restore" help:"Hours from a failure until it works again" alias:"mttr|repair time"`
}

// Support is what a maker says of a product.
type Support string

// Options lists what it may say.
func (Support) Options() []record.Option {
	return []record.Option{
		{Name: "supported", Title: "Supported", Tone: record.Good},
		{Name: "ended", Title: "Ended", Tone: record.Bad},
	}
}

// SupportEnded reports whether no fixes come any more on a day. known is false
// when the maker gave neither a date nor a statement.
func (p *Product) SupportEnded(on record.Date) (ended, known bool) {
	switch {
	case p.SupportEnds.Known():
		return p.SupportEnds.Before(on), true
	case p.Support != "":
		return p.Support == "ended", true
	}
	return false, false
}

func product() record.Declaration {
	return record.Declare(record.Spec[Product]{
		Module: "technology", Name: "product", Prefix: "PRD", Icon: "asset",
		Help:    "A model of equipment or a release of software, with its support dates.",
		Access:  internal(),
		Columns: []string{"name", "category", "released", "support_ends", "support", "latest"},
		Keys:    [][]string{{"family", "release"}, {"name"}},
		Views: []record.View{
			{Name: "all", Title: "All products", Order: "name"},
			{Name: "ends_soon", Title: "Support ends within a year", Filter: `support_ends >= today AND support_ends < today+1y`, Order: "support_ends"},
			{Name: "ended", Title: "Past support", Filter: `support_ends < today OR support = ended`, Order: "-support_ends"},
			{Name: "unknown", Title: "Support unknown", Filter: `NOT support_ends:* AND NOT support:*`, Order: "name"},
		},
		Check: func(p *Product, problems *fault.List) {
			if p.Released.Known() && p.SupportEnds.Known() && p.SupportEnds.Before(p.Released) {
				problems.Add("support_ends", "Support ends before the release of the product; check both dates.")
			}
		},
	})
}
