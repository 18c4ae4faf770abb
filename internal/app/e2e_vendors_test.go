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
