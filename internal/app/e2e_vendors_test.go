package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// The director sees what is committed, finds what must be decided first, and
// opens it; who may not see all contracts is told so.
func TestCommitments(t *testing.T) {
	p := at(t, "director", "/")
	p.Click("nav a[href='/commitments']")
	p.WaitFor("What must be decided, and by when")
	if title := browser.Eval[string](p.Tab, "document.querySelector('h1').textContent"); !strings.Contains(title, "is committed for") {
		t.Errorf("the headline is %q", title)
	}
	if bars := browser.Eval[int](p.Tab, "document.querySelectorAll('.pic-data tbody tr').length"); bars != 5 {
		t.Errorf("the picture shows %d years", bars)
	}
	p.Click("#renewals tbody tr:first-child a")
	p.WaitFor("Term and notice")

	e := at(t, "employee", "/commitments")
	e.WaitFor("it is for those who may see all of them")
}

// The director sees how complete the register of information is, opens the form of
// what is missing, and takes the register along; who may not see all of it gets neither.
func TestRegisterOfInformation(t *testing.T) {
	p := at(t, "director", "/commitments")
	p.Click("a[href='/commitments/register']")
	p.WaitFor("What is missing, and where to fill it in")
	if title := browser.Eval[string](p.Tab, "document.querySelector('h1').textContent"); !strings.Contains(title, "contracts that support critical functions") {
		t.Errorf("the headline is %q", title)
	}
	kind := browser.Eval[string](p.Tab, "fetch('/commitments/register.zip').then(r => r.status + ' ' + r.headers.get('content-type'))")
	if kind != "200 application/zip" {
		t.Errorf("the export answers %s", kind)
	}
	p.Click("#missing tbody tr:first-child td:last-child a")
	p.WaitFor("Save")

	e := at(t, "employee", "/commitments/register")
	e.WaitFor("it is for those who may see all of them")
	e.open("/commitments/register.zip")
	e.WaitFor("it is for those who may see all of them")
}
