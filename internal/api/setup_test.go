package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// server is the interface over a desk of its own. A token is the name of
// somebody whom a test made known.
type server struct {
	testing.TB
	desk   *desk.Desk
	mux    *http.ServeMux
	people map[string]access.Principal
	log    bytes.Buffer
}

func open(t testing.TB) *server {
	t.Helper()
	return over(t, desktest.Open(t))
}

func over(t testing.TB, d *desk.Desk) *server {
	t.Helper()
	s := &server{TB: t, desk: d, mux: http.NewServeMux(), people: map[string]access.Principal{"program": access.Program()}}
	settings := api.Settings{Desk: d, Version: "test", Currency: "EUR", Identify: s.identify, Log: slog.New(slog.NewTextHandler(&s.log, nil))}
	for pattern, handler := range api.Routes(settings) {
		s.mux.Handle(pattern, handler)
	}
	return s
}

func (s *server) identify(r *http.Request) (access.Principal, error) {
	if p, ok := s.people[api.Bearer(r)]; ok {
		return p, nil
	}
	return access.Principal{}, fault.New(fault.Unauthenticated, "Send a token.")
}

// admit makes somebody with some roles known, by a name.
func (s *server) admit(name string, roles ...record.Role) *desk.Clerk {
	s.Helper()
	c := desktest.Clerk(s, s.desk, name, roles...)
	s.people[name] = c.Principal()
	return c
}

// answer is what came back.
type answer struct {
	*httptest.ResponseRecorder
	request *http.Request
}

// ask sends a request as somebody. A body that is no text is sent as JSON.
// Headers are "Name: value".
func (s *server) ask(who, method, path string, body any, headers ...string) answer {
	s.Helper()
	text, isText := body.(string)
	if !isText && body != nil {
		encoded, err := json.Marshal(body)
		if err != nil {
			s.Fatal(err)
		}
		text = string(encoded)
	}
	if strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "/api") {
		path = api.Prefix + path
	}
	r := httptest.NewRequest(method, path, strings.NewReader(text))
	r.Header.Set("Authorization", "Bearer "+who)
	if text != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	for _, h := range headers {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	a := answer{httptest.NewRecorder(), r}
	s.mux.ServeHTTP(a, r)
	if a.Code >= 500 {
		s.Errorf("%s %s: status %d: %s\nsent: %.300q\nlog: %.2000s", method, path, a.Code, a.Body, text, s.log.String())
	}
	return a
}

// want holds the status of an answer against the expected one.
func (s *server) want(a answer, status int) answer {
	s.Helper()
	if a.Code != status {
		s.Fatalf("%s %s gives %d, want %d: %.500s", a.request.Method, a.request.URL, a.Code, status, a.Body)
	}
	return a
}

// json decodes an answer.
func (a answer) json(t testing.TB) map[string]any {
	t.Helper()
	var v map[string]any
	d := json.NewDecoder(bytes.NewReader(a.Body.Bytes()))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s %s gives what is not JSON: %v: %.300s", a.request.Method, a.request.URL, err, a.Body)
	}
	return v
}

// errors are the names of the fields that an answer complains about.
func (a answer) errors(t testing.TB) (names []string) {
	t.Helper()
	list, _ := a.json(t)["errors"].([]any)
	for _, e := range list {
		names = append(names, e.(map[string]any)["field"].(string))
	}
	return names
}

// items are those of a list.
func (a answer) items(t testing.TB) (items []map[string]any) {
	t.Helper()
	list, _ := a.json(t)["items"].([]any)
	for _, item := range list {
		items = append(items, item.(map[string]any))
	}
	return items
}

func background() context.Context { return context.Background() }
