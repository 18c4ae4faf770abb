package register

import (
	"cmp"
	"slices"
	"unicode"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/vendors"
	"fairlead/internal/record"
)

// provider is a vendor in the register.
type provider struct {
	*catalog.Vendor
	code, kind string // by which the register knows it
	direct     bool
	yearly     record.Money // what the contracts of the register with it cost a year
	unpriced   bool         // of a contract the cost is not known, which is told there
	missing    []Gap
}

// meetProviders gathers the vendors of the contracts, who stands behind them, and the
// undertakings at the head of their groups.
func (b *builder) meetProviders(contracts []*catalog.Contract) {
	for _, c := range contracts {
		if p := b.meet(c.Vendor); p != nil {
			b.charge(p, c)
		}
		for _, s := range b.services(c) {
			for _, link := range s.Chain {
				b.meet(link.Provider)
				b.meet(link.For)
			}
		}
	}
	for _, p := range b.providers {
		b.lack(p)
	}
}

// meet makes a vendor a provider, and the head of its group; nil where it is not in
// the records.
func (b *builder) meet(ref record.Ref[catalog.Vendor]) *provider {
	if p, ok := b.providers[ref.ID]; ok {
		return p
	}
	v := record.Get(b.s, ref)
	if v == nil {
		return nil
	}
	p := &provider{Vendor: v}
	switch {
	case v.LEI != "":
		p.code, p.kind = v.LEI, "LEI"
	case v.EUID != "":
		p.code, p.kind = v.EUID, "EUID"
	}
	b.providers[v.ID] = p
	b.meet(v.Parent)
	return p
}

// charge adds what a contract costs a year, in the currency of the financial
// statements by the latest rate. Where the cost or a rate is not known the sum is not.
func (b *builder) charge(p *provider, c *catalog.Contract) {
	if !p.direct {
		p.direct, p.yearly = true, record.NoMoney(b.Currency)
	}
	if c.State == "ended" {
		return
	}
	annual := vendors.Yearly(c)
	p.unpriced = p.unpriced || !annual.Known()
	p.yearly = signal.Plus(p.yearly, catalog.RatesOf(b.s).Convert(annual, b.Currency, b.Today))
}

func (b *builder) lack(p *provider) {
	gaps := &p.missing
	need(gaps, p.Vendor, "lei", "B_05.01.0010", "LEI or EUID", p.code)
	need(gaps, p.Vendor, "name", "B_05.01.0060", "Name in Latin letters", p.latin())
	need(gaps, p.Vendor, "person", "B_05.01.0070", "Type of person", said(p.Person))
	need(gaps, p.Vendor, "country", "B_05.01.0080", "Country of the headquarters", catalog.CountryCode(p.Country))
	if p.direct && !p.yearly.Known() && !p.unpriced {
		note(gaps, p.Vendor, "", "B_05.01.0100", "A rate for the currency of its contracts")
	}
	need(gaps, p.Vendor, "parent", "B_05.01.0110", "Ultimate parent", parentOf(b.s, p.Vendor))
}

func parentOf(s *record.Snapshot, v *catalog.Vendor) string {
	if parent := record.Get(s, v.Parent); parent != nil {
		return parent.Name
	}
	return ""
}

// latin is the name in Latin letters; empty where neither the legal name nor the usual
// one has only those.
func (p *provider) latin() string {
	for _, name := range []string{p.LegalName, p.Name} {
		if name != "" && !slices.ContainsFunc([]rune(name), func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) }) {
			return name
		}
	}
	return ""
}

// writeProviders is B_05.01.
func (b *builder) writeProviders() {
	var list []*provider
	for _, p := range b.providers {
		list = append(list, p)
	}
	slices.SortFunc(list, func(x, y *provider) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Number, y.Number)) })
	for _, p := range list {
		more, moreKind := "", ""
		if p.LEI != "" && p.EUID != "" {
			more, moreKind = p.EUID, "EUID"
		}
		currency, amount := "", ""
		if p.direct && p.yearly.Known() {
			currency, amount = p.yearly.Currency, p.yearly.Amount()
		}
		head, headKind := "", ""
		if parent := b.providers[p.Parent.ID]; parent != nil {
			head, headKind = parent.code, parent.kind
		}
		b.row("B_05.01", p.code, p.kind, more, moreKind, cmp.Or(p.LegalName, p.Name), p.latin(), said(p.Person),
			catalog.CountryCode(p.Country), currency, amount, head, headKind)
	}
}
