package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RiskIndicator is a figure that tells in time when risks grow (key risk indicator).
type RiskIndicator struct {
	record.Header
	Name      string               `record:"required,label" alias:"title|indicator|kri"`
	Risks     record.Refs[Risk]    `help:"The risks of which it tells"`
	Unit      string               `help:"What it counts: %, days, machines"`
	Direction IndicatorDirection   `record:"required,index" title:"Gets worse as it"`
	Warn      record.Decimal       `title:"Warn at" help:"From here on it is looked at"`
	Threshold record.Decimal       `record:"required" help:"From here on something must be done" alias:"limit|trigger"`
	EveryDays record.Int           `record:"min=1,max=366" unit:"days" title:"Read every" help:"31 days when left empty"`
	Readings  record.Rows[Reading] `help:"What it was, by day"`
	Owner     record.Ref[Person]   `help:"Who reads it"`
	Origin    string               `record:"search" title:"Comes from" help:"Where the figure is read"`
}

// IndicatorDirection is in which direction an indicator gets worse.
type IndicatorDirection string

// Options lists both.
func (IndicatorDirection) Options() []record.Option {
	return []record.Option{{Name: "rises", Title: "rises"}, {Name: "falls", Title: "falls"}}
}

// Last is the newest reading; nil before the first.
func (i *RiskIndicator) Last() *Reading {
	return lastReading(i.Readings)
}

// Beyond reports whether a value has reached a level in the direction in which it
// gets worse; no value is beyond a level that is not known.
func (i *RiskIndicator) Beyond(value, level record.Decimal) bool {
	if !level.Known() || !value.Known() {
		return false
	}
	if i.Direction == "falls" {
		return value.Micro() <= level.Micro()
	}
	return value.Micro() >= level.Micro()
}

// Every is how many days lie between readings.
func (i *RiskIndicator) Every() int {
	return readEvery(i.EveryDays)
}

func (i *RiskIndicator) order() {
	sortReadings(i.Readings)
}

func checkRiskIndicator(i *RiskIndicator, problems *fault.List) {
	for n, r := range i.Readings {
		if n > 0 && r.On == i.Readings[n-1].On {
			problems.Add("readings", "There are two readings of %s; keep one.", r.On.String())
			break
		}
	}
	if i.Warn.Known() && i.Warn != i.Threshold && i.Beyond(i.Warn, i.Threshold) {
		problems.Add("warn", "It warns only after the threshold; the two may be exchanged, or it gets worse the other way.")
	}
}

func riskIndicator() record.Declaration {
	return record.Declare(record.Spec[RiskIndicator]{
		Module: "risk", Name: "risk_indicator", Prefix: "KRI", Icon: "bell",
		Help:   "A figure that tells in time when risks grow.",
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
		Columns: []string{"name", "unit", "direction", "warn", "threshold", "owner", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_use", Title: "In use", Filter: `state = in_use`, Order: "name"},
			{Name: "mine", Title: "Mine", Filter: `owner = me AND state = in_use`, Order: "name"},
			{Name: "all", Title: "All indicators", Order: "name"},
		},
		Normalise: (*RiskIndicator).order,
		Check:     checkRiskIndicator,
	})
}
