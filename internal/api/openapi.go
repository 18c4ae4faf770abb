package api

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/record"
)

// dict is a JSON object under construction.
type dict = map[string]any

// Document is the OpenAPI 3.1 document of the interface for some record types.
// encoding/json writes the members of a map in order, so equal catalogues give
// equal documents.
func Document(types []*record.Type, version string) map[string]any {
	paths := dict{
		"/types":  dict{"get": operation("listTypes", "The record types and their fields", "Types", nil, ref("TypeList"))},
		"/search": dict{"get": searchOperation()},
	}
	schemas := commonSchemas()
	var tags []any
	for _, t := range types {
		tags = append(tags, dict{"name": t.Titles, "description": t.Help})
		maps.Copy(paths, typePaths(t))
		maps.Copy(schemas, typeSchemas(t))
	}
	return dict{
		"openapi": "3.1.0",
		"info": dict{
			"title": "Fairlead", "version": version,
			"description": "Every record type under one pattern. Lists are paged by cursor: send \"next\" of a page as \"after\". Records carry an ETag: send it as If-Match to change only what you have seen. Errors are problem details (RFC 9457).",
		},
		"servers":    []any{dict{"url": Prefix}},
		"security":   []any{dict{"token": []any{}}},
		"tags":       tags,
		"paths":      paths,
		"components": dict{"schemas": schemas, "securitySchemes": dict{"token": dict{"type": "http", "scheme": "bearer"}}, "parameters": parameters()},
	}
}

func (s *server) openAPI(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	return json.NewEncoder(w).Encode(Document(s.Desk.Types(), s.Version))
}

func ref(name string) dict { return dict{"$ref": "#/components/schemas/" + name} }

func param(name string) dict { return dict{"$ref": "#/components/parameters/" + name} }

func body(schema any) dict {
	return dict{"required": true, "content": dict{"application/json": dict{"schema": schema}}}
}

// operation describes one call: its answer, and problems for all the rest.
func operation(id, summary, tag string, params []any, answer any) dict {
	op := dict{
		"operationId": id, "summary": summary, "tags": []any{tag},
		"responses": dict{
			"200":     dict{"description": "Done", "content": dict{"application/json": dict{"schema": answer}}},
			"default": dict{"description": "What is wrong", "content": dict{"application/problem+json": dict{"schema": ref("Problem")}}},
		},
	}
	if len(params) > 0 {
		op["parameters"] = params
	}
	return op
}

func searchOperation() dict {
	op := operation("search", "Find records by words", "Types", []any{
		dict{"name": "q", "in": "query", "required": true, "schema": dict{"type": "string"}},
		dict{"name": "type", "in": "query", "schema": dict{"type": "string"}, "description": "Only records of this type"},
	}, ref("HitList"))
	return op
}

// schemaName is what the schemas of a type are called: saved_view → SavedView.
func schemaName(t *record.Type) string {
	var b strings.Builder
	for _, word := range strings.Split(t.Name, "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}

func typePaths(t *record.Type) dict {
	name, base := schemaName(t), "/"+t.Plural
	title := strings.ToLower(t.Title)
	op := func(id, summary string, params []any, answer any) dict {
		return operation(id+name, summary, t.Titles, params, answer)
	}
	with := func(op dict, schema any) dict { op["requestBody"] = body(schema); return op }
	key := []any{param("key")}
	change := []any{param("key"), param("ifMatch"), param("note")}
	item := dict{
		"get":    op("get", "Read a "+title, key, ref(name)),
		"patch":  with(op("update", "Change some fields of a "+title, change, ref(name)), ref(name+"Input")),
		"delete": op("archive", "Archive a "+title, change, ref(name)),
	}
	create := with(op("create", "Add a "+title, []any{param("note")}, ref(name)), ref(name+"Input"))
	create["responses"].(dict)["201"] = create["responses"].(dict)["200"]
	delete(create["responses"].(dict), "200")
	paths := dict{
		base: dict{
			"get":  op("list", "List "+strings.ToLower(t.Titles), []any{param("filter"), param("order"), param("limit"), param("after"), param("archived")}, ref(name+"List")),
			"post": create,
		},
		base + "/bulk":          dict{"post": with(op("bulk", "Add or change many "+strings.ToLower(t.Titles)+" in one transaction", []any{param("note")}, ref("BulkResult")), bulkSchema(name))},
		base + "/{key}":         item,
		base + "/{key}/restore": dict{"post": op("restore", "Bring an archived "+title+" back", change, ref(name))},
		base + "/{key}/history": dict{"get": op("history", "What happened to a "+title, append(key, param("before")), ref("History"))},
	}
	if len(t.Lifecycle.Transitions) > 0 {
		steps := []any{}
		for _, tr := range t.Lifecycle.Transitions {
			steps = append(steps, tr.Name)
		}
		step := dict{"name": "step", "in": "path", "required": true, "schema": dict{"type": "string", "enum": steps}}
		paths[base+"/{key}/steps/{step}"] = dict{"post": op("step", "Take a "+title+" along its lifecycle", append(slices.Clone(change), step), ref(name))}
	}
	return paths
}

func bulkSchema(name string) dict {
	return dict{"type": "object", "required": []any{"items"}, "properties": dict{
		"items":       dict{"type": "array", "minItems": 1, "maxItems": maxBulk, "items": ref(name + "Input")},
		"all_or_none": dict{"type": "boolean"},
	}}
}

// typeSchemas describes a record as it is read and as it is written.
func typeSchemas(t *record.Type) dict {
	name := schemaName(t)
	read := dict{"id": dict{"type": "string", "format": "uuid"}, "number": dict{"type": "string"}}
	write := dict{}
	var required []any
	for _, f := range t.Fields {
		if f.Name == "number" {
			continue
		}
		schema := fieldSchema(f)
		read[f.Name] = readSchema(f, schema)
		if f.System && !slices.Contains(writable, f.Name) {
			continue
		}
		write[f.Name] = schema
		if f.Required {
			required = append(required, f.Name)
		}
	}
	input := dict{"type": "object", "properties": write, "description": t.Help}
	if len(required) > 0 {
		input["description"] = t.Help + " To add one, these must be given: " + join(required) + "."
	}
	return dict{
		name:           dict{"type": "object", "description": t.Help, "required": []any{"id", "number"}, "properties": read},
		name + "Input": input,
		name + "List": dict{"type": "object", "required": []any{"items"}, "properties": dict{
			"items": dict{"type": "array", "items": ref(name)}, "next": dict{"type": "string"},
		}},
	}
}

func join(names []any) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = n.(string)
	}
	return strings.Join(texts, ", ")
}

