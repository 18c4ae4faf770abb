package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RoadmapItem is a step that we tell others about: what changes when, under which
// theme, and what it has to wait for.
type RoadmapItem struct {
	record.Header
	Title       string                   `record:"required,label" alias:"item|name"`
	Theme       string                   `record:"required,search,index" help:"The line of the roadmap that it stands in"`
	Horizon     RoadmapHorizon           `record:"required,index" help:"How near it is; enough as long as there are no dates"`
	Starts      record.Date              `record:"index" alias:"start date"`
	Ends        record.Date              `record:"index" alias:"end date"`
	DependsOn   record.Refs[RoadmapItem] `help:"What must have ended before it starts"`
	Initiative  record.Ref[Initiative]   `help:"The initiative of which it is a step"`
	Owner       record.Ref[Person]
	Description record.Markdown `record:"search"`
}

// RoadmapHorizon is how near something is that has no dates yet.
type RoadmapHorizon string

// Options lists them, the nearest first.
func (RoadmapHorizon) Options() []record.Option {
	return []record.Option{
		{Name: "now", Title: "Now"},
		{Name: "next", Title: "Next"},
		{Name: "later", Title: "Later"},
	}
}

// Place is the place of the horizon in the order of time, from 0; -1 when it is
// none of them.
func (h RoadmapHorizon) Place() int {
	for i, o := range h.Options() {
		if o.Name == string(h) {
			return i
		}
	}
	return -1
}

func checkRoadmapItem(i *RoadmapItem, problems *fault.List) {
	if i.Starts.Known() && i.Ends.Known() && i.Ends.Before(i.Starts) {
		problems.Add("ends", "The item ends before it starts; check both dates.")
	}
	if !i.ID.IsZero() && i.DependsOn.Has(i.ID) {
		problems.Add("depends_on", "An item cannot wait for itself; take it out.")
	}
}

func roadmapItem() record.Declaration {
	return record.Declare(record.Spec[RoadmapItem]{
		Module: "strategy", Name: "roadmap_item", Prefix: "RMI", Icon: "map",
		Help:   "A step of the roadmap: what changes when, under which theme, and what it has to wait for.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "planned", Title: "Planned"},
				{Name: "doing", Title: "In work", Tone: record.Warn},
				{Name: "done", Title: "Done", Tone: record.Good, Closed: true},
				{Name: "dropped", Title: "Dropped", Closed: true, Aside: true},
			},
			Transitions: []record.Transition{
				{Name: "start", Title: "Start", From: []string{"planned"}, To: "doing"},
				{Name: "finish", Title: "Done", From: []string{"doing"}, To: "done"},
				{Name: "drop", Title: "Drop", From: []string{"planned", "doing"}, To: "dropped"},
				{Name: "plan", Title: "Plan again", From: []string{"done", "dropped"}, To: "planned"},
			},
		},
		Columns: []string{"title", "theme", "horizon", "starts", "ends", "depends_on", "initiative", "owner", "state"},
		Keys:    [][]string{{"title", "theme"}},
		Views: []record.View{
			{Name: "open", Title: "Ahead", Filter: `state = planned OR state = doing`, Order: "starts"},
			{Name: "now", Title: "Now", Filter: `horizon = now AND (state = planned OR state = doing)`, Order: "ends"},
			{Name: "overdue", Title: "Past its end", Filter: `ends < today AND (state = planned OR state = doing)`, Order: "ends"},
			{Name: "undated", Title: "Without dates", Filter: `(state = planned OR state = doing) AND NOT starts:*`, Order: "theme"},
			{Name: "all", Title: "All items", Order: "theme"},
		},
		Check: checkRoadmapItem,
	})
}
