package projects

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// SkillPlan is what projects ask of skills, month by month, against what people
// who have them have left once services run.
type SkillPlan struct {
	Months []record.Date
	Skills []SkillLoad // of which anything is asked, by name
	Lack   []Lack      // what cannot be had however the work is shared out, the first month first
	// Several is how many people can do more than one of these skills: they stand
	// under each of them, and Lack counts them once.
	Several int
}

// SkillLoad is what is asked of one skill. In each month Has is what all who can
// do it have left, as though nobody asked them for another skill.
type SkillLoad struct {
	Skill  *catalog.Skill
	Able   []*catalog.Person
	Months []Load
}

// Lack is a set of skills that ask in a month for more than all people together
// have who can do any of them. Each person is counted once.
type Lack struct {
	Month    record.Date
	Skills   []*catalog.Skill
	People   []*catalog.Person  // who can do any of them
	Projects []*catalog.Project // that ask for any of them
	Load
}

// Short is how many hours are lacking, in millionths; known is false where the
// hours of somebody who can are not.
func (l *Lack) Short() (micro int64, known bool) { return l.Assigned - l.Has, l.Unknown == 0 }

// SkillsFrom is the plan of some months, the current one first. What names a
// skill may be done by whoever is able, whoever is named now; what names a person
// alone, or a person who is not rated able, is that person's and is taken off
// first. A plan without skills says that no ratings are to be seen, or that
// nothing is asked.
func SkillsFrom(s *record.Snapshot, today record.Date, months int) SkillPlan {
	type question struct {
		today  record.Date
		months int
	}
	return record.Answer(s, "projects.skills", question{today, months}, func(s *record.Snapshot, q question) SkillPlan {
		return newDesks(s, q.today, q.months).plan()
	})
}

// desks is who can do what, with what is asked of them.
type desks struct {
	months []record.Date
	skills []signal.Mastery
	able   [][]int // by skill: places in people, by name
	people []*catalog.Person
	asked  [][]int64                  // by skill and month
	has    [][]Load                   // by person and month; Assigned is what is theirs alone
	asking [][]map[record.ID]struct{} // projects, by skill and month
	known  map[record.ID]*catalog.Project
}

func newDesks(s *record.Snapshot, today record.Date, months int) *desks {
	first := today.AddDays(1 - today.Time().Day())
	d := &desks{skills: signal.Masteries(s, today), known: map[record.ID]*catalog.Project{}}
	for i := range months {
		d.months = append(d.months, first.AddMonths(i))
	}
	place := map[record.ID]int{}
	for _, m := range d.skills {
		var able []int
		for _, r := range m.Able {
			p, there := place[r.Person.ID]
			if !there {
				p = len(d.people)
				place[r.Person.ID] = p
				d.people = append(d.people, record.Get(s, r.Person))
				d.has = append(d.has, afterRun(s, d.people[p], d.months))
			}
			able = append(able, p)
		}
		slices.SortFunc(able, func(a, b int) int { return cmp.Or(cmp.Compare(d.people[a].Name, d.people[b].Name), a-b) })
		d.able = append(d.able, able)
		d.asked = append(d.asked, make([]int64, months))
		d.asking = append(d.asking, make([]map[record.ID]struct{}, months))
	}
	d.ask(s, place)
	return d
}

// afterRun is what running services leaves of a person's contracted hours.
func afterRun(s *record.Snapshot, p *catalog.Person, months []record.Date) []Load {
	loads := contracted(p, months)
	if team := record.Get(s, p.Team); team != nil {
		for i := range loads {
			loads[i].Has = forProjects(loads[i].Has, team.RunShare)
		}
	}
	return loads
}

func (d *desks) ask(s *record.Snapshot, place map[record.ID]int) {
	skill := map[record.ID]int{}
	for k, m := range d.skills {
		skill[m.Skill.ID] = k
	}
	for a := range record.Each[catalog.Assignment](s) {
		i, project := slices.Index(d.months, a.Month), record.Get(s, a.Project)
		if i < 0 || a.Archived || project == nil || project.Archived || project.State == "finished" || project.State == "cancelled" {
			continue
		}
		k, needs := skill[a.Skill.ID]
		p, rated := place[a.Person.ID]
		if needs && (!a.Person.Known() || rated && slices.Contains(d.able[k], p)) {
			d.asked[k][i] += a.Hours.Micro()
			if d.asking[k][i] == nil {
				d.asking[k][i] = map[record.ID]struct{}{}
			}
			d.asking[k][i][project.ID], d.known[project.ID] = struct{}{}, project
		} else if rated {
			d.has[p][i].Assigned += a.Hours.Micro()
		}
	}
}

// spare is what a person has in a month beside what is theirs alone.
func (d *desks) spare(p, month int) int64 {
	l := d.has[p][month]
	return max(l.Has-l.Assigned, 0)
}

