package app

import "testing"

// A lead sees how many incidents are to be expected, and opens a service.
func TestVolumes(t *testing.T) {
	p := at(t, "manager", "/volumes")
	p.WaitFor("Incidents a week, by month")
	p.WaitFor("Made in the same way from")
	p.Click("tbody a[href='/volumes/SVC-0001']")
	p.WaitFor("What it is made of")
}
