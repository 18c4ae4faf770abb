package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// pick chooses what a reference field suggests first for some letters.
func (p person) pick(field, letters, want string) {
	p.Click("[name='" + field + ".text']")
	p.Type(letters)
	p.WaitFor("[role=option]")
	p.WaitFor(want)
	p.Press("Enter")
}

// value is what stands in a control.
func (p person) value(name string) string {
	return browser.Eval[string](p.Tab, "document.querySelector('[name=\""+name+"\"]').value")
}

// A manager adds a contract with mistakes, mends them, asks to sign it; the
// director agrees.
func TestContractFromDraftToInForce(t *testing.T) {
	m := at(t, "manager", "/contracts/new")
	m.Fill("Name", "End-to-end support")
	m.Fill("Starts", "2026-05-01")
	m.Fill("Ends", "2026-01-01")
	m.Fill("[name='annual.amount']", "about a lot")
	m.Click("Save")
	m.WaitFor("fields need attention")
	m.Accessibility(t)
	for name, want := range map[string]string{"name": "End-to-end support", "starts": "2026-05-01", "annual.amount": "about a lot"} {
		if got := m.value(name); got != want {
			t.Errorf("%s holds %q, not %q as was typed", name, got, want)
		}
	}
	m.pick("vendor", "Norv", "Norvåk Hosting")
	m.Fill("Ends", "2029-04-30")
	m.Fill("[name='annual.amount']", "62,000")
	m.Press("Ctrl+Enter")
	m.WaitFor("Contract added.")
	m.WaitFor("Draft")
	m.WaitFor("Term and notice")
	address := m.where()

	m.Click("Sign")
	m.WaitFor("Waiting for approval")
	d := at(t, "director", address)
	d.WaitFor("Asked by")
	d.Fill("Reason", "In the plan")
	d.Click("Agree")
	d.WaitFor("Your answer is kept.")
	if got := d.Text("h1"); !strings.Contains(got, "In force") {
		t.Errorf("after the approval the head says %q", got)
	}
	if got := d.Text("#history"); !strings.Contains(got, "moved it to “In force”") {
		t.Errorf("the history says %q", got)
	}

	d.Click("Edit")
	d.WaitFor("What was agreed stays as it is in the state “In force”")
	d.WaitFor("“Change the terms”")
	d.Fill("[name='reference']", "A-60")
	m.open(address + "/edit")
	m.Fill("[name='reference']", "A-90")
	m.Click("Save")
	m.WaitFor("Saved.")
	d.Click("Save")
	d.WaitFor(".callout.bad")
	if got := d.value("reference"); got != "A-60" {
		t.Errorf("what was typed in the second tab is %q", got)
	}
}
