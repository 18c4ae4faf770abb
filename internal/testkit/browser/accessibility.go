package browser

import (
	_ "embed"
	"testing"

	"github.com/chromedp/chromedp"
)

//go:embed accessibility.js
var accessibilityJS string

// violation is a place where a page shuts somebody out.
type violation struct {
	Rule  string // the rule's short name, as in accessibility.js
	Where string // the element
	Why   string // what is wrong with it
}

// Accessibility checks the page as it stands, in the width and scheme of the
// last Show, against the rules of accessibility.js: the part of WCAG 2.2 AA that
// a program can judge. It needs no network and no other library. Passing it is
// necessary, not sufficient.
func (tab *Tab) Accessibility(t testing.TB) {
	t.Helper()
	tab.judge(t, "all")
}

// Contrast checks the colours alone: what is left to check when the page was
// judged at this width in the other scheme.
func (tab *Tab) Contrast(t testing.TB) {
	t.Helper()
	tab.judge(t, "contrast")
}

func (tab *Tab) judge(t testing.TB, part string) {
	t.Helper()
	violations, err := run(tab, chromedp.Evaluate[[]violation](call(accessibilityJS, part)))
	if err != nil {
		t.Fatalf("accessibility: %v", err)
	}
	for _, v := range violations {
		t.Errorf("accessibility: %s: %s\n\tat %s", v.Rule, v.Why, v.Where)
	}
}
