package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Choice is one of several pages or views, of which one is current.
type Choice struct {
	Label   string
	Href    string
	Count   string // "11"; empty shows nothing
	Current bool
}

// Chips are saved views with how many records each has.
func Chips(label string, views ...Choice) g.Node {
	return choices("chips", label, views)
}

// Tabs are the sides of one thing, each at its own address.
func Tabs(label string, sides ...Choice) g.Node {
	return choices("tabs", label, sides)
}

func choices(look, label string, items []Choice) g.Node {
	return h.Nav(h.Class(look), h.Aria("label", label), h.Ul(g.Map(items, func(c Choice) g.Node {
		return h.Li(h.A(href(c.Href), attr("aria-current", when(c.Current, "true")), g.Text(c.Label), g.If(c.Count != "", h.Span(h.Class("n"), g.Text(c.Count)))))
	})))
}

// FilterBarProps describes the filter of a list, which is always visible as text.
type FilterBarProps struct {
	Action      string // where the list is
	Name        string // of the field; empty is "filter"
	Value       string
	Placeholder string // an example of the language
	Error       string // what is wrong with the value
	Hidden      []HiddenValue
	ClearHref   string // the list without a filter; empty when there is none to clear
	Extra       []g.Node
}

// FilterBar is the filter of a list: a line of text that can be read, changed and shared.
func FilterBar(p FilterBarProps) g.Node {
	if p.Name == "" {
		p.Name = "filter"
	}
	f := Field{Name: p.Name, Label: "Filter", Error: p.Error}
	return h.Form(h.Class("filter"), h.Role("search"), h.Aria("label", "Filter this list"), h.Action(URL(p.Action)), hidden(p.Hidden),
		h.Label(h.Class("filter-field"), Icon(IconFilter), unseen("Filter"),
			h.Input(h.Type("text"), f.attrs(), h.Value(p.Value), attr("placeholder", p.Placeholder), h.AutoComplete("off"), g.Attr("spellcheck", "false"))),
		Button(ButtonProps{Label: "Apply"}),
		g.If(p.ClearHref != "", Button(ButtonProps{Label: "Clear", Kind: ButtonQuiet, Href: p.ClearHref})),
		g.Group(p.Extra),
		f.problem())
}

// PagerProps describes where one is in a long list. Lists are paged by key, so
// there are neighbours and a start, and no page numbers.
type PagerProps struct {
	Shown    string // "50 of 1,204"
	First    string // addresses; empty ones are not shown
	Previous string
	Next     string
	Extra    []g.Node // links beside: what the list leaves out
}

// Pager leads to the neighbouring pages of a list.
func Pager(p PagerProps) g.Node {
	step := func(label, to string) g.Node {
		return g.If(to != "", Button(ButtonProps{Label: label, Href: to, Small: true}))
	}
	return h.Nav(h.Class("pager"), h.Aria("label", "Pages"), h.Span(g.Text(p.Shown)),
		step("First", p.First), step("Previous", p.Previous), step("More", p.Next), g.Group(p.Extra))
}

// StepState is where a thing is relative to a step of its life.
type StepState string

// The states of a step.
const (
	StepAhead StepState = "ahead"
	StepDone  StepState = "done"
	StepNow   StepState = "now"
)

// Step is one state in a life.
type Step struct {
	Label string
	Note  string // when it was reached, or what it waits for
	State StepState
}

// Steps shows where a record stands in its life.
func Steps(label string, steps ...Step) g.Node {
	return h.Ol(h.Class("steps"), h.Aria("label", label), g.Map(steps, func(s Step) g.Node {
		return h.Li(class(string(s.State)), attr("aria-current", when(s.State == StepNow, "step")),
			g.Text(s.Label), g.If(s.State == StepDone, unseen("(done)")), g.If(s.Note != "", h.Small(g.Text(s.Note))))
	}))
}

// ProgressProps describes work that takes a while.
type ProgressProps struct {
	ID    string // needed when Live is set
	Label string
	Done  int
	Of    int    // zero means that nobody knows how much it is
	Note  string // "about 20 s left"
	Live  string // event stream that replaces this, see assets/js/live.js
	Acts  []g.Node
}

// Progress shows how far a piece of work is. It can be left and returned to.
func Progress(p ProgressProps) g.Node {
	bar := h.Progress(h.Aria("label", p.Label), g.If(p.Of > 0, g.Group{h.Max(strconv.Itoa(p.Of)), h.Value(strconv.Itoa(p.Done))}))
	return h.Div(h.Class("job"), attr("id", p.ID), live(p.Live),
		h.Span(h.Class("job-label"), g.Text(p.Label)), h.Span(h.Class("note"), g.Text(p.Note)), bar,
		g.If(len(p.Acts) > 0, h.Div(h.Class("acts"), g.Group(p.Acts))))
}

// live marks an element that an event stream replaces.
func live(stream string) g.Node {
	if stream == "" {
		return nil
	}
	return h.Data("live", URL(stream))
}
