package catalog

import (
	"slices"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// ICTService is one type of ICT service under a contract: for what it is used, where
// its data lies, who stands behind the vendor, and how hard it would be to do
// without. Its fields are those of templates B_02.02, B_05.02 and B_07.01 of the
// register of information (Implementing Regulation (EU) 2024/2956, annex I).
type ICTService struct {
	record.Header
	Name         string                      `record:"label,system"`
	Contract     record.Ref[Contract]        `record:"required"`
	Type         ICTServiceType              `record:"required,index" title:"Type of ICT service" help:"Annex III of Implementing Regulation (EU) 2024/2956"`
	Services     record.Refs[Service]        `title:"Functions supported" help:"Empty for all that the contract serves"`
	Provided     string                      `title:"Provided from" help:"Country from which it is provided"`
	Stores       YesNo                       `title:"Storage of data" help:"Whether it stores data, even for a short time"`
	Stored       string                      `title:"Data lies in" help:"Countries of the data at rest, separated by semicolons"`
	Processed    string                      `title:"Data is processed in" help:"Countries from which the data is managed, separated by semicolons"`
	Sensitive    ImpactLevel                 `title:"Sensitiveness of the data" help:"Of the most sensitive data that it stores"`
	Reliance     Reliance                    `title:"Level of reliance" help:"What a disruption does to the function that it supports"`
	Substitutes  Substitutability            `record:"index" title:"Substitutability" help:"How hard it would be to have it from somebody else"`
	HardBecause  SubstitutionReason          `title:"Why it is hard to substitute"`
	AuditedOn    record.Date                 `record:"index" title:"Last audit" help:"By us, together with other clients, or by a third party for us; 9999-12-31 where there was none, as the regulation asks"`
	Reintegrates Reintegration               `title:"Reintegration" help:"How hard it would be to do it ourselves again"`
	Impact       ImpactLevel                 `title:"Impact of discontinuing it"`
	Alternatives YesNo                       `title:"Alternatives identified" help:"Whether other providers were looked for and found; empty where nobody looked"`
	Chain        record.Rows[Subcontracting] `title:"Supply chain" help:"Subcontractors whose failure would stop or endanger the service"`
}

// Subcontracting is one provider behind the vendor of a contract.
type Subcontracting struct {
	Provider record.Ref[Vendor] `record:"required"`
	Rank     record.Int         `record:"required,min=2,max=20" help:"2 for a subcontractor of the vendor, 3 for one of that one"`
	For      record.Ref[Vendor] `title:"Works for" help:"Who receives what it does; empty at rank 2 for the vendor of the contract"`
}

// ICTServiceType is a type of ICT service by annex III.
type ICTServiceType string

// Options lists the types; the names are the identifiers of the regulation in small letters.
func (ICTServiceType) Options() []record.Option {
	titles := []string{
		"ICT project management", "ICT development", "ICT help desk and first level support", "ICT security management services",
		"Provision of data", "Data analysis", "ICT, facilities and hosting services (excluding cloud services)", "Computation",
		"Non-cloud data storage", "Telecom carrier", "Network infrastructure", "Hardware and physical devices",
		"Software licencing (excluding SaaS)", "ICT operation management (including maintenance)", "ICT consulting",
		"ICT risk management", "Cloud services: IaaS", "Cloud services: PaaS", "Cloud services: SaaS",
	}
	var list []record.Option
	for i, title := range titles {
		digits := string([]byte{'0' + byte((i+1)/10), '0' + byte((i+1)%10)})
		list = append(list, record.Option{Name: "s" + digits, Title: "S" + digits + " " + title})
	}
	return list
}

// YesNo is an answer that may be missing.
type YesNo string

// Options lists the answers.
func (YesNo) Options() []record.Option {
	return []record.Option{{Name: "yes", Title: "Yes"}, {Name: "no", Title: "No"}}
}

// ImpactLevel is low, medium or high.
type ImpactLevel string

// Options lists the levels.
func (ImpactLevel) Options() []record.Option {
	return []record.Option{{Name: "low", Title: "Low"}, {Name: "medium", Title: "Medium"}, {Name: "high", Title: "High"}}
}

// Reliance is how much a function relies on a service.
type Reliance string

// Options lists the levels of B_02.02.0180.
func (Reliance) Options() []record.Option {
	return []record.Option{
		{Name: "not_significant", Title: "Not significant"}, {Name: "low", Title: "Low reliance"},
		{Name: "material", Title: "Material reliance"}, {Name: "full", Title: "Full reliance"},
	}
}

// Substitutability is how hard a provider is to replace.
type Substitutability string

// Options lists the degrees of B_07.01.0050.
func (Substitutability) Options() []record.Option {
	return []record.Option{
		{Name: "impossible", Title: "Not substitutable"}, {Name: "highly_complex", Title: "Highly complex substitutability"},
		{Name: "medium", Title: "Medium complexity in terms of substitutability"}, {Name: "easy", Title: "Easily substitutable"},
	}
}

// Hard reports whether the regulation asks for the reason.
func (s Substitutability) Hard() bool { return s == "impossible" || s == "highly_complex" }

// SubstitutionReason is why a provider is hard to replace.
type SubstitutionReason string

// Options lists the reasons of B_07.01.0060.
func (SubstitutionReason) Options() []record.Option {
	return []record.Option{
		{Name: "no_alternatives", Title: "Lack of real alternatives"}, {Name: "migration", Title: "Difficulties in migrating or reintegrating"},
		{Name: "both", Title: "Both reasons"},
	}
}

// Reintegration is how hard it would be to take a service back.
type Reintegration string

// Options lists the degrees of B_07.01.0090.
func (Reintegration) Options() []record.Option {
	return []record.Option{{Name: "easy", Title: "Easy"}, {Name: "difficult", Title: "Difficult"}, {Name: "highly_complex", Title: "Highly complex"}}
}

// name is of the type; codes are written as the standards do.
func (s *ICTService) name() {
	s.Name = "ICT service"
	for _, o := range s.Type.Options() {
		if o.Name == string(s.Type) {
			s.Name = o.Title
		}
	}
	asCountry(&s.Provided)
	asCountries(&s.Stored)
	asCountries(&s.Processed)
	slices.SortStableFunc(s.Chain, func(a, b Subcontracting) int { return a.Rank.Compare(&b.Rank) })
}

func checkICTService(s *ICTService, problems *fault.List) {
	checkCountry("provided", s.Provided, problems)
	checkCountries("stored", s.Stored, problems)
	checkCountries("processed", s.Processed, problems)
	if s.Stores == "no" && s.Stored != "" {
		problems.Add("stored", "It says that no data is stored, and where the data lies; one of the two is wrong.")
	}
	for _, link := range s.Chain {
		if link.Rank.N() > 2 && !link.For.Known() {
			problems.Add("chain", "A subcontractor of rank %d works for another of rank %d: say for which.", link.Rank.N(), link.Rank.N()-1)
			return
		}
	}
}

// StoredIn and ProcessedIn list the countries, as their two letters.
func (s *ICTService) StoredIn() []string    { return codes(s.Stored) }
func (s *ICTService) ProcessedIn() []string { return codes(s.Processed) }

func codes(text string) []string {
	var list []string
	for _, one := range countries(text) {
		if code := CountryCode(one); code != "" {
			list = append(list, code)
		}
	}
	return list
}

func ictService() record.Declaration {
	return record.Declare(record.Spec[ICTService]{
		Module: "vendors", Name: "ict_service", Title: "ICT service", Titles: "ICT services", Prefix: "ICT", Icon: "contract",
		Help:    "One type of ICT service under a contract: for what it is used, where its data lies, how hard it would be to do without.",
		Access:  commercial(),
		Columns: []string{"name", "contract", "services", "reliance", "substitutes", "stored", "audited_on"},
		Keys:    [][]string{{"contract", "type"}},
		Views: []record.View{
			{Name: "all", Title: "All ICT services"},
			{Name: "hard", Title: "Hard to substitute", Filter: `substitutes = impossible OR substitutes = highly_complex`},
			{Name: "not_assessed", Title: "Not assessed", Filter: `NOT substitutes:*`},
		},
		Normalise: (*ICTService).name,
		Check:     checkICTService,
	})
}
