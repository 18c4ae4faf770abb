package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Asset is a thing that the department has and looks after: equipment, a
// virtual machine, a line, an installation.
type Asset struct {
	record.Header
	Name         string                 `record:"required,label" alias:"device|hostname|host name|computer name|cid"`
	Class        AssetClass             `record:"index" alias:"role|type|device role|category"`
	Product      record.Ref[Product]    `title:"Model" alias:"model|device type"`
	System       record.Ref[Product]    `title:"Operating system" alias:"platform|os|operating system|firmware"`
	Site         record.Ref[Site]       `alias:"location"`
	Location     record.Ref[Location]   `alias:"rack|room"`
	Position     string                 `help:"Where in the rack or room"`
	Serial       string                 `record:"search,index" alias:"serial number|serial no"`
	AssetTag     string                 `record:"search,index" alias:"inventory number|tag"`
	Address      string                 `record:"search" title:"Network address" alias:"primary ip|ip|ip address"`
	Owner        record.Ref[Person]     `help:"Who answers for it" alias:"custodian|assigned to"`
	Team         record.Ref[Team]       `help:"Who looks after it"`
	Department   record.Ref[Department] `alias:"tenant"`
	Vendor       record.Ref[Vendor]     `help:"Who supplied it" alias:"provider|supplier"`
	Contract     record.Ref[Contract]   `help:"What covers it"`
	Purchased    record.Date            `record:"index" alias:"purchase date|install date|bought"`
	Price        record.Money           `alias:"purchase price|cost"`
	UsefulLife   record.Int             `record:"min=1,max=600" unit:"months" help:"Over so many months its price is written off" alias:"useful life months|depreciation months"`
	Residual     record.Money           `title:"Residual value" help:"What it will still be worth at the end of its life; nothing when left empty" alias:"residual value|salvage value"`
	Method       DepreciationMethod     `title:"Depreciation" help:"Straight-line when left empty" alias:"depreciation method"`
	WarrantyEnds record.Date            `record:"index" alias:"warranty expires|warranty"`
	Stocked      record.Date            `title:"Put in stock on" help:"The day since which it waits, while it is in stock" alias:"in stock since|stock date"`
	Receipt      record.Ref[Receipt]    `record:"system" help:"The delivery that it came with"`
	MTBF         record.Estimate        `record:"min=0.01" unit:"hours" title:"Mean time between failures" help:"Of this one, where it differs from its model; a range says how sure that is" alias:"mtbf"`
	MTTR         record.Estimate        `record:"min=0" unit:"hours" title:"Mean time to restore" help:"Hours from a failure of this one until it works again, where it differs from its model" alias:"mttr|repair time"`
	Notes        record.Markdown        `record:"search"`
}

// AssetClass is what kind of thing an asset is.
type AssetClass string

// Options lists the classes.
func (AssetClass) Options() []record.Option {
	return []record.Option{
		{Name: "server", Title: "Server"},
		{Name: "virtual", Title: "Virtual machine"},
		{Name: "storage", Title: "Storage"},
		{Name: "network", Title: "Network equipment"},
		{Name: "circuit", Title: "Circuit"},
		{Name: "power", Title: "Power"},
		{Name: "computer", Title: "Computer"},
		{Name: "printer", Title: "Printer"},
		{Name: "phone", Title: "Phone"},
		{Name: "software", Title: "Software installation"},
		{Name: "cloud", Title: "Cloud resource"},
		{Name: "other", Title: "Other"},
	}
}

// DepreciationMethod is how the price of an asset is spread over its life
// (IAS 16, paragraph 62).
type DepreciationMethod string

// Options lists the methods.
func (DepreciationMethod) Options() []record.Option {
	return []record.Option{
		{Name: "straight_line", Title: "Straight-line"},
		{Name: "declining", Title: "Declining balance"},
	}
}

func checkAsset(a *Asset, problems *fault.List) {
	if a.Purchased.Known() && a.WarrantyEnds.Known() && a.WarrantyEnds.Before(a.Purchased) {
		problems.Add("warranty_ends", "The warranty ends before the purchase; check both dates.")
	}
	if a.Residual.Known() && a.Price.Known() && (a.Residual.Currency != a.Price.Currency || a.Residual.Minor > a.Price.Minor) {
		problems.Add("residual", "The residual value is in the currency of the price, and not above it.")
	}
}

func asset() record.Declaration {
	return record.Declare(record.Spec[Asset]{
		Module: "estate", Name: "asset", Prefix: "AST", Icon: "asset",
		Help:   "A thing that the department has and looks after.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			Imported: "in_use",
			States: []record.State{
				{Name: "ordered", Title: "Ordered"},
				{Name: "in_stock", Title: "In stock"},
				{Name: "in_use", Title: "In use", Tone: record.Good},
				{Name: "in_repair", Title: "In repair", Tone: record.Warn, Aside: true},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "receive", Title: "Receive", From: []string{"ordered"}, To: "in_stock", Stamps: []string{"stocked"}},
				{Name: "deploy", Title: "Put into use", From: []string{"ordered", "in_stock", "in_repair"}, To: "in_use"},
				{Name: "store", Title: "Put in stock", From: []string{"in_use", "in_repair"}, To: "in_stock", Stamps: []string{"stocked"}},
				{Name: "repair", Title: "Send to repair", From: []string{"in_use", "in_stock"}, To: "in_repair"},
				{Name: "retire", Title: "Retire", From: []string{"in_stock", "in_use", "in_repair"}, To: "retired"},
				{Name: "revive", Title: "Take back", From: []string{"retired"}, To: "in_stock", Stamps: []string{"stocked"}},
			},
		},
		Columns: []string{"name", "class", "product", "system", "site", "owner", "warranty_ends", "state"},
		Keys:    [][]string{{"asset_tag"}, {"serial"}, {"name", "class"}},
		Views: []record.View{
			{Name: "in_use", Title: "In use", Filter: `state = in_use`, Order: "name"},
			{Name: "warranty", Title: "Warranty ends within 90 days", Filter: `warranty_ends >= today AND warranty_ends < today+90d`, Order: "warranty_ends"},
			{Name: "without_owner", Title: "Without owner", Filter: `NOT owner:* AND NOT team:* AND state = in_use`, Order: "name"},
			{Name: "mine", Title: "Mine", Filter: `owner = me`, Order: "name"},
			{Name: "all", Title: "All assets"},
		},
		Check: checkAsset,
	})
}
