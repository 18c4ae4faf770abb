package imports_test

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// fill adds to a form what a browser would send of the form on a page, without
// its buttons.
func fill(t *testing.T, form url.Values, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Data != "form" || attribute(n, "id") != "import" {
			continue
		}
		for field := range n.Descendants() {
			name := attribute(field, "name")
			switch {
			case name == "":
			case field.Data == "select":
				form.Add(name, chosen(field))
			case field.Data == "input" && (attribute(field, "type") != "checkbox" || has(field, "checked")):
				form.Add(name, attribute(field, "value"))
			}
		}
	}
}

func chosen(list *html.Node) string {
	for o := range list.Descendants() {
		if o.Data == "option" && has(o, "selected") {
			return attribute(o, "value")
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
