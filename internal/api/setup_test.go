package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/connect/importer"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
)

// server is the interface over a desk of its own. A token is the name of
// somebody whom a test made known.
type server struct {
	testing.TB
	desk   *desk.Desk
	mux    *http.ServeMux
	people map[string]access.Principal
	jobs   *jobs.Queue // runs what a test tells it to run
	log    bytes.Buffer

	statements atomic.Int64 // about records
}

func open(t testing.TB) *server {
	t.Helper()
	return openWith(t, nil)
}

// openWith is open with changes to the catalogue.
func openWith(t testing.TB, change func(*record.Dictionary)) *server {
	t.Helper()
	return openOn(t, "sqlite:"+filepath.Join(t.TempDir(), "fairlead.db"), change)
}

func openOn(t testing.TB, dsn string, change func(*record.Dictionary)) *server {
	t.Helper()
	s := &server{TB: t, mux: http.NewServeMux(), people: map[string]access.Principal{"program": access.Program()}}
	s.desk = s.openDesk(dsn, change)
	log := slog.New(slog.NewTextHandler(&s.log, nil))
	s.jobs = jobs.New(s.desk.Store(), desktest.Noon, log, jobs.Settings{})
	importer.Serve(s.jobs, s.desk)
	settings := api.Settings{Desk: s.desk, Version: "test", Currency: "EUR", Identify: s.identify, Log: log, Jobs: s.jobs}
	for pattern, handler := range api.Routes(settings) {
		s.mux.Handle(pattern, handler)
	}
	return s
}

// openDesk is desktest.Open with statements counted.
func (s *server) openDesk(dsn string, change func(*record.Dictionary)) *desk.Desk {
	s.Helper()
	dict, err := catalog.Dictionary()
	if err != nil {
		s.Fatal(err)
	}
	if change != nil {
		change(dict)
	}
	count := func(context.Context, string) { s.statements.Add(1) }
	db, err := store.Open(background(), dsn, dict, store.Options{OnQuery: count})
	if err != nil {
		s.Fatal(err)
	}
	s.Cleanup(func() { db.Close() })
	if _, err := db.Upgrade(background()); err != nil {
		s.Fatal(err)
	}
	d, err := desk.Open(background(), db, desktest.Noon, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		s.Fatal(err)
	}
	return d
}

// counted is how many statements about records something takes.
func (s *server) counted(do func()) int64 {
	before := s.statements.Load()
	do()
	return s.statements.Load() - before
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
