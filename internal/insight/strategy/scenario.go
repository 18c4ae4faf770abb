package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Outlook is where a way to go leads: the plan, or the plan with a scenario laid
// over it.
type Outlook struct {
	Scenario  *catalog.Scenario // nil for the plan
	Snapshot  *record.Snapshot  // with the changes of the scenario
	Last      []LastDay         // of the themes, by name
	Years     []YearCost        // from the year of the day on
	SetAside  signal.Purse      // for initiatives that are proposed or going
	Unpriced  int               // of them, those whose cost or dates are not known; the years are without them
	Conflicts []Conflict
	Gaps      []Gap
	Served    []*catalog.Objective // that funded work serves
}

// LastDay is when the last step of a theme that lies ahead ends; unknown where no
// step has an end.
type LastDay struct {
	Theme string
	On    record.Date
}

// YearCost is the part of the cost of initiatives that falls into a year.
type YearCost struct {
	Year int
	Cost signal.Purse
}

// Scenarios gives where the plan leads, and each of some scenarios, in that order.
func Scenarios(s *record.Snapshot, today record.Date, which ...*catalog.Scenario) []Outlook {
	list := []Outlook{outlook(s, today)}
	for _, c := range which {
		o := outlook(laidOver(s, c), today)
		o.Scenario = c
		list = append(list, o)
	}
	return list
}

// OpenScenarios lists the scenarios that are not settled: those that are proposed
// first, by question.
func OpenScenarios(s *record.Snapshot) []*catalog.Scenario {
	var list []*catalog.Scenario
	for c := range record.Each[catalog.Scenario](s) {
		if !c.Archived && (c.State == "draft" || c.State == "proposed") {
			list = append(list, c)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.Scenario) int {
		return cmp.Or(-cmp.Compare(a.State, b.State), cmp.Compare(a.Question, b.Question), cmp.Compare(a.Number, b.Number))
	})
	return list
}

// laidOver is the snapshot as it would be with a scenario adopted.
func laidOver(s *record.Snapshot, c *catalog.Scenario) *record.Snapshot {
	var edits []record.Edit
	for _, next := range c.Changed(s) {
		switch next := next.(type) {
		case *catalog.RoadmapItem:
			edits = append(edits, record.Edit{Old: record.Get(s, record.To[catalog.RoadmapItem](next.ID)), New: next})
		case *catalog.Initiative:
			edits = append(edits, record.Edit{Old: record.Get(s, record.To[catalog.Initiative](next.ID)), New: next})
		}
	}
	return s.With(s.Position(), edits...)
}

func outlook(s *record.Snapshot, today record.Date) Outlook {
	o := Outlook{Snapshot: s, Conflicts: Conflicts(s), Gaps: Gaps(s)}
	for _, t := range Roadmap(s) {
		last := LastDay{Theme: t.Name}
		for _, i := range t.Items {
			if ahead(i) && (!last.On.Known() || i.Ends.After(last.On)) {
				last.On = i.Ends
			}
		}
		o.Last = append(o.Last, last)
	}
	for _, part := range Align(s).Shares {
		if part.Served {
			o.Served = append(o.Served, part.Objective)
		}
	}
	years := map[int]*signal.Purse{}
	for i := range record.Each[catalog.Initiative](s) {
		if !i.Planned() {
			continue
		}
		o.SetAside.Add(i.Funded)
		if !spread(i, years) {
			o.Unpriced++
		}
	}
	for year, cost := range years {
		if year >= today.Year() {
			o.Years = append(o.Years, YearCost{year, *cost})
		}
	}
	slices.SortFunc(o.Years, func(a, b YearCost) int { return cmp.Compare(a.Year, b.Year) })
	return o
}

// spread shares the cost of an initiative among the years in which it runs, by
// their days, both its first and its last counted. It is false where the cost or
// the dates are not known.
func spread(i *catalog.Initiative, years map[int]*signal.Purse) bool {
	if !i.Cost.Known() || !i.Starts.Known() || !i.Ends.Known() || i.Ends.Before(i.Starts) {
		return false
	}
	var days []int64
	for from := i.Starts; !from.After(i.Ends); {
		next := record.Day(from.Year()+1, 1, 1)
		until := i.Ends.AddDays(1)
		if next.Before(until) {
			until = next
		}
		days = append(days, int64(from.DaysUntil(until)))
		from = until
	}
	parts, err := i.Cost.Split(days)
	if err != nil { // there is no way to it: the days are positive
		return false
	}
	for n, part := range parts {
		year := i.Starts.Year() + n
		if years[year] == nil {
			years[year] = &signal.Purse{}
		}
		years[year].Add(part)
	}
	return true
}

// LastOf is the last day of a theme; unknown where it has none.
func (o *Outlook) LastOf(theme string) record.Date {
	for _, last := range o.Last {
		if last.Theme == theme {
			return last.On
		}
	}
	return record.Date{}
}

// CostOf is what falls into a year.
func (o *Outlook) CostOf(year int) signal.Purse {
	for _, y := range o.Years {
		if y.Year == year {
			return y.Cost
		}
	}
	return signal.Purse{}
}

// Closed is when a capability reaches the wanted level by all that is planned; false
// where it does not, or that is not known.
func (o *Outlook) Closed(c *catalog.Capability) (on record.Date, closed bool) {
	for _, g := range o.Gaps {
		if g.Capability.ID == c.ID {
			return g.ClosedOn, g.Closes()
		}
	}
	return record.Date{}, false
}

// Serves reports whether funded work serves an objective.
func (o *Outlook) Serves(of *catalog.Objective) bool {
	return slices.ContainsFunc(o.Served, func(s *catalog.Objective) bool { return s.ID == of.ID })
}

// Closes reports whether what is planned reaches the wanted level.
func (g *Gap) Closes() bool {
	return g.Status != Unknown && g.Planned >= g.Capability.Wanted.N()
}
