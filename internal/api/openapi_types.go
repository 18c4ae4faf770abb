package api

import (
	"maps"
	"slices"
	"strings"

	"fairlead/internal/record"
)

// addSchemas describes a record of a type as it is read and as it is written.
func (d *documenter) addSchemas(t *record.Type, fields []*record.Field) {
	name := schemaName(t)
	read := dict{
		"id": dict{"type": "string", "format": "uuid"}, "number": dict{"type": "string"},
		"created_by": withTitle("Created by", ref("Reference")), "updated_by": withTitle("Updated by", ref("Reference")),
	}
	write := dict{}
	var required []any
	for _, f := range fields {
		if f.Name == "number" {
			continue
		}
		read[f.Name] = readSchema(f)
		if f.System && !slices.Contains(writable, f.Name) {
			continue
		}
		write[f.Name] = writeSchema(f)
		if f.Required {
			required = append(required, f.Name)
		}
	}
	d.schemas[name] = dict{"type": "object", "description": t.Help, "required": []any{"id", "number", "version"}, "properties": read}
	d.schemas[name+"List"] = page(ref(name))
	sample := d.example(t, fields)
	d.schemas[name+"Input"] = inputSchema(t, write, required, sample)
	d.schemas[name+"Bulk"] = bulkSchema(name, sample)
}

// inputSchema is what is sent. Nothing is required of a change, so what a new
// record needs is said in words, and in x-required for programs.
func inputSchema(t *record.Type, properties dict, required []any, sample dict) dict {
	input := dict{"type": "object", "properties": properties, "description": t.Help, "examples": []any{sample}}
	if len(required) > 0 {
		names := make([]string, len(required))
		for i, n := range required {
			names[i] = n.(string)
		}
		input["description"] = t.Help + " A new one needs: " + strings.Join(names, ", ") + "."
		input["x-required"] = required
	}
	return input
}

func bulkSchema(name string, sample dict) dict {
	item := dict{"allOf": []any{ref(name + "Input"), dict{"type": "object", "properties": dict{
		"id": dict{"type": "string"}, "number": dict{"type": "string"}, "version": dict{"type": "integer"},
	}}}}
	item["description"] = "With id or number, that record is changed, else a new one is made. With version, only while that is the stored one."
	schema := object(dict{
		"items":       dict{"type": "array", "minItems": 1, "maxItems": maxItems, "items": item},
		"all_or_none": dict{"type": "boolean", "description": "Save nothing when one item is wrong"},
	}, "items")
	schema["examples"] = []any{dict{"items": []any{sample}}}
	return schema
}

// readSchema is how a field is answered: references as objects.
func readSchema(f *record.Field) dict {
	switch {
	case f.IsMany():
		return described(f, listOf(ref("Reference")))
	case f.IsReference():
		return described(f, ref("Reference"))
	}
	return described(f, maps.Clone(f.Kind.Schema(f)))
}

// writeSchema is how a field is sent: null clears it, and every kind has a
// short form as text.
func writeSchema(f *record.Field) dict {
	one := dict{"oneOf": []any{dict{"type": "string"}, ref("Reference")}}
	switch {
	case f.IsMany():
		return described(f, dict{"type": []any{"array", "null"}, "items": one})
	case f.IsReference():
		one["oneOf"] = append(one["oneOf"].([]any), dict{"type": "null"})
		return described(f, one)
	}
	return described(f, nullable(maps.Clone(f.Kind.Schema(f))))
}

// nullable lets a schema take null.
func nullable(schema dict) dict {
	schema["type"] = []any{schema["type"], "null"}
	if names, ok := schema["enum"].([]string); ok {
		all := make([]any, len(names)+1)
		for i, n := range names {
			all[i] = n
		}
		schema["enum"] = all // the last is null
	}
	return schema
}

func withTitle(title string, schema dict) dict {
	schema["title"] = title
	return schema
}

// described adds to a schema what a field is called and means.
func described(f *record.Field, schema dict) dict {
	schema["title"] = f.Title
	var sentences []string
	for _, text := range []string{f.Help, before("Unit: ", f.Unit), before("Refers to ", f.Target)} {
		if text != "" {
			sentences = append(sentences, strings.TrimSuffix(text, "."))
		}
	}
	if len(sentences) > 0 {
		schema["description"] = strings.Join(sentences, ". ") + "."
	}
	return schema
}

// before puts words before a text that is not empty.
func before(words, text string) string {
	if text == "" {
		return ""
	}
	return words + text
}
