package records

import (
	"net/url"

	g "maragu.dev/gomponents"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/ui"
)

// estateAnswer leads from a thing of the estate to what stops with it and to its place
// on the map. It computes nothing: the pages that do are opened when they are wanted.
func estateAnswer(a answering, r record.Record) g.Node {
	if r.Head().Archived || !a.v.Sees("continuity") {
		return nil
	}
	number := a.snapshot.Dictionary().TypeOf(r).Number(r.Head().Number)
	links := []ui.LineProps{
		{Text: "What stops if it fails, and what that costs", Href: "/continuity/what-if?" + url.Values{"fail": {number}}.Encode()},
		{Text: "What it needs and what needs it, on the map", Href: "/continuity/map?" + url.Values{"of": {number}, "up": {"on"}}.Encode()},
	}
	if _, ok := r.(*catalog.Service); ok {
		links = append([]ui.LineProps{{Text: "What threatens it, and how available it is", Href: "/continuity/services/" + number}}, links...)
	}
	return ui.AsideSection("What hangs on it", links...)
}
