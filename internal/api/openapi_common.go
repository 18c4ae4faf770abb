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
		http.StatusBadRequest:            "The body cannot be read: it is not JSON in UTF-8, or not the form that is asked for",
		http.StatusUnauthorized:          "There is no token, or it is not valid",
		http.StatusForbidden:             "This account may not do it",
		http.StatusNotFound:              "There is no such record or type, or this account may not see it",
		http.StatusConflict:              "The record has changed in the meantime, is in another state, or exists already",
		http.StatusPreconditionFailed:    "The record has changed since the version in If-Match",
		http.StatusRequestEntityTooLarge: "More was sent than is taken at once",
		http.StatusUnsupportedMediaType:  "The body is not of the media type that is asked for",
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
		"Location": text("Where the new record stands, or the import"),
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
		"Reference": dict{"type": "object", "description": "Another record. Number and name are there for those who may see it.", "properties": dict{"id": id, "type": text, "number": text, "name": text}, "required": []any{"id"}},
		"ImportForm": object(dict{
			"file":    dict{"type": "string", "contentMediaType": "application/octet-stream", "description": "The file, CSV or XLSX, with its name"},
			"type":    dict{"type": "string", "description": "The record type; found out from the columns without it"},
			"map":     dict{"type": "string", "description": "The name of a map that was kept or comes with the program, or a map as JSON; the best that fits without it"},
			"dry_run": dict{"type": "boolean", "description": "Say what would happen and change nothing"},
		}, "file"),
		"Import":     importSchema(),
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

// importSchema is an import as its operations answer it.
func importSchema() dict {
	text := dict{"type": "string"}
	count := func(of string) dict { return dict{"type": "integer", "description": of} }
	return object(dict{
		"id": dict{"type": "string", "format": "uuid"}, "name": text, "type": text, "map": text, "dry_run": dict{"type": "boolean"},
		"state": dict{"type": "string", "enum": []any{"waiting", "running", "done", "failed", "cancelled"}},
		"reading": object(dict{
			"kind": text, "encoding": text, "delimiter": text, "sheet": text, "date_order": text, "date_order_sure": text,
		}, "kind"),
		"rows":    count("Rows read so far, below the header"),
		"share":   dict{"type": "number", "description": "How much of the file was read, 0 to 1"},
		"created": count("New records"), "updated": count("Records that were changed"), "unchanged": count("Records that were as the file says"),
		"rejected": count("Rows that were not taken; their file stands below …/rejected"),
		"made":     dict{"type": "object", "additionalProperties": dict{"type": "integer"}, "description": "Records that were made because rows name them, by type"},
		"error":    dict{"type": "string", "description": "Why it failed"},
		"problems": dict{"type": "array", "description": "The first rows that were not taken", "items": object(dict{"line": dict{"type": "integer"}, "reason": text}, "line", "reason")},
	}, "id", "name", "type", "map", "state", "reading", "rows", "created", "updated", "unchanged", "rejected", "share")
}
