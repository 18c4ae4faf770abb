package ui_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"fairlead/internal/web/ui"
)

func TestStyleGuideHasNothingInline(t *testing.T) {
	root := tree(t, ui.StyleGuide())
	for _, n := range elements(root, func(*html.Node) bool { return true }) {
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("%s has the attribute %s, which the content policy forbids", outline(n), a.Key)
			}
		}
		if n.Data == "style" {
			t.Errorf("there is a <style> element")
		}
	}
	for _, n := range elements(root, tagged("script")) {
		if val(n, "src") == "" || val(n, "type") != "module" || n.FirstChild != nil {
			t.Errorf("%s is not a module with an address of its own", outline(n))
		}
	}
}

func TestStyleGuideIDsAreUniqueAndReferencesHold(t *testing.T) {
	root := tree(t, ui.StyleGuide())
	ids := map[string]bool{}
	for _, n := range elements(root, with("id")) {
		id := val(n, "id")
		if ids[id] || strings.ContainsAny(id, " \t") || id == "" {
			t.Errorf("id %q is not unique or not an id", id)
		}
		ids[id] = true
	}
	for _, attr := range []string{"for", "aria-describedby", "aria-labelledby", "aria-controls", "popovertarget", "commandfor", "form"} {
		for _, n := range elements(root, with(attr)) {
			for id := range strings.FieldsSeq(val(n, attr)) {
				if !ids[id] && !strings.Contains(id, "__row__") {
					t.Errorf("%s refers to %q, which is not on the page", outline(n), id)
				}
			}
		}
	}
	for _, n := range elements(root, tagged("a")) {
		if to, ok := strings.CutPrefix(val(n, "href"), "#f-"); ok && !ids["f-"+to] {
			t.Errorf("%s leads to no field", outline(n))
		}
	}
}

func TestStyleGuideControlsHaveNames(t *testing.T) {
	root := tree(t, ui.StyleGuide())
	labels := map[string]string{}
	for _, n := range elements(root, tagged("label")) {
		labels[val(n, "for")] = content(n)
	}
	for _, n := range elements(root, tagged("input", "select", "textarea")) {
		if val(n, "type") == "hidden" {
			continue
		}
		if labels[val(n, "id")] == "" && val(n, "aria-label") == "" && !insideLabel(n) {
			t.Errorf("%s has no label", outline(n))
		}
	}
	for _, n := range elements(root, tagged("button", "a", "summary", "legend", "h1", "h2", "th")) {
		if content(n) == "" && val(n, "aria-label") == "" {
			t.Errorf("%s says nothing", outline(n))
		}
	}
	for _, n := range elements(root, tagged("progress", "nav", "aside")) {
		if n.Data != "aside" && val(n, "aria-label") == "" {
			t.Errorf("%s has no name", outline(n))
		}
	}
}

func insideLabel(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.Type == html.ElementNode && p.Data == "label" {
			return content(p) != ""
		}
	}
	return false
}

func TestStyleGuideLandmarks(t *testing.T) {
	root := tree(t, ui.StyleGuide())
	for _, name := range []string{"main", "title"} {
		if n := len(elements(root, tagged(name))); n != 1 {
			t.Errorf("%d <%s> elements, want 1", n, name)
		}
	}
	doc := elements(root, tagged("html"))[0]
	if val(doc, "lang") != "en" || val(doc, "data-theme") != "auto" {
		t.Errorf("%s: want a language and the automatic theme", outline(doc))
	}
	skip := elements(root, tagged("a"))[0]
	if val(skip, "href") != "#main" {
		t.Errorf("the first link is %s, want the one that skips to the page", outline(skip))
	}
}

// Whatever changes something is a POST, and the page asks for nothing but known assets.
func TestStyleGuideFormsAndAssets(t *testing.T) {
	root := tree(t, ui.StyleGuide())
	for _, n := range elements(root, tagged("form")) {
		method := val(n, "method")
		if method != "post" && method != "dialog" && val(n, "role") != "search" {
			t.Errorf("%s: neither a POST nor a search", outline(n))
		}
	}
	for _, n := range elements(root, tagged("link", "script")) {
		address := val(n, "href") + val(n, "src")
		if got := fetch(t, address, nil).StatusCode; got != http.StatusOK {
			t.Errorf("%s: status %d", address, got)
		}
	}
}

func TestStyleGuideIsSmall(t *testing.T) {
	if n := len(text(t, ui.StyleGuide())); n > 75_000 {
		t.Errorf("the page with everything on it has %d bytes", n)
	}
}

func BenchmarkStyleGuide(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := ui.StyleGuide().Render(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
