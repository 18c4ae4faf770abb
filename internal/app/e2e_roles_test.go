package app

import (
	"testing"

	"fairlead/internal/testkit/browser"
)

// What somebody may not see is not there, whichever way they come.
func TestRoles(t *testing.T) {
	w := theWorld(t)
	for role, hidden := range map[string][]string{
		"technician": {"/accounts", "/standings", "/journal", "/jobs"},
		"employee":   {"/accounts", "/contracts", "/contracts/CON-0001", "/assets", "/incidents/INC-1961", "/journal", "/jobs"},
		"executive":  {"/jobs", "/accounts/new", "/contracts/new"},
	} {
		p := at(t, role, "/")
		for _, path := range hidden {
			if status := p.Go(w.url + path); status != 403 && status != 404 {
				t.Errorf("%s gets %s with status %d", role, path, status)
			}
		}
	}
	p := at(t, "employee", "/incidents?view=all")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('tbody tr').length"); n == 0 || n > 5 {
		t.Errorf("an employee sees %d incidents", n)
	}
	p.open("/search?q=core+switch")
	p.WaitFor("Nothing to show")
}

// Every page stands the checks of accessibility that a program can make, light
// and dark, wide and narrow, for a director and for an employee.
func TestPagesAreAccessible(t *testing.T) {
	pages := map[string][]string{
		"director": {"/", "/?all=yes", "/contracts", "/contracts/CON-0001", "/contracts/CON-0001/edit", "/services/SVC-0001", "/assets", "/assets/AST-0027",
			"/products?view=ended", "/incidents", "/incidents/INC-1961/step/resolve", "/decisions/DEC-0001/edit", "/sites/SIT-0002", "/search?q=bergen", "/me", "/jobs", "/journal",
			"/help/filter", "/nothing/here", "/contracts?filter=%3D%3D", "/teams?archived=yes", "/custom_fields/new"},
		"employee": {"/", "/incidents/new", "/incidents"},
	}
	for role, paths := range pages {
		p := at(t, role, "/")
		for _, path := range paths {
			p.open(path)
			for _, width := range []int{1440, 390} {
				for _, dark := range []bool{false, true} {
					p.Show(width, dark)
					p.Accessibility(t)
				}
				if over := browser.Eval[int](p.Tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
					t.Errorf("%s is %d pixels too wide at %d", path, over, width)
				}
			}
			if t.Failed() {
				t.Fatalf("on %s, as %s", path, role)
			}
			p.Show(1440, false)
		}
	}
}
