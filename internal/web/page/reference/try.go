package reference

import (
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/web/ui"
)

// try is a form that sends the operation as the person who is signed in. It
// stays hidden without scripts; see assets/js/try.js for what is done with it.
func (d *document) try(op *operation) g.Node {
	var fields []g.Node
	for _, p := range op.Parameters {
		fields = append(fields, tryField(op, p))
	}
	if op.RequestBody != nil {
		body := d.body(op)
		fields = append(fields, ui.AreaField(ui.Field{Name: "body.", ID: op.ID + "-body", Label: "Body"},
			ui.AreaProps{Value: body, Rows: min(2+strings.Count(body, "\n"), 16), Code: true}))
	}
	note := ""
	if op.method != "GET" {
		note = "This changes what is stored, in your name."
	}
	return h.Div(g.Attr("hidden"), g.Attr("data-try", op.method), g.Attr("data-path", op.path),
		ui.Disclosure("Try it",
			ui.Form(ui.FormProps{
				Label: "Try: " + op.Summary, Action: op.path, Compact: true, Note: note,
				Body:    []g.Node{g.If(len(fields) > 0, ui.Fields(fields...))},
				Actions: []g.Node{ui.Button(ui.ButtonProps{Label: "Send", Small: true})},
			}),
			h.Div(g.Attr("data-answer"), g.Attr("hidden"), h.Role("status"), h.P(h.Class("note")), ui.CodeBlock("Answer to "+op.Summary, ""))))
}

// tryField is the control of a parameter. Its name says where the value goes.
func tryField(op *operation, p *parameter) g.Node {
	f := ui.Field{Name: p.In + "." + p.Name, ID: op.ID + "-" + p.Name, Label: p.Name, Required: p.Required}
	if len(p.Schema.Enum) > 0 {
		props := ui.SelectProps{Value: p.value()}
		if !p.Required {
			props.Empty = "–"
		}
		for _, o := range p.Schema.Enum {
			name, _ := o.(string)
			props.Options = append(props.Options, ui.Option{Value: name, Label: name})
		}
		return ui.SelectField(f, props)
	}
	return ui.TextField(f, ui.TextProps{Value: p.value(), Code: true})
}
