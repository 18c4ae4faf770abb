package api

import (
	"net/http"
	"strconv"
	"strings"
)

func ref(name string) dict { return dict{"$ref": "#/components/schemas/" + name} }

func code(status int) string { return strconv.Itoa(status) }

// responseName is what the response of a status is called: Not Found → NotFound.
func responseName(status int) string { return strings.ReplaceAll(http.StatusText(status), " ", "") }

// responses are the problems that operations share, with what is to be done.
func responses() dict {
	problem := func(description string) dict {
		return dict{"description": description, "content": dict{"application/problem+json": dict{"schema": ref("Problem")}}}
	}
	out := dict{"Failure": problem("Anything else; a status of 500 and above is on our side")}
	for status, description := range map[int]string{
		http.StatusBadRequest:            "The body is not JSON in UTF-8",
		http.StatusUnauthorized:          "There is no token, or it is not valid",
		http.StatusForbidden:             "This account may not do it",
		http.StatusNotFound:              "There is no such record or type, or this account may not see it",
		http.StatusConflict:              "The record has changed in the meantime, is in another state, or exists already",
		http.StatusPreconditionFailed:    "The record has changed since the version in If-Match",
		http.StatusRequestEntityTooLarge: "More was sent than is taken at once",
		http.StatusUnsupportedMediaType:  "The body is not of type application/json",
		http.StatusUnprocessableEntity:   "What was sent was read and is wrong; errors says where and what to do",
	} {
		out[responseName(status)] = problem(description)
	}
	return out
}

func headers() dict {
	text := func(description string) dict {
		return dict{"description": description, "schema": dict{"type": "string"}}
	}
	return dict{
		"ETag":     text("Names this version; send it as If-Match with a change"),
		"Link":     text("The address of the next page, with rel=\"next\" (RFC 8288)"),
		"Location": text("Where the new record stands"),
	}
}

func parameterObjects() dict {
	out := dict{}
	for name, p := range parameters() {
		if name == "step" {
			continue // each type has its own
		}
		schema := p.schema
		if p.most > 0 {
			schema = dict{"type": "string", "maxLength": p.most}
		}
		o := dict{"name": name, "in": p.in, "description": p.description, "schema": schema}
		if p.required {
			o["required"] = true
		}
		out[name] = o
	}
	return out
}

// object is the schema of an object with some members.
func object(properties dict, required ...any) dict {
	o := dict{"type": "object", "properties": properties}
	if len(required) > 0 {
		o["required"] = required
	}
	return o
}

func listOf(item any) dict { return dict{"type": "array", "items": item} }

// page is the schema of a page of a list.
func page(item any) dict {
	next := dict{"type": "string", "description": "Cursor of the next page: send it as after. Missing at the end."}
	return object(dict{"items": listOf(item), "next": next}, "items")
}

// commonSchemas are those that are not of one record type.
func commonSchemas() dict {
	text, truth := dict{"type": "string"}, dict{"type": "boolean"}
	id := dict{"type": "string", "format": "uuid"}
	errors := listOf(object(dict{"field": text, "problem": text}, "field", "problem"))
	result := object(dict{
		"id": id, "number": text, "result": dict{"type": "string", "enum": []any{"created", "changed", "unchanged"}}, "error": text, "errors": errors,
	})
	return dict{
		"Problem": object(dict{
			"type": text, "title": text, "status": dict{"type": "integer"}, "detail": text, "errors": errors,
			"reference": dict{"type": "string", "description": "What the log calls an error on our side"},
			"items":     dict{"type": "array", "items": result, "description": "Of a bulk request of which nothing was saved: what is wrong with each item"},
		}, "type", "title", "status"),
		"Reference":  dict{"type": "object", "description": "Another record. Number and name are there for those who may see it.", "properties": dict{"id": id, "type": text, "number": text, "name": text}, "required": []any{"id"}},
		"BulkResult": object(dict{"items": dict{"type": "array", "items": result, "description": "In the order of what was sent"}}, "items"),
		"Waiting":    object(dict{"approval": ref("Reference")}, "approval"),
		"History": page(object(dict{
			"position": dict{"type": "integer"}, "at": dict{"type": "string", "format": "date-time"}, "by": ref("Reference"),
			"op": dict{"type": "string", "enum": []any{"created", "updated", "removed"}}, "note": text,
			"changes": listOf(object(dict{"field": text, "before": dict{}, "after": dict{}}, "field", "before", "after")),
		}, "position", "at", "op", "changes")),
		"TypeList": object(dict{"items": listOf(object(dict{
			"name": text, "plural": text, "module": text, "title": text, "help": text, "prefix": text, "states": listOf(text),
			"fields": listOf(object(dict{
				"name": text, "title": text, "kind": text, "required": truth, "target": text, "unit": text, "help": text,
				"options": listOf(text), "custom": truth, "system": truth,
			}, "name", "title", "kind")),
		}, "name", "plural", "module", "title", "fields"))}, "items"),
		"HitList": object(dict{"items": listOf(object(dict{"type": text, "id": id, "number": text, "name": text}, "type", "id", "number", "name"))}, "items"),
	}
}
