package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Shift is a step that stands elsewhere on the roadmap than in a kept version.
type Shift struct {
	Kind ShiftKind
	Item *catalog.RoadmapItem // nil where it is gone and no longer kept
	Was  catalog.Placed       // empty where it is new
	// Start and End are by how many days its dates moved; zero where one of the
	// two is unknown, and StartKnown and EndKnown say so.
	Start, End           int
	StartKnown, EndKnown bool
}

// ShiftKind is what happened to a step.
type ShiftKind string

// The kinds, in the order in which they are listed.
const (
	Later   ShiftKind = "later"   // its end moved back, or its start where the end is unknown
	Earlier ShiftKind = "earlier" // the same, forward
	Changed ShiftKind = "changed" // theme, horizon or length changed, or dates came or went
	Added   ShiftKind = "added"   // it was not there
	Gone    ShiftKind = "gone"    // it is no longer on the roadmap
)

// Title is the step's name, as it is now where it is still there.
func (s *Shift) Title() string {
	if s.Item != nil {
		return s.Item.Title
	}
	return s.Was.Title
}

// By is by how many days its end moved, or its start where the end is unknown.
func (s *Shift) By() int {
	if s.EndKnown {
		return s.End
	}
	return s.Start
}

// Placements is the roadmap of now, to be kept as a version.
func Placements(s *record.Snapshot) record.Rows[catalog.Placed] {
	var rows record.Rows[catalog.Placed]
	for _, t := range Roadmap(s) {
		for _, i := range t.Items {
			rows = append(rows, catalog.Placed{Step: record.To[catalog.RoadmapItem](i.ID), Title: i.Title, Theme: i.Theme, Horizon: i.Horizon, Starts: i.Starts, Ends: i.Ends})
		}
	}
	return rows
}

// Versions lists the kept versions, the latest first.
func Versions(s *record.Snapshot) []*catalog.RoadmapVersion {
	var list []*catalog.RoadmapVersion
	for v := range record.Each[catalog.RoadmapVersion](s) {
		if !v.Archived {
			list = append(list, v)
		}
	}
	slices.SortFunc(list, func(a, b *catalog.RoadmapVersion) int {
		return cmp.Or(b.TakenOn.Compare(&a.TakenOn), cmp.Compare(b.Number, a.Number))
	})
	return list
}

// Since compares the roadmap of now with a kept version: what moved back the
// furthest first, then what moved forward, changed otherwise, came and went. What
// stands as it stood is left out.
func Since(s *record.Snapshot, v *catalog.RoadmapVersion) []Shift {
	was := map[record.ID]catalog.Placed{}
	var list []Shift
	for _, p := range v.Steps {
		if i := record.Get(s, p.Step); i == nil || i.Archived || i.State == "dropped" {
			list = append(list, Shift{Kind: Gone, Item: i, Was: p})
			continue
		}
		was[p.Step.ID] = p
	}
	for _, t := range Roadmap(s) {
		for _, i := range t.Items {
			p, there := was[i.ID]
			if !there {
				list = append(list, Shift{Kind: Added, Item: i})
				continue
			}
			if shift, differs := moved(i, p); differs {
				list = append(list, shift)
			}
		}
	}
	order := []ShiftKind{Later, Earlier, Changed, Added, Gone}
	slices.SortStableFunc(list, func(a, b Shift) int {
		return cmp.Or(cmp.Compare(slices.Index(order, a.Kind), slices.Index(order, b.Kind)), cmp.Compare(abs(b.By()), abs(a.By())), cmp.Compare(a.Title(), b.Title()))
	})
	return list
}

// moved compares a step with where it stood.
func moved(i *catalog.RoadmapItem, p catalog.Placed) (shift Shift, differs bool) {
	shift = Shift{Item: i, Was: p, StartKnown: i.Starts.Known() && p.Starts.Known(), EndKnown: i.Ends.Known() && p.Ends.Known()}
	if shift.StartKnown {
		shift.Start = p.Starts.DaysUntil(i.Starts)
	}
	if shift.EndKnown {
		shift.End = p.Ends.DaysUntil(i.Ends)
	}
	switch by := shift.By(); {
	case by > 0:
		shift.Kind = Later
	case by < 0:
		shift.Kind = Earlier
	case shift.Start != 0 || i.Theme != p.Theme || i.Horizon != p.Horizon || i.Starts.Known() != p.Starts.Known() || i.Ends.Known() != p.Ends.Known():
		shift.Kind = Changed
	default:
		return shift, false
	}
	return shift, true
}

func abs(n int) int { return max(n, -n) }
