package governance

import (
	"cmp"
	"slices"
	"strings"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Roles are the roles of a reader in a form that can be compared, so that
// answers can be kept by it.
type Roles string

// RolesOf joins roles.
func RolesOf(roles []record.Role) Roles {
	names := make([]string, len(roles))
	for i, r := range roles {
		names[i] = string(r)
	}
	slices.Sort(names)
	return Roles(strings.Join(names, ","))
}

func (r Roles) any(names []string) bool {
	return slices.ContainsFunc(strings.Split(string(r), ","), func(own string) bool { return slices.Contains(names, own) })
}

// Entry is one thing in somebody's day.
type Entry struct {
	Ref   record.AnyRef
	Title string
	Due   record.Date  // unknown for approvals
	Stake record.Money // unknown where there is none
}

// Day is what waits for one person: consents, decisions and actions due within
// the horizon, and decisions to look back on. Each list has the earliest first.
type Day struct {
	Approvals, Decisions, Actions, Reviews []Entry
}

// Empty reports whether nothing waits.
func (d Day) Empty() bool {
	return len(d.Approvals)+len(d.Decisions)+len(d.Actions)+len(d.Reviews) == 0
}

// DayOf collects what waits for a person with some roles.
func DayOf(s *record.Snapshot, person record.ID, roles Roles, today record.Date) Day {
	if person.IsZero() {
		return Day{}
	}
	var day Day
	soon := today.AddDays(Horizon)
	for a := range record.Each[catalog.Approval](s) {
		if asked(a, person, roles) {
			day.Approvals = append(day.Approvals, Entry{Ref: signal.To(s, a), Title: a.Title, Stake: a.Amount})
		}
	}
	for a := range record.Referring[catalog.Action](s, person, "owner") {
		if open(a) && a.Due.Known() && !a.Due.After(soon) {
			day.Actions = append(day.Actions, Entry{Ref: signal.To(s, a), Title: a.Title, Due: a.Due})
		}
	}
	for d := range record.Referring[catalog.Decision](s, person, "owner") {
		e := Entry{Ref: signal.To(s, d), Title: d.Title, Stake: d.Stake}
		switch {
		case d.Archived:
		case d.State == "open" && d.Due.Known() && !d.Due.After(soon):
			e.Due = d.Due
			day.Decisions = append(day.Decisions, e)
		case d.State == "decided" && d.ReviewOn.Known() && !d.ReviewOn.After(soon):
			e.Due = d.ReviewOn
			day.Reviews = append(day.Reviews, e)
		}
	}
	for _, list := range [][]Entry{day.Approvals, day.Decisions, day.Actions, day.Reviews} {
		slices.SortFunc(list, func(a, b Entry) int { return cmp.Or(b.Due.DaysUntil(a.Due), a.Ref.ID.Compare(b.Ref.ID)) })
	}
	return day
}

// asked reports whether an approval waits for the answer of a person: they have
// one of the roles, did not ask for it themselves, and have not answered yet.
func asked(a *catalog.Approval, person record.ID, roles Roles) bool {
	if a.State != "waiting" || a.Archived || a.AskedBy.ID == person || !roles.any(a.Roles) {
		return false
	}
	return !slices.ContainsFunc(a.Votes, func(v catalog.Vote) bool { return v.Person.ID == person })
}
