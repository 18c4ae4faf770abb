package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// TeamLoad is what projects ask of a team, month by month, of what is left to
// them once the running of services has taken its share.
type TeamLoad struct {
	Team   *catalog.Team
	People int
	// RunKnown is whether the team says which share running services takes; where
	// it does not, nothing is taken off.
	RunKnown bool
	Months   []Load
}

// TeamLoads is the capacity of the teams of which projects ask anything, the one
// asked for most first. A team has the contracted hours of all its people.
func TeamLoads(s *record.Snapshot, today record.Date, months int) []TeamLoad {
	type question struct {
		first  record.Date
		months int
	}
	q := question{today.AddDays(1 - today.Time().Day()), months}
	return record.Answer(s, "projects.teams", q, func(s *record.Snapshot, q question) []TeamLoad {
		capacity := CapacityFrom(s, q.first, q.months)
		byTeam := map[record.ID]*TeamLoad{}
		for p := range record.Each[catalog.Person](s) {
			team := record.Get(s, p.Team)
			if team == nil || p.Archived || team.Archived {
				continue
			}
			if byTeam[team.ID] == nil {
				byTeam[team.ID] = &TeamLoad{Team: team, RunKnown: team.RunShare.Known(), Months: make([]Load, q.months)}
			}
			byTeam[team.ID].add(contracted(p, capacity.Months))
		}
		for _, p := range capacity.People {
			if l := byTeam[p.Person.Team.ID]; l != nil {
				for i, m := range p.Months {
					l.Months[i].Assigned += m.Assigned
				}
			}
		}
		return busy(byTeam)
	})
}

func (l *TeamLoad) add(months []Load) {
	l.People++
	for i, m := range months {
		l.Months[i].Has += forProjects(m.Has, l.Team.RunShare)
		l.Months[i].Unknown += m.Unknown
	}
}

// busy are the teams of which anything is asked in any month.
func busy(byTeam map[record.ID]*TeamLoad) []TeamLoad {
	var list []TeamLoad
	for _, l := range byTeam {
		if slices.ContainsFunc(l.Months, func(m Load) bool { return m.Assigned > 0 }) {
			list = append(list, *l)
		}
	}
	slices.SortFunc(list, func(a, b TeamLoad) int {
		return cmp.Or(cmp.Compare(most(b.Months), most(a.Months)), cmp.Compare(a.Team.Name, b.Team.Name), a.Team.ID.Compare(b.Team.ID))
	})
	return list
}

// forProjects is what is left of hours once running services took its share, to
// the millionth of an hour, cut off.
func forProjects(has int64, run record.Percent) int64 {
	if !run.Known() {
		return has
	}
	whole, rest := has/100_000_000, has%100_000_000
	left := 100_000_000 - run.Micro()
	return whole*left + rest*left/100_000_000
}
