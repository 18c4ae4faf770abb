package estate

import (
	"context"
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// equipment makes the assets and what depends on what.
func (m *maker) equipment(ctx context.Context) (err error) {
	if m.assets, err = m.each(ctx, m.size.Assets, m.asset); err != nil {
		return err
	}
	_, err = m.each(ctx, m.size.Dependencies, m.dependency)
	return err
}

// headOffice is how many of a hundred assets stand at the first site, beside
// its share as the first of the list.
const headOffice = 4

func (m *maker) asset(i int) record.Record {
	class := pick(m.text, []catalog.AssetClass{"computer", "computer", "computer", "computer", "phone", "printer", "server", "virtual", "virtual", "network", "software"})
	site := m.some(m.sites)
	if m.chance(headOffice) {
		site = m.sites[0]
	}
	a := &catalog.Asset{
		Name: fmt.Sprintf("%s-%s-%06d", strings.ToLower(string(class[:3])), strings.ToLower(places[i%len(places)][:3]), i), Class: class,
		Product: record.To[catalog.Product](m.some(m.products)), System: record.To[catalog.Product](m.some(m.products)),
		Site: record.To[catalog.Site](site), Serial: fmt.Sprintf("SN%08X", m.random.Uint32()), AssetTag: fmt.Sprintf("A%07d", i),
		Address: fmt.Sprintf("10.%d.%d.%d", i>>16&255, i>>8&255, i&255), Vendor: record.To[catalog.Vendor](m.some(m.vendors)),
		Department: record.To[catalog.Department](m.some(m.departments)), Purchased: m.day(-2500, -30), Price: m.euros(9000),
	}
	a.State = pick(m.text, []string{"in_use", "in_use", "in_use", "in_use", "in_use", "in_use", "in_use", "in_stock", "retired", "retired"})
	a.WarrantyEnds = a.Purchased.AddDays(365 * (1 + m.random.IntN(5)))
	m.assign(a)
	return a
}

// assign fills what only some assets have.
func (m *maker) assign(a *catalog.Asset) {
	if m.chance(70) {
		a.Owner = record.To[catalog.Person](m.any(m.people))
	}
	if m.chance(40) {
		a.Team = record.To[catalog.Team](m.some(m.teams))
	}
	if m.chance(30) {
		a.Contract = record.To[catalog.Contract](m.some(m.contracts))
	}
	if m.chance(20) {
		a.Location = record.To[catalog.Location](m.any(m.locations))
		a.Position = fmt.Sprintf("U%d", 1+m.random.IntN(42))
	}
	if m.chance(25) {
		a.Notes = record.Markdown(m.paragraph(20))
	}
}

// dependency draws that a service needs a machine, or a machine a host.
func (m *maker) dependency(i int) record.Record {
	d := &catalog.Dependency{
		Dependent: record.AnyRef{Type: "service", ID: m.some(m.services)},
		Provider:  record.AnyRef{Type: "asset", ID: m.assets[i%len(m.assets)]}, Type: "runs_on",
	}
	if i%2 == 1 {
		d.Dependent = record.AnyRef{Type: "asset", ID: m.assets[(i-1)%len(m.assets)]}
		d.Provider.ID = m.assets[(i-1)/20%len(m.assets)]
		if d.Dependent.ID == d.Provider.ID {
			d.Provider.ID = m.assets[len(m.assets)-1]
		}
	}
	if m.chance(30) {
		d.Group = fmt.Sprintf("pair %d", i/4)
	}
	return d
}
