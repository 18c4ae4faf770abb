package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
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
	if got := d.Text("#skills"); !strings.Contains(got, "projects ask for skills that cannot be had") || !strings.Contains(got, "asks for 60 hours; nobody can do it alone") {
		t.Errorf("what is asked of skills says %q", got)
	}
	if got := d.Text("#finish"); !strings.Contains(got, "learned from 4 closed projects") || !strings.Contains(got, "Zero-trust remote access") {
		t.Errorf("when they will be done says %q", got)
	}
	if got := d.Text("#queues"); !strings.Contains(got, "Test with the authority") || !strings.Contains(got, "Data of yard and gate moved") {
		t.Errorf("who waits for whom says %q", got)
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

// A task is taken along its life by its button, then by dragging it back; a
// project in trouble is put up for decision with the evidence of the day.
func TestBoardAndReview(t *testing.T) {
	d := at(t, "director", "/portfolio")
	d.Click("#health a[href='/portfolio/reviews/PRJ-0006']")
	d.WaitFor("Planned, done and spent")
	if got := d.Text("#finish"); !strings.Contains(got, "By the promised day") || !strings.Contains(got, "All people, site by site") {
		t.Errorf("when it will be done says %q", got)
	}
	if got := d.Text("h1"); !strings.Contains(got, "Zero-trust remote access") || !strings.Contains(got, "wrong") {
		t.Errorf("the headline is %q", got)
	}
	d.Click("Put it up for decision")
	d.WaitFor("four ways to choose from")
	if got := d.Text("main"); !strings.Contains(got, "Put it right") || !strings.Contains(got, "after the promised day") {
		t.Errorf("the decision says %q", got)
	}

	d.open("/portfolio/board?project=PRJ-0006")
	name := browser.Eval[string](d.Tab, `document.querySelector("[data-column=todo] li a").textContent`)
	d.Click("[data-column=todo] li:first-child [data-to=doing] button")
	d.WaitFor("“" + name + "” is now: In work")
	browser.Eval[any](d.Tab, `(() => {
		const card = [...document.querySelectorAll("[data-column=doing] li")].find((li) => li.textContent.includes("`+name+`")), to = document.querySelector("[data-column=done]");
		for (const [type, on] of [["dragstart", card], ["dragover", to], ["drop", to], ["dragend", card]]) on.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true }));
		return null;
	})()`)
	d.WaitFor("“" + name + "” is now: Done")
}

// Employees ask for something and see what they asked for; the portfolio is not
// theirs.
func TestPortfolioIsNotForAll(t *testing.T) {
	w := theWorld(t)
	p := at(t, "employee", "/demands/new")
	for _, path := range []string{"/portfolio", "/portfolio/board", "/portfolio/choice", "/finance/free", "/portfolio/reviews/PRJ-0001", "/projects", "/projects/PRJ-0001", "/status_reports"} {
		if status := p.Go(w.url + path); status != 403 && status != 404 {
			t.Errorf("an employee gets %s with status %d", path, status)
		}
	}
}

// The director sees what to do with the money that budgets leave, asks what if less
// is free, says what has to be done, is told when that cannot be paid, and may put
// the choice up for decision.
func TestPortfolioChoice(t *testing.T) {
	d := at(t, "director", "/portfolio/choice")
	if got := d.Text("h1"); !strings.Contains(got, "are worth doing") {
		t.Errorf("the headline is %q", got)
	}
	if got := d.Text("main"); !strings.Contains(got, "It is proven") || !strings.Contains(got, "What other budgets bring") || !strings.Contains(got, "is not given again") {
		t.Errorf("the page says %q", got)
	}
	d.Click("#limits a[href^='/finance/free']")
	d.WaitFor("free for new work")
	d.Click("#capex a[href^='/portfolio/choice']")
	d.WaitFor("What if: Capital expense")
	if got := d.Text("#limits"); !strings.Contains(got, "you said") || !strings.Contains(got, "By the records") {
		t.Errorf("what there is says %q", got)
	}
	d.Click("#chosen a[href^='/demands/']")
	d.WaitFor("Waiting for a decision")
	d.open("/portfolio/choice?capex-1=10000&must=PRJ-0011")
	if got := d.Text("h1"); got != "What has to be done cannot be done together" {
		t.Errorf("the headline is %q", got)
	}
	if got := d.Text(".lede"); !strings.Contains(got, "beyond Capital expense, FY") {
		t.Errorf("the reason is %q", got)
	}
	d.open("/portfolio/choice?capex-1=lots")
	if got := d.Text("#ask"); !strings.Contains(got, "Enter an amount of money in EUR") {
		t.Errorf("the form says %q", got)
	}
	d.open("/portfolio/choice")
	d.Click("Put up for decision")
	d.WaitFor("New decision")
	if got := browser.Eval[string](d.Tab, "[...document.querySelectorAll('form input, form textarea')].map(x => x.value).join('|')"); !strings.Contains(got, "Tracking link in every freight paper") || !strings.Contains(got, "Left out") {
		t.Errorf("the decision begins with %q", got)
	}
}
