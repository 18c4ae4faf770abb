package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// The director sees where the year will land and why, opens a figure down to its
// entries, a forecast down to its reason, and what departments pay; who may not
// see all money is told so.
func TestMoney(t *testing.T) {
	p := at(t, "director", "/")
	p.Click("nav a[href='/finance']")
	p.WaitFor("Why it differs from the budget")
	if title := browser.Eval[string](p.Tab, "document.querySelector('h1').textContent"); !strings.Contains(title, "over the budget") {
		t.Errorf("the headline is %q", title)
	}
	p.Click("a[href^='/finance?by=line']")
	p.WaitFor("AP-01")
	// The actual cost of the developers of integrations opens its entries.
	p.Click("#position a[href*='DA-03'][href*='actual']")
	p.WaitFor("Integration developers")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('tbody tr').length"); n < 9 {
		t.Errorf("the figure opens %d entries", n)
	}

	p.open("/finance/forecast")
	p.WaitFor("Line by line")
	p.Click("a[href*='line=PR-01']")
	p.WaitFor("shared evenly up to its finish")

	p.open("/finance/forecast")
	p.Click("a[href*='line=ST-330']")
	p.WaitFor("Not known: “Network engineer”, open without a day")
	m := at(t, "manager", "/finance/forecast?line=ST-330")
	m.WaitFor("not for you to see")
	if text := browser.Eval[string](m.Tab, "document.querySelector('main').textContent"); strings.Contains(text, "× E1") {
		t.Error("the manager is told what a grade costs")
	}
	m.open("/staff_cost_rates")
	m.WaitFor("There is no such page")

	p.open("/finance/forecast")
	p.Click("Keep the forecast as it stands now")
	p.Fill("Name", "For the board")
	p.Click("Keep this forecast")
	p.WaitFor("what came true of “For the board”")

	p.open("/finance")
	p.Click("a[href='/finance/landing']")
	p.WaitFor("Still to come")
	p.Click("tbody a[href='/finance/landing?line=DA-03']")
	p.WaitFor("Spent so far")
	p.open("/finance")
	p.Click("a[href='/finance/promised']")
	p.WaitFor("promised and not yet paid")

	p.open("/finance/costs")
	p.WaitFor("Terminal Bergen pays most")
	p.WaitFor("What a unit costs")

	p.open("/finance")
	p.Click("a[href='/finance/savings']")
	p.WaitFor("a year could be saved")
	p.WaitFor("did not come")
	p.Click("#list a[href*='kind=tools']")
	p.WaitFor("Hazardous goods e-learning")
	p.Click("a[href^='/actions/new']")
	p.WaitFor("Something that somebody has undertaken")

	e := at(t, "employee", "/finance")
	e.WaitFor("it is for those who may see all of them")
	e.open("/finance/savings")
	e.WaitFor("it is for those who may see all of them")
}
