package estate

import (
	"context"
	"fmt"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// organisation makes who and where the department is.
func (m *maker) organisation(ctx context.Context) (err error) {
	if m.sites, err = m.each(ctx, m.size.Sites, m.site); err != nil {
		return err
	}
	if m.departments, err = m.each(ctx, m.size.Departments, m.department); err != nil {
		return err
	}
	if m.teams, err = m.each(ctx, m.size.Teams, m.team); err != nil {
		return err
	}
	if m.locations, err = m.each(ctx, m.size.Locations, m.location); err != nil {
		return err
	}
	if m.people, err = m.each(ctx, m.size.People, m.personOf); err != nil {
		return err
	}
	if err := m.accounts(ctx); err != nil {
		return err
	}
	return m.savedViews(ctx)
}

func (m *maker) site(i int) record.Record {
	place := places[i%len(places)]
	return &catalog.Site{
		Name: fmt.Sprintf("%s %d", place, i/len(places)+1), Use: pick(m.text, []catalog.SiteUse{"office", "warehouse", "warehouse", "data_centre", "remote"}),
		Region: []string{"North", "South", "East", "West"}[i%4], Country: []string{"NO", "DE", "NL", "PL", "FR"}[i%5],
		Address: fmt.Sprintf("%d %s street", i+1, m.word()), TimeZone: "Europe/Oslo",
	}
}

func (m *maker) department(i int) record.Record {
	return &catalog.Department{Name: fmt.Sprintf("Department %02d", i), Code: fmt.Sprintf("D%03d", i), Site: record.To[catalog.Site](m.some(m.sites))}
}

func (m *maker) team(i int) record.Record {
	return &catalog.Team{
		Name: fmt.Sprintf("Team %s %d", m.word(), i), Department: record.To[catalog.Department](m.any(m.departments)),
		Email: fmt.Sprintf("team%d@estate.example", i), Purpose: record.Markdown(m.paragraph(20)),
	}
}

func (m *maker) location(i int) record.Record {
	return &catalog.Location{Name: fmt.Sprintf("R%04d", i), Type: "rack", Site: record.To[catalog.Site](m.some(m.sites)), Units: record.Whole(42)}
}

func (m *maker) personOf(i int) record.Record {
	name := m.person()
	return &catalog.Person{
		Name: name, Email: fmt.Sprintf("%s.%d@estate.example", strings.ToLower(strings.ReplaceAll(name, " ", ".")), i),
		Phone: fmt.Sprintf("+47 %08d", i), JobTitle: m.sentence(2),
		Department: record.To[catalog.Department](m.some(m.departments)), Team: record.To[catalog.Team](m.some(m.teams)),
		Site: record.To[catalog.Site](m.some(m.sites)), Employment: pick(m.text, []catalog.Employment{"employee", "employee", "employee", "contractor"}),
		Starts: m.day(-4000, -100),
	}
}

// Logins are the accounts of the estate, by role.
func Logins() map[record.Role]string {
	return map[record.Role]string{
		record.Director:      "director@estate.example",
		record.Administrator: "administrator@estate.example",
		record.Technician:    "technician@estate.example",
		record.Employee:      "employee@estate.example",
	}
}

func (m *maker) accounts(ctx context.Context) error {
	for i, role := range record.Roles() {
		login, ok := Logins()[role]
		if !ok {
			continue
		}
		a := &catalog.Account{Login: login, Person: record.To[catalog.Person](m.people[i]), Roles: record.Tags{string(role)}}
		a.State = "active"
		if _, err := m.add(ctx, a); err != nil {
			return err
		}
	}
	return m.flush(ctx)
}

func (m *maker) savedViews(ctx context.Context) error {
	_, err := m.each(ctx, m.size.SavedViews, func(i int) record.Record {
		lists := []string{"asset", "contract", "incident", "person"}
		return &catalog.SavedView{
			Name: fmt.Sprintf("View %d", i), List: lists[i%len(lists)], Filter: fmt.Sprintf("created >= today-%dd", 30+i),
			Sort: "-created", Shared: i%2 == 0, Author: record.To[catalog.Person](m.people[0]),
		}
	})
	return err
}
