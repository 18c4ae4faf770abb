package app

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
	"fairlead/internal/web/frame"
)

// A director sees what is behind, opens what is wrong on the roadmap, and moves
// a step; the conflict is gone.
func TestMoveAStepOfTheRoadmap(t *testing.T) {
	p := at(t, "director", "/strategy")
	if got := p.Text("h1"); !strings.Contains(got, "objectives are behind") {
		t.Errorf("the headline says %q", got)
	}
	if got := p.Text("#gaps"); !strings.Contains(got, "Coming back after a standstill") || !strings.Contains(got, "stays open") {
		t.Errorf("the gaps are %q", got)
	}
	p.Click(".inst a[href^='/strategy/roadmap']")
	p.WaitFor("#conflicts")
	before := p.Text("h1")
	p.Click("#conflicts a[href$='/edit']")
	p.WaitFor("[name=starts]")
	browser.Eval[any](p.Tab, "['starts', 'ends'].forEach((name, i) => document.querySelector('[name=' + name + ']').value = new Date(Date.now() + (90 + 60 * i) * 864e5).toISOString().slice(0, 10)), null")
	p.Click("Save")
	p.WaitFor("Saved")
	p.open("/strategy/roadmap")
	p.WaitFor("Timeline")
	if got := p.Text("h1"); got == before {
		t.Errorf("after the move the headline still says %q", got)
	}
}

// A bar of the timeline is dragged; a step is moved by the form with what waits
// for it; the page says what moved since a version that was kept before.
func TestPlanTheRoadmapAnew(t *testing.T) {
	p := at(t, "director", "/strategy/roadmap")
	p.Click("Keep the roadmap as it stands now")
	p.Fill("Name", "Before the test")
	p.Click("Keep this version")
	p.WaitFor("What moved since “Before the test”")
	p.WaitFor("Nothing moved")
	browser.Eval[any](p.Tab, `(() => {
		const name = [...document.querySelectorAll("#plan option")].find((o) => o.textContent.includes("No standing rights")).value.split("@")[0];
		const span = [...document.querySelectorAll("[data-span='" + name + "']")].find((s) => s.getBoundingClientRect().width > 0), box = span.getBoundingClientRect();
		const x = box.x + box.width / 2, y = box.y + box.height / 2, at = (type, dx, on) => on.dispatchEvent(new PointerEvent(type, { bubbles: true, cancelable: true, button: 0, clientX: x + dx, clientY: y }));
		at("pointerdown", 0, span); at("pointermove", 60, window); at("pointerup", 60, window);
		return null;
	})()`)
	p.WaitFor("“No standing rights for administrators” now stands at")
	p.open("/strategy/roadmap?since=RMV-0003")
	if got := p.Text("#since tbody"); !strings.Contains(got, "No standing rights") || !strings.Contains(got, "later") {
		t.Errorf("since the version the page says %q", got)
	}
	value := browser.Eval[string](p.Tab, `[...document.querySelectorAll("#plan option")].find((o) => o.textContent.includes("New terminal radio")).value`)
	browser.Eval[any](p.Tab, `document.querySelector("#plan [name=step]").value = "`+value+`", null`)
	p.Fill("Begin later by", "")
	p.Press("ArrowUp", "Shift+ArrowUp")
	if got := browser.Eval[string](p.Tab, `document.querySelector("#plan [name=days]").value`); got != "8" {
		t.Errorf("after a day and a week by the keyboard it is %q days", got)
	}
	p.Click("Move what waits for it, too")
	p.Click("#plan .submit button")
	p.WaitFor("1 step that waits for it moved with it")
	r, err := http.NewRequest(http.MethodPost, p.url+"/strategy/roadmap/move", strings.NewReader(url.Values{"step": {value}, "days": {"1"}}.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(&http.Cookie{Name: frame.SessionCookie, Value: p.secret(t, "director")})
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusConflict {
		t.Errorf("a move against an old version gets status %d, want 409", answer.StatusCode)
	}
}

// Two scenarios stand beside the plan. A step of one of them is moved, so it can no
// longer be adopted; the other is proposed anew and adopted, and the plan is what it
// says. Other tests move steps of the same roadmap, so no day is named here.
func TestAdoptAScenario(t *testing.T) {
	p := at(t, "director", "/strategy/roadmap")
	value := browser.Eval[string](p.Tab, `[...document.querySelectorAll("#plan option")].find((o) => o.textContent.includes("told before they ask")).value`)
	browser.Eval[any](p.Tab, `document.querySelector("#plan [name=step]").value = "`+value+`", null`)
	p.Fill("Begin later by", "3")
	p.Click("#plan .submit button")
	p.WaitFor("“Customers are told before they ask” now stands at")
	p.Click("Compare scenarios")
	p.WaitFor("Which do we carry first")
	if got := p.Text("#scenario-2"); !strings.Contains(got, "“Customers are told before they ask” can no longer go as planned") || !strings.Contains(got, "“Terminal” ends") {
		t.Errorf("of more on the road the page says %q", got)
	}
	if got := p.Text("#scenario-1"); !strings.Contains(got, "It cannot be adopted as it stands") || !strings.Contains(got, "The gap of “Terminal operation” is no longer closed") {
		t.Errorf("of rail first the page says %q", got)
	}
	p.Click("Adopt Rail first")
	p.WaitFor("form.form")
	p.Click("form.form .submit button")
	p.WaitFor("Nothing was adopted")
	for _, step := range []string{"redraft", "propose", "adopt"} {
		p.open("/scenarios/SCE-0002/step/" + step)
		p.WaitFor("form.form")
		p.Click("form.form .submit button")
		p.WaitFor(map[string]string{"redraft": "Propose", "propose": "Adopt", "adopt": "Adopted"}[step])
	}
	p.open("/strategy/roadmap?since=RMV-0002")
	if got := p.Text("#conflicts"); strings.Contains(got, "Second core switch") || !strings.Contains(got, "Events of road and rail") {
		t.Errorf("after it was adopted, what cannot go as planned is %q", got)
	}
	p.open("/scenarios?view=all")
	if got := p.Text("main"); !strings.Contains(got, "Rejected") {
		t.Errorf("the other answer is not rejected: %q", got)
	}
}

// The pages add up what employees may not see, so these get neither.
func TestStrategyIsNotForEmployees(t *testing.T) {
	p := at(t, "employee", "/")
	for _, path := range []string{"/strategy", "/strategy/roadmap", "/strategy/scenarios"} {
		p.open(path)
		p.WaitFor("it is for those who may see all of them")
	}
	if strings.Contains(p.Text("nav"), "Strategy") {
		t.Error("the navigation offers a page that is not for them")
	}
}

// Whose project work serves no objective is told by name to those who look after
// people; an auditor, who reads all records, gets a number at most.
func TestPeopleWhoseProjectsServeNothing(t *testing.T) {
	p := at(t, "director", "/strategy")
	p.WaitFor("Whose project work serves no objective")
	if got := p.Text("#people"); !strings.Contains(got, "This judges the projects, not the people") {
		t.Errorf("the list says %q", got)
	}
	a := at(t, "auditor", "/strategy")
	a.WaitFor("People with hours on projects")
	if strings.Contains(a.Text("main"), "Whose project work serves no objective") {
		t.Error("an auditor sees people by name")
	}
}
