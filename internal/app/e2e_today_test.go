package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// A director opens a signal, puts it off with a reason, and finds it beside the list.
func TestPutASignalOff(t *testing.T) {
	p := at(t, "director", "/")
	before := p.Text(".lede")
	sentence := p.Text(".signal h2")
	p.Click(".signal h2 a")
	p.WaitFor("What it rests on")
	p.Accessibility(t)
	browser.Eval[any](p.Tab, "document.querySelector('[name=until]').value = '2020-01-01', null")
	p.Fill("Reason", "The vendor answers on Monday")
	p.Click("Keep this choice")
	p.WaitFor(".callout.bad")
	if got := browser.Eval[string](p.Tab, "document.querySelector('[name=reason]').value"); got != "The vendor answers on Monday" {
		t.Errorf("the reason was not kept: %q", got)
	}
	browser.Eval[any](p.Tab, "document.querySelector('[name=until]').value = new Date(Date.now() + 9 * 864e5).toISOString().slice(0, 10), null")
	p.Click("Keep this choice")
	p.WaitFor("Kept until")
	if p.Text(".lede") == before {
		t.Errorf("below the headline still stands %q", before)
	}
	if got := p.Text(".signals"); strings.Contains(got, sentence) {
		t.Errorf("%q is still in the list", sentence)
	}
	if got := p.Text("aside"); !strings.Contains(got, sentence) || !strings.Contains(got, "Put aside") {
		t.Errorf("%q does not stand aside", sentence)
	}
}

// A signal becomes a demand: its sentence, why it matters and its subject stand in
// the form, and the record is there.
func TestASignalBecomesADemand(t *testing.T) {
	p := at(t, "director", "/")
	sentence := p.Text(".signal h2")
	p.Click(".signal h2 a")
	p.WaitFor("Make something of it")
	for _, kind := range []string{"decisions", "actions", "purchase_requests", "project_risks"} {
		if !browser.Eval[bool](p.Tab, "document.querySelector(`.lines a[href^='/"+kind+"/new?']`) !== null") {
			t.Errorf("none of the %s is offered", kind)
		}
	}
	p.Click("A demand for a project")
	p.WaitFor("New demand")
	if got := p.value("title"); got != sentence {
		t.Errorf("the title is %q, want %q", got, sentence)
	}
	if p.value("need") == "" {
		t.Error("nothing says why")
	}
	p.Click("Save")
	p.WaitFor("Demand added.")
}

func TestTodayShowsAll(t *testing.T) {
	p := at(t, "manager", "/")
	p.Click("Show all")
	p.WaitFor("#rest")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('#rest tbody tr').length"); n < 20 {
		t.Errorf("%d more", n)
	}
}

// The employee sees what is theirs, and no figure of anything else.
func TestTodayOfAnEmployee(t *testing.T) {
	p := at(t, "employee", "/")
	p.WaitFor("What you reported")
	if browser.Eval[bool](p.Tab, "document.querySelector('.inst') !== null") {
		t.Error("figures are shown to somebody who may not see what they count")
	}
	p.Click("Report something broken")
	p.Fill("Title", "The printer at gate 3 is mute")
	p.Fill("Urgency", "Low")
	p.Click("Save")
	p.WaitFor("Incident added.")
	p.WaitFor("The printer at gate 3 is mute")
	p.open("/")
	p.WaitFor("The printer at gate 3 is mute")
}

func TestChangedSince(t *testing.T) {
	p := at(t, "auditor", "/")
	p.WaitFor("The journal")
	p.Click("aside a[href*='?filter=updated']") // which type stands first follows from the order of the demonstration
	if got := p.where(); !strings.Contains(got, "?filter=updated") {
		t.Errorf("it leads to %s", got)
	}
	p.WaitFor("table")
}
