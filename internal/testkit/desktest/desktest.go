// Package desktest opens a desk on an empty database for a test, with a clock
// that stands still and a small department to begin with.
package desktest

import (
	"context"
	"log/slog"
	"path/filepath"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Noon is the moment at which tests happen.
func Noon() time.Time { return time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) }

// Open gives a desk on a new SQLite database that goes away with the test.
func Open(t testing.TB) *desk.Desk {
	t.Helper()
	return OpenAt(t, "sqlite:"+filepath.Join(t.TempDir(), "fairlead.db"), Noon)
}

// OpenAt gives a desk on a database, brought up to date, with a clock.
func OpenAt(t testing.TB, dsn string, clock func() time.Time) *desk.Desk {
	t.Helper()
	ctx := context.Background()
	dict, err := catalog.Dictionary()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(ctx, dsn, dict, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := s.Upgrade(ctx); err != nil {
		t.Fatal(err)
	}
	d, err := desk.Open(ctx, s, clock, "EUR", slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Save saves records as the program itself and fails the test when it cannot.
func Save(t testing.TB, d *desk.Desk, records ...record.Record) {
	t.Helper()
	changes := make([]*desk.Change, len(records))
	for i, r := range records {
		changes[i] = &desk.Change{Type: d.Dictionary().TypeOf(r), Record: r, Imported: true}
	}
	if err := d.For(access.Program()).Save(context.Background(), changes...); err != nil {
		t.Fatal(err)
	}
}

// Clerk gives a clerk for somebody new with some roles, who has a person and an
// account.
func Clerk(t testing.TB, d *desk.Desk, name string, roles ...record.Role) *desk.Clerk {
	t.Helper()
	p := &catalog.Person{Name: name}
	Save(t, d, p)
	a := &catalog.Account{Login: name + "@example.org", Person: record.To[catalog.Person](p.ID)}
	a.State = "active"
	for _, role := range roles {
		a.Roles = append(a.Roles, string(role))
	}
	Save(t, d, a)
	return d.For(access.Principal{Account: a.ID, Person: p.ID, Name: name, Roles: roles})
}
