package strategy

import (
	"cmp"
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Theme is one line of the roadmap.
type Theme struct {
	Name  string
	Items []*catalog.RoadmapItem // by start, then by horizon
}

// Roadmap lists the items that are not dropped, by theme in the order of the
// alphabet. Those that are done stay: they show the way so far.
func Roadmap(s *record.Snapshot) []Theme {
	byName := map[string]*Theme{}
	for i := range record.Each[catalog.RoadmapItem](s) {
		if i.Archived || i.State == "dropped" {
			continue
		}
		if byName[i.Theme] == nil {
			byName[i.Theme] = &Theme{Name: i.Theme}
		}
		byName[i.Theme].Items = append(byName[i.Theme].Items, i)
	}
	var themes []Theme
	for _, t := range byName {
		slices.SortFunc(t.Items, func(a, b *catalog.RoadmapItem) int {
			return cmp.Or(byDay(a.Starts, b.Starts), cmp.Compare(a.Horizon.Place(), b.Horizon.Place()), byDay(a.Ends, b.Ends), a.ID.Compare(b.ID))
		})
		themes = append(themes, *t)
	}
	slices.SortFunc(themes, func(a, b Theme) int { return cmp.Compare(a.Name, b.Name) })
	return themes
}

// Conflict is an item of the roadmap that cannot go as planned, because of one
// that it depends on.
type Conflict struct {
	Item, On *catalog.RoadmapItem
	Kind     ConflictKind
	Days     int // of an overlap: by how many days the item starts too early
}

// ConflictKind is what is wrong between two items.
type ConflictKind string

// The kinds.
const (
	Overlap ConflictKind = "overlap" // it starts before the other ends
	Sooner  ConflictKind = "sooner"  // it has no dates to compare, and its horizon is nearer
	Dropped ConflictKind = "dropped" // the other will not come
	Circle  ConflictKind = "circle"  // the other waits for it in turn
)

// Conflicts lists what is wrong on the roadmap, by the start of the items. Items
// that are done conflict with nothing; starting on the day on which the other
// ends is no conflict.
func Conflicts(s *record.Snapshot) []Conflict {
	var list []Conflict
	for i := range record.Each[catalog.RoadmapItem](s) {
		if !ahead(i) {
			continue
		}
		for _, ref := range i.DependsOn {
			if on := record.Get(s, ref); on != nil {
				if c, ok := between(s, i, on); ok {
					list = append(list, c)
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Conflict) int {
		return cmp.Or(byDay(a.Item.Starts, b.Item.Starts), a.Item.ID.Compare(b.Item.ID), a.On.ID.Compare(b.On.ID))
	})
	return list
}

func ahead(i *catalog.RoadmapItem) bool {
	return !i.Archived && (i.State == "planned" || i.State == "doing")
}

// between finds what is wrong between an item ahead and one that it depends on.
func between(s *record.Snapshot, i, on *catalog.RoadmapItem) (Conflict, bool) {
	c := Conflict{Item: i, On: on}
	switch {
	case on.State == "dropped":
		c.Kind = Dropped
	case on.State == "done" || on.Archived:
		return c, false
	case waits(s, on, i.ID):
		c.Kind = Circle
	case i.Starts.Before(on.Ends):
		c.Kind, c.Days = Overlap, i.Starts.DaysUntil(on.Ends)
	case !(i.Starts.Known() && on.Ends.Known()) && i.Horizon.Place() >= 0 && i.Horizon.Place() < on.Horizon.Place():
		c.Kind = Sooner
	default:
		return c, false
	}
	return c, true
}

// waits reports whether an item waits for another, over any number of steps.
func waits(s *record.Snapshot, from *catalog.RoadmapItem, target record.ID) bool {
	seen := map[record.ID]bool{from.ID: true}
	queue := []*catalog.RoadmapItem{from}
	for len(queue) > 0 {
		for _, ref := range queue[0].DependsOn {
			if ref.ID == target {
				return true
			}
			if next := record.Get(s, ref); next != nil && ahead(next) && !seen[ref.ID] {
				seen[ref.ID] = true
				queue = append(queue, next)
			}
		}
		queue = queue[1:]
	}
	return false
}
