package web

import (
	"slices"

	"fairlead/internal/catalog"
	"fairlead/internal/record"
	"fairlead/internal/web/frame"
	"fairlead/internal/web/ui"
)

// inOtherLists are types that one reaches from the records that they belong to;
// the palette finds them too.
var inOtherLists = []string{"comment", "attachment", "approval", "location", "standing"}

// forMakers are types whose lists are of use to those who may add to them only.
var forMakers = []string{"custom_field", "import_map"}

// inNavigation reports whether the list of a type stands in the navigation.
func inNavigation(v *frame.Visit, t *record.Type) bool {
	return !slices.Contains(inOtherLists, t.Name) && (!slices.Contains(forMakers, t.Name) || v.Clerk.May(record.Create, t))
}

// navigator draws the navigation of each page.
type navigator struct {
	failed func(*frame.Visit) int // pieces of background work that failed
}

// groups lists the pages that the visitor may see by the director's questions.
// The lists of a module stand under its home page.
func (n navigator) groups(v *frame.Visit) []ui.NavGroup {
	groups := []ui.NavGroup{{Links: []ui.NavLink{{Label: "Today", Href: "/"}}}}
	for _, m := range catalog.Modules() {
		var links []ui.NavLink
		for _, t := range v.Clerk.Types() {
			if t.Module == m.Name && inNavigation(v, t) {
				links = append(links, ui.NavLink{Label: t.Titles, Href: "/" + t.Plural})
			}
		}
		links = append(branches(v, m), links...)
		if m.Name == "ground" {
			links = append(n.aboutProgram(v), links...)
		}
		if m.Home.Path != "" && v.SeesAll(m.Home.Sums...) {
			links = []ui.NavLink{{Label: m.Title, Href: m.Home.Path, Under: links}}
		}
		if len(links) == 0 {
			continue
		}
		if last := len(groups) - 1; groups[last].Title == m.Group {
			groups[last].Links = append(groups[last].Links, links...)
			continue
		}
		groups = append(groups, ui.NavGroup{Title: m.Group, Links: links})
	}
	return groups
}

// branches are the pages of a module that have a place of their own under it.
func branches(v *frame.Visit, m catalog.Module) (links []ui.NavLink) {
	for _, b := range catalog.Branches() {
		if b.Module == m.Name && v.SeesAll(b.Sums...) {
			links = append(links, ui.NavLink{Label: b.Title, Href: b.Path})
		}
	}
	return links
}

// aboutProgram are the pages about the program itself.
func (n navigator) aboutProgram(v *frame.Visit) []ui.NavLink {
	links := []ui.NavLink{}
	who := v.Clerk.Principal()
	if who.Keeps() {
		links = append(links, ui.NavLink{Label: "Imports", Href: "/imports"})
	}
	if who.HasAny(record.Administrator, record.Director) {
		links = append(links, ui.NavLink{Label: "Background work", Href: "/jobs", Count: n.failed(v), Tone: ui.ToneBad})
	}
	if who.HasAny(record.Administrator, record.Director, record.Auditor) {
		links = append(links, ui.NavLink{Label: "Journal", Href: "/journal"})
	}
	return links
}
