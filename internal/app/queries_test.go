package app_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fairlead/internal/access"
	"fairlead/internal/api"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/jobs"
	"fairlead/internal/record"
	"fairlead/internal/store"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/web"
	"fairlead/internal/web/frame"
)

// counted is the program on a database that counts statements. Sign-in is left
// out: it costs one statement more for each request.
type counted struct {
	desk       *desk.Desk
	handler    http.Handler
	who        access.Principal
	statements atomic.Int64
	last       []string // of the request under way, for messages
}

func openCounted(t *testing.T) *counted {
	t.Helper()
	c := new(counted)
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "fairlead.db"), dict, store.Options{OnQuery: c.count})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	if c.desk, err = desk.Open(t.Context(), s, desktest.Noon, log); err != nil {
		t.Fatal(err)
	}
	mux := http.NewServeMux()
	for pattern, h := range api.Routes(api.Settings{Desk: c.desk, Log: log, Currency: "EUR",
		Identify: func(*http.Request) (access.Principal, error) { return c.who, nil }}) {
		mux.Handle(pattern, h)
	}
	mux.Handle("/", web.Handler(web.Parts{
		Site: &frame.Site{Desk: c.desk, Currency: "EUR", Log: log, Identify: func(*http.Request) (access.Principal, bool) { return c.who, true }},
		Door: door.New(c.desk, s, desktest.Noon, door.Settings{}), Jobs: jobs.New(s, desktest.Noon, log, jobs.Settings{}),
	}))
	c.handler = mux
	return c
}

func (c *counted) count(_ context.Context, statement string) {
	c.statements.Add(1)
	c.last = append(c.last, statement)
}

// get asks for a page and says how many statements that took.
func (c *counted) get(t *testing.T, address string) int {
	t.Helper()
	c.last = nil
	before := c.statements.Load()
	w := httptest.NewRecorder()
	c.handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, address, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d: %.300s", address, w.Code, w.Body)
	}
	return int(c.statements.Load() - before)
}
