package ui

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// ButtonKind says how much weight a button has.
type ButtonKind string

// The kinds of button. A page has one Main button at most.
const (
	ButtonPlain  ButtonKind = ""
	ButtonMain   ButtonKind = "main"
	ButtonQuiet  ButtonKind = "quiet"
	ButtonDanger ButtonKind = "danger"
)

// ButtonProps describes a button or a link that looks like one. With Href it is
// a link; with Dialog or Popover it opens the element of that id; else it submits its form.
type ButtonProps struct {
	Label    string
	Icon     IconName
	Kind     ButtonKind
	IconOnly bool // the label is kept for screen readers and as a hint on hover
	Small    bool
	Disabled bool
	About    string // what it acts on, for screen readers: where rows have the same button

	Href    string
	Dialog  string // id of a [Dialog] to open
	Popover string // id of a popover to open or close

	Name, Value    string // sent with the form
	Form           string // id of a form elsewhere on the page
	FormAction     string // another address for the form
	SkipValidation bool   // submit what is there, checked or not
}

// Button is something to press.
func Button(p ButtonProps) g.Node {
	if p.Href != "" && !p.Disabled {
		return h.A(p.class(), href(p.Href), p.hint(), p.content())
	}
	return h.Button(p.class(), h.Type(p.kind()), p.hint(),
		attr("name", p.Name), attr("value", p.Value), attr("form", p.Form),
		p.action(), flag("formnovalidate", p.SkipValidation), flag("disabled", p.Disabled),
		p.opens(), p.content())
}

func (p ButtonProps) class() g.Node {
	return class("btn", string(p.Kind), when(p.Small, "small"), when(p.IconOnly, "only"))
}

func (p ButtonProps) kind() string {
	if p.Dialog != "" || p.Popover != "" {
		return "button"
	}
	return "submit"
}

func (p ButtonProps) hint() g.Node { return attr("title", when(p.IconOnly, p.Label)) }

func (p ButtonProps) action() g.Node {
	if p.FormAction == "" {
		return nil
	}
	return h.FormAction(URL(p.FormAction))
}

func (p ButtonProps) opens() g.Node {
	switch {
	case p.Dialog != "":
		return g.Group{g.Attr("commandfor", p.Dialog), g.Attr("command", "show-modal"), h.Aria("haspopup", "dialog")}
	case p.Popover != "":
		return h.PopoverTarget(p.Popover)
	}
	return nil
}

func (p ButtonProps) content() g.Node {
	if p.IconOnly {
		return g.Group{Icon(p.Icon), unseen(p.Label)}
	}
	return g.Group{Icon(p.Icon), g.Text(p.Label), g.If(p.About != "", unseen(" "+p.About))}
}

// HiddenValue is a value sent with a form and not shown.
type HiddenValue struct{ Name, Value string }

func hidden(values []HiddenValue) g.Node {
	return g.Map(values, func(v HiddenValue) g.Node {
		return h.Input(h.Type("hidden"), h.Name(v.Name), h.Value(v.Value))
	})
}

// PostButton is a button that sends a POST to action: for what changes something.
func PostButton(action string, p ButtonProps, values ...HiddenValue) g.Node {
	return h.Form(h.Class("inline"), h.Role("none"), h.Method("post"), h.Action(URL(action)), hidden(values), Button(p))
}

// Link is a text link in the colour of what can be acted on.
func Link(text, to string) g.Node { return h.A(h.Class("link"), href(to), g.Text(text)) }

// ExternalLink leads off the site, says so, and opens beside the page.
func ExternalLink(text, to string) g.Node {
	return h.A(h.Class("link"), href(to), h.Target("_blank"), h.Rel("noopener noreferrer"),
		g.Text(text), Icon(IconExternal), unseen("(opens in a new tab)"))
}

// Kbd shows a key or keys pressed together.
func Kbd(keys ...string) g.Node {
	return h.Kbd(g.Text(strings.Join(keys, " ")))
}

// MenuItem is one line of a [Menu]: a link, or with Post a button that sends a POST to Href.
type MenuItem struct {
	Label  string
	Icon   IconName
	Href   string
	Post   bool
	Danger bool
}

// MenuProps describes a button with a list of acts behind it.
type MenuProps struct {
	ID     string // of the popover, one on the page
	Button ButtonProps
	Items  []MenuItem
}

// Menu is a button that opens a short list of acts.
func Menu(p MenuProps) g.Node {
	p.Button.Popover = p.ID
	return g.Group{
		Button(p.Button),
		h.Div(h.Class("menu"), h.ID(p.ID), h.Popover("auto"), g.Map(p.Items, menuItem)),
	}
}

func menuItem(m MenuItem) g.Node {
	look := class("item", when(m.Danger, "danger"))
	if m.Post {
		return h.Form(h.Method("post"), h.Action(URL(m.Href)), h.Button(look, h.Type("submit"), Icon(m.Icon), g.Text(m.Label)))
	}
	return h.A(look, href(m.Href), Icon(m.Icon), g.Text(m.Label))
}
