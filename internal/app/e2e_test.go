package app

import (
	"context"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"fairlead/internal/testkit"
	"fairlead/internal/testkit/browser"
)

// world is the running program with the demonstration company, started once for
// all end-to-end tests of this binary. Tests change only records that they made
// themselves, or ones that no other test looks at.
type world struct {
	*Server
	url  string
	line io.Closer // cut when this process ends, which removes the data

	mu      sync.Mutex
	secrets map[string]string // session cookies by login
}

var shared = sync.OnceValues(func() (*world, error) { return newWorld(true) })

func theWorld(t testing.TB) *world {
	t.Helper()
	w, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// newWorld starts the program on a directory of its own, which is removed when
// the process ends.
func newWorld(filled bool) (*world, error) {
	dir, err := os.MkdirTemp("", "fairlead-e2e-")
	if err != nil {
		return nil, err
	}
	cleaner, line, err := testkit.Lifeline(`cat >/dev/null; rm -rf "$1"`, dir)
	if err != nil {
		return nil, err
	}
	if err := cleaner.Start(); err != nil {
		return nil, err
	}
	c := Config{Data: filepath.Join(dir, "data"), Addr: "127.0.0.1:0", Organisation: "Halden Freight", Currency: "EUR", Workers: 1}
	log := slog.New(slog.DiscardHandler)
	if filled {
		if err := fillDemo(context.Background(), &call{Terminal: Terminal{Out: io.Discard, Err: io.Discard}, config: c}, log); err != nil {
			return nil, err
		}
	}
	s, err := Start(context.Background(), c, "test", log)
	if err != nil {
		return nil, err
	}
	return &world{Server: s, url: "http://" + s.Address(), line: line, secrets: map[string]string{}}, nil
}

// secret signs an account of the demonstration in, once for all tests, and gives
// the session's cookie.
func (w *world) secret(t testing.TB, role string) string {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if s, ok := w.secrets[role]; ok {
		return s
	}
	token, err := w.Door.SignIn(context.Background(), role+"@halden.example", demoPassword, "test", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	w.secrets[role] = token
	return token
}

// person is somebody at a browser.
type person struct {
	*browser.Tab
	*world
}

// at opens a browser in which an account of the demonstration is signed in, on
// a page.
func at(t testing.TB, role, path string) person {
	t.Helper()
	p := person{browser.Open(t), theWorld(t)}
	p.SetCookie(p.url, "fairlead_session", p.secret(t, role))
	p.open(path)
	return p
}

// stranger opens a browser in which nobody is signed in.
func stranger(t testing.TB, w *world, path string) person {
	t.Helper()
	p := person{browser.Open(t), w}
	p.open(path)
	return p
}

func (p person) open(path string) { p.Go(p.url + path) }

// where is the path of the page, with its query.
func (p person) where() string {
	return browser.Eval[string](p.Tab, "location.pathname + location.search")
}
