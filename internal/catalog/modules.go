package catalog

// Module is one part of what a director answers for.
type Module struct {
	Name  string // as on every floor of the house
	Title string
	Group string // of the navigation: the director's questions
	Home  Home
}

// Home is the page that answers a module's question. The zero Home is none.
type Home struct {
	Path string
	// Sums are the types whose records it adds up: it is for those who may see all
	// of each, as to others its figures would be wrong.
	Sums []string
}

// Modules lists the modules in the order of the navigation.
func Modules() []Module {
	return []Module{
		{"strategy", "Strategy", "Direction", Home{"/strategy", []string{"objective", "capability", "initiative", "roadmap_item", "roadmap_version", "scenario"}}},
		{"technology", "Technology", "Direction", Home{"/technology", []string{"technology", "product", "asset", "service", "waiver", "evaluation"}}},
		// Not positions and staff cost rates: to whoever may not see these the forecast
		// of a line is made from what was spent on it.
		{"finance", "Money", "Money", Home{"/finance", []string{
			"fiscal_year", "budget", "budget_line", "ledger_entry", "exchange_rate", "forecast_version", "allocation_rule", "cost_centre",
			"contract", "project", "asset", "service", "department", "person", "incident",
		}}},
		{"vendors", "Commitments", "Money", Home{"/commitments", []string{
			"contract", "vendor", "purchase_request", "quote", "purchase_order", "receipt", "invoice", "ledger_entry", "licence_entitlement", "exit_plan", "asset", "product", "service", "incident",
		}}},
		{"projects", "Portfolio", "Delivery", Home{"/portfolio", []string{"project", "task", "milestone", "status_report", "demand", "assignment", "person", "phase", "project_risk"}}},
		{"services", "Services", "Services", Home{}},
		{"estate", "Estate", "Estate", Home{}},
		// Not skill ratings: to whoever may not see these, people count only where a
		// dependency names them, and the pages say so.
		{"continuity", "Continuity", "Estate", Home{"/continuity", []string{
			"service", "asset", "dependency", "business_impact", "loss_scenario", "redundancy_rule", "product", "location", "site", "vendor", "contract", "person", "team", "skill", "failure_history",
		}}},
		{"org", "Organisation", "People", Home{}},
		{"people", "People and skills", "People", Home{}},
		// And what the survey of the estate adds up.
		{"risk", "Risk", "Board", Home{"/risk", []string{
			"risk", "common_cause", "risk_treatment", "risk_appetite", "risk_acceptance", "risk_indicator", "risk_estimate", "loss_event", "risk_matrix", "exchange_rate",
			"service", "asset", "dependency", "business_impact", "loss_scenario", "redundancy_rule", "product", "location", "site", "vendor", "contract", "person", "team", "skill", "failure_history",
		}}},
		{"governance", "Governance", "Board", Home{}},
		{"ground", "Settings", "Settings", Home{}},
	}
}

// Branch is a page beside the home of a module, with a place of its own under it
// in the navigation.
type Branch struct {
	Name   string // of its packages, on every floor
	Title  string
	Module string
	Home
}

// Branches lists them, in the order of the navigation.
func Branches() []Branch {
	return []Branch{
		{"volumes", "Incident volumes", "services", Home{"/volumes", []string{"incident", "service"}}},
		{"capacity", "Capacity", "estate", Home{"/capacity", []string{"capacity_measure", "asset", "service", "person"}}},
		{"recovery", "Recovery", "continuity", Home{"/recovery", []string{"recovery_plan", "exercise", "spare", "backup", "service", "person", "contract"}}},
	}
}
