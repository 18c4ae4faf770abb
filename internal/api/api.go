// Package api is the REST interface: every record type under
// /api/v1/{plural}, derived from the catalogue, described by an OpenAPI 3.1
// document that is derived from it too.
//
// What can be asked stands in one table (operation.go), from which come the
// routes, the document and the check of parameters.
//
// Lists are paged by cursor. Records carry an ETag; a change with If-Match is
// refused when somebody else was first. Errors are problem details (RFC 9457)
// with all field errors at once.
package api

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
)

// Settings are what the interface needs beside the desk.
type Settings struct {
	Desk     *desk.Desk
	Version  string
	Currency string // of amounts sent without one, ISO 4217
	Log      *slog.Logger
	Jobs     *jobs.Queue // runs imports
	// Identify finds out who sends a request, by token or by session. A request
	// with a token (Bearer) counts by that alone. One with a session that would
	// change something must come from the program's own pages; Identify refuses
	// the others.
	Identify func(*http.Request) (access.Principal, error)
}

// Prefix is where the interface stands, and DocumentPath where its description is.
const (
	Prefix       = "/api/v1"
	DocumentPath = "/api/openapi.json"
)

// Routes gives the patterns of http.ServeMux and their handlers. The patterns
// carry no method: what is not there for a method is answered in the form of
// the interface too.
//
// What is of no record type has patterns of its own, so that nothing can be
// mistaken for a record of a type called imports.
func Routes(s Settings) map[string]http.Handler {
	srv := &server{s}
	general, typed := map[string][]operation{}, map[string][]operation{}
	for _, op := range operations() {
		of := general
		if op.ofType() {
			of = typed
		}
		of[op.path] = append(of[op.path], op)
	}
	routes := map[string]http.Handler{
		Prefix + "/": srv.mux(typed),
		DocumentPath: srv.serve([]operation{{method: http.MethodGet, handle: (*request).document}}),
	}
	mux := srv.mux(general)
	for path := range general {
		first, _, below := strings.Cut(path[1:], "/")
		routes[Prefix+"/"+first] = mux
		if below {
			routes[Prefix+"/"+first+"/"] = mux
		}
	}
	return routes
}

// mux answers some addresses, and says of all others that there is nothing.
func (s *server) mux(byPath map[string][]operation) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", s.handler((*request).nothing))
	for path, ops := range byPath {
		mux.Handle(Prefix+path, s.serve(ops))
	}
	return mux
}

// serve answers one address, for the methods that it has.
func (s *server) serve(ops []operation) http.Handler {
	var allow []string
	for _, op := range ops {
		allow = append(allow, op.method)
		if op.method == http.MethodGet {
			allow = append(allow, http.MethodHead)
		}
	}
	return s.handler(func(q *request) error {
		method := q.r.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		i := slices.IndexFunc(ops, func(op operation) bool { return op.method == method })
		if i < 0 {
			q.w.Header().Set("Allow", strings.Join(allow, ", "))
			return refuse(http.StatusMethodNotAllowed, fault.New(fault.Invalid, "%.20s cannot be done here; what can be is %s.", q.r.Method, strings.Join(allow, ", ")))
		}
		return q.run(&ops[i])
	})
}

// Bearer is the token of a request; empty when it has none.
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
