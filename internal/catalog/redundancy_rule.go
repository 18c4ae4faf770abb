package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// RedundancyRule says what there must be two of: that no single network device
// stops a critical service, or that at least two people can bring it back. The
// survey of the estate holds every service against it.
type RedundancyRule struct {
	record.Header
	Name    string              `record:"required,label" alias:"title|rule"`
	Tier    Tier                `record:"index" title:"For services of" help:"How critical the services are for which it holds; all when left empty"`
	Service record.Ref[Service] `title:"For one service" help:"The only service for which it holds"`
	Of      RedundantKind       `record:"required,index" title:"There must be more than one of" alias:"kind"`
	Least   record.Int          `record:"min=2,max=3" title:"How many must fail to stop it" help:"Two when left empty: no single failure may stop it"`
	Owner   record.Ref[Person]
	Reason  record.Markdown `record:"search"`
}

// RedundantKind is what must not be there only once.
type RedundantKind string

// Options lists the kinds.
func (RedundantKind) Options() []record.Option {
	return []record.Option{
		{Name: "anything", Title: "Anything at all"},
		{Name: "network", Title: "Network equipment and lines"},
		{Name: "power", Title: "Power"},
		{Name: "machine", Title: "Servers and storage"},
		{Name: "software", Title: "Software and virtual machines"},
		{Name: "place", Title: "Rooms and sites"},
		{Name: "vendor", Title: "Vendors"},
		{Name: "person", Title: "People who can"},
	}
}

// Failures is how many must fail to stop a service for which it holds.
func (r *RedundancyRule) Failures() int {
	if r.Least.Known() {
		return int(r.Least.N())
	}
	return 2
}

// HoldsFor reports whether it holds for a service.
func (r *RedundancyRule) HoldsFor(s *Service) bool {
	return (!r.Service.Known() || r.Service.ID == s.ID) && (r.Tier == "" || r.Tier == s.Tier)
}

func checkRedundancyRule(r *RedundancyRule, problems *fault.List) {
	if r.Service.Known() && r.Tier != "" {
		problems.Add("tier", "A rule holds for one service or for all of a tier; leave one of the two empty.")
	}
	if r.Of == "person" && r.Failures() > 2 {
		problems.Add("least", "Of people the survey knows who is the only one; ask for two.")
	}
}

func redundancyRule() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[RedundancyRule]{
		Module: "continuity", Name: "redundancy_rule", Prefix: "RED", Icon: "shield",
		Help:   "What there must be two of, so that no single failure stops a service.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "in_force",
			States: []record.State{
				{Name: "proposed", Title: "Proposed", Tone: record.Warn},
				{Name: "in_force", Title: "In force", Tone: record.Good},
				{Name: "withdrawn", Title: "Withdrawn", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "adopt", Title: "Put in force", From: []string{"proposed"}, To: "in_force", Roles: leaders},
				{Name: "withdraw", Title: "Withdraw", From: []string{"proposed", "in_force"}, To: "withdrawn", Roles: leaders},
				{Name: "propose", Title: "Propose again", From: []string{"withdrawn"}, To: "proposed"},
			},
		},
		Columns: []string{"name", "tier", "service", "of", "least", "owner", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_force", Title: "In force", Filter: `state = in_force`, Order: "name"},
			{Name: "all", Title: "All rules", Order: "name"},
		},
		Check: checkRedundancyRule,
	})
}
