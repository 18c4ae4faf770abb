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
	for name, visit := range map[string]struct {
		role  string
		paths []string
	}{
		"today and records": {"director", []string{"/", "/?all=yes", "/contracts/CON-0001", "/contracts/CON-0015", "/contracts/CON-0001/edit", "/services/SVC-0001",
			"/assets/AST-0027", "/incidents/INC-1961/step/resolve", "/decisions/DEC-0001/edit", "/sites/SIT-0002", "/custom_fields/new"}},
		"lists and settings": {"director", []string{"/contracts", "/assets", "/products?view=ended", "/incidents", "/teams?archived=yes", "/contracts?filter=%3D%3D",
			"/search?q=bergen", "/me", "/jobs", "/journal", "/help/filter", "/commitments", "/portfolio", "/nothing/here", "/saved_views/new"}},
		"strategy": {"director", []string{"/strategy", "/strategy/roadmap", "/strategy/scenarios"}},
		"finance":  {"director", []string{"/finance", "/finance?by=line", "/finance/costs", "/finance/savings", "/finance/landing", "/finance/promised", "/finance/free", "/finance/forecast?years=3", "/finance/forecast?line=DA-03", "/budget_lines/BUL-0001/edit"}},
		"projects": {"director", []string{"/portfolio/board", "/portfolio/choice", "/portfolio/choice?capex-1=10000&must=PRJ-0011", "/portfolio/reviews/PRJ-0001"}},
		"vendors": {"director", []string{"/commitments/purchasing", "/commitments/licences", "/commitments/register", "/commitments/renewals/CON-0001", "/invoices/INV-0002", "/purchase_orders/ORD-0001",
			"/purchase_requests/PRQ-0003", "/vendors/VEN-0001", "/licence_entitlements/LIC-0001"}},
		"technology": {"director", []string{"/technology", "/technology/evaluations/EVA-0002"}},
		"risk":       {"director", []string{"/risk", "/risk/risks/RSK-0001", "/risk/matrix"}},
		"continuity": {"director", []string{"/continuity", "/continuity/cold-start", "/continuity/what-if?fail=SIT-0002", "/continuity/services/SVC-0001", "/continuity/scenarios/LSC-0007", "/continuity/scenarios/LSC-0006"}},
		"map":        {"director", []string{"/continuity/map", "/continuity/map?fail=SIT-0002&why=SVC-0003", "/continuity/map?of=SVC-0001&find=osl"}},
		"recovery":   {"director", []string{"/recovery", "/recovery/plans/RCP-0001", "/recovery/plans/RCP-0005", "/recovery/exercises/EXC-0005", "/recovery/exercises/EXC-0008"}},
		"capacity":   {"director", []string{"/capacity", "/capacity/CPM-0001", "/volumes", "/volumes/SVC-0001"}},
		"employee":   {"employee", []string{"/", "/incidents/new", "/incidents"}},
	} {
		t.Run(name, func(t *testing.T) {
			p := at(t, visit.role, visit.paths[0])
			for _, path := range visit.paths {
				if p.where() != path {
					p.open(path)
				}
				judge(t, p)
				if t.Failed() {
					t.Fatalf("on %s, as %s", path, visit.role)
				}
			}
		})
	}
}

// judge looks at a page in both widths and both schemes. The scheme changes
// colours and nothing else, so the second look at a width is at those alone.
func judge(t *testing.T, p person) {
	t.Helper()
	for _, width := range []int{1440, 390} {
		p.Show(width, false)
		p.Accessibility(t)
		if over := browser.Eval[int](p.Tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"); over > 0 {
			t.Errorf("the page is %d pixels too wide at %d", over, width)
		}
		p.Show(width, true)
		p.Contrast(t)
	}
}