func fieldSchema(f *record.Field) dict {
	schema := dict(maps.Clone(f.Kind.Schema(f)))
	schema["title"] = f.Title
	text := f.Help
	if f.Unit != "" {
		text = strings.TrimSpace(text + " In " + f.Unit + ".")
	}
	if f.Target != "" {
		text = strings.TrimSpace(text + " A " + f.Target + ": its ID or number.")
	}
	if text != "" {
		schema["description"] = text
	}
	return schema
}

// readSchema is how a field is answered: references as objects.
func readSchema(f *record.Field, schema dict) any {
	switch {
	case f.IsMany():
		return dict{"type": "array", "title": f.Title, "items": ref("Reference")}
	case f.IsReference():
		return dict{"title": f.Title, "$ref": "#/components/schemas/Reference"}
	}
	return schema
}

func parameters() dict {
	query := func(name, description string, schema dict) dict {
		return dict{"name": name, "in": "query", "description": description, "schema": schema}
	}
	text := dict{"type": "string"}
	return dict{
		"key":      dict{"name": "key", "in": "path", "required": true, "description": "ID or number", "schema": text},
		"ifMatch":  dict{"name": "If-Match", "in": "header", "description": "The ETag of the version that the change is based on", "schema": text},
		"note":     dict{"name": "X-Note", "in": "header", "description": "Why; kept in the history", "schema": dict{"type": "string", "maxLength": 500}},
		"filter":   query("filter", "In the filter language, for example: state = active", text),
		"order":    query("order", "A field to sort by, with a minus in front for descending", text),
		"limit":    query("limit", "Records on a page", dict{"type": "integer", "minimum": 1, "maximum": 1000, "default": 50}),
		"after":    query("after", "Cursor of the page before", text),
		"before":   query("before", "Journal position to read on before", dict{"type": "integer"}),
		"archived": query("archived", "What to do with archived records", dict{"type": "string", "enum": []any{"exclude", "include", "only"}}),
	}
}

func commonSchemas() dict {
	text := dict{"type": "string"}
	object := func(properties dict, required ...any) dict {
		o := dict{"type": "object", "properties": properties}
		if len(required) > 0 {
			o["required"] = required
		}
		return o
	}
	list := func(item any) dict { return object(dict{"items": dict{"type": "array", "items": item}}, "items") }
	fieldError := object(dict{"field": text, "problem": text}, "field", "problem")
	return dict{
		"Problem": object(dict{
			"type": text, "title": text, "status": dict{"type": "integer"}, "detail": text, "reference": text,
			"errors": dict{"type": "array", "items": fieldError},
		}, "type", "title", "status"),
		"Reference": object(dict{"id": dict{"type": "string", "format": "uuid"}, "type": text, "number": text, "name": text}, "id"),
		"BulkResult": list(object(dict{
			"id": text, "number": text, "error": text, "errors": dict{"type": "array", "items": fieldError},
		})),
		"History": list(object(dict{
			"position": dict{"type": "integer"}, "at": dict{"type": "string", "format": "date-time"}, "by": text, "op": text, "note": text,
			"changes": dict{"type": "array", "items": object(dict{"field": text, "before": dict{}, "after": dict{}})},
		})),
		"TypeList": list(object(dict{"name": text, "plural": text, "module": text, "title": text, "help": text, "prefix": text})),
		"HitList":  list(object(dict{"type": text, "id": text, "number": text, "name": text})),
	}
}
