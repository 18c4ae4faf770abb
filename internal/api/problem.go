package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"fairlead/internal/fault"
	"fairlead/internal/record"
)

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

// refusal is a fault for which HTTP has a status of its own, because it is
// about the request and not about a record: 400, 405, 412, 415.
type refusal struct {
	status int
	fault  *fault.Error
}

func refuse(status int, f *fault.Error) error { return &refusal{status, f} }

func (r *refusal) Error() string { return r.fault.Error() }

// Unwrap gives the fault to fault.KindOf and its like.
func (r *refusal) Unwrap() error { return r.fault }

// wrong is a fault about one parameter or one member of the body.
func wrong(name, format string, args ...any) error {
	var l fault.List
	l.Add(name, format, args...)
	return l.Err()
}

// Status is the HTTP status for a kind of fault. What cannot be read at all is
// 400 and no kind of fault; what was read and is wrong is 422.
func Status(k fault.Kind) int { return k.HTTPStatus() }

func statusOf(err error) int {
	var r *refusal
	if errors.As(err, &r) {
		return r.status
	}
	return Status(fault.KindOf(err))
}

// maxErrors bounds the field errors of one answer: a thousand made-up names are
// one mistake.
const maxErrors = 100

// fail answers with a problem. Nothing internal is in it.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && errors.Is(err, context.Canceled) {
		return // nobody waits for the answer any more
	}
	status := statusOf(err)
	p := problem{Type: "about:blank", Title: http.StatusText(status), Status: status, Detail: fault.Public(err), Errors: fault.FieldsOf(err)}
	p.Errors = p.Errors[:min(len(p.Errors), maxErrors)]
	if status == http.StatusInternalServerError {
		p.Reference = record.NewID(s.Desk.Now()).String()
		s.Log.Error("request failed", "reference", p.Reference, "method", r.Method, "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		s.Log.Debug("problem not delivered", "error", err)
	}
}