func (d *desks) plan() SkillPlan {
	plan := SkillPlan{Months: d.months}
	several := map[int]int{}
	for k, m := range d.skills {
		if !slices.ContainsFunc(d.asked[k], func(hours int64) bool { return hours > 0 }) {
			continue
		}
		load := SkillLoad{Skill: m.Skill, Months: make([]Load, len(d.months))}
		for _, p := range d.able[k] {
			load.Able = append(load.Able, d.people[p])
			several[p]++
		}
		for i := range d.months {
			load.Months[i] = d.load(i, []int{k}, d.able[k])
		}
		plan.Skills = append(plan.Skills, load)
	}
	for _, n := range several {
		if n > 1 {
			plan.Several++
		}
	}
	for i := range d.months {
		plan.Lack = append(plan.Lack, d.lacks(i)...)
	}
	return plan
}

// load is what is asked of some skills in a month, and what some people have.
func (d *desks) load(month int, skills, people []int) (l Load) {
	for _, k := range skills {
		l.Assigned += d.asked[k][month]
	}
	for _, p := range people {
		l.Has += d.spare(p, month)
		l.Unknown += d.has[p][month].Unknown
	}
	return l
}

// lacks finds what cannot be had in a month. Skills that have no people in common
// are told apart.
func (d *desks) lacks(month int) (list []Lack) {
	asked, has := make([]int64, len(d.skills)), make([]int64, len(d.people))
	for k := range asked {
		asked[k] = d.asked[k][month]
	}
	for p := range has {
		has[p] = d.spare(p, month)
	}
	_, short := carry(asked, has, d.able)
	for k := range short {
		if short[k] {
			list = append(list, d.lack(month, d.together(k, short)))
		}
	}
	return list
}

// together takes a skill and those that share people with it, directly or by
// others, out of the ones that are short.
func (d *desks) together(k int, short []bool) []int {
	short[k] = false
	group := []int{k}
	for i := 0; i < len(group); i++ {
		for other := range short {
			if short[other] && slices.ContainsFunc(d.able[other], func(p int) bool { return slices.Contains(d.able[group[i]], p) }) {
				short[other] = false
				group = append(group, other)
			}
		}
	}
	slices.Sort(group)
	return group
}

func (d *desks) lack(month int, skills []int) Lack {
	l := Lack{Month: d.months[month]}
	var people []int
	for _, k := range skills {
		l.Skills = append(l.Skills, d.skills[k].Skill)
		people = append(people, d.able[k]...)
		for id := range d.asking[k][month] {
			if p := d.known[id]; !slices.Contains(l.Projects, p) {
				l.Projects = append(l.Projects, p)
			}
		}
	}
	slices.Sort(people)
	people = slices.Compact(people)
	for _, p := range people {
		l.People = append(l.People, d.people[p])
	}
	slices.SortFunc(l.People, func(a, b *catalog.Person) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	slices.SortFunc(l.Projects, func(a, b *catalog.Project) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), a.ID.Compare(b.ID))
	})
	l.Load = d.load(month, skills, people)
	return l
}

// Spare is what people who have a skill have left in some months once services
// run and what names them alone is done.
type Spare struct {
	Months []record.Date
	Skills []*catalog.Skill // all that are needed, by name; none where no ratings are to be seen
	desks  *desks
}

// SpareFrom is the spare of some months, the current one first.
func SpareFrom(s *record.Snapshot, today record.Date, months int) *Spare {
	type question struct {
		today  record.Date
		months int
	}
	return record.Answer(s, "projects.spare", question{today, months}, func(s *record.Snapshot, q question) *Spare {
		d := newDesks(s, q.today, q.months)
		spare := &Spare{Months: d.months, desks: d}
		for _, m := range d.skills {
			spare.Skills = append(spare.Skills, m.Skill)
		}
		return spare
	})
}

// Of is what is asked of some skills in a month, by their places, against what all
// who can do any of them have; each person counts once.
func (sp *Spare) Of(month int, skills ...int) Load {
	return sp.desks.load(month, skills, sp.able(skills))
}

// Able lists who can do any of some skills, each once.
func (sp *Spare) Able(skills ...int) (people []*catalog.Person) {
	for _, p := range sp.able(skills) {
		people = append(people, sp.desks.people[p])
	}
	return people
}

func (sp *Spare) able(skills []int) (people []int) {
	for _, k := range skills {
		people = append(people, sp.desks.able[k]...)
	}
	slices.Sort(people)
	return slices.Compact(people)
}

// Groups parts some skills into those that share people, directly or by others.
func (sp *Spare) Groups(skills []int) (groups [][]int) {
	left := make([]bool, len(sp.Skills))
	for _, k := range skills {
		left[k] = true
	}
	for _, k := range skills {
		if left[k] {
			groups = append(groups, sp.desks.together(k, left))
		}
	}
	return groups
}
