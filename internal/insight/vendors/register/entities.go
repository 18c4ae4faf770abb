package register

import (
	"cmp"
	"slices"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// entities writes who we are: B_01.01 to B_01.03.
func (b *builder) entities() {
	var own, branches []*catalog.LegalEntity
	for e := range record.Each[catalog.LegalEntity](b.s) {
		switch {
		case e.Archived:
		case e.BranchOf.Known():
			branches = append(branches, e)
		default:
			own = append(own, e)
		}
	}
	byName := func(x, y *catalog.LegalEntity) int {
		return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.Number, y.Number))
	}
	slices.SortFunc(own, byName)
	slices.SortFunc(branches, byName)
	b.anybody = len(own) > 0
	if len(own) == 1 {
		b.only = own[0]
	}
	b.keep(own)
	for _, e := range own {
		b.entity(e)
	}
	for _, e := range branches {
		b.branch(e)
	}
}

// keep finds who maintains the register: the one that says so, else the only one there is.
func (b *builder) keep(own []*catalog.LegalEntity) {
	gaps := &b.out.Entities
	b.keeper = b.only
	keepers := slices.DeleteFunc(slices.Clone(own), func(e *catalog.LegalEntity) bool { return !e.Keeps })
	switch {
	case len(keepers) == 1:
		b.keeper = keepers[0]
	case len(keepers) > 1:
		note(gaps, keepers[1], "keeps", "B_01.01.0010", "Two entities say that they keep the register; one can")
	case len(own) == 0:
		note(gaps, nil, "", "B_01.01.0010", "No legal entity of ours is recorded")
		return
	case b.keeper == nil:
		note(gaps, own[0], "keeps", "B_01.01.0010", "Which entity keeps the register")
	}
	e := b.keeper
	if e == nil {
		return
	}
	b.row("B_01.01", b.lei(e), e.Name, catalog.CountryCode(e.Country), said(e.Type), e.Authority, b.Today.Text())
	need(gaps, e, "authority", "B_01.01.0050", "Competent authority", e.Authority)
}

// lei is the LEI of an entity of ours, noted where it is missing.
func (b *builder) lei(e *catalog.LegalEntity) string {
	if e == nil {
		return ""
	}
	return need(&b.out.Entities, e, "lei", "B_01.02.0010", "LEI", e.LEI)
}

func (b *builder) entity(e *catalog.LegalEntity) {
	gaps := &b.out.Entities
	parent := record.Get(b.s, e.Parent)
	lei := ""
	if parent != nil {
		lei = b.lei(parent)
	} else if e.Place == "subsidiary" || e.Place == "parent" {
		note(gaps, e, "parent", "B_01.02.0060", "Direct parent")
	}
	currency, assets := "", ""
	if e.Assets.Known() {
		currency, assets = e.Assets.Currency, e.Assets.Amount()
	} else if e.Type != "intra_group_provider" && e.Type != "non_financial" {
		note(gaps, e, "assets", "B_01.02.0110", "Total assets")
	}
	b.row("B_01.02", b.lei(e), e.Name,
		need(gaps, e, "country", "B_01.02.0030", "Country", catalog.CountryCode(e.Country)),
		need(gaps, e, "type", "B_01.02.0040", "Type of entity", said(e.Type)),
		need(gaps, e, "place", "B_01.02.0050", "Place in the group", said(e.Place)), lei,
		day(e.Updated), day(e.Created), Never, currency, assets)
}

func day(at record.Instant) string {
	if !at.Known() {
		return ""
	}
	return at.Date(time.UTC).Text()
}

func (b *builder) branch(e *catalog.LegalEntity) {
	gaps := &b.out.Entities
	b.row("B_01.03", need(gaps, e, "lei", "B_01.03.0010", "LEI or code of the branch", branchCode(e)), b.lei(record.Get(b.s, e.BranchOf)), e.Name,
		need(gaps, e, "country", "B_01.03.0040", "Country", catalog.CountryCode(e.Country)))
}

func branchCode(e *catalog.LegalEntity) string { return cmp.Or(e.LEI, e.Code) }
