package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// CapacityMeasure is something of which there is only so much, and what of it is in
// use: a disk, a line, licences, places in a rack (ITIL: component capacity).
type CapacityMeasure struct {
	record.Header
	Name      string               `record:"required,label" alias:"title|measure|resource"`
	Kind      CapacityKind         `record:"required,index" alias:"type"`
	Unit      string               `record:"required" help:"What is counted: GB, Mbit/s, seats" alias:"unit of measure"`
	Limit     record.Decimal       `record:"required" help:"How much there is, or how much of it may be used before it no longer does its work" alias:"capacity|maximum|threshold"`
	EveryDays record.Int           `record:"min=1,max=366" unit:"days" title:"Read every" help:"31 days when left empty"`
	Season    record.Int           `record:"min=2,max=400" help:"How many readings make a cycle, such as 12 months; empty for none"`
	LeadDays  record.Int           `record:"min=0,max=1000" unit:"days" title:"More takes" help:"From the order until more of it is in use" alias:"lead time"`
	StepSize  record.Decimal       `title:"More comes in steps of" help:"In the same unit"`
	StepCost  record.Money         `title:"A step costs"`
	Asset     record.Ref[Asset]    `help:"What it is a capacity of"`
	Services  record.Refs[Service] `help:"What stands still when it is full"`
	Owner     record.Ref[Person]   `help:"Who sees that there is enough"`
	Ordered   record.Date          `record:"index" title:"More comes on" help:"The day from which what is on order can be used; empty when nothing is"`
	Readings  record.Rows[Reading] `help:"What was in use, by day"`
	Origin    string               `record:"search" title:"Comes from" help:"Where the figure is read"`
	Notes     record.Markdown      `record:"search"`
}

// CapacityKind is what there is only so much of.
type CapacityKind string

// Options lists the kinds.
func (CapacityKind) Options() []record.Option {
	return []record.Option{
		{Name: "storage", Title: "Storage"},
		{Name: "compute", Title: "Processors and memory"},
		{Name: "network", Title: "Network"},
		{Name: "licence", Title: "Licences"},
		{Name: "power", Title: "Power and cooling"},
		{Name: "space", Title: "Space"},
		{Name: "people", Title: "People's time"},
		{Name: "other", Title: "Other"},
	}
}

// Last is the newest reading; nil before the first.
func (m *CapacityMeasure) Last() *Reading {
	return lastReading(m.Readings)
}

// Every is how many days lie between readings.
func (m *CapacityMeasure) Every() int {
	return readEvery(m.EveryDays)
}

func (m *CapacityMeasure) order() {
	sortReadings(m.Readings)
}

func checkCapacityMeasure(m *CapacityMeasure, problems *fault.List) {
	if m.Limit.Known() && m.Limit.Micro() <= 0 {
		problems.Add("limit", "A limit is more than nothing.")
	}
	if m.StepSize.Known() && m.StepSize.Micro() <= 0 {
		problems.Add("step_size", "A step is more than nothing; leave it empty where there is none.")
	}
	for n, r := range m.Readings {
		if r.Value.Known() && r.Value.Micro() < 0 {
			problems.Add("readings", "The reading of %s is less than nothing.", r.On.String())
			break
		}
		if n > 0 && r.On == m.Readings[n-1].On {
			problems.Add("readings", "There are two readings of %s; keep one.", r.On.String())
			break
		}
	}
}

func capacityMeasure() record.Declaration {
	return record.Declare(record.Spec[CapacityMeasure]{
		Module: "estate", Name: "capacity_measure", Prefix: "CPM", Icon: "asset",
		Help:   "Something of which there is only so much, and what of it is in use: a disk, a line, licences.",
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
		Columns: []string{"name", "kind", "limit", "unit", "asset", "owner", "ordered", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_use", Title: "In use", Filter: `state = in_use`, Order: "name"},
			{Name: "mine", Title: "Mine", Filter: `owner = me AND state = in_use`, Order: "name"},
			{Name: "on_order", Title: "More is on order", Filter: `ordered:* AND state = in_use`, Order: "ordered"},
			{Name: "all", Title: "All measures", Order: "name"},
		},
		Normalise: (*CapacityMeasure).order,
		Check:     checkCapacityMeasure,
	})
}
