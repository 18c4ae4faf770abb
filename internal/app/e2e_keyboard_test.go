package app

import (
	"testing"

	"fairlead/internal/testkit/browser"
)

// focused tells whether what has the focus can be seen to have it, and what it is.
const focused = `(() => {
	const el = document.activeElement;
	const rings = [getComputedStyle(el), getComputedStyle(el, "::after"), getComputedStyle(el.parentElement)];
	return { Ring: rings.some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2), What: el.outerHTML.slice(0, 120), Page: el === document.body };
})()`

// Whoever has no mouse gets past the navigation at once, and sees at every stop
// where they are.
func TestKeyboardWalk(t *testing.T) {
	p := at(t, "director", "/contracts")
	for path, stops := range map[string]int{"/contracts": 16, "/contracts/CON-0001": 12, "/contracts/new": 14} {
		p.open(path)
		p.Press("Tab")
		if got := browser.Eval[string](p.Tab, "document.activeElement.textContent"); got != "Skip to the page" {
			t.Errorf("%s: the first stop is %q", path, got)
		}
		p.Press("Enter")
		for range stops {
			p.Press("Tab")
			stop := browser.Eval[struct {
				Ring, Page bool
				What       string
			}](p.Tab, focused)
			if !stop.Ring && !stop.Page {
				t.Errorf("%s: nothing shows that the focus is on %s", path, stop.What)
			}
		}
		if !browser.Eval[bool](p.Tab, "document.activeElement.closest('main, footer, .top, .nav') !== null") {
			t.Errorf("%s: the walk left the page", path)
		}
	}
}

// A menu and the palette close with Escape and give the focus back.
func TestEscapeGivesTheFocusBack(t *testing.T) {
	p := at(t, "director", "/contracts/CON-0001")
	browser.Eval[any](p.Tab, "document.querySelector('[popovertarget=more]').focus(), null")
	p.Press("Enter")
	p.WaitFor("#more")
	p.Press("Escape")
	p.WaitGone("#more")
	if !browser.Eval[bool](p.Tab, "document.activeElement.matches('[popovertarget=more]')") {
		t.Error("the focus did not come back to the button of the menu")
	}
	p.Press("Ctrl+K")
	p.WaitFor("[role=option]")
	p.Press("Escape")
	p.WaitGone("[role=option]")
	if !browser.Eval[bool](p.Tab, "document.activeElement.matches('[popovertarget=more]')") {
		t.Error("the focus did not come back from the palette")
	}
}
