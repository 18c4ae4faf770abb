package markdown_test

import (
	"strings"
	"testing"

	"fairlead/internal/web/markdown"
)

func TestNodeIsSafe(t *testing.T) {
	for _, text := range []string{
		`<script>alert(1)</script>`, `[x](javascript:alert(1))`, `<img src=x onerror=alert(1)>`,
		`<iframe src="//evil.example">`, `<a href="javascript:alert(1)">x</a>`, `<p style="position:fixed">x</p>`,
		`![p](https://evil.example/track.png)`, `<svg onload=alert(1)>`,
	} {
		var b strings.Builder
		if err := markdown.Node(text).Render(&b); err != nil {
			t.Fatal(err)
		}
		for _, bad := range []string{"<script", "javascript:", "onerror", "onload", "<iframe", "style=", "<img", "<svg"} {
			if strings.Contains(b.String(), bad) {
				t.Errorf("%q gives %q", text, b.String())
			}
		}
	}
}

func TestNode(t *testing.T) {
	var b strings.Builder
	if err := markdown.Node("**two** [racks](https://example.org)\n\n- a\n- b").Render(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<strong>two</strong>", `href="https://example.org"`, "<li>a</li>"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing in %q", want, b.String())
		}
	}
}
