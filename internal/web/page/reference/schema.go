package reference

import (
	"fmt"
	"slices"
	"strings"

	g "maragu.dev/gomponents"
	h "maragu.dev/gomponents/html"

	"fairlead/internal/web/ui"
)

// record is what the operations of a type answer with and what they take.
func (d *document) record(ops []*operation) (read, written *schema) {
	for _, op := range ops {
		if op.method == "PATCH" {
			written = d.input(op)
			read = d.Components.Schemas[strings.TrimSuffix(named(op.RequestBody.Content["application/json"].Schema.Ref), "Input")]
		}
	}
	return read, written
}

// first are the members that stand before the others.
var first = []string{"id", "number", "version", "state"}

// names lists the members of an object as one looks for them.
func names(s *schema) []string {
	var list []string
	for name := range s.Properties {
		list = append(list, name)
	}
	slices.SortFunc(list, func(a, b string) int {
		i, j := slices.Index(first, a), slices.Index(first, b)
		switch {
		case i >= 0 && j >= 0:
			return i - j
		case i >= 0:
			return -1
		case j >= 0:
			return 1
		}
		return strings.Compare(a, b)
	})
	return list
}

// fields is the schema of a record as a table that can be read.
func (d *document) fields(ops []*operation) g.Node {
	read, written := d.record(ops)
	if read == nil {
		return nil
	}
	var rows []ui.Row
	for _, name := range names(read) {
		f := read.Properties[name]
		rows = append(rows, ui.Row{Cells: []g.Node{h.Code(g.Text(name)), g.Text(f.kind()), f.meaning(name, written)}})
	}
	return ui.Section(ui.SectionProps{ID: "fields", Title: "Fields", Note: "what is unknown is left out"},
		ui.Table(ui.TableProps{Label: "Fields", Columns: []ui.Column{{Label: "Field"}, {Label: "Kind"}, {Label: "Meaning"}}, Rows: rows}))
}

// meaning says what a field is, and whether it can or must be sent.
func (s *schema) meaning(name string, written *schema) g.Node {
	text := s.Title
	if text != "" && s.Description != "" {
		text += ". "
	}
	text += s.Description
	switch {
	case slices.Contains(written.Needed, name):
		return g.Group{g.Text(text + " "), ui.Tag(ui.ToneWarn, "Needed")}
	case written.Properties[name] == nil:
		return g.Group{g.Text(text + " "), ui.Tag("", "Read only")}
	}
	return g.Text(text)
}

// kind says in a few words what a value looks like.
func (s *schema) kind() string {
	switch {
	case named(s.Ref) == "Reference":
		return "reference"
	case len(s.Enum) > 0:
		var options []string
		for _, o := range s.Enum {
			if o != nil {
				options = append(options, fmt.Sprint(o))
			}
		}
		return "one of: " + strings.Join(options, ", ")
	case s.Items != nil:
		return "list of " + s.Items.kind()
	case s.Properties["currency"] != nil:
		return `money: {"amount": "12.50", "currency": "EUR"}`
	case s.Properties["likely"] != nil:
		return `estimate: {"low": 3, "likely": 5, "high": 8}`
	case len(s.Properties) > 0:
		return "object with " + strings.Join(names(s), ", ")
	}
	return s.plain()
}

// formats are the kinds of text, as people call them.
var formats = map[string]string{
	"uuid": "ID", "date": "date: 2027-03-31", "date-time": "moment: 2027-03-31T09:30:00Z", "duration": "duration: PT4H30M", "uri": "link",
}

func (s *schema) plain() string {
	if name, ok := formats[s.Format]; ok {
		return name
	}
	switch typ, _ := s.Type.(string); typ {
	case "string":
		return "text"
	case "boolean":
		return "true or false"
	case "integer":
		return "whole number" + s.bounds()
	case "number":
		return "number" + s.bounds()
	}
	return "any"
}

// bounds are those that the field sets, not those of numbers as such.
func (s *schema) bounds() string {
	const large = 1e9
	low, high := s.Minimum != nil && *s.Minimum > -large, s.Maximum != nil && *s.Maximum < large
	switch {
	case low && high:
		return fmt.Sprintf(", %g to %g", *s.Minimum, *s.Maximum)
	case low:
		return fmt.Sprintf(", at least %g", *s.Minimum)
	case high:
		return fmt.Sprintf(", at most %g", *s.Maximum)
	}
	return ""
}
