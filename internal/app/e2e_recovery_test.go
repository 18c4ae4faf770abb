package app

import (
	"archive/zip"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
	"testing"

	"fairlead/internal/testkit/browser"
)

// A manager sees that a promise cannot be kept by night, opens the plan and
// exercises it; a technician sees the steps move at another screen and works
// along. What was measured stands against what was promised.
func TestExerciseFromThePlan(t *testing.T) {
	p := at(t, "manager", "/recovery")
	p.WaitFor("in the time promised")
	p.Click("Bring back freight booking")
	p.WaitFor("What would help")
	p.WaitFor("One more who is called and can do what Magdalena Sroka can")
	p.Click("Exercise it now")
	p.Fill("What is supposed to have happened", "Room A is dark")
	p.Click("Start the clock")
	p.WaitFor("is running")

	other := at(t, "technician", p.where())
	other.WaitFor("0 of 7")
	p.Click("tbody tr:nth-child(1) button")
	p.WaitFor("“Confirm the loss and open the bridge line” is started.")
	other.WaitFor("since ")
	other.Click("tbody tr:nth-child(1) button")
	other.WaitFor("1 of 7")
	p.WaitFor("1 of 7")

	p.Fill("[name='gap']", "Nobody knew the number")
	p.Click("Note it")
	p.WaitFor("What did not go as the plan says")
	other.WaitFor("Nobody knew the number")
	p.Click("Services are back")
	p.WaitFor("took ")
	p.WaitFor(" of 4")
	other.WaitFor("took ")
}

// Who presses what another has pressed since changes nothing and is told; who
// presses something else at the same moment loses nothing.
func TestManyPressAtOnce(t *testing.T) {
	v := visitor{theWorld(t), theWorld(t).secret(t, "technician")}
	form := func(values ...string) string {
		f := url.Values{}
		for i := 0; i < len(values); i += 2 {
			f.Set(values[i], values[i+1])
		}
		return f.Encode()
	}
	const kind = "application/x-www-form-urlencoded"
	run := v.do(t, "POST", "/recovery/plans/RCP-0002/start", form("kind", "tabletop"), "Content-Type", kind).where
	var all sync.WaitGroup
	for step := 1; step <= 5; step++ {
		for range 2 {
			all.Go(func() {
				v.do(t, "POST", run+"/step", form("key", fmt.Sprint(step), "seen", "ahead", "act", "start"), "Content-Type", kind)
			})
		}
	}
	all.Wait()
	body := v.do(t, "GET", run, "").body
	if n := strings.Count(body, `name="seen" value="started"`); n != 2*5 {
		t.Errorf("%d buttons for steps that are started, want two for each of five", n)
	}
	again := v.do(t, "POST", run+"/step", form("key", "1", "seen", "ahead", "act", "start"), "Content-Type", kind)
	if again.status != 303 || again.where != run {
		t.Errorf("a second press: %d, to %s", again.status, again.where)
	}
	v.do(t, "POST", run+"/go", form("act", "stop"), "Content-Type", kind)
}

// The bundle has a page for each plan, with the people's numbers and nothing that
// needs a network; whoever may not see the plans gets none.
func TestRecoveryBundle(t *testing.T) {
	v := visitor{theWorld(t), theWorld(t).secret(t, "auditor")}
	body := v.do(t, "GET", "/recovery/bundle.zip", "").body
	files, err := zip.NewReader(strings.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	if len(files.File) != 18 {
		t.Errorf("%d files, want the list, nine plans, the cold start and seven scenarios", len(files.File))
	}
	names := map[string]bool{}
	for _, f := range files.File {
		names[f.Name] = true
	}
	for _, f := range files.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for _, needs := range []string{"<script", "<link", "src=", "http:", "https:", "url("} {
			if strings.Contains(string(page), needs) {
				t.Errorf("%s has %s: it needs something else", f.Name, needs)
			}
		}
		for _, link := range strings.Split(string(page), `href="`)[1:] {
			if to, _, _ := strings.Cut(link, `"`); !names[to] {
				t.Errorf("%s leads to %s, which is not in the bundle", f.Name, to)
			}
		}
		if f.Name == "cold-start.html" && (!strings.Contains(string(page), "Oslo cluster waits for") || !strings.Contains(string(page), "What to make independent")) {
			t.Errorf("%s does not tell the circle", f.Name)
		}
		if f.Name == "lsc-0007.html" && (!strings.Contains(string(page), "no plan: unknown") || !strings.Contains(string(page), "which lies at Gdańsk")) {
			t.Errorf("%s does not tell what keeps the plans", f.Name)
		}
		if f.Name == "rcp-0002.html" && (!strings.Contains(string(page), "+47 900 00 43") || !strings.Contains(string(page), "Kaivokt")) {
			t.Errorf("%s lacks the numbers of people or vendors", f.Name)
		}
	}
	if got := (visitor{theWorld(t), theWorld(t).secret(t, "employee")}).do(t, "GET", "/recovery/bundle.zip", ""); got.status != 403 {
		t.Errorf("an employee gets %d", got.status)
	}
}

// Whoever may only read sees the run and has nothing to press.
func TestAuditorsDoNotPress(t *testing.T) {
	p := at(t, "auditor", "/recovery/exercises/EXC-0003")
	p.WaitFor("took 3")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('main form').length"); n != 0 {
		t.Errorf("%d forms for somebody who only reads", n)
	}
}
