package projects_test

import (
	"strings"
	"testing"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/projects"
	"fairlead/internal/record"
	"fairlead/internal/testkit/records"
)

// November 2026 has 21 weekdays: 168 hours of a week of 40, of which a team that
// gives half to running services has 84.
func TestSkillsFrom(t *testing.T) {
	team := &catalog.Team{Header: records.Head(1, ""), Name: "T", RunShare: percent(50)}
	person := func(n int, name string, hours int64) *catalog.Person {
		p := &catalog.Person{Header: records.Head(n, ""), Name: name, Team: record.To[catalog.Team](team.ID)}
		if hours > 0 {
			p.Hours = record.NewDecimal(hours * 1e6)
		}
		return p
	}
	skill := func(n int, name string) *catalog.Skill {
		return &catalog.Skill{Header: records.Head(n, "kept"), Name: name}
	}
	rating := func(n, person, skill int, level int64) *catalog.SkillRating {
		return &catalog.SkillRating{Header: records.Head(n, ""), Person: record.To[catalog.Person](records.ID(person)), Skill: record.To[catalog.Skill](records.ID(skill)), Level: record.Whole(level)}
	}
	p := &catalog.Project{Header: records.Head(30, "active"), Name: "P"}
	n := 100
	asks := func(person, skill int, hours int64) *catalog.Assignment {
		n++
		a := &catalog.Assignment{Header: records.Head(n, ""), Work: "w", Project: record.To[catalog.Project](p.ID), Month: aDay, Hours: record.NewDecimal(hours * 1e6)}
		if person > 0 {
			a.Person = record.To[catalog.Person](records.ID(person))
		}
		if skill > 0 {
			a.Skill = record.To[catalog.Skill](records.ID(skill))
		}
		return a
	}
	base := []record.Record{team, p, person(10, "Ada", 40), person(11, "Bo", 40), person(12, "Cy", 0), skill(20, "Databases"), skill(21, "Storage"), skill(22, "Maps"),
		rating(40, 10, 20, 4), rating(41, 10, 21, 3), rating(42, 11, 21, 3), rating(43, 11, 22, 2)}
	for _, c := range []struct {
		name   string
		more   []record.Record
		reason string // empty: nothing is lacking
	}{
		{"enough", []record.Record{asks(10, 20, 84), asks(0, 21, 84)}, ""},
		{"another may do it", []record.Record{asks(10, 20, 84), asks(10, 21, 84)}, ""},
		{"of one alone", []record.Record{asks(0, 20, 90)}, "Databases: In November 2026 “P” asks for 90 hours; Ada has 84 hours for it once"},
		{"each could be had, both together cannot", []record.Record{asks(0, 20, 80), asks(0, 21, 100)}, "Databases and Storage: In November 2026 “P” asks for 180 hours; Ada and Bo together have 168 hours"},
		{"what is theirs alone goes first", []record.Record{asks(10, 0, 60), asks(0, 20, 40)}, "Databases: In November 2026 “P” asks for 40 hours; Ada has 24 hours"},
		{"not rated: theirs alone", []record.Record{asks(11, 20, 200)}, ""},
		{"nobody can", []record.Record{asks(0, 22, 10)}, "Maps: In November 2026 “P” asks for 10 hours; nobody can do it alone."},
		{"hours unknown: not said", []record.Record{rating(44, 12, 20, 3), asks(0, 20, 90)}, ""},
		{"skill no longer needed", []record.Record{&catalog.Skill{Header: records.Head(23, "retired"), Name: "Fax"}, asks(0, 23, 10)}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := records.Snapshot(t, append(append([]record.Record{}, base...), c.more...)...)
			var got []string
			for _, l := range projects.SkillsFrom(s, aDay, 2).Lack {
				if _, known := l.Short(); known {
					got = append(got, projects.Skills(l.Skills)+": "+projects.Reason(l, record.International()))
				}
			}
			if text := strings.Join(got, "|"); !strings.HasPrefix(text, c.reason) || c.reason == "" && text != "" || len(got) > 1 {
				t.Errorf("got %q, want %q", got, c.reason)
			}
			if titles := rulesOf(ask(s), "projects.skills"); len(titles) != len(got) {
				t.Errorf("signals %q for %d lacks", titles, len(got))
			}
		})
	}
	s := records.Snapshot(t, append(append([]record.Record{}, base...), asks(0, 20, 10), asks(0, 21, 10))...)
	plan := projects.SkillsFrom(s, aDay, 1)
	if plan.Several != 1 || len(plan.Skills) != 2 || plan.Skills[1].Months[0] != (projects.Load{Assigned: 10e6, Has: 168e6}) {
		t.Errorf("plan %+v", plan)
	}
	if got := projects.SkillsFrom(records.Snapshot(t, p, skill(20, "Databases"), asks(0, 20, 10)), aDay, 1); len(got.Skills)+len(got.Lack) != 0 {
		t.Errorf("without ratings to be seen it says %+v", got)
	}
}
