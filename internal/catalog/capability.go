package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Capability is what the organisation must be able to do to serve its purpose,
// whoever does it and with whatever (TOGAF: business capability). Its maturity
// goes from 1, initial, to 5, optimising (CMMI).
type Capability struct {
	record.Header
	Name        string                 `record:"required,label" alias:"capability|business capability"`
	Parent      record.Ref[Capability] `title:"Part of"`
	Importance  Importance             `record:"index"`
	Owner       record.Ref[Person]     `help:"Who answers for it in the organisation"`
	Department  record.Ref[Department] `help:"Who needs it most"`
	Services    record.Refs[Service]   `help:"The services that it stands on"`
	Maturity    record.Int             `record:"min=1,max=5,index" title:"Maturity now" help:"From 1, initial, to 5, optimising" alias:"current maturity|as is"`
	AssessedOn  record.Date            `record:"index" help:"When the maturity was judged"`
	Wanted      record.Int             `record:"min=1,max=5,index" title:"Maturity wanted" help:"From 1, initial, to 5, optimising" alias:"target maturity|to be"`
	WantedBy    record.Date            `record:"index" help:"By when we want it"`
	Description record.Markdown        `record:"search"`
}

// Importance is what a capability means to the organisation.
type Importance string

// Options lists them, the weightiest first.
func (Importance) Options() []record.Option {
	return []record.Option{
		{Name: "strategic", Title: "Sets us apart", Tone: record.Warn},
		{Name: "core", Title: "Core"},
		{Name: "supporting", Title: "Supporting"},
	}
}

func checkCapability(c *Capability, problems *fault.List) {
	if c.WantedBy.Known() && !c.Wanted.Known() {
		problems.Add("wanted", "Say which maturity is wanted by that day.")
	}
	if !c.ID.IsZero() && c.Parent.ID == c.ID {
		problems.Add("parent", "A capability cannot be part of itself; choose the wider one.")
	}
}

func capability() record.Declaration {
	return record.Declare(record.Spec[Capability]{
		Module: "strategy", Name: "capability", Plural: "capabilities", Prefix: "CAP", Icon: "chart",
		Help:   "What the organisation must be able to do, and how well it can do it now.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "kept",
			States: []record.State{
				{Name: "proposed", Title: "Proposed"},
				{Name: "kept", Title: "Kept", Tone: record.Good},
				{Name: "retired", Title: "No longer needed", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "keep", Title: "Keep", From: []string{"proposed"}, To: "kept", Needs: []string{"owner"}},
				{Name: "retire", Title: "No longer needed", From: []string{"proposed", "kept"}, To: "retired"},
				{Name: "restore", Title: "Needed again", From: []string{"retired"}, To: "kept"},
			},
		},
		Columns: []string{"name", "importance", "maturity", "wanted", "wanted_by", "assessed_on", "owner", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "kept", Title: "Kept", Filter: `state = kept`, Order: "name"},
			{Name: "due", Title: "Wanted within a year", Filter: `state = kept AND wanted_by <= today+365d`, Order: "wanted_by"},
			{Name: "strategic", Title: "Setting us apart", Filter: `state = kept AND importance = strategic`, Order: "name"},
			{Name: "unknown", Title: "Maturity unknown", Filter: `state = kept AND NOT maturity:*`, Order: "name"},
			{Name: "stale", Title: "Not judged for a year", Filter: `state = kept AND (assessed_on < today-365d OR NOT assessed_on:*)`, Order: "assessed_on"},
			{Name: "all", Title: "All capabilities", Order: "name"},
		},
		Check: checkCapability,
	})
}
