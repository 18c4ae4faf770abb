package app

import "testing"

// A lead sees what must be ordered, opens it, and finds the readings behind it.
func TestCapacity(t *testing.T) {
	p := at(t, "manager", "/capacity")
	p.WaitFor("Storage in Oslo, first array")
	p.WaitFor("Months until each is full")
	p.Click("tbody a[href='/capacity/CPM-0001']")
	p.WaitFor("What is in use, in TB")
	p.WaitFor("Made in the same way from")
	p.Click("a[href='/capacity_measures/CPM-0001']")
	p.WaitFor("Console of the array")
}
