package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
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

// The pages add up what employees may not see, so these get neither.
func TestStrategyIsNotForEmployees(t *testing.T) {
	p := at(t, "employee", "/")
	for _, path := range []string{"/strategy", "/strategy/roadmap"} {
		p.open(path)
		p.WaitFor("it is for those who may see all of them")
	}
	if strings.Contains(p.Text("nav"), "Strategy") {
		t.Error("the navigation offers a page that is not for them")
	}
}
