package app

import (
	"strings"
	"testing"
)

// The director sees which project is late, opens its plan and the trend of its
// milestone, and accepts the demand that comes first.
func TestPortfolioToDecision(t *testing.T) {
	d := at(t, "director", "/portfolio")
	if got := d.Text("h1"); !strings.Contains(got, "will be late") {
		t.Errorf("the headline is %q", got)
	}
	if got := d.Text("#health"); !strings.Contains(got, "76 days late") {
		t.Errorf("the table of projects says %q", got)
	}
	d.Click("Earned value in full")
	d.WaitFor("EAC as planned")

	d.open("/projects?filter=code%3D%22HF-P-031%22")
	d.Click("Terminal operating system 8")
	d.WaitFor("Tasks and milestones")
	d.Click("Crane link proven")
	d.WaitFor("Expected after the planned day")

	d.open("/portfolio")
	d.Click("Second data line at the Gdańsk office")
	d.WaitFor("Waiting for a decision")
	d.Click("Accept")
	d.WaitFor("“Accepted”")
	d.open("/portfolio")
	if got := d.Text("#demands"); strings.Contains(got, "Second data line") {
		t.Error("the demand still waits for a decision after it was accepted")
	}
}

// Employees ask for something and see what they asked for; the portfolio is not
// theirs.
func TestPortfolioIsNotForAll(t *testing.T) {
	w := theWorld(t)
	p := at(t, "employee", "/demands/new")
	for _, path := range []string{"/portfolio", "/projects", "/projects/PRJ-0001", "/status_reports"} {
		if status := p.Go(w.url + path); status != 403 && status != 404 {
			t.Errorf("an employee gets %s with status %d", path, status)
		}
	}
}
