package technology_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/insight/technology"
	"fairlead/internal/record"
	"fairlead/internal/testkit/company"
	"fairlead/internal/testkit/records"
)

// An entry that we build on and that carries services should be mastered by two.
func TestMastery(t *testing.T) {
	for _, c := range []struct {
		name     string
		ring     catalog.Ring
		services bool
		able     int
		rated    bool // somebody is rated for anything
		title    string
	}{
		{"nobody", "adopt", true, 0, true, "PostgreSQL: nobody can do it alone, and 1 service stands on it"},
		{"one", "trial", true, 1, true, "PostgreSQL: only P1 can do it, and 1 service stands on it"},
		{"two", "adopt", true, 2, true, ""},
		{"no service", "adopt", false, 0, true, ""},
		{"only looked at", "assess", true, 0, true, ""},
		{"no rating is to be seen", "adopt", true, 0, false, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			entry := &catalog.Technology{Header: records.Head(1, "on_radar"), Name: "PostgreSQL", Ring: c.ring, ReviewedOn: today}
			if c.services {
				entry.Services = record.Refs[catalog.Service]{record.To[catalog.Service](records.ID(2))}
			}
			all := []record.Record{entry, &catalog.Service{Header: records.Head(2, "live"), Name: "Booking"},
				&catalog.Skill{Header: records.Head(3, "kept"), Name: "Databases", Technologies: record.Refs[catalog.Technology]{record.To[catalog.Technology](entry.ID)}},
				&catalog.Skill{Header: records.Head(4, "kept"), Name: "Other"}, &catalog.Person{Header: records.Head(50, ""), Name: "Other"}}
			rate := func(n, person, skill int) {
				all = append(all, &catalog.SkillRating{Header: records.Head(n, ""), Level: record.Whole(3),
					Person: record.To[catalog.Person](records.ID(person)), Skill: record.To[catalog.Skill](records.ID(skill))})
			}
			if c.rated {
				rate(60, 50, 4)
			}
			for i := range c.able {
				all = append(all, &catalog.Person{Header: records.Head(10+i, ""), Name: "P" + string(rune('1'+i))})
				rate(20+i, 10+i, 3)
			}
			found := signal.Ask(records.Snapshot(t, all...), question, technology.Rules()...)
			if c.title == "" {
				if len(found) > 0 {
					t.Fatalf("found %q, want nothing", found[0].Title)
				}
				return
			}
			if len(found) != 1 || found[0].Title != c.title || !strings.HasSuffix(found[0].Why, "Nobody is to learn it.") {
				t.Errorf("found %+v, want %q", found, c.title)
			}
		})
	}
}

// What README.md says of the skills of the demonstration company: of two skills
// that services need one person alone is able, and of one nobody.
func TestMasteriesOfTheCompany(t *testing.T) {
	c := company.Load(t, today)
	var alone, nobody []string
	for _, m := range signal.Masteries(c.Snapshot, today) {
		switch len(m.Able) {
		case 0:
			nobody = append(nobody, m.Skill.Name)
		case 1:
			alone = append(alone, m.Skill.Name)
		}
	}
	if strings.Join(alone, ", ") != "Customs filing, PostgreSQL" || strings.Join(nobody, ", ") != "Maps and positions" {
		t.Errorf("one alone can: %q; nobody can: %q", alone, nobody)
	}
}
