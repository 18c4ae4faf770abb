package register

import (
	"strconv"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
)

// contract is what the rows of one contract share.
type contract struct {
	*builder
	*catalog.Contract
	ref      string
	vendor   *provider
	missing  []Gap
	critical bool
}

// arrangement writes a contract: B_02.01, B_02.02, B_03.01, B_03.02, B_04.01, B_05.02
// and B_07.01.
func (b *builder) arrangement(of *catalog.Contract) {
	c := &contract{builder: b, Contract: of, vendor: b.providers[of.Vendor.ID]}
	c.ref = need(&c.missing, of, "reference", "B_02.01.0010", "Reference number", of.Reference)
	if c.vendor == nil {
		note(&c.missing, of, "vendor", "B_02.02.0030", "Vendor")
		c.vendor = &provider{}
	}
	c.general()
	users := c.parties()
	services := b.services(of)
	if len(services) == 0 {
		note(&c.missing, of, "", "B_02.02.0060", "Type of ICT service")
		services = append(services, nil)
	}
	for _, s := range services {
		c.specific(s, users)
	}
	for _, s := range services {
		if s != nil {
			c.chain(s)
			c.assessment(s)
		}
	}
	if !c.critical {
		c.unjudged(services)
	}
	c.missing = append(c.missing, c.vendor.missing...)
	b.out.Contracts = append(b.out.Contracts, Arrangement{Contract: of, Vendor: c.vendor.Vendor, Critical: c.critical, Missing: c.missing})
}

// general is B_02.01.
func (c *contract) general() {
	currency, amount := cost(c.Contract)
	need(&c.missing, c.Contract, "annual", "B_02.01.0050", "Cost of a year", amount)
	over := ""
	if c.Arrangement == "subsequent" {
		if master := record.Get(c.s, c.Overarching); master != nil {
			over = master.Reference
		}
		need(&c.missing, c.Contract, "overarching", "B_02.01.0030", "Overarching arrangement and its number", over)
	}
	c.row("B_02.01", c.ref, need(&c.missing, c.Contract, "arrangement", "B_02.01.0020", "Type of arrangement", said(c.Arrangement)), over, currency, amount)
}

// parties is B_03.01, B_03.02 and B_04.01. It gives the entities of ours that use what
// the contract brings.
func (c *contract) parties() []*catalog.LegalEntity {
	signed := record.Get(c.s, c.Signatory)
	if signed == nil {
		signed = c.only // by the regulation an entity that keeps the register for itself is the one that signs and uses
	}
	if signed == nil && c.anybody {
		note(&c.missing, c.Contract, "signatory", "B_03.01.0020", "Which entity signed it")
	}
	c.row("B_03.01", c.ref, c.lei(signed))
	c.row("B_03.02", c.ref, c.vendor.code, c.vendor.kind)
	var users []*catalog.LegalEntity
	for _, ref := range c.Users {
		if e := record.Get(c.s, ref); e != nil {
			users = append(users, e)
		}
	}
	if len(users) == 0 {
		users = append(users, signed)
	}
	for _, e := range users {
		switch {
		case e == nil:
			c.row("B_04.01", c.ref, "", "", "")
		case e.BranchOf.Known():
			c.row("B_04.01", c.ref, c.lei(record.Get(c.s, e.BranchOf)), "Branch of a financial entity", branchCode(e))
		default:
			c.row("B_04.01", c.ref, c.lei(e), "Not a branch", "")
		}
	}
	return users
}

// specific is B_02.02: a row for each user, function and country.
func (c *contract) specific(s *catalog.ICTService, users []*catalog.LegalEntity) {
	functions := c.functionsOf(c.Contract, s)
	if functions[0] == nil {
		note(&c.missing, c.Contract, "services", "B_02.02.0050", "Which service of ours it supports")
	}
	seen := map[string]bool{}
	for _, e := range users {
		if e != nil && e.BranchOf.Known() {
			e = record.Get(c.s, e.BranchOf)
		}
		for _, f := range functions {
			lei := c.lei(e)
			if key := lei + " " + f.id(); seen[key] {
				continue
			} else {
				seen[key] = true
			}
			c.supports(s, f, lei)
		}
	}
}

func (c *contract) supports(s *catalog.ICTService, f *Function, lei string) {
	critical := f != nil && f.Critical()
	c.critical = c.critical || critical
	if critical {
		c.missing = append(c.missing, without(f.gaps(), c.missing)...)
	}
	t := c.terms(critical)
	if s == nil {
		s = &catalog.ICTService{}
	}
	d := c.data(s, critical)
	for _, stored := range orEmpty(s.StoredIn()) {
		for _, processed := range orEmpty(s.ProcessedIn()) {
			c.row("B_02.02", c.ref, lei, c.vendor.code, c.vendor.kind, f.id(), strings.ToUpper(string(s.Type)),
				t.starts, t.ends, t.reason, t.notice, t.theirs, t.law, d.provided, d.stores, stored, processed, d.sensitive, d.reliance)
		}
	}
}

func without(list, those []Gap) []Gap {
	var rest []Gap
	for _, g := range list {
		fresh := true
		for _, other := range those {
			fresh = fresh && g != other
		}
		if fresh {
			rest = append(rest, g)
		}
	}
	return rest
}

func orEmpty(list []string) []string {
	if len(list) == 0 {
		return []string{""}
	}
	return list
}

