package projects

import (
	"cmp"
	"slices"
	"time"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Capacity is what the projects ask of people in some months, against the hours
// that those people have.
type Capacity struct {
	Months []record.Date // the first day of each
	Total  []Load        // of all people assigned in the month
	People []PersonLoad  // whoever is assigned in any of them; the one asked for most first
}

// PersonLoad is what projects ask of one person, month by month.
type PersonLoad struct {
	Person *catalog.Person
	Months []Load
}

// Load is hours in a month, in millionths of an hour.
type Load struct {
	Assigned int64
	// Has is the contracted week times the weekdays of the month by five.
	// Holidays, leave and the work of running services are not taken off: there
	// are no records of them. Unknown hours of a person add nothing, and Unknown
	// says how many people that concerns.
	Has     int64
	Unknown int
}

// Over is by how much more is asked than there is, in per cent of what there
// is, cut off; zero where it is not more or not known.
func (l Load) Over() int64 {
	if l.Unknown > 0 || l.Has <= 0 || l.Assigned <= l.Has {
		return 0
	}
	return (l.Assigned - l.Has) * 100 / l.Has
}

// Share is how much of what there is is asked for, in per cent, rounded half
// up; known is false where a person's hours are not.
func (l Load) Share() (percent int64, known bool) {
	if l.Unknown > 0 || l.Has <= 0 {
		return 0, false
	}
	return (l.Assigned*200 + l.Has) / (2 * l.Has), true
}

// CapacityFrom is the capacity of some months, the current one first.
func CapacityFrom(s *record.Snapshot, today record.Date, months int) Capacity {
	type question struct {
		first  record.Date
		months int
	}
	q := question{today.AddDays(1 - today.Time().Day()), months}
	return record.Answer(s, "projects.capacity", q, func(s *record.Snapshot, q question) Capacity {
		c := Capacity{Total: make([]Load, q.months)}
		for i := range q.months {
			c.Months = append(c.Months, q.first.AddMonths(i))
		}
		c.assign(s)
		slices.SortFunc(c.People, func(a, b PersonLoad) int {
			return cmp.Or(cmp.Compare(most(b.Months), most(a.Months)), cmp.Compare(a.Person.Name, b.Person.Name), a.Person.ID.Compare(b.Person.ID))
		})
		return c
	})
}

// assign adds up the assignments to projects that are not over.
func (c *Capacity) assign(s *record.Snapshot) {
	place := map[record.ID]int{}
	for a := range record.Each[catalog.Assignment](s) {
		i := slices.Index(c.Months, a.Month)
		person, project := record.Get(s, a.Person), record.Get(s, a.Project)
		if i < 0 || a.Archived || person == nil || project == nil || project.Archived || project.State == "finished" || project.State == "cancelled" {
			continue
		}
		at, ok := place[person.ID]
		if !ok {
			at = len(c.People)
			place[person.ID] = at
			c.People = append(c.People, PersonLoad{person, contracted(person, c.Months)})
		}
		c.People[at].Months[i].Assigned += a.Hours.Micro()
	}
	for _, p := range c.People {
		for i, l := range p.Months {
			c.Total[i].Assigned += l.Assigned
			c.Total[i].Has += l.Has
			c.Total[i].Unknown += l.Unknown
		}
	}
}

// contracted is what a person has in each month, with nothing assigned yet.
func contracted(p *catalog.Person, months []record.Date) []Load {
	loads := make([]Load, len(months))
	for i, m := range months {
		if !p.Hours.Known() {
			loads[i].Unknown = 1
			continue
		}
		loads[i].Has = p.Hours.Micro() * weekdays(p, m) / 5
	}
	return loads
}

// weekdays counts the days from Monday to Friday of a month on which a person
// is with the organisation.
func weekdays(p *catalog.Person, first record.Date) (n int64) {
	for day := first; day.Before(first.AddMonths(1)); day = day.AddDays(1) {
		weekend := day.Time().Weekday() == time.Saturday || day.Time().Weekday() == time.Sunday
		if !weekend && !day.Before(p.Starts) && !day.After(p.Ends) {
			n++
		}
	}
	return n
}

// most is the largest share that any month asks for.
func most(months []Load) (share int64) {
	for _, l := range months {
		if percent, known := l.Share(); known {
			share = max(share, percent)
		}
	}
	return share
}
