package ui

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// attr is name="value", or nothing when the value is empty.
func attr(name, value string) g.Node {
	if value == "" {
		return nil
	}
	return g.Attr(name, value)
}

// flag is a bare attribute such as required, or nothing.
func flag(name string, on bool) g.Node {
	if !on {
		return nil
	}
	return g.Attr(name)
}

// class joins the names that are not empty.
func class(names ...string) g.Node {
	kept := names[:0:0]
	for _, n := range names {
		if n != "" {
			kept = append(kept, n)
		}
	}
	return attr("class", strings.Join(kept, " "))
}

// when is name if the condition holds, else nothing; for use with class and attr.
func when(on bool, name string) string {
	if on {
		return name
	}
	return ""
}

// href is a guarded href attribute.
func href(raw string) g.Node { return h.Href(URL(raw)) }

// linked is text as a link, or as it is when there is no address.
func linked(text, to string) g.Node {
	if to == "" {
		return g.Text(text)
	}
	return h.A(href(to), g.Text(text))
}

// unseen is text for screen readers only.
func unseen(text string) g.Node { return h.Span(h.Class("unseen"), g.Text(text)) }