// unjudged notes the functions of a contract of which nobody said whether they are
// critical: while that is so, what the regulation asks of the contract is not known.
func (c *contract) unjudged(services []*catalog.ICTService) {
	for _, s := range services {
		for _, f := range c.functionsOf(c.Contract, s) {
			if f != nil && f.unjudged() {
				c.missing = append(c.missing, without(f.gaps()[:1], c.missing)...)
			}
		}
	}
}

// terms are what the contract itself says.
type terms struct{ starts, ends, reason, notice, theirs, law string }

func (c *contract) terms(critical bool) terms {
	t := terms{
		starts: need(&c.missing, c.Contract, "starts", "B_02.02.0070", "Start", c.Starts.Text()),
		ends:   need(&c.missing, c.Contract, "ends", "B_02.02.0080", "End, 9999-12-31 for one without", c.Ends.Text()),
		notice: days(c.NoticeDays), theirs: days(c.VendorNotice), law: catalog.CountryCode(c.Law), reason: said(c.EndedBecause),
	}
	if c.State == "ended" {
		need(&c.missing, c.Contract, "ended_because", "B_02.02.0090", "Why it ended", t.reason)
	}
	if critical {
		need(&c.missing, c.Contract, "notice_days", "B_02.02.0100", "Our notice", t.notice)
		need(&c.missing, c.Contract, "vendor_notice", "B_02.02.0110", "Notice of the vendor", t.theirs)
		need(&c.missing, c.Contract, "law", "B_02.02.0120", "Governing law", t.law)
	}
	return t
}

// data is from where a service comes, what it stores and how we rely on it.
type data struct{ provided, stores, sensitive, reliance string }

func (c *contract) data(s *catalog.ICTService, critical bool) data {
	d := data{catalog.CountryCode(s.Provided), said(s.Stores), said(s.Sensitive), said(s.Reliance)}
	if s.ID.IsZero() {
		return d // without an ICT service that alone is what is missing
	}
	if s.Stores == "yes" {
		need(&c.missing, s, "stored", "B_02.02.0150", "Where the data lies", s.Stored)
	}
	if critical {
		need(&c.missing, s, "provided", "B_02.02.0130", "From which country it is provided", d.provided)
		need(&c.missing, s, "stores", "B_02.02.0140", "Whether it stores data", d.stores)
		need(&c.missing, s, "reliance", "B_02.02.0180", "Level of reliance", d.reliance)
		if s.Stores == "yes" {
			need(&c.missing, s, "sensitive", "B_02.02.0170", "Sensitiveness of the data", d.sensitive)
		}
	}
	return d
}

// chain is B_05.02: the vendor, and who stands behind it.
func (c *contract) chain(s *catalog.ICTService) {
	kind := strings.ToUpper(string(s.Type))
	c.row("B_05.02", c.ref, kind, c.vendor.code, c.vendor.kind, "1", "", "")
	for _, link := range s.Chain {
		sub := c.providers[link.Provider.ID]
		if sub == nil {
			continue
		}
		to := c.vendor
		if link.For.Known() && c.providers[link.For.ID] != nil {
			to = c.providers[link.For.ID]
		}
		c.row("B_05.02", c.ref, kind, sub.code, sub.kind, strconv.FormatInt(link.Rank.N(), 10), to.code, to.kind)
		c.missing = append(c.missing, without(sub.missing, c.missing)...)
	}
}

// assessment is B_07.01, of services that support a critical or important function.
func (c *contract) assessment(s *catalog.ICTService) {
	if !anyCritical(c.functionsOf(c.Contract, s)) {
		return
	}
	c.out.Assessed++
	exit, alternatives, which := c.leaving(s)
	reason := said(s.HardBecause)
	if s.Substitutes.Hard() {
		need(&c.missing, s, "hard_because", "B_07.01.0060", "Why it is hard to substitute", reason)
	}
	impact := said(s.Impact)
	if impact == "" {
		note(&c.missing, s, "impact", "B_07.01.0100", "Impact of discontinuing it")
		impact = NotAssessed
	}
	c.row("B_07.01", c.ref, c.vendor.code, c.vendor.kind, strings.ToUpper(string(s.Type)),
		need(&c.missing, s, "substitutes", "B_07.01.0050", "Substitutability", said(s.Substitutes)), reason,
		need(&c.missing, s, "audited_on", "B_07.01.0070", "Last audit, 9999-12-31 where there was none", s.AuditedOn.Text()), exit,
		need(&c.missing, s, "reintegrates", "B_07.01.0090", "Reintegration", said(s.Reintegrates)), impact, alternatives, which)
}

// leaving is whether a plan to leave was agreed on, and where we would go.
func (c *contract) leaving(s *catalog.ICTService) (exit, alternatives, which string) {
	e := vendors.ExitOf(c.s, c.Contract.Vendor.ID, c.ID, c.Today)
	exit, alternatives = "Yes", said(s.Alternatives)
	if e.Readiness < vendors.Untested {
		exit = "No"
		c.out.WithoutExit++
	}
	if e.Plan != nil && s.Alternatives != "no" {
		which = e.Plan.Alternative
		if next := record.Get(c.s, e.Plan.Successor); which == "" && next != nil {
			which = next.Name
		}
	}
	switch {
	case alternatives != "":
	case which != "":
		alternatives = "Yes"
	default:
		note(&c.missing, s, "alternatives", "B_07.01.0110", "Whether there are alternatives")
		alternatives = NotAssessed
	}
	return exit, alternatives, which
}
