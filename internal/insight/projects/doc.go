// Package projects answers whether our projects are on time, within budget,
// good enough and the right ones: earned value, the health of each project,
// milestones that slip, demands that wait, and whom the months ask for more
// hours than they have.
package projects

import (
	"fairlead/internal/catalog"
	"fairlead/internal/insight/signal"
	"fairlead/internal/record"
)

// Rules lists what the module looks for.
func Rules() []signal.Rule {
	return []signal.Rule{
		{Name: "projects.late", Find: late},
		{Name: "projects.unlikely", Find: unlikely},
		{Name: "projects.cost", Find: overCost},
		{Name: "projects.report", Find: unreported},
		{Name: "projects.slip", Find: slipped},
		{Name: "projects.due", Find: dueSoon},
		{Name: "projects.demand", Find: waiting},
		{Name: "projects.skills", Find: lacking},
		{Name: "projects.risk", Find: pressing},
		{Name: "projects.gate", Find: ungated},
		{Name: "projects.benefit", Find: unproven},
	}
}

// Near is how many days ahead a milestone counts as due soon.
const Near = 14

// underWay goes through the projects in work or on hold.
func underWay(s *record.Snapshot, f func(*catalog.Project)) {
	for p := range record.Each[catalog.Project](s) {
		if !p.Archived && (p.State == "active" || p.State == "on_hold") {
			f(p)
		}
	}
}

// Tolerance is by how many per cent of the budget an estimate at completion may
// exceed it before it counts as over cost: early figures waver.
const Tolerance = 5
