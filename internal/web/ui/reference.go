package ui

import (
	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"
)

// Reference is a record that a field points to, as the form knows it.
type Reference struct {
	Value string // what is stored, such as the record's id
	Text  string // what people read: its name or number
}

// ReferenceProps describes a field that points to one record.
type ReferenceProps struct {
	Chosen      Reference
	Suggest     string // GET with ?q=, answers JSON [{title, hint, value, icon}]
	Placeholder string
}

// ReferenceField is a reference to one record, found by typing. It sends
// Name (the value picked) and Name.text (what stands in the box). The receiver
// reads them so: no text, no reference; a text that is a record number wins;
// else the value holds if the text is still that record's; else it is an error.
// So the field works without scripts too: one types a record number.
func ReferenceField(f Field, p ReferenceProps) g.Node {
	box := f
	box.Name += ".text"
	box.ID = f.id()
	return FieldBox(f, g.Group{
		h.Input(h.Type("hidden"), h.Name(f.Name), h.Value(p.Chosen.Value), h.Data("value", "")),
		combobox(box, p.Chosen.Text, p.Placeholder, p.Suggest),
	})
}

// combobox is an input with a list of suggestions below it.
func combobox(f Field, text, placeholder, suggest string) g.Node {
	list := f.id() + "-list"
	return h.Span(h.Class("combo"), Icon(IconSearch),
		h.Input(h.Type("text"), h.Role("combobox"), f.attrs(), attr("value", text), attr("placeholder", placeholder),
			h.AutoComplete("off"), g.Attr("spellcheck", "false"), h.Aria("autocomplete", "list"), h.Aria("expanded", "false"),
			h.Aria("controls", list), h.Data("suggest", URL(suggest))),
		h.Ul(h.ID(list), h.Role("listbox"), h.Aria("label", f.Label), h.Hidden("")))
}

// ReferencesProps describes a field that points to several records.
type ReferencesProps struct {
	Chosen      []Reference
	Suggest     string // as in ReferenceProps
	Placeholder string
}

// ReferencesField is a set of references. Each chosen one is a checked box that
// sends its value under Name, and is taken out by unchecking it; Name.text is
// what was typed and not picked: record numbers between commas, to be added.
func ReferencesField(f Field, p ReferencesProps) g.Node {
	box := Field{Name: f.Name + ".text", ID: f.id() + "-add", Label: f.Label, Disabled: f.Disabled}
	f.Wide = true
	return groupBox(f, h.Div(h.Class("picks"), h.Data("picks", f.Name),
		g.Map(p.Chosen, func(r Reference) g.Node { return pick(f.Name, r) }),
		h.Label(h.Class("pick-add"), unseen("Add to "+f.Label), combobox(box, "", p.Placeholder, p.Suggest))))
}

func pick(name string, r Reference) g.Node {
	return h.Label(h.Class("pick"), h.Input(h.Type("checkbox"), h.Name(name), h.Value(r.Value), h.Checked()), h.Span(g.Text(r.Text)))
}
