package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

// server answers requests.
type server struct{ Settings }

// request is one call, by somebody who is known.
type request struct {
	*server
	w     http.ResponseWriter
	r     *http.Request
	clerk *desk.Clerk
	query url.Values // checked: each known to the operation, once, and text
}

// handler puts around a call what all share: who it is, and what becomes of errors.
func (s *server) handler(handle func(*request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer s.recover(w, r)
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		who, err := s.Identify(r)
		if err != nil {
			s.challenge(w, r, err)
			return
		}
		if err := handle(&request{server: s, w: w, r: r, clerk: s.Desk.For(who)}); err != nil {
			s.fail(w, r, err)
		}
	})
}

// recover turns a panic into an answer that shows nothing of it.
func (s *server) recover(w http.ResponseWriter, r *http.Request) {
	cause := recover()
	if cause == http.ErrAbortHandler {
		panic(cause)
	}
	if cause != nil {
		s.fail(w, r, fmt.Errorf("panic: %v\n%s", cause, debug.Stack()))
	}
}

// challenge answers somebody who was not let in, and says how to be (RFC 6750).
func (s *server) challenge(w http.ResponseWriter, r *http.Request, err error) {
	if fault.KindOf(err) == fault.Unauthenticated {
		how := `Bearer realm="fairlead"`
		if Bearer(r) != "" {
			how += `, error="invalid_token"`
		}
		w.Header().Set("WWW-Authenticate", how)
	}
	s.fail(w, r, err)
}

// run does an operation, once its parameters are what they should be.
func (q *request) run(op *operation) error {
	if err := q.readQuery(op); err != nil {
		return err
	}
	return op.handle(q)
}

// readQuery holds the parameters of the address against those of the operation.
// A parameter that is not known is refused: a mistyped filter must not give
// every record.
func (q *request) readQuery(op *operation) error {
	values, err := url.ParseQuery(q.r.URL.RawQuery)
	if err != nil {
		return refuse(http.StatusBadRequest, fault.Because(err, fault.Invalid, "What follows the ? in the address cannot be read; encode it as RFC 3986 says."))
	}
	known := parameters()
	var problems fault.List
	for name, given := range values {
		switch {
		case !slices.Contains(op.takes, name) || known[name].in != inQuery:
			problems.Add(shortened(name), "There is no such parameter here.")
		case len(given) > 1:
			problems.Add(name, "It is given %d times; give it once.", len(given))
		case !isText(given[0]):
			problems.Add(name, "It holds characters that are not text.")
		case known[name].most > 0 && utf8.RuneCountInString(given[0]) > known[name].most:
			problems.Add(name, "It is longer than %d characters.", known[name].most)
		}
	}
	for _, name := range op.takes {
		if p := known[name]; p.in == inQuery && p.required && values.Get(name) == "" {
			problems.Add(name, "It is missing.")
		}
	}
	slices.SortFunc(problems, func(a, b fault.Field) int { return strings.Compare(a.Path, b.Path) })
	q.query = values
	return problems.Err()
}

// isText reports whether a text is one that every database keeps.
func isText(text string) bool { return utf8.ValidString(text) && !strings.ContainsRune(text, 0) }

// shortened is the beginning of a name that a caller made up.
func shortened(name string) string {
	if len(name) > 60 {
		name = name[:60] + "…"
	}
	return strings.ToValidUTF8(name, "\uFFFD")
}

// typ is the record type that the address names.
func (q *request) typ() (*record.Type, error) {
	plural := q.r.PathValue("plural")
	t, err := q.clerk.Type(plural)
	if err == nil && t.Plural != plural {
		return nil, fault.New(fault.NotFound, "There is no record type %q; did you mean %s?", plural, t.Plural)
	}
	return t, err
}

// maxNote is the longest reason that the journal keeps, in characters.
const maxNote = 500

// note is the reason that a caller gives for the journal.
func (q *request) note() string { return strings.TrimSpace(q.query.Get("note")) }

func (q *request) nothing() error {
	return fault.New(fault.NotFound, "There is nothing at %.200s; see %s for what there is.", q.r.URL.Path, DocumentPath)
}

// send writes an answer as JSON.
func (q *request) send(status int, body any) error {
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	return q.write(status, text)
}

// write sends an answer that is JSON already.
func (q *request) write(status int, text []byte) error {
	if h := q.w.Header(); h.Get("Content-Type") == "" {
		h.Set("Content-Type", "application/json")
	}
	q.w.WriteHeader(status)
	if _, err := q.w.Write(append(text, '\n')); err != nil {
		q.Log.Debug("answer not delivered", "error", err)
	}
	return nil
}
