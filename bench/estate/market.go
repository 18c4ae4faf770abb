package estate

import (
	"context"
	"fmt"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// market makes what the department buys, and what it promises with that.
func (m *maker) market(ctx context.Context) (err error) {
	if m.vendors, err = m.each(ctx, m.size.Vendors, m.vendor); err != nil {
		return err
	}
	if m.products, err = m.each(ctx, m.size.Products, m.product); err != nil {
		return err
	}
	if m.services, err = m.each(ctx, m.size.Services, m.service); err != nil {
		return err
	}
	m.contracts, err = m.each(ctx, m.size.Contracts, m.contract)
	return err
}

func (m *maker) vendor(i int) record.Record {
	v := &catalog.Vendor{
		Name: m.company(i), Code: fmt.Sprintf("V%06d", i), Type: pick(m.text, []catalog.VendorType{"services", "software", "cloud", "hardware", "network", "other"}),
		Country: []string{"NO", "DE", "NL", "US"}[i%4], Critical: i%40 == 0, Notes: record.Markdown(m.paragraph(15)),
	}
	v.State = "active"
	if m.chance(70) {
		v.Owner = record.To[catalog.Person](m.some(m.people))
	}
	return v
}

// product draws a release of a family; a fifth are past their support.
func (m *maker) product(i int) record.Record {
	family := fmt.Sprintf("%s %s", makers[i%len(makers)], m.word())
	p := &catalog.Product{
		Name: fmt.Sprintf("%s %d.%d", family, i%12, i%7), Family: family, Release: fmt.Sprintf("%d.%d", i%12, i%7),
		Category: pick(m.text, []string{"operating system", "database", "network", "computer", "application"}),
		Maker:    record.To[catalog.Vendor](m.some(m.vendors)), Released: m.day(-3000, -1500),
	}
	switch {
	case m.chance(20):
		p.SupportEnds = m.day(-1400, 0)
	case m.chance(80):
		p.SupportEnds = m.day(0, 2500)
	}
	return p
}

func (m *maker) service(i int) record.Record {
	s := &catalog.Service{
		Name: fmt.Sprintf("%s %d", m.sentence(2), i), Type: pick(m.text, []catalog.ServiceType{"business", "application", "application", "network", "platform"}),
		Tier:  pick(m.text, []catalog.Tier{"critical", "important", "normal", "normal", "normal", "low", "low"}),
		Owner: record.To[catalog.Person](m.some(m.people)), Team: record.To[catalog.Team](m.some(m.teams)),
		Department: record.To[catalog.Department](m.some(m.departments)), Description: record.Markdown(m.paragraph(40)),
	}
	s.State = "live"
	if m.chance(60) {
		s.LossPerHour = m.euros(20_000)
	}
	return s
}

// contract draws an agreement: about two thirds are in force, and some of those
// come up for notice each month.
func (m *maker) contract(i int) record.Record {
	length := []int{365, 730, 1095, 1825}[m.random.IntN(4)]
	ends := m.day(-900, 1500)
	c := &catalog.Contract{
		Name:   fmt.Sprintf("%s %s", pick(m.text, []string{"Maintenance", "Licences", "Lease", "Hosting", "Support", "Lines"}), m.sentence(3)),
		Vendor: record.To[catalog.Vendor](m.some(m.vendors)), Reference: fmt.Sprintf("C-%07d", i), Type: pick(m.text, []string{"framework", "purchase", "lease", "service"}),
		Department: record.To[catalog.Department](m.some(m.departments)), Starts: ends.AddDays(-length), Ends: ends,
		NoticeDays: record.Whole(int64(30 * (1 + m.random.IntN(6)))), AutoRenews: m.chance(50), RenewalMonths: record.Whole(12),
		Annual: m.euros(200_000), Notes: record.Markdown(m.paragraph(30)),
	}
	c.State = "in_force"
	if ends.Before(record.DateOf(m.today)) && m.chance(95) {
		c.State = "ended"
	}
	if m.chance(80) {
		c.Owner = record.To[catalog.Person](m.some(m.people))
	}
	for range m.random.IntN(4) {
		if id := m.some(m.services); !c.Services.Has(id) {
			c.Services = append(c.Services, record.To[catalog.Service](id))
		}
	}
	return c
}
