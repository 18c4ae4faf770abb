package catalog

// Module is one part of what a director answers for.
type Module struct {
	Name  string // as on every floor of the house
	Title string
	Group string // of the navigation: the director's questions
	Home  string // address of the page that answers the module's question; empty where there is none
}

// Modules lists the modules in the order of the navigation.
func Modules() []Module {
	return []Module{
		{"strategy", "Strategy", "Direction", "/strategy"},
		{"technology", "Technology", "Direction", "/technology"},
		{"finance", "Money", "Money", "/finance"},
		{"vendors", "Commitments", "Money", "/commitments"},
		{"projects", "Portfolio", "Delivery", "/portfolio"},
		{"services", "Services", "Services", ""},
		{"estate", "Estate", "Estate", ""},
		{"org", "Organisation", "People", ""},
		{"governance", "Governance", "Board", ""},
		{"ground", "Settings", "Settings", ""},
	}
}
