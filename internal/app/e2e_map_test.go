package app

import (
	"strings"
	"testing"

	"fairlead/internal/testkit/browser"
)

// From the map to one service, and there by a click to what stops and why; the
// address keeps it, the way back leads back.
func TestMapFromAClickToTheReason(t *testing.T) {
	p := at(t, "director", "/continuity")
	p.Click("main a[href='/continuity/map']")
	p.WaitFor("services rest on")
	class := func(id string) string {
		return browser.Eval[string](p.Tab, "document.getElementById('"+id+"').getAttribute('class') ?? ''")
	}
	click := func(id string) {
		browser.Eval[any](p.Tab, "document.getElementById('"+id+"').dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true})), null")
	}
	p.open("/continuity/map?of=SVC-0001")
	p.WaitFor("Freight booking rests on")
	view := browser.Eval[string](p.Tab, "document.querySelector('svg.map').getAttribute('viewBox')")
	oslo := browser.Eval[string](p.Tab, "[...document.querySelectorAll('svg.map a[id]')].find((a) => a.querySelector('title').textContent.startsWith('Oslo head office')).id")
	click(oslo)
	p.WaitFor("Without Oslo head office")
	if !strings.Contains(class(oslo), "failed") || !strings.Contains(class("SVC-0001"), "stopped") {
		t.Errorf("the site wears %q, the service %q", class(oslo), class("SVC-0001"))
	}
	if got := browser.Eval[string](p.Tab, "document.querySelector('svg.map').getAttribute('viewBox')"); got != view {
		t.Errorf("the map jumped from %s to %s", view, got)
	}
	if want := "/continuity/map?of=SVC-0001&fail=" + oslo; p.where() != want {
		t.Errorf("the address is %s, want %s", p.where(), want)
	}
	click("SVC-0001") // it stopped: the click asks why
	p.WaitFor("which you took down")
	if got := p.Text(".map-why"); !strings.Contains(got, "Freight booking stops: it ") {
		t.Errorf("the reason is %q", got)
	}
	browser.Eval[any](p.Tab, "location.reload(), null")
	p.WaitFor("which you took down")
	if !strings.Contains(class("SVC-0001"), "stopped") || browser.Eval[int](p.Tab, "document.querySelectorAll('.map-way').length") != 1 {
		t.Error("after a reload the map tells something else")
	}
	click(oslo)
	p.WaitFor("Everything works")
	browser.Eval[any](p.Tab, "history.back(), null")
	p.WaitFor("which you took down")
	p.open("/continuity/map?fold=no&find=osl-core-1")
	p.WaitFor("1 thing is marked on the map")
	p.open("/continuity/map?of=SVC-9999&fail=AST-9999")
	p.WaitFor("Not found: SVC-9999, AST-9999")
	e := at(t, "employee", "/continuity/map")
	e.WaitFor("it is for those who may see all of them")
}

// One moves on the map by buttons, keys and search.
func TestMapIsMovedOn(t *testing.T) {
	p := at(t, "director", "/continuity/map?of=SVC-0001")
	p.WaitFor("Freight booking rests on")
	wide := func() float64 {
		return browser.Eval[float64](p.Tab, "document.querySelector('svg.map').viewBox.baseVal.width")
	}
	at := wide()
	p.Click("[data-zoom=in]")
	if now := wide(); now >= at {
		t.Errorf("closer shows %v units, %v before", now, at)
	}
	p.Click("[data-zoom=fit]")
	if now := wide(); now < at {
		t.Errorf("all of it is %v units, %v before", now, at)
	}
	browser.Eval[any](p.Tab, "document.getElementById('SVC-0001').focus(), null")
	p.Press("ArrowDown")
	if got := browser.Eval[string](p.Tab, "document.activeElement.id"); got == "SVC-0001" || got == "" {
		t.Errorf("the arrow leads to %q", got)
	}
	p.Press("Enter")
	p.WaitFor("You took down")
	p.Fill("[name=find]", "osl-core")
	if n := browser.Eval[int](p.Tab, "document.querySelectorAll('svg.map .found').length"); n != 2 {
		t.Errorf("%d things are found", n)
	}
	p.Press("Enter")
	if now := wide(); now > at*1.5 {
		t.Errorf("the search shows %v units", now)
	}
}
