package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LicenceEntitlement is the right to use a product so many times, as a contract
// or an order gives it (ISO/IEC 19770-3 calls it an entitlement).
type LicenceEntitlement struct {
	record.Header
	Name      string               `record:"required,label" help:"As the vendor calls it" alias:"licence|license|license name|entitlement"`
	Product   record.Ref[Product]  `help:"The product that may be used" alias:"software|software product"`
	Family    string               `record:"search,index" help:"Every product of this family, as the products name it, where the right is not for one release"`
	Vendor    record.Ref[Vendor]   `alias:"supplier|publisher"`
	Contract  record.Ref[Contract] `help:"What gives the right, and what it costs" alias:"agreement"`
	Order     record.Ref[PurchaseOrder]
	Reference string          `record:"search,index" help:"The vendor's number of the right" alias:"licence key|license id|agreement number"`
	Metric    LicenceMetric   `record:"required,index" help:"What is counted" alias:"license type|licence type|unit"`
	Quantity  record.Int      `record:"required,min=0" help:"How many may be used" alias:"seats|licences|licenses|entitled"`
	Starts    record.Date     `record:"index" alias:"start date|valid from"`
	Ends      record.Date     `record:"index" help:"The last day of the right; empty for one without end" alias:"end date|valid to|expires"`
	UnitCost  record.Money    `help:"Of one for a year; the cost by the quantity where it is empty" alias:"price|unit price"`
	Cost      record.Money    `title:"A year" help:"Of all for a year" alias:"annual cost"`
	Used      record.Int      `record:"min=0" help:"How many are in use, as the vendor or the directory says" alias:"in use|assigned|active users"`
	UsedOn    record.Date     `help:"The day on which that was counted" alias:"counted on"`
	Notes     record.Markdown `record:"search"`
}

// LicenceMetric is what a licence counts.
type LicenceMetric string

// Options lists the metrics.
func (LicenceMetric) Options() []record.Option {
	return []record.Option{
		{Name: "device", Title: "Device"},
		{Name: "installation", Title: "Installation"},
		{Name: "user", Title: "Named user"},
		{Name: "concurrent", Title: "User at a time"},
		{Name: "core", Title: "Core"},
		{Name: "site", Title: "Site"},
		{Name: "volume", Title: "Volume"},
	}
}

// Holds reports whether the right is in force on a day.
func (l *LicenceEntitlement) Holds(on record.Date) bool {
	return !l.Archived && l.State == "active" && !on.Before(l.Starts) && !on.After(l.Ends)
}

// Each is what one of it costs a year: as recorded, else the cost of all by their
// number; unknown where neither is.
func (l *LicenceEntitlement) Each() record.Money {
	if l.UnitCost.Known() || !l.Cost.Known() || l.Quantity.N() <= 0 {
		return l.UnitCost
	}
	one, err := l.Cost.MulRatio(1, l.Quantity.N())
	if err != nil {
		return record.Money{}
	}
	return one
}

func checkLicenceEntitlement(l *LicenceEntitlement, problems *fault.List) {
	if !l.Product.Known() && l.Family == "" {
		problems.Add("product", "Name the product, or the family of products, that may be used.")
	}
	if l.Starts.Known() && l.Ends.Before(l.Starts) {
		problems.Add("ends", "It ends before it starts; check both dates.")
	}
}

func licenceEntitlement() record.Declaration {
	return record.Declare(record.Spec[LicenceEntitlement]{
		Module: "vendors", Name: "licence_entitlement", Prefix: "LIC", Icon: "key",
		Help:   "The right to use a product so many times.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "active",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "active", Title: "In force", Tone: record.Good},
				{Name: "ended", Title: "Ended", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "activate", Title: "Put in force", From: []string{"draft", "ended"}, To: "active", Needs: []string{"quantity"}},
				{Name: "end", Title: "End", From: []string{"draft", "active"}, To: "ended"},
			},
		},
		Columns: []string{"name", "product", "metric", "quantity", "used", "cost", "ends", "contract", "state"},
		Keys:    [][]string{{"reference"}, {"name", "vendor"}},
		Views: []record.View{
			{Name: "active", Title: "In force", Filter: `state = active`, Order: "name"},
			{Name: "ending", Title: "Ends within 90 days", Filter: `state = active AND ends >= today AND ends <= today+90d`, Order: "ends"},
			{Name: "uncounted", Title: "Use not known", Filter: `state = active AND NOT used:*`, Order: "name"},
			{Name: "all", Title: "All licences", Order: "name"},
		},
		Check: checkLicenceEntitlement,
	})
}
