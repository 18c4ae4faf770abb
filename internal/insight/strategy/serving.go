package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Reverse is the check from below: which work, people, agreements and troubles
// serve nothing that we said we want.
type Reverse struct {
	// Projects in work or on hold: their budgets, and those that name no
	// objective that is pursued, neither themselves nor by their initiative.
	Projects Side[*catalog.Project]
	Budgets  Sums
	// Hours are those set aside for these projects from the month of today on,
	// in millionths of an hour.
	Hours, HoursNone int64
	// People who have hours on these projects, and those of whom all go to projects
	// that serve none.
	People Side[Effort]
	// Contracts in force: what they cost a year, and those that serve no service
	// on which a capability stands that we keep. Of Unknown it is not recorded
	// which services they serve.
	Contracts Side[*catalog.Contract]
	Yearly    Sums
	// Incidents that are open, and those on services that no capability needs.
	// Of Unknown the service is not recorded.
	Incidents Side[*catalog.Incident]
}

// Side is how many there are, which serve nothing, and of which that is unknown.
type Side[T any] struct {
	All     int
	None    []T
	Unknown []T
}

// Sums is money in all, that which serves nothing, and that of which it is not
// known. Unpriced is how many amounts are missing.
type Sums struct {
	All, None, Unknown signal.Purse
	Unpriced           int
}

// Share is the part that serves nothing of the money of which that is known, in
// one currency; unknown when there is none.
func (s *Sums) Share(currency string) Share {
	judged := signal.Plus(s.All.In(currency), s.Unknown.In(currency).Neg())
	if !judged.Known() || judged.Minor <= 0 {
		return Share{}
	}
	return part(s.None.In(currency).Minor, judged.Minor)
}

func (s *Sums) add(m record.Money, into ...*signal.Purse) {
	if !m.Known() {
		s.Unpriced++
		return
	}
	s.All.Add(m)
	for _, p := range into {
		p.Add(m)
	}
}

// ReverseOn makes the check on a day. What is adrift is listed with the dearest first.
func ReverseOn(s *record.Snapshot, today record.Date) Reverse {
	return record.Answer(s, "strategy.reverse", today, func(s *record.Snapshot, today record.Date) Reverse {
		var r Reverse
		r.projects(s, today)
		needed := neededServices(s)
		r.contracts(s, needed)
		r.incidents(s, needed)
		return r
	})
}

func (r *Reverse) projects(s *record.Snapshot, today record.Date) {
	adrift := map[record.ID]bool{}
	for p := range record.Each[catalog.Project](s) {
		if p.Archived || p.State != "active" && p.State != "on_hold" {
			continue
		}
		r.Projects.All++
		if adrift[p.ID] = !Serves(s, p); adrift[p.ID] {
			r.Projects.None = append(r.Projects.None, p)
			r.Budgets.add(p.Budget, &r.Budgets.None)
		} else {
			r.Budgets.add(p.Budget)
		}
	}
	slices.SortFunc(r.Projects.None, func(a, b *catalog.Project) int {
		return cmp.Or(-a.Budget.Compare(&b.Budget), a.ID.Compare(b.ID))
	})
	first := today.AddDays(1 - today.Time().Day())
	r.people(s, first, adrift)
	for a := range record.Each[catalog.Assignment](s) {
		none, under := adrift[a.Project.ID]
		if !under || a.Archived || !a.Person.Known() || a.Month.Before(first) {
			continue
		}
		r.Hours += a.Hours.Micro()
		if none {
			r.HoursNone += a.Hours.Micro()
		}
	}
}

// Serves reports whether a project names an objective that is pursued, itself or
// by its initiative.
func Serves(s *record.Snapshot, p *catalog.Project) bool {
	named := slices.Clone(p.Objectives)
	if i := record.Get(s, p.Initiative); i != nil {
		named = append(named, i.Objectives...)
	}
	return slices.ContainsFunc(named, func(ref record.Ref[catalog.Objective]) bool {
		o := record.Get(s, ref)
		return o != nil && o.Live()
	})
}

// neededServices are those on which a capability stands that we keep.
func neededServices(s *record.Snapshot) map[record.ID]bool {
	needed := map[record.ID]bool{}
	for c := range record.Each[catalog.Capability](s) {
		if c.Archived || c.State != "kept" {
			continue
		}
		for _, ref := range c.Services {
			needed[ref.ID] = true
		}
	}
	return needed
}

func (r *Reverse) contracts(s *record.Snapshot, needed map[record.ID]bool) {
	for c := range record.Each[catalog.Contract](s) {
		if c.Archived || c.State != "in_force" && c.State != "renewal" {
			continue
		}
		r.Contracts.All++
		switch {
		case len(c.Services) == 0:
			r.Contracts.Unknown = append(r.Contracts.Unknown, c)
			r.Yearly.add(c.Annual, &r.Yearly.Unknown)
		case slices.ContainsFunc(c.Services, func(ref record.Ref[catalog.Service]) bool { return needed[ref.ID] }):
			r.Yearly.add(c.Annual)
		default:
			r.Contracts.None = append(r.Contracts.None, c)
			r.Yearly.add(c.Annual, &r.Yearly.None)
		}
	}
	slices.SortFunc(r.Contracts.None, func(a, b *catalog.Contract) int {
		return cmp.Or(-a.Annual.Compare(&b.Annual), a.ID.Compare(b.ID))
	})
}

func (r *Reverse) incidents(s *record.Snapshot, needed map[record.ID]bool) {
	lifecycle := record.TypeFor[catalog.Incident](s).Lifecycle
	for i := range record.Each[catalog.Incident](s) {
		if i.Archived || i.State == "resolved" || lifecycle.IsClosed(i.State) {
			continue
		}
		r.Incidents.All++
		switch {
		case !i.Service.Known():
			r.Incidents.Unknown = append(r.Incidents.Unknown, i)
		case !needed[i.Service.ID]:
			r.Incidents.None = append(r.Incidents.None, i)
		}
	}
}
