package strategy

import (
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// Move is a change of the plan: a step of the roadmap begins some days later, or
// earlier where they are less than zero, and takes some days longer.
type Move struct {
	Step         *catalog.RoadmapItem
	Days, Longer int
	// Push moves what waits for the step, over any number of steps, by as much
	// as its end moves.
	Push bool
}

// Moved are copies of the steps that a move changes, with their new dates: the
// step first. Unknown dates stay unknown. Of what waits for it, only steps that
// are planned move: what is in work or done stays.
func Moved(s *record.Snapshot, m Move) []*catalog.RoadmapItem {
	moved := []*catalog.RoadmapItem{shifted(s, m.Step, m.Days, m.Days+m.Longer)}
	if !m.Push {
		return moved
	}
	seen := map[record.ID]bool{m.Step.ID: true}
	for at := 0; at < len(moved); at++ {
		for waiting := range record.Referring[catalog.RoadmapItem](s, moved[at].ID, "depends_on") {
			if !seen[waiting.ID] && !waiting.Archived && waiting.State == "planned" {
				seen[waiting.ID] = true
				moved = append(moved, shifted(s, waiting, m.Days+m.Longer, m.Days+m.Longer))
			}
		}
	}
	return moved
}

// shifted is a copy of a step whose start and end lie so many days later.
func shifted(s *record.Snapshot, i *catalog.RoadmapItem, start, end int) *catalog.RoadmapItem {
	c := record.TypeFor[catalog.RoadmapItem](s).Clone(i).(*catalog.RoadmapItem)
	if c.Starts.Known() {
		c.Starts = c.Starts.AddDays(start)
	}
	if c.Ends.Known() {
		c.Ends = c.Ends.AddDays(end)
	}
	return c
}
