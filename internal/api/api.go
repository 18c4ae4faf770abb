// Package api is the REST interface: every record type under
// /api/v1/{plural}, derived from the catalogue, described by an OpenAPI 3.1
// document that is derived from it too.
//
// Lists are paged by cursor. Records carry an ETag; a change with If-Match is
// refused when somebody else was first. Errors are problem details (RFC 9457)
// with all field errors at once.
package api

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"

	"fairlead/internal/access"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// Settings are what the interface needs beside the desk.
type Settings struct {
	Desk     *desk.Desk
	Version  string
	Currency string
	Log      *slog.Logger
	// Identify finds out who sends a request, by token or by session.
	Identify func(*http.Request) (access.Principal, error)
}

// Prefix is where the interface stands.
const Prefix = "/api/v1"

// The limits of what is sent.
const (
	maxBody = 16 << 20
	maxBulk = 5000 // records in one request
)

// server answers requests.
type server struct{ Settings }

// request is one call, by somebody who is known.
type request struct {
	*server
	w     http.ResponseWriter
	r     *http.Request
	clerk *desk.Clerk
}

// Routes gives the patterns of http.ServeMux and their handlers.
func Routes(s Settings) map[string]http.Handler {
	srv := &server{s}
	routes := map[string]http.Handler{
		"GET " + Prefix + "/types":  srv.handler((*request).types),
		"GET " + Prefix + "/search": srv.handler((*request).search),
		"GET /api/openapi.json":     srv.open(srv.openAPI),
		Prefix + "/":                srv.handler((*request).unknown),
	}
	for _, e := range endpoints() {
		routes[e.method+" "+Prefix+"/{plural}"+e.path] = srv.handler(e.handle)
	}
	return routes
}

// endpoint is one thing that can be done with a record type.
type endpoint struct {
	method, path string
	handle       func(*request) error
}

// endpoints lists them. The OpenAPI document is written from the same paths.
func endpoints() []endpoint {
	return []endpoint{
		{"GET", "", (*request).list},
		{"POST", "", (*request).create},
		{"POST", "/bulk", (*request).bulk},
		{"GET", "/{key}", (*request).get},
		{"PATCH", "/{key}", (*request).update},
		{"DELETE", "/{key}", (*request).archive},
		{"POST", "/{key}/restore", (*request).restore},
		{"POST", "/{key}/steps/{step}", (*request).step},
		{"GET", "/{key}/history", (*request).history},
	}
}

func (s *server) handler(handle func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who, err := s.Identify(r)
		if err != nil {
			w.Header().Set("WWW-Authenticate", `Bearer realm="fairlead"`)
			s.fail(w, r, err)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		if err := handle(&request{s, w, r, s.Desk.For(who)}); err != nil {
			s.fail(w, r, err)
		}
	})
}

// open answers without asking who it is.
func (s *server) open(handle func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

func (q *request) unknown() error {
	return fault.New(fault.NotFound, "There is nothing at %.200s; see /api/ for what there is.", q.r.URL.Path)
}

// typ is the record type that the address names.
func (q *request) typ() (*record.Type, error) { return q.clerk.Type(q.r.PathValue("plural")) }

// send writes an answer as JSON.
func (q *request) send(status int, body any) error {
	q.w.Header().Set("Content-Type", "application/json")
	q.w.Header().Set("Cache-Control", "no-store")
	q.w.WriteHeader(status)
	return json.NewEncoder(q.w).Encode(body)
}

// problem is an error as RFC 9457 writes it.
type problem struct {
	Type   string        `json:"type"`
	Title  string        `json:"title"`
	Status int           `json:"status"`
	Detail string        `json:"detail,omitempty"`
	Errors []fault.Field `json:"errors,omitempty"`
	// Reference is what the log calls an error on our side.
	Reference string `json:"reference,omitempty"`
}

// fail answers with a problem. Nothing internal is in it.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		err = fault.Because(err, fault.TooLarge, "At most %d MB can be sent at once.", tooLarge.Limit>>20)
	}
	status := Status(fault.KindOf(err))
	p := problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: fault.Public(err), Errors: fault.FieldsOf(err)}
	if status == http.StatusInternalServerError {
		p.Reference = record.NewID(s.Desk.Now()).String()
		s.Log.Error("request failed", "reference", p.Reference, "method", r.Method, "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.Log.Debug("problem not delivered", "error", err)
	}
}

// Status is the HTTP status for a kind of fault.
func Status(k fault.Kind) int {
	switch k {
	case fault.Invalid:
		return http.StatusUnprocessableEntity
	case fault.Unauthenticated:
		return http.StatusUnauthorized
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Conflict:
		return http.StatusConflict
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Bearer is the token of a request; empty when it has none.
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
