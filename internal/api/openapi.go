package api

import (
	"net/http"
	"strings"

	"fairlead/internal/desk"
	"fairlead/internal/record"
)

// dict is a JSON object under construction.
type dict = map[string]any

// Document is the OpenAPI 3.1 document of the interface for some record types,
// with the fields that see gives of each. encoding/json writes the members of a
// map in order, so equal catalogues give equal documents.
func Document(types []*record.Type, see func(*record.Type) []*record.Field, version string) map[string]any {
	return describe(types, types, see, version)
}

// describe is Document for some of the types that are known: examples refer to
// records of any of those.
func describe(types, known []*record.Type, see func(*record.Type) []*record.Field, version string) map[string]any {
	d := documenter{paths: dict{}, schemas: commonSchemas(), types: map[string]*record.Type{}, order: known}
	for _, t := range known {
		d.types[t.Name] = t
	}
	tags := []any{dict{"name": general, "description": "What is not of one record type."}}
	for _, op := range operations() {
		if !op.ofType() {
			d.add(op, nil)
		}
	}
	for _, t := range types {
		tags = append(tags, dict{"name": t.Titles, "description": t.Help, "x-module": t.Module, "x-plural": t.Plural, "x-prefix": t.Prefix})
		d.addType(t, see(t))
	}
	return dict{
		"openapi":  "3.1.0",
		"info":     dict{"title": "Fairlead", "version": version, "description": about},
		"servers":  []any{dict{"url": Prefix}},
		"security": []any{dict{"token": []any{}}},
		"tags":     tags,
		"paths":    d.paths,
		"components": dict{
			"schemas": d.schemas, "parameters": parameterObjects(), "responses": responses(), "headers": headers(),
			"securitySchemes": dict{"token": dict{"type": "http", "scheme": "bearer", "description": "A token of an account, made under Password and sessions."}},
		},
	}
}

const about = "Every record type under one pattern. Lists are paged by cursor: send next of a page as after. " +
	"Records carry an ETag: send it as If-Match to change only what you have seen. " +
	"What is unknown is left out of answers; null clears a field. " +
	"Texts are read as people write them, too: \"1200 EUR\" for money, \"today+30d\" for a date, \"PER-0007\" for a reference. " +
	"Errors are problem details (RFC 9457) with all that is wrong at once."

// For gives the document as a principal may know it: the types of which they may
// read some records, or those that are named, and the fields that they may see,
// those defined at run time included.
func For(clerk *desk.Clerk, version string, only ...*record.Type) map[string]any {
	known := clerk.Types()
	if len(only) == 0 {
		only = known
	}
	return describe(only, known, clerk.Fields, version)
}

func (q *request) document() error {
	return q.send(http.StatusOK, For(q.clerk, q.Version))
}

// general is the tag of operations that are not of one record type.
const general = "General"

// documenter gathers paths and schemas.
type documenter struct {
	paths, schemas dict
	types          map[string]*record.Type
	order          []*record.Type
}

func (d *documenter) addType(t *record.Type, fields []*record.Field) {
	for _, op := range operations() {
		if op.ofType() && (op.id != "step" || len(t.Lifecycle.Transitions) > 0) {
			d.add(op, t)
		}
	}
	d.addSchemas(t, fields)
}

// add describes an operation, of a type when there is one.
func (d *documenter) add(op operation, t *record.Type) {
	w := wordsFor(t)
	path := strings.ReplaceAll(op.path, "{plural}", w.plural)
	item, ok := d.paths[path].(dict)
	if !ok {
		item = dict{}
		d.paths[path] = item
	}
	o := dict{"operationId": op.id + w.schema, "summary": w.in(op.summary), "tags": []any{w.tag}, "responses": op.responses(w)}
	if params := op.parameters(t); len(params) > 0 {
		o["parameters"] = params
	}
	if op.body != "" {
		o["requestBody"] = dict{"required": !op.optional, "content": dict{op.media(): dict{"schema": ref(w.in(op.body))}}}
	}
	item[strings.ToLower(op.method)] = o
}

