package catalog

import "fairlead/internal/record"

// CommonCause is something that brings several risks about at once: a wave of
// attacks, a storm, a hole in software that many use. Risks that share one come true
// together, so that bad years are worse than if each came alone.
type CommonCause struct {
	record.Header
	Name      string          `record:"required,label" alias:"title|cause"`
	Frequency record.Estimate `record:"required,min=0" unit:"per year" title:"How often" help:"How often it strikes in a year; once in ten years is 0.1"`
	Owner     record.Ref[Person]
	Basis     record.Markdown `record:"search" help:"On what the estimate rests" alias:"rationale|source"`
	Review    record.Date     `record:"index" title:"Review due"`
}

// Open reports whether it still counts.
func (c *CommonCause) Open() bool { return !c.Archived && c.State != "retired" }

func commonCause() record.Declaration {
	return record.Declare(record.Spec[CommonCause]{
		Module: "risk", Name: "common_cause", Prefix: "CCA", Icon: "link",
		Help:   "What brings several risks about at once.",
		Access: internal(),
		Lifecycle: record.Lifecycle{
			States: []record.State{
				{Name: "in_use", Title: "In use", Tone: record.Good},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "retire", Title: "Retire", From: []string{"in_use"}, To: "retired"},
				{Name: "resume", Title: "Use again", From: []string{"retired"}, To: "in_use"},
			},
		},
		Columns: []string{"name", "frequency", "owner", "review", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_use", Title: "In use", Filter: `state = in_use`, Order: "name"},
			{Name: "review", Title: "Review due", Filter: `state = in_use AND review < today`, Order: "review"},
			{Name: "all", Title: "All common causes", Order: "name"},
		},
	})
}
