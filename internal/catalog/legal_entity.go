package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// LegalEntity is a company of ours or a branch of one: who signs contracts and uses
// what they bring. Its fields are those that templates B_01.01 to B_01.03 of the
// register of information ask for (Implementing Regulation (EU) 2024/2956).
type LegalEntity struct {
	record.Header
	Name      string                  `record:"required,label" alias:"legal name|entity"`
	Type      EntityType              `record:"index" title:"Type of entity" help:"As in the closed list of the register of information, B_01.02.0040"`
	LEI       string                  `record:"search,index" title:"LEI" help:"Legal entity identifier (ISO 17442)"`
	Country   string                  `record:"index" help:"Where it is licensed or registered"`
	BranchOf  record.Ref[LegalEntity] `title:"Branch of" help:"The entity whose branch abroad it is; empty for one of its own"`
	Code      string                  `record:"search" title:"Code of the branch" help:"Of a branch without an LEI of its own"`
	Place     EntityPlace             `title:"Place in the group" help:"Hierarchy within the group, B_01.02.0050"`
	Parent    record.Ref[LegalEntity] `title:"Direct parent" help:"The undertaking above it in the group"`
	Keeps     bool                    `title:"Keeps the register" help:"It maintains the register of information for itself and those below it"`
	Authority string                  `title:"Competent authority" help:"To which the register is reported: article 46 of Regulation (EU) 2022/2554"`
	Assets    record.Money            `title:"Total assets" help:"Of the last financial statement"`
}

// EntityType is what kind of entity it is, by the list of the regulation.
type EntityType string

// Options lists the types in the order of the regulation.
func (EntityType) Options() []record.Option {
	return []record.Option{
		{Name: "credit_institution", Title: "Credit institution"},
		{Name: "payment_institution", Title: "Payment institution"},
		{Name: "account_information", Title: "Account information service provider"},
		{Name: "e_money_institution", Title: "Electronic money institution"},
		{Name: "investment_firm", Title: "Investment firm"},
		{Name: "crypto_asset_service", Title: "Crypto-asset service provider"},
		{Name: "asset_referenced_tokens", Title: "Issuer of asset-referenced tokens"},
		{Name: "securities_depository", Title: "Central securities depository"},
		{Name: "central_counterparty", Title: "Central counterparty"},
		{Name: "trading_venue", Title: "Trading venue"},
		{Name: "trade_repository", Title: "Trade repository"},
		{Name: "fund_manager", Title: "Manager of alternative investment funds"},
		{Name: "management_company", Title: "Management company"},
		{Name: "data_reporting", Title: "Data reporting service provider"},
		{Name: "insurance", Title: "Insurance or reinsurance undertaking"},
		{Name: "insurance_intermediary", Title: "Insurance, reinsurance or ancillary insurance intermediary"},
		{Name: "retirement_provision", Title: "Institution for occupational retirement provision"},
		{Name: "rating_agency", Title: "Credit rating agency"},
		{Name: "benchmark_administrator", Title: "Administrator of critical benchmarks"},
		{Name: "crowdfunding", Title: "Crowdfunding service provider"},
		{Name: "securitisation_repository", Title: "Securitisation repository"},
		{Name: "other_financial", Title: "Other financial entity"},
		{Name: "intra_group_provider", Title: "Non-financial entity: ICT intra-group service provider"},
		{Name: "non_financial", Title: "Non-financial entity: other"},
	}
}

// EntityPlace is where in its group an entity stands.
type EntityPlace string

// Options lists the places in the order of the regulation.
func (EntityPlace) Options() []record.Option {
	return []record.Option{
		{Name: "ultimate_parent", Title: "Ultimate parent"},
		{Name: "parent", Title: "Parent of a part of the group"},
		{Name: "subsidiary", Title: "Subsidiary"},
		{Name: "no_group", Title: "Not part of a group"},
		{Name: "provider", Title: "Provider to which all activities are outsourced"},
	}
}

func (e *LegalEntity) tidy() {
	asCode(&e.LEI)
	asCountry(&e.Country)
}

func checkLegalEntity(e *LegalEntity, problems *fault.List) {
	checkLEI(e.LEI, problems)
	checkCountry("country", e.Country, problems)
	if e.BranchOf.Known() && e.BranchOf.ID == e.ID {
		problems.Add("branch_of", "An entity is no branch of itself.")
	}
	if e.Keeps && e.BranchOf.Known() {
		problems.Add("keeps", "A branch keeps no register: its head office does.")
	}
}

func legalEntity() record.Declaration {
	return record.Declare(record.Spec[LegalEntity]{
		Module: "org", Name: "legal_entity", Plural: "legal_entities", Title: "Legal entity", Titles: "Legal entities", Prefix: "ENT", Icon: "building",
		Help:    "A company of ours or a branch of one: who signs contracts and uses what they bring.",
		Access:  commercial(),
		Columns: []string{"name", "type", "lei", "country", "branch_of", "keeps"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "all", Title: "All legal entities", Order: "name"},
			{Name: "without_lei", Title: "Without LEI", Filter: `NOT lei:*`, Order: "name"},
		},
		Normalise: (*LegalEntity).tidy,
		Check:     checkLegalEntity,
	})
}
