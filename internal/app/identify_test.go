package app

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"
	"time"
)

// While the database does not answer, nobody is sent to sign in, and nobody's
// cookie is taken away.
func TestDatabaseGone(t *testing.T) {
	c := Config{Data: t.TempDir(), Addr: "127.0.0.1:0", Currency: "EUR", Workers: 1}
	s, err := Start(context.Background(), c, "test", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop() }) // its database is gone
	if err := s.Door.CreateFirst(t.Context(), "Ada Holm", "ada@holm.example", "a long enough password"); err != nil {
		t.Fatal(err)
	}
	secret, err := s.Door.SignIn(t.Context(), "ada@holm.example", "a long enough password", "test", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.store.Close(); err != nil {
		t.Fatal(err)
	}
	h := &http.Client{Timeout: time.Minute, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, path := range []string{"/contracts", "/", "/api/v1/contracts"} {
		r, err := http.NewRequestWithContext(t.Context(), "GET", "http://"+s.Address()+path, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "fairlead_session", Value: secret})
		res, err := h.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != http.StatusServiceUnavailable || !strings.Contains(string(body), "The database does not answer just now.") {
			t.Errorf("%s answers %d (%v): %.300s", path, res.StatusCode, err, body)
		}
		if set := res.Header.Values("Set-Cookie"); len(set) > 0 {
			t.Errorf("%s sets %q", path, set)
		}
	}
	if _, err := s.Door.SignIn(t.Context(), "ada@holm.example", "a long enough password", "test", "127.0.0.1"); err == nil || strings.Contains(err.Error(), "password") {
		t.Errorf("signing in says %v", err)
	}
}
