package catalog

import (
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// AllocationRule says who carries what a service or a cost centre costs: the
// departments that use it, and other services that stand on it.
type AllocationRule struct {
	record.Header
	Name       string                 `record:"required,label" alias:"rule"`
	Service    record.Ref[Service]    `title:"Cost of the service" help:"Whose cost is handed on; or else a cost centre"`
	CostCentre record.Ref[CostCentre] `title:"Cost of the cost centre" help:"Whose cost is handed on, as far as no service is named on it"`
	Driver     AllocationDriver       `record:"required,index"`
	Unit       string                 `help:"What the shares count: users, tickets, terabytes"`
	Shares     record.Rows[Share]     `help:"Who carries how much; by head count, all departments when left empty"`
	Starts     record.Date            `record:"index"`
	Ends       record.Date            `record:"index"`
	Reason     record.Markdown        `record:"search" help:"Why it is fair"`
}

// Share is the part of one service or department.
type Share struct {
	Department record.Ref[Department]
	Service    record.Ref[Service]
	Share      record.Decimal `record:"min=0" help:"Per cent, or how many units; empty by head count"`
}

// AllocationDriver is what shares are measured by.
type AllocationDriver string

// Options lists the drivers.
func (AllocationDriver) Options() []record.Option {
	return []record.Option{
		{Name: "percent", Title: "Fixed per cent"},
		{Name: "units", Title: "Units used"},
		{Name: "head_count", Title: "Head count"},
	}
}

// InForce reports whether the rule applies on a day.
func (r *AllocationRule) InForce(on record.Date) bool {
	return !r.Archived && r.State == "in_force" && !on.Before(r.Starts) && !on.After(r.Ends)
}

// checkAllocationRule lets a draft be incomplete.
func checkAllocationRule(r *AllocationRule, problems *fault.List) {
	if r.Service.Known() && r.CostCentre.Known() || r.State == "in_force" && r.Service.Known() == r.CostCentre.Known() {
		problems.Add("service", "Say whose cost is handed on: a service or a cost centre, one of the two.")
	}
	if r.Starts.Known() && r.Ends.Before(r.Starts) {
		problems.Add("ends", "The rule ends before it starts; check both dates.")
	}
	sum := int64(0)
	for i, s := range r.Shares {
		if s.Department.Known() == s.Service.Known() {
			problems.Add("shares", "Row %d: name a department or a service, one of the two.", i+1)
		}
		if r.Driver != "head_count" && !s.Share.Known() {
			problems.Add("shares", "Row %d: say how much it carries.", i+1)
		}
		if r.Driver == "head_count" && s.Service.Known() {
			problems.Add("shares", "Row %d: a service has no heads to count; choose a department or another driver.", i+1)
		}
		if s.Service.Known() && s.Service == r.Service {
			problems.Add("shares", "Row %d: a service does not pay itself.", i+1)
		}
		sum += s.Share.Micro()
	}
	if r.Driver == "percent" && sum != 100_000_000 && r.State == "in_force" {
		problems.Add("shares", "The shares add up to %s per cent, not to 100.", record.NewDecimal(sum).Text())
	}
	if r.Driver == "units" && sum == 0 && r.State == "in_force" {
		problems.Add("shares", "Say who uses how many units.")
	}
}

// alone holds that what a service or a cost centre costs is handed on by one rule
// at a time.
func alone(s *record.Snapshot, r *AllocationRule, problems *fault.List) {
	if r.State != "in_force" || r.Archived {
		return
	}
	for other := range record.Each[AllocationRule](s) {
		if other.ID == r.ID || other.State != "in_force" || other.Archived || other.Service != r.Service || other.CostCentre != r.CostCentre {
			continue
		}
		if !(r.Ends.Known() && other.Starts.After(r.Ends)) && !(other.Ends.Known() && r.Starts.After(other.Ends)) {
			problems.Add("starts", "The rule %q hands on the same cost in these days. End it, or let this one start after it ends.", other.Name)
			return
		}
	}
}

func allocationRule() record.Declaration {
	leaders := []record.Role{record.Director, record.Manager}
	return record.Declare(record.Spec[AllocationRule]{
		Module: "finance", Name: "allocation_rule", Prefix: "ALR", Icon: "money",
		Help:   "Who carries what a service or a cost centre costs.",
		Access: commercial(),
		Lifecycle: record.Lifecycle{
			Imported: "in_force",
			States: []record.State{
				{Name: "draft", Title: "Draft"},
				{Name: "in_force", Title: "In force", Tone: record.Good},
				{Name: "ended", Title: "Ended", Closed: true},
			},
			Transitions: []record.Transition{
				{Name: "agree", Title: "Put in force", From: []string{"draft"}, To: "in_force", Roles: leaders},
				{Name: "end", Title: "End", From: []string{"in_force"}, To: "ended", Roles: leaders},
				{Name: "reopen", Title: "Back to draft", From: []string{"in_force", "ended"}, To: "draft", Roles: leaders},
			},
		},
		Columns: []string{"name", "service", "cost_centre", "driver", "unit", "shares", "state"},
		Keys:    [][]string{{"name"}},
		Views: []record.View{
			{Name: "in_force", Title: "In force", Filter: `state = in_force`, Order: "name"},
			{Name: "all", Title: "All rules", Order: "name"},
		},
		Check: checkAllocationRule,
		Among: alone,
	})
}