func (op *operation) parameters(t *record.Type) (list []any) {
	for _, name := range op.takes {
		if name == "step" {
			list = append(list, stepParameter(t))
			continue
		}
		list = append(list, dict{"$ref": "#/components/parameters/" + name})
	}
	return list
}

// stepParameter lists the steps of a type, with what each leads to and needs.
func stepParameter(t *record.Type) dict {
	var names []any
	var lines []string
	for _, tr := range t.Lifecycle.Transitions {
		names = append(names, tr.Name)
		line := tr.Name + ": to " + tr.To
		if len(tr.Needs) > 0 {
			line += ", needs " + strings.Join(tr.Needs, ", ")
		}
		if tr.Approval != nil {
			line += ", may wait for consent"
		}
		lines = append(lines, line)
	}
	return dict{"name": "step", "in": inPath, "required": true, "description": strings.Join(lines, "; "), "schema": dict{"type": "string", "enum": names}}
}

func (op *operation) responses(w words) dict {
	out := dict{}
	done := dict{"description": http.StatusText(op.status), "content": op.content(w)}
	if headers := op.headers(); len(headers) > 0 {
		done["headers"] = headers
	}
	out[code(op.status)] = done
	for _, status := range op.failures() {
		out[code(status)] = dict{"$ref": "#/components/responses/" + responseName(status)}
	}
	out["default"] = dict{"$ref": "#/components/responses/Failure"}
	if op.id == "step" {
		out[code(http.StatusAccepted)] = dict{"description": "Others must agree first", "content": dict{"application/json": dict{"schema": ref("Waiting")}}}
	}
	if op.id == "get" {
		out[code(http.StatusNotModified)] = dict{"description": "The record is still that of If-None-Match"}
	}
	return out
}

// media is the type of the body.
func (op *operation) media() string {
	if op.form {
		return "multipart/form-data"
	}
	return "application/json"
}

// content is what comes back, by its media type. Files have no schema.
func (op *operation) content(w words) dict {
	if len(op.files) == 0 {
		return dict{"application/json": dict{"schema": ref(w.in(op.answer))}}
	}
	out := dict{}
	for _, media := range op.files {
		out[media] = dict{}
	}
	return out
}

// headers are those of a successful answer that matter.
func (op *operation) headers() dict {
	out := dict{}
	switch {
	case op.answer == "{type}":
		out["ETag"] = dict{"$ref": "#/components/headers/ETag"}
	case op.id == "list" || op.id == "history":
		out["Link"] = dict{"$ref": "#/components/headers/Link"}
	}
	if op.status == http.StatusCreated || op.status == http.StatusAccepted {
		out["Location"] = dict{"$ref": "#/components/headers/Location"}
	}
	return out
}

// failures are the statuses that an operation has beside success.
func (op *operation) failures() []int {
	list := []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusUnprocessableEntity}
	if strings.Contains(op.path, "{") {
		list = append(list, http.StatusNotFound)
	}
	if op.method != http.MethodGet {
		list = append(list, http.StatusConflict)
	}
	if op.body != "" {
		list = append(list, http.StatusBadRequest, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	for _, name := range op.takes {
		if name == "If-Match" {
			list = append(list, http.StatusPreconditionFailed)
		}
	}
	return list
}

// words are what a type is called in the document.
type words struct{ schema, plural, tag, a, many string }

func wordsFor(t *record.Type) words {
	if t == nil {
		return words{tag: general}
	}
	one := lowerFirst(t.Title)
	article := "a "
	if strings.ContainsRune("aeiou", rune(one[0])) {
		article = "an "
	}
	return words{schema: schemaName(t), plural: t.Plural, tag: t.Titles, a: article + one, many: lowerFirst(t.Titles)}
}

func (w words) in(text string) string {
	return strings.NewReplacer("{type}", w.schema, "{a}", w.a, "{many}", w.many).Replace(text)
}

// lowerFirst makes a title fit for the middle of a sentence, unless it begins
// with an abbreviation.
func lowerFirst(title string) string {
	if len(title) > 1 && title[1] >= 'A' && title[1] <= 'Z' {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// schemaName is what the schemas of a type are called: saved_view → SavedView.
func schemaName(t *record.Type) string {
	var b strings.Builder
	for word := range strings.SplitSeq(t.Name, "_") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String()
}
