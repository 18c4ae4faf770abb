package ui

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Fact is one thing known of a record.
type Fact struct {
	Label string
	Value g.Node // nil is shown as a dash: there is none
	Note  string // quiet, after the value
}

// manyFacts is the number of facts from which they stand in two columns, where
// there is room.
const manyFacts = 8

// Facts is what is known of a record.
func Facts(facts ...Fact) g.Node {
	return h.Dl(class("facts", when(len(facts) >= manyFacts, "many")), g.Map(facts, func(f Fact) g.Node {
		value := f.Value
		if value == nil {
			value = h.Span(h.Class("note"), g.Text("–"))
		}
		return h.Div(h.Dt(g.Text(f.Label)), h.Dd(value, g.If(f.Note != "", h.Span(h.Class("note"), g.Text(" "+f.Note)))))
	}))
}

// Change is one field before and after. An empty side is shown as nothing there.
type Change struct{ Label, Old, New string }

// Diff shows what changed in a field.
func Diff(c Change) g.Node {
	return h.Span(h.Class("diff"), g.If(c.Label != "", h.B(g.Text(c.Label))),
		side(h.Del, c.Old), h.Span(h.Class("to"), h.Aria("hidden", "true"), g.Text("→")), side(h.Ins, c.New))
}

func side(el func(...g.Node) g.Node, text string) g.Node {
	if text == "" {
		return el(h.Class("nil"), g.Text("nothing"))
	}
	return el(g.Text(text))
}

// Event is something that happened to a record.
type Event struct {
	When    g.Node // see [Time]
	Who     string
	What    string // "changed the owner"
	Icon    IconName
	Changes []Change
	Note    string // the reason given
}

// Timeline is what happened, the latest first.
func Timeline(events ...Event) g.Node {
	return h.Ol(h.Class("timeline"), g.Map(events, func(e Event) g.Node {
		return h.Li(h.Span(h.Class("dot"), Icon(e.Icon)),
			h.P(h.Strong(g.Text(e.Who)), g.Text(" "+e.What), h.Span(h.Class("note"), e.When)),
			g.If(len(e.Changes) > 0, h.Ul(g.Map(e.Changes, func(c Change) g.Node { return h.Li(Diff(c)) }))),
			g.If(e.Note != "", h.BlockQuote(g.Text(e.Note))))
	}))
}

// Comment is what somebody said about a record.
type Comment struct {
	ID    string // for links to it
	Who   string
	When  g.Node
	Body  g.Node
	Items []g.Node // what one may do with it: [PostButton], [Link]
}

// Comments lists what was said, the oldest first, with box (a form) to say more; box may be nil.
func Comments(box g.Node, comments ...Comment) g.Node {
	return h.Div(h.Class("comments"), g.If(len(comments) > 0, h.Ol(g.Map(comments, func(c Comment) g.Node {
		return h.Li(attr("id", c.ID), Avatar(c.Who),
			h.Div(h.P(h.Class("said"), h.Strong(g.Text(c.Who)), h.Span(h.Class("note"), c.When)),
				h.Div(h.Class("prose"), c.Body),
				g.If(len(c.Items) > 0, h.Div(h.Class("acts"), g.Group(c.Items)))))
	}))), box)
}

// CommentBoxProps describes where a comment is written.
type CommentBoxProps struct {
	Action string // where the POST goes
	Name   string // of the text; empty is "comment"
	Draft  string
	Error  string
}

// CommentBox is where a comment is written.
func CommentBox(p CommentBoxProps) g.Node {
	if p.Name == "" {
		p.Name = "comment"
	}
	f := Field{Name: p.Name, Label: "Add a comment", Error: p.Error, HideLabel: true}
	return Form(FormProps{Action: p.Action, Label: "Add a comment", Compact: true,
		Body:    []g.Node{AreaField(f, AreaProps{Value: p.Draft, Rows: 2, Placeholder: "Add a comment"})},
		Actions: []g.Node{Button(ButtonProps{Label: "Comment"})},
		Note:    "Ctrl Enter sends it"})
}

// Attachment is a file kept with a record.
type Attachment struct {
	Name   string
	Href   string
	Size   string // "1.2 MB"
	Who    string
	When   g.Node
	Remove string // address of the POST that removes it; empty when one may not
}

// Attachments lists the files kept with a record.
func Attachments(files ...Attachment) g.Node {
	return h.Ul(h.Class("files"), g.Map(files, func(a Attachment) g.Node {
		return h.Li(Icon(IconAttachment), h.A(href(a.Href), g.Text(a.Name)),
			h.Span(h.Class("note"), g.Text(a.Size+" · "+a.Who+" · "), a.When),
			g.If(a.Remove != "", PostButton(a.Remove, ButtonProps{Label: "Remove " + a.Name, Icon: IconTrash, IconOnly: true, Kind: ButtonQuiet, Small: true})))
	}))
}
