package api

import (
	"net/http"
	"strings"

	"fairlead/internal/desk"
)

// operation is one thing that can be asked of the interface. Routes, the
// OpenAPI document and the check of parameters are made from the same list.
type operation struct {
	method string
	path   string // of http.ServeMux, below Prefix; {plural} stands for each record type
	// id and summary are of the document. In what belongs to record types, {a}
	// stands for "an incident", {many} for "incidents".
	id, summary string
	takes       []string // parameters, by name
	body        string   // schema of what is sent; empty: nothing
	form        bool     // it is sent as a form with a file, not as JSON
	optional    bool     // nothing may be sent too
	status      int      // of success
	answer      string   // schema of what comes back; {type} stands for that of the type
	files       []string // media types of the file that comes back in the place of JSON
	handle      func(*request) error
}

// ofType reports whether there is such an operation for each record type.
func (op *operation) ofType() bool { return strings.HasPrefix(op.path, "/{plural}") }

// operations lists all.
func operations() []operation {
	const typ, one = "/{plural}", "/{plural}/{key}"
	change := []string{"key", "If-Match", "note"}
	return []operation{
		{method: http.MethodGet, path: "/types", id: "listTypes", summary: "List the record types and their fields",
			status: http.StatusOK, answer: "TypeList", handle: (*request).types},
		{method: http.MethodGet, path: "/search", id: "search", summary: "Find records by words",
			takes: []string{"q", "type", "limit"}, status: http.StatusOK, answer: "HitList", handle: (*request).search},
		{method: http.MethodPost, path: "/imports", id: "import", summary: "Import a file of records",
			body: "ImportForm", form: true, status: http.StatusAccepted, answer: "Import", handle: (*request).startImport},
		{method: http.MethodGet, path: "/imports/{id}", id: "getImport", summary: "Read how far an import is, and what became of it",
			takes: []string{"id"}, status: http.StatusOK, answer: "Import", handle: (*request).showImport},
		{method: http.MethodGet, path: "/imports/{id}/rejected", id: "getRejected", summary: "Download the rows that an import did not take",
			takes: []string{"id"}, status: http.StatusOK, files: []string{"text/csv"}, handle: (*request).rejected},

		{method: http.MethodGet, path: typ, id: "list", summary: "List {many}",
			takes: []string{"filter", "order", "limit", "after", "archived"}, status: http.StatusOK, answer: "{type}List", handle: (*request).list},
		{method: http.MethodPost, path: typ, id: "create", summary: "Add {a}",
			takes: []string{"note"}, body: "{type}Input", status: http.StatusCreated, answer: "{type}", handle: (*request).create},
		{method: http.MethodGet, path: typ + "/export", id: "export", summary: "Download {many} as a file",
			takes: []string{"format", "filter", "order", "fields"}, status: http.StatusOK, files: exportTypes(), handle: (*request).export},
		{method: http.MethodPost, path: typ + "/bulk", id: "bulk", summary: "Add or change many {many} in one transaction",
			takes: []string{"note"}, body: "{type}Bulk", status: http.StatusOK, answer: "BulkResult", handle: (*request).bulk},
		{method: http.MethodGet, path: one, id: "get", summary: "Read {a}",
			takes: []string{"key", "If-None-Match"}, status: http.StatusOK, answer: "{type}", handle: (*request).get},
		{method: http.MethodPatch, path: one, id: "update", summary: "Change some fields of {a}",
			takes: change, body: "{type}Input", status: http.StatusOK, answer: "{type}", handle: (*request).update},
		{method: http.MethodDelete, path: one, id: "archive", summary: "Archive {a}",
			takes: change, status: http.StatusOK, answer: "{type}", handle: (*request).archive},
		{method: http.MethodPost, path: one + "/restore", id: "restore", summary: "Bring {a} back from the archive",
			takes: change, status: http.StatusOK, answer: "{type}", handle: (*request).restore},
		{method: http.MethodPost, path: one + "/steps/{step}", id: "step", summary: "Take {a} along its lifecycle",
			takes: append(change, "step"), body: "{type}Input", optional: true, status: http.StatusOK, answer: "{type}", handle: (*request).step},
		{method: http.MethodGet, path: one + "/history", id: "history", summary: "Read what happened to {a}",
			takes: []string{"key", "after"}, status: http.StatusOK, answer: "History", handle: (*request).history},
	}
}

// Where a parameter stands.
const (
	inQuery  = "query"
	inPath   = "path"
	inHeader = "header"
)

// parameter is one thing that an operation reads beside the body.
type parameter struct {
	in, description string
	required        bool
	most            int // characters of a text; zero: as many as an address holds
	schema          dict
}

// parameters lists all by name. A name means the same wherever it is taken.
func parameters() map[string]parameter {
	text := dict{"type": "string"}
	return map[string]parameter{
		"key":           {in: inPath, required: true, description: "The ID or the number of a record", schema: text},
		"id":            {in: inPath, required: true, description: "The ID of an import", schema: text},
		"step":          {in: inPath, required: true, description: "The name of a step", schema: text},
		"If-Match":      {in: inHeader, description: "The ETag of the version on which the change is based; with another one stored, nothing is changed and the answer is 412", schema: text},
		"If-None-Match": {in: inHeader, description: "An ETag; the answer is 304 when the record is still that", schema: text},
		"note":          {in: inQuery, description: "Why; kept in the history", most: maxNote, schema: text},
		"q":             {in: inQuery, required: true, description: "Words, or the beginnings of words, or a number", most: 500, schema: text},
		"type":          {in: inQuery, description: "Only records of this type", most: 100, schema: text},
		"filter":        {in: inQuery, description: "A condition in the filter language, such as: state = active AND ends < today+90d", schema: text},
		"order":         {in: inQuery, description: "A field to sort by, with a minus in front for descending; the newest first without it", most: 100, schema: text},
		"limit":         {in: inQuery, description: "How many at most", schema: dict{"type": "integer", "minimum": 1, "maximum": desk.MaxPage, "default": desk.DefaultPage}},
		"after":         {in: inQuery, description: "The cursor of the page before: what it gave as next", most: 4000, schema: text},
		"fields":        {in: inQuery, description: "The fields to write, separated by commas; all of them without it", most: 4000, schema: text},
		"format": {in: inQuery, description: "The format of the file",
			schema: dict{"type": "string", "enum": []any{"csv", "xlsx", "json"}, "default": "csv"}},
		"archived": {in: inQuery, description: "What to do with archived records",
			schema: dict{"type": "string", "enum": []any{"exclude", "include", "only"}, "default": "exclude"}},
	}
}
