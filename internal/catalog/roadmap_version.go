package catalog

import "fairlead/internal/record"

// RoadmapVersion is the roadmap as it stood on a day, kept to see later what
// moved, and by how much.
type RoadmapVersion struct {
	record.Header
	Name    string              `record:"required,label" alias:"version"`
	TakenOn record.Date         `record:"required,index" help:"The day on which the roadmap stood so"`
	Shown   string              `record:"search" help:"To whom it was shown: board, departments"`
	Note    record.Markdown     `record:"search" help:"What was agreed about it"`
	Steps   record.Rows[Placed] `help:"The steps as they were planned that day"`
}

// Placed is where a step of the roadmap stood.
type Placed struct {
	Step    record.Ref[RoadmapItem] `help:"Empty where the step is no longer kept"`
	Title   string                  `record:"required"`
	Theme   string
	Horizon RoadmapHorizon
	Starts  record.Date
	Ends    record.Date
}

func roadmapVersion() record.Declaration {
	return record.Declare(record.Spec[RoadmapVersion]{
		Module: "strategy", Name: "roadmap_version", Prefix: "RMV", Icon: "clock",
		Help:    "The roadmap as it stood on a day, to compare it with later.",
		Access:  commercial(),
		Columns: []string{"name", "taken_on", "shown", "steps"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "all", Title: "All versions", Order: "-taken_on"},
		},
	})
}
