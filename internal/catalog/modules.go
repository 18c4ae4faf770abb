package catalog

// Module is one part of what a director answers for.
type Module struct {
	Name  string // as on every floor of the house
	Title string
	Group string // of the navigation: the director's questions
}

// Modules lists the modules in the order of the navigation.
func Modules() []Module {
	return []Module{
		{"technology", "Technology", "Direction"},
		{"vendors", "Vendors", "Money"},
		{"services", "Services", "Services"},
		{"estate", "Estate", "Estate"},
		{"org", "Organisation", "People"},
		{"governance", "Governance", "Board"},
		{"ground", "Settings", "Settings"},
	}
}
