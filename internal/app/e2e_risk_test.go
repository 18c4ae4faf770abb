package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// From the curve to one risk and what happened against its estimate, and to the matrix;
// an executive sees it, an employee does not.
func TestRiskFromTheCurveToTheEvents(t *testing.T) {
	p := at(t, "director", "/")
	p.Click("nav a[href='/risk']")
	p.WaitFor("What a year may cost")
	if got := p.Text("main h1"); !strings.Contains(got, "accept") {
		t.Errorf("the headline is %q", got)
	}
	if got := p.Text("#appetite tbody"); !strings.Contains(got, "Appetite for attacks") || !strings.Contains(got, "no") {
		t.Errorf("the appetites are %q", got)
	}
	if got := p.Text("#treatments tbody"); !strings.Contains(got, "A guard at the quay by night") {
		t.Errorf("the treatments are %q", got)
	}
	p.Click("#ranked tbody a[href='/risk/risks/RSK-0003']")
	p.WaitFor("What it hangs on")
	if got := p.Text("#estimates tbody"); !strings.Contains(got, "too low") {
		t.Errorf("the estimates are %q", got)
	}
	if got := p.Text("#events tbody"); !strings.Contains(got, "Booking down at the end of the quarter") {
		t.Errorf("the events are %q", got)
	}
	p.open("/risk/matrix")
	p.WaitFor("Where the matrix misleads")
	x := at(t, "executive", "/risk")
	x.WaitFor("What a year may cost")
	e := at(t, "employee", "/risk")
	e.WaitFor("it is for those who may see all of them")
}

// A single point of failure is opened as a risk, with what the survey knows of it.
func TestRiskFromASinglePoint(t *testing.T) {
	p := at(t, "director", "/continuity/what-if?fail=AST-0027")
	p.Click("Open as a risk")
	p.WaitFor("New risk")
	value := func(name string) string {
		return browser.Eval[string](p.Tab, "document.querySelector('[name=\""+name+"\"]').value")
	}
	if got := value("title"); got != "bgo-core-1 fails" {
		t.Errorf("the title is %q", got)
	}
	if got := value("point.text"); got != "bgo-core-1" {
		t.Errorf("it stands for %q", got)
	}
	if got := value("basis"); !strings.Contains(got, "](/assets/AST-0027)") {
		t.Errorf("it rests on %q", got)
	}
	if got := value("frequency.low"); got == "" {
		t.Error("how often it happens is left open, which the survey knows")
	}
}
