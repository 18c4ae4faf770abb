package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Effort is a person whose hours on projects all go to projects that serve no
// objective that is pursued, with what the person serves all the same.
type Effort struct {
	Person   *catalog.Person
	Projects []*catalog.Project // in work or on hold, by name
	Hours    int64              // on them from the month of the day on, in millionths of an hour
	// Runs are the services that the person owns or whose team it is in: who keeps
	// them going serves them, whatever its projects serve. By name.
	Runs []*catalog.Service
}

// FewestTold is from how many people on a count is told to those who may not see who
// they are: of fewer one could guess them.
const FewestTold = 5

// people judges those who have hours on projects from a month on. Whoever has some on
// a project that serves an objective is not adrift.
func (r *Reverse) people(s *record.Snapshot, first record.Date, adrift map[record.ID]bool) {
	efforts := map[record.ID]*Effort{}
	serving := map[record.ID]bool{}
	for a := range record.Each[catalog.Assignment](s) {
		none, under := adrift[a.Project.ID]
		person := record.Get(s, a.Person)
		if !under || a.Archived || person == nil || person.Archived || a.Month.Before(first) || a.Hours.Micro() <= 0 {
			continue
		}
		e := efforts[person.ID]
		if e == nil {
			e = &Effort{Person: person}
			efforts[person.ID] = e
		}
		if !none {
			serving[person.ID] = true
			continue
		}
		e.Hours += a.Hours.Micro()
		if p := record.Get(s, a.Project); !slices.Contains(e.Projects, p) {
			e.Projects = append(e.Projects, p)
		}
	}
	r.People.All = len(efforts)
	for id, e := range efforts {
		if serving[id] {
			continue
		}
		slices.SortFunc(e.Projects, func(a, b *catalog.Project) int { return cmp.Compare(a.Name, b.Name) })
		e.Runs = runBy(s, e.Person)
		r.People.None = append(r.People.None, *e)
	}
	slices.SortFunc(r.People.None, func(a, b Effort) int {
		return cmp.Or(cmp.Compare(b.Hours, a.Hours), cmp.Compare(a.Person.Name, b.Person.Name), a.Person.ID.Compare(b.Person.ID))
	})
}

// runBy are the live services that a person owns or whose team it is in.
func runBy(s *record.Snapshot, p *catalog.Person) []*catalog.Service {
	var list []*catalog.Service
	add := func(service *catalog.Service) {
		if !service.Archived && service.State == "live" && !slices.Contains(list, service) {
			list = append(list, service)
		}
	}
	for service := range record.Referring[catalog.Service](s, p.ID, "owner") {
		add(service)
	}
	if p.Team.Known() {
		for service := range record.Referring[catalog.Service](s, p.Team.ID, "team") {
			add(service)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.Service) int { return cmp.Compare(a.Name, b.Name) })
	return list
}

// CountTold is how many people are adrift as it is told to those who may not see who
// they are; false where the number, or that of the others, would point at some.
func (r *Reverse) CountTold() (n int, told bool) {
	n = len(r.People.None)
	rest := r.People.All - n
	return n, n == 0 || n >= FewestTold && rest >= FewestTold
}
