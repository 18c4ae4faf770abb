package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// From the radar to an entry, and to what an evaluation rests on and how firm its
// winner is.
func TestTechnologyFromTheRadarToTheMatrix(t *testing.T) {
	p := at(t, "director", "/")
	p.Click("nav a[href='/technology']")
	p.WaitFor("The radar")
	if got := browser.Eval[int](p.Tab, "document.querySelectorAll('.pic-wide .pic-blip').length"); got != 33 {
		t.Errorf("the radar shows %d entries, want 33", got)
	}
	if got := p.Text("#services tbody tr:first-child"); !strings.Contains(got, "Past support") {
		t.Errorf("the first service is %q, want one past support", got)
	}
	if got := p.Text("#dateless tbody tr:first-child"); !strings.Contains(got, "WINSRV 2019") || !strings.Contains(got, "Microsoft Windows Server 2019") {
		t.Errorf("the first product without dates is %q", got)
	}
	p.Click("#entries a[href='" + browser.Eval[string](p.Tab, "[...document.querySelectorAll('#entries a')].find((a) => a.textContent === 'PostgreSQL').getAttribute('href')") + "']")
	p.WaitFor("1 of 2 people wanted can do PostgreSQL")
	p.WaitFor("Magdalena Sroka")
	p.open("/technology")
	p.Click("Message broker")
	p.WaitFor("Does the winner change?")
	if got := p.Text("h1"); !strings.Contains(got, "ahead by") {
		t.Errorf("the headline is %q", got)
	}
	p.Click("The record")
	p.WaitFor("Show all that is behind it")
	p.Click("Show all that is behind it")
	p.WaitFor("Does the winner change?")
	e := at(t, "employee", "/technology")
	e.WaitFor("it is for those who may see all of them")
}
