package catalog

import "fairlead/internal/record"

// Service is something that people rely on: an application, a network, a desk.
type Service struct {
	record.Header
	Name        string                 `record:"required,label" alias:"service name|application"`
	Type        ServiceType            `record:"index" title:"Kind"`
	Tier        Tier                   `record:"index" help:"How much the organisation depends on it"`
	Owner       record.Ref[Person]     `alias:"service owner"`
	Team        record.Ref[Team]       `help:"Who runs it"`
	Department  record.Ref[Department] `help:"Who mainly uses it"`
	Vendor      record.Ref[Vendor]
	LossPerHour record.Money        `help:"What an hour without it costs the organisation"`
	RTO         record.Duration     `title:"Recovery time promised" unit:"hours" help:"Recovery time objective: back within this time (ISO 22301)"`
	RPO         record.Duration     `title:"Data loss accepted" unit:"hours" help:"Recovery point objective: at most this much work is lost (ISO 22301)"`
	Targets     record.Rows[Target] `help:"How fast incidents are answered and resolved, by priority"`
	Description record.Markdown     `record:"search"`
}

// Target is what a service promises for one priority of incident.
type Target struct {
	Priority Priority        `record:"required"`
	Respond  record.Duration `unit:"hours"`
	Resolve  record.Duration `unit:"hours" record:"required"`
}

// ServiceType is what kind of service it is.
type ServiceType string

// Options lists the kinds.
func (ServiceType) Options() []record.Option {
	return []record.Option{
		{Name: "business", Title: "Business service"},
		{Name: "application", Title: "Application"},
		{Name: "workplace", Title: "Workplace"},
		{Name: "network", Title: "Network"},
		{Name: "platform", Title: "Platform"},
	}
}

// Tier is how much the organisation depends on a service.
type Tier string

// Options lists the tiers, the most critical first.
func (Tier) Options() []record.Option {
	return []record.Option{
		{Name: "critical", Title: "Critical", Tone: record.Bad},
		{Name: "important", Title: "Important", Tone: record.Warn},
		{Name: "normal", Title: "Normal"},
		{Name: "low", Title: "Low"},
	}
}

func service() record.Declaration {
	return record.Declare(record.Spec[Service]{
		Module: "services", Name: "service", Prefix: "SVC", Icon: "service",
		Help:   "Something that people rely on: an application, a network, a desk.",
		Access: shared().With(record.Technician, record.Rule{May: record.Read | record.Update}),
		Lifecycle: record.Lifecycle{
			Imported: "live",
			States: []record.State{
				{Name: "planned", Title: "Planned"},
				{Name: "live", Title: "Live", Tone: record.Good},
				{Name: "retiring", Title: "Being retired", Tone: record.Warn},
				{Name: "retired", Title: "Retired", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "launch", Title: "Go live", From: []string{"planned"}, To: "live", Needs: []string{"owner"}},
				{Name: "wind_down", Title: "Begin to retire", From: []string{"live"}, To: "retiring"},
				{Name: "keep", Title: "Keep after all", From: []string{"retiring"}, To: "live"},
				{Name: "retire", Title: "Retire", From: []string{"live", "retiring"}, To: "retired"},
			},
		},
		Columns: []string{"name", "tier", "type", "owner", "team", "loss_per_hour", "rto", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "live", Title: "Live", Filter: `state = live`, Order: "name"},
			{Name: "critical", Title: "Critical", Filter: `tier = critical AND state = live`, Order: "name"},
			{Name: "without_impact", Title: "Loss unknown", Filter: `NOT loss_per_hour:* AND state = live`, Order: "name"},
			{Name: "all", Title: "All services", Order: "name"},
		},
	})
}
