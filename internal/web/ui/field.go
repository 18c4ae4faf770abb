package ui

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Field is what all form fields have in common.
type Field struct {
	Name      string // in the form; rows inside a record as "steps[2].title"
	ID        string // empty is FieldID(Name); set it when a page has two forms with the same names
	Label     string
	Help      string
	Unit      string // after the control: "days"
	Error     string // what is wrong and what to do
	Required  bool
	Disabled  bool
	ReadOnly  bool // shown and sent, not changed
	HideLabel bool // the label is there for screen readers only, as in the cells of a rows editor
	Wide      bool // takes the whole width of its group
}

// FieldID is the id of the control of the field with this name, for links to
// it. Characters that an id should not have become dashes.
func FieldID(name string) string {
	return "f-" + strings.Trim(strings.Map(idRune, strings.ReplaceAll(name, "].", "]")), "-")
}

func idRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '_':
		return r
	}
	return '-'
}

func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return FieldID(f.Name)
}

// part is the field for one control of several, such as the currency of an amount.
func (f Field) part(name, label string) Field {
	f.ID, f.Label, f.Name = f.id()+"-"+name, label, f.Name+"."+name
	return f
}

// attrs ties a control to its label, help and error.
func (f Field) attrs() g.Node {
	return g.Group{
		h.ID(f.id()), attr("name", f.Name),
		flag("required", f.Required), flag("disabled", f.Disabled), flag("readonly", f.ReadOnly),
		f.described(),
	}
}

// described points to whichever of error, help and unit are there.
func (f Field) described() g.Node {
	var ids []string
	add := func(text, suffix string) {
		if text != "" {
			ids = append(ids, f.id()+suffix)
		}
	}
	add(f.Error, "-error")
	add(f.Help, "-help")
	add(f.Unit, "-unit")
	return g.Group{attr("aria-describedby", strings.Join(ids, " ")), attr("aria-invalid", when(f.Error != "", "true"))}
}

// Control is the attributes that tie a hand-made control to its [FieldBox]:
// id, name, required, and where help and error stand.
func Control(f Field) g.Node { return f.attrs() }

// FieldBox puts a label, help, unit and error around a control. Every field of
// this package stands in one; use it with [Control] for a control of your own.
func FieldBox(f Field, control g.Node) g.Node {
	return h.Div(f.class(),
		h.Label(class("label", when(f.HideLabel, "hide")), h.For(f.id()), g.Text(f.Label), f.mark()),
		h.Div(h.Class("control"), control, f.unit()),
		f.problem(), f.help())
}

// groupBox is FieldBox for several controls that answer one question.
func groupBox(f Field, control g.Node) g.Node {
	return h.FieldSet(f.class(), h.ID(f.id()), h.TabIndex("-1"), f.described(),
		h.Legend(class("label", when(f.HideLabel, "hide")), g.Text(f.Label), f.mark()),
		control, f.problem(), f.help())
}

func (f Field) class() g.Node {
	return class("field", when(f.Wide, "wide"), when(f.Error != "", "wrong"))
}

func (f Field) mark() g.Node {
	return g.If(f.Required, h.Span(h.Class("must"), h.Aria("hidden", "true"), g.Text("*")))
}

func (f Field) help() g.Node {
	return g.If(f.Help != "", h.P(h.Class("help"), h.ID(f.id()+"-help"), g.Text(f.Help)))
}

func (f Field) unit() g.Node {
	return g.If(f.Unit != "", h.Span(h.Class("unit"), h.ID(f.id()+"-unit"), g.Text(f.Unit)))
}

func (f Field) problem() g.Node {
	return g.If(f.Error != "", h.P(h.Class("problem"), h.ID(f.id()+"-error"), Icon(IconAlert), g.Text(f.Error)))
}
