package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// FormProps describes a form that changes something.
type FormProps struct {
	ID      string
	Label   string // what it is for, where a page has several forms
	Action  string
	Files   bool // it sends files
	Hidden  []HiddenValue
	Errors  []FieldError
	Body    []g.Node
	Actions []g.Node // buttons, the main one first; it carries no name, for Enter in a field sends none
	Note    string   // beside the buttons
	Compact bool     // a small form inside a page: no warning when it is left unsent
}

// Form is a form sent by POST. What is wrong is said by the server, for all
// fields at once, and what was typed is kept. Ctrl-Enter sends it.
func Form(p FormProps) g.Node {
	return h.Form(class("form", when(p.Compact, "compact")), attr("id", p.ID), attr("aria-label", p.Label), h.Method("post"), h.Action(URL(p.Action)), g.Attr("novalidate"),
		attr("enctype", when(p.Files, "multipart/form-data")), flag("data-guard", !p.Compact),
		implicit(), hidden(p.Hidden), ErrorSummary(p.Errors), g.Group(p.Body),
		g.If(len(p.Actions) > 0, h.Div(h.Class("submit"), g.Group(p.Actions), g.If(p.Note != "", h.Span(h.Class("note"), g.Text(p.Note))))))
}

// implicit is the button that Enter in a field presses: without it that would
// be the first on the form, such as one that removes a row.
func implicit() g.Node {
	return h.Button(h.Class("unseen"), h.Type("submit"), h.TabIndex("-1"), h.Aria("hidden", "true"), g.Text("Send"))
}

// FieldError is one thing wrong with one field.
type FieldError struct {
	Name    string // of the field
	Label   string
	Problem string
}

// ErrorSummary stands above a form that could not be taken and leads to each
// field that needs attention; nothing when there is none.
func ErrorSummary(errors []FieldError) g.Node {
	if len(errors) == 0 {
		return nil
	}
	return h.Div(h.Class("callout bad"), h.Role("alert"), h.TabIndex("-1"), g.Attr("data-errors"), Icon20(IconAlert),
		h.Div(h.Strong(g.Text(attention(len(errors)))), h.Ul(g.Map(errors, func(e FieldError) g.Node {
			return h.Li(h.A(h.Href("#"+FieldID(e.Name)), g.Text(e.Label)), g.Text(": "+e.Problem))
		}))))
}

func attention(n int) string {
	if n == 1 {
		return "One field needs attention. Nothing was saved yet."
	}
	return strconv.Itoa(n) + " fields need attention. Nothing was saved yet."
}

// GroupProps describes fields that belong together.
type GroupProps struct {
	Title string
	Help  string
}

// FieldGroup sets fields that belong together under a title: two beside each other where there is room.
func FieldGroup(p GroupProps, fields ...g.Node) g.Node {
	return h.Section(h.Class("group"),
		h.Div(h.Class("group-head"), h.H2(g.Text(p.Title)), g.If(p.Help != "", h.P(g.Text(p.Help)))),
		h.Div(h.Class("fields"), g.Group(fields)))
}

// Fields sets fields without a title, as FieldGroup does.
func Fields(fields ...g.Node) g.Node { return h.Div(h.Class("fields"), g.Group(fields)) }
