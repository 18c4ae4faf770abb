package estate

import "fmt"

// Size is how many records of each type there are.
type Size struct {
	Name                                  string
	Departments, Teams, Sites, Locations  int
	People, Vendors, Products, Services   int
	Assets, Dependencies, Contracts       int
	Incidents, Open                       int // Open of the incidents are not closed
	Entries                               int // in the journal, about
	BusyHistory, BusyComments, SavedViews int // what hangs on one busy record, so that its page is measured
}

// Foundation is the size that the program is held to: 200,000 assets, 50,000
// contracts, 200,000 incidents of which 20,000 are open, 100,000 dependencies
// and a journal of a million entries.
func Foundation() Size {
	return Size{
		Name:        "foundation",
		Departments: 60, Teams: 80, Sites: 200, Locations: 3000,
		People: 12_000, Vendors: 2500, Products: 8000, Services: 2000,
		Assets: 200_000, Dependencies: 100_000, Contracts: 50_000,
		Incidents: 200_000, Open: 20_000,
		Entries:     1_000_000,
		BusyHistory: 300, BusyComments: 200, SavedViews: 20,
	}
}

// Part is a size with the large numbers divided, for trying things out.
func (s Size) Part(divisor int) Size {
	if divisor <= 1 {
		return s
	}
	p := s
	p.Name = fmt.Sprintf("%s-%d", s.Name, divisor)
	for _, n := range []*int{
		&p.Locations, &p.People, &p.Vendors, &p.Products, &p.Services, &p.Assets, &p.Dependencies,
		&p.Contracts, &p.Incidents, &p.Open, &p.Entries,
	} {
		*n = max(*n/divisor, 10)
	}
	return p
}
