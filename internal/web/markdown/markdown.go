// Package markdown shows texts that people wrote in Markdown as safe HTML.
package markdown

import (
	"bytes"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Node renders a text. What is not allowed (scripts, styles, frames, pictures
// from elsewhere) is left out.
func Node(text string) g.Node {
	var b bytes.Buffer
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	if err := md.Convert([]byte(text), &b); err != nil {
		return g.Text(text)
	}
	return h.Div(h.Class("prose"), g.Raw(policy().Sanitize(b.String())))
}

// policy allows what Markdown can say and nothing that a browser runs or loads.
func policy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote",
		"strong", "em", "del", "code", "pre", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireNoFollowOnLinks(true)
	p.RequireNoReferrerOnLinks(true)
	return p
}
