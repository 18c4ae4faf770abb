package api

import (
	"regexp"

	"fairlead/internal/record"
)

// exampleFields is how many fields an example shows beside those that a new
// record needs.
const exampleFields = 3

// example is a record as one would send it: what is required, and the first
// fields that its list shows.
func (d *documenter) example(t *record.Type, fields []*record.Field) dict {
	out := dict{}
	seen := map[string]bool{}
	for _, f := range fields {
		seen[f.Name] = true
		if f.Required && !f.System {
			out[f.Name] = d.exampleValue(t, f)
		}
	}
	added := 0
	for _, name := range t.Columns {
		f := t.Field(name)
		if _, there := out[name]; there || !seen[name] || f.System || added == exampleFields {
			continue
		}
		out[name] = d.exampleValue(t, f)
		added++
	}
	return out
}

// inHelp finds the example that the help of a field gives.
var inHelp = regexp.MustCompile(`(?i)for example:? ([^.,;]+)`)

// exampleValue is a value that reads well and that the field takes. References
// are to the first record of their type.
func (d *documenter) exampleValue(t *record.Type, f *record.Field) any {
	switch f.Kind.Name {
	case "text":
		switch hint := inHelp.FindStringSubmatch(f.Help); {
		case hint != nil:
			return hint[1]
		case f.Label:
			return "A new " + lowerFirst(t.Title)
		}
		return "Some text"
	case "enum":
		if len(f.Options) > 0 {
			return f.Options[0].Name
		}
	case "reference", "references", "any":
		return d.exampleReference(f)
	case "rows":
		row := dict{}
		for _, column := range f.Row {
			if column.Required {
				row[column.Name] = d.exampleValue(t, column)
			}
		}
		return []any{row}
	}
	return examples()[f.Kind.Name]
}

// examples are values by kind, in their JSON form.
func examples() map[string]any {
	return map[string]any{
		"markdown": "Some text, with **emphasis**.", "integer": 3, "decimal": 2.5, "percent": 12.5, "boolean": true,
		"money": dict{"amount": "1200.00", "currency": "EUR"}, "date": "2027-03-31", "instant": "2027-03-31T09:30:00Z",
		"duration": "PT4H", "tags": []any{"pilot"}, "link": "https://example.org/", "estimate": dict{"low": 3, "likely": 5, "high": 8},
		"file": dict{"name": "a.txt", "type": "text/plain", "size": 0, "hash": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
	}
}

func (d *documenter) exampleReference(f *record.Field) any {
	to := "a record"
	if t := d.types[f.Target]; t != nil {
		to = t.Number(1)
	} else if len(d.order) > 0 && f.Kind.Name == "any" {
		to = d.order[0].Number(1)
	}
	if f.IsMany() {
		return []any{to}
	}
	return to
}
