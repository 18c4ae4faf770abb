package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// From the survey to one thing and why it stops a service, to a second one asked
// for, to the sets behind a service's figure, and to the cold start.
func TestContinuityFromTheSurveyToTheReason(t *testing.T) {
	p := at(t, "director", "/")
	p.Click("nav a[href='/continuity']")
	p.WaitFor("hang on a single failure")
	if got := p.Text("#single tbody"); !strings.Contains(got, "bgo-core-1") || !strings.Contains(got, "Magdalena Sroka") {
		t.Errorf("the single points are %q", got)
	}
	p.Click("#single tbody a[href='/continuity/what-if?fail=AST-0027']")
	p.WaitFor("What stops, and why")
	if got := p.Text("#stops tbody"); !strings.Contains(got, "connects through Bergen terminal network") || !strings.Contains(got, "runs on bgo-core-1") {
		t.Errorf("the reasons are %q", got)
	}
	if got := p.Text("main"); !strings.Contains(got, "2 failures of the model Cisco Catalyst 3850 48P in 24 months") {
		t.Errorf("the figures do not say that they were learned: %q", got)
	}
	p.Click("Ask for the purchase")
	p.WaitFor("New purchase request")
	if got := browser.Eval[string](p.Tab, "document.querySelector('[name=title]').value"); got != "A second unit beside bgo-core-1" {
		t.Errorf("the request is for %q", got)
	}
	p.open("/continuity/services/SVC-0001")
	p.WaitFor("What stops it when both fail")
	p.open("/continuity/cold-start")
	p.WaitFor("could not be started once everything is down")
	if got := p.Text("main"); !strings.Contains(got, "Oslo cluster") || !strings.Contains(got, "osl-dns-1") {
		t.Errorf("the circle is not told: %.300q", got)
	}
	p.open("/assets/AST-0027")
	p.Click("What stops if it fails, and what that costs")
	p.WaitFor("What stops, and why")
	p.open("/assets/AST-0027")
	p.Click("What it needs and what needs it, on the map")
	p.WaitFor("bgo-core-1 rests on")
	p.open("/continuity")
	p.Click("Magdalena Sroka")
	p.Click("Plan training in PostgreSQL")
	p.WaitFor("New skill rating")
	x := at(t, "executive", "/continuity")
	x.WaitFor("hang on a single failure")
	x.WaitFor("Who masters which skill is not shown to you")
	e := at(t, "employee", "/continuity")
	e.WaitFor("it is for those who may see all of them")
}

// From a scenario to when services are back, by day and by night, to the plan behind
// a figure and what becomes of it after each scenario.
func TestContinuityFromAScenarioToThePlan(t *testing.T) {
	p := at(t, "manager", "/continuity")
	p.Click("#scenarios tbody a[href='/continuity/scenarios/LSC-0007']")
	p.WaitFor("services that stop are known to be back")
	if got := p.Text("#back tbody"); !strings.Contains(got, "Bring back message exchange") || !strings.Contains(got, "no plan: unknown") {
		t.Errorf("the services are %q", got)
	}
	if got := p.Text("#plans tbody"); !strings.Contains(got, "which lies at Gdańsk service centre") {
		t.Errorf("what keeps the plans is %q", got)
	}
	p.Click("After a loss by night")
	p.WaitFor("services that stop are known to be back")
	p.Click("#back tbody a[href='/recovery/plans/RCP-0002']")
	p.WaitFor("After each scenario")
	p.Click("#scenarios tbody a[href='/continuity/scenarios/LSC-0006']")
	p.WaitFor("Nothing stops, but 4 plans could not be carried out")
}
