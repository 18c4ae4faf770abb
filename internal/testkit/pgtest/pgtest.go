// Package pgtest gives tests a real PostgreSQL. The first call of a test binary
// starts a throw-away server on a socket in a temporary directory, so that no
// port is taken and several test binaries may run at once; every call gets a
// database of its own. The server and its directory go when the test binary
// ends, however it ends.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"fairlead/internal/testkit"
)

// server is the one server of this test binary. Its field mu serialises what
// goes over the one administrative connection.
type server struct {
	proc  *process
	mu    sync.Mutex
	admin *pgx.Conn
	made  int // databases made so far, which numbers them
}

var shared = sync.OnceValues(open)

// Start gives the URL of an empty database that belongs to this test alone and
// is dropped when it ends. The URL names a Unix socket, in the form that pgx and
// libpq read. Without PostgreSQL on the machine the test is skipped, or fails
// where CI is set.
func Start(t testing.TB) (url string) {
	t.Helper()
	s, err := shared()
	if errors.Is(err, errNotInstalled) {
		testkit.Missing(t, "%v", err)
	}
	if err != nil {
		t.Fatalf("starting PostgreSQL: %v", err)
	}
	name, err := s.create()
	if err != nil {
		t.Fatalf("creating a database: %v", err)
	}
	t.Cleanup(func() {
		if err := s.drop(name); err != nil {
			t.Errorf("dropping database %s: %v", name, err)
		}
	})
	return s.proc.url(name)
}

func open() (*server, error) {
	proc, err := startProcess()
	if err != nil {
		return nil, err
	}
	admin, err := pgx.Connect(context.Background(), proc.url("postgres"))
	if err != nil {
		return nil, fmt.Errorf("connecting: %w", err)
	}
	return &server{proc: proc, admin: admin}, nil
}

func (s *server) create() (name string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.made++
	name = fmt.Sprintf("test_%d", s.made)
	_, err = s.admin.Exec(context.Background(), "CREATE DATABASE "+name+" TEMPLATE template0")
	return name, err
}

// drop ends what is still connected: a test that failed midway may not have
// closed its pool.
func (s *server) drop(name string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err := s.admin.Exec(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
	return err
}

// url is how to reach a database of the server.
func (p *process) url(database string) string {
	u := url.URL{
		Scheme:   "postgres",
		User:     url.User(superuser),
		Path:     "/" + database,
		RawQuery: url.Values{"host": {p.dir}, "sslmode": {"disable"}}.Encode(),
	}
	return u.String()
}
