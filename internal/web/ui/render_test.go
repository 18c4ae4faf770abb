package ui_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	g "maragu.dev/gomponents"
)

// text renders a node as it is sent.
func text(t *testing.T, n g.Node) string {
	t.Helper()
	var b strings.Builder
	if err := n.Render(&b); err != nil {
		t.Fatalf("render: %v", err)
	}
	return b.String()
}

// tree renders a node and reads it back as a browser would.
func tree(t *testing.T, n g.Node) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(text(t, n)))
	if err != nil {
		t.Fatalf("parse: %v", err)
	}
	return root
}

// elements lists the elements under root that keep says yes to.
func elements(root *html.Node, keep func(*html.Node) bool) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && keep(n) {
			out = append(out, n)
		}
	}
	return out
}

// tagged keeps elements with one of the names.
func tagged(names ...string) func(*html.Node) bool {
	return func(n *html.Node) bool {
		for _, name := range names {
			if n.Data == name {
				return true
			}
		}
		return false
	}
}

// with keeps elements that have the attribute.
func with(attr string) func(*html.Node) bool {
	return func(n *html.Node) bool { _, ok := get(n, attr); return ok }
}

func get(n *html.Node, attr string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == attr {
			return a.Val, true
		}
	}
	return "", false
}

func val(n *html.Node, attr string) string {
	v, _ := get(n, attr)
	return v
}

// content is all the text inside an element.
func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.TrimSpace(b.String())
}

// outline is an element's opening, for messages.
func outline(n *html.Node) string {
	var b strings.Builder
	b.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		b.WriteString(" " + a.Key + `="` + a.Val + `"`)
	}
	return b.String() + ">"
}
