package ui

import (
	"strconv"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// toneIcon is the shape that goes with a tone, so that colour is not alone.
func toneIcon(t Tone) IconName {
	switch t {
	case ToneGood:
		return IconCheck
	case ToneWarn, ToneBad:
		return IconAlert
	}
	return IconInfo
}

// Callout is something to know before going on.
func Callout(tone Tone, title string, body ...g.Node) g.Node {
	return h.Div(class("callout", string(tone)), Icon20(toneIcon(tone)), h.Div(g.If(title != "", h.Strong(g.Text(title))), g.Group(body)))
}

// ToastProps describes a short message about what was just done.
type ToastProps struct {
	Text string
	Tone Tone
	Act  g.Node // such as a PostButton "Undo"; a toast with an act stays until it is closed
}

// Toast is a short message; it stands in the [ToastArea]. Bad ones and those with an act stay.
func Toast(p ToastProps) g.Node {
	return h.Div(class("toast", string(p.Tone)), flag("data-stay", p.Act != nil || p.Tone == ToneBad),
		Icon(toneIcon(p.Tone)), h.P(g.Text(p.Text)), p.Act)
}

// ToastArea is where messages appear, on every page once. assets/js/toast.js adds to it.
func ToastArea(toasts ...ToastProps) g.Node {
	return h.Div(h.ID("toasts"), h.Class("toasts"), h.Role("status"), g.Map(toasts, Toast))
}

// DialogProps describes a window over the page.
type DialogProps struct {
	ID     string // what ButtonProps.Dialog names
	Title  string
	Body   []g.Node
	Footer []g.Node // buttons; those of a form inside Body name it by ButtonProps.Form
	Side   bool     // a panel at the side instead of the middle
}

// Dialog is a window over the page, opened by a [Button] that names it. Escape and the cross close it.
func Dialog(p DialogProps) g.Node {
	title := p.ID + "-title"
	return h.Dialog(class("dialog", when(p.Side, "side")), h.ID(p.ID), h.Aria("labelledby", title),
		h.Header(h.H2(h.ID(title), g.Text(p.Title)),
			h.Form(h.Method("dialog"), Button(ButtonProps{Label: "Close", Icon: IconClose, IconOnly: true, Kind: ButtonQuiet}))),
		h.Div(g.Group(p.Body)),
		g.If(len(p.Footer) > 0, h.Footer(g.Group(p.Footer))))
}

// DialogCancel is the button that closes a dialog and changes nothing.
func DialogCancel(label string) g.Node {
	return h.Form(h.Class("inline"), h.Method("dialog"), Button(ButtonProps{Label: label}))
}

// EmptyProps describes a place where nothing is yet.
type EmptyProps struct {
	Icon    IconName
	Title   string // what is not here: "No contracts yet"
	Text    string // why that matters and what to do
	Actions []g.Node
}

// Empty says what to do next where there is nothing.
func Empty(p EmptyProps) g.Node {
	return h.Div(h.Class("empty"), Icon20(p.Icon), h.Strong(g.Text(p.Title)), g.If(p.Text != "", h.P(g.Text(p.Text))),
		g.If(len(p.Actions) > 0, h.Div(h.Class("actions"), g.Group(p.Actions))))
}

// ErrorProps describes why a page cannot be shown.
type ErrorProps struct {
	Status    int    // of HTTP
	Title     string // what happened
	Text      string // what to do
	Reference string // what the log calls it; may be empty
	Actions   []g.Node
}

// ErrorBody is the inside of an error page, for [Shell] or [Bare].
func ErrorBody(p ErrorProps) g.Node {
	return h.Div(h.Class("failure"),
		h.P(g.Text(strconv.Itoa(p.Status))),
		h.H1(g.Text(p.Title)), h.P(h.Class("lede"), g.Text(p.Text)),
		g.If(len(p.Actions) > 0, h.Div(h.Class("actions"), g.Group(p.Actions))),
		g.If(p.Reference != "", h.P(h.Class("note"), g.Text("If you report this, name it: "), h.Code(g.Text(p.Reference)))))
}

// Disclosure hides what is rarely needed behind its title.
func Disclosure(title string, body ...g.Node) g.Node {
	return h.Details(h.Class("disclose"), h.Summary(Icon(IconChevron), g.Text(title)), h.Div(g.Group(body)))
}

// CodeBlock is text for machines, as it is.
func CodeBlock(label, text string) g.Node {
	return h.Pre(h.Class("block"), h.TabIndex("0"), h.Role("region"), h.Aria("label", label), h.Code(g.Text(text)))
}

// Later stands in for something that is still being made: a line of text and a
// bar that only show when it takes longer than 300 ms.
func Later(id, text, stream string) g.Node {
	return h.Div(h.Class("job later"), h.ID(id), live(stream), h.Span(h.Class("job-label"), g.Text(text)), h.Progress(h.Aria("label", text)))
}
