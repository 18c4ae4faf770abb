package door_test

import (
	"context"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
	"fairlead/internal/testkit/pgtest"
)

// clock is a clock that a test moves.
type clock struct{ passed atomic.Int64 }

func (c *clock) now() time.Time        { return desktest.Noon().Add(time.Duration(c.passed.Load())) }
func (c *clock) pass(by time.Duration) { c.passed.Add(int64(by)) }

const password = "correct horse battery"

// site is a door with its desk, on a database with one account: Ada's, unless a
// test opens it empty. Passwords are cheap to hash.
type site struct {
	*door.Door
	desk  *desk.Desk
	clock *clock
	log   *strings.Builder
}

func cheap() door.Cost { return door.Cost{Memory: 64, Time: 1, Lanes: 1} }

func empty(t *testing.T, dsn string) site {
	t.Helper()
	s := site{clock: new(clock), log: new(strings.Builder)}
	s.desk = desktest.OpenAt(t, dsn, s.clock.now)
	s.Door = s.doorAt(cheap())
	return s
}

// doorAt is another door on the same desk.
func (s site) doorAt(c door.Cost) *door.Door {
	log := slog.New(slog.NewTextHandler(s.log, nil))
	return door.New(s.desk, s.desk.Store(), s.clock.now, door.Settings{Cost: c, Log: log})
}

func sqlite(t *testing.T) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "fairlead.db")
}

func open(t *testing.T) site {
	t.Helper()
	s := empty(t, sqlite(t))
	s.first(t)
	return s
}

func (s site) first(t *testing.T) {
	t.Helper()
	if err := s.CreateFirst(t.Context(), "Ada", "Ada@Example.org", password); err != nil {
		t.Fatal(err)
	}
}

func (s site) signIn(t *testing.T) string {
	t.Helper()
	key, err := s.SignIn(t.Context(), "ada@example.org", password, "Firefox", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

// ada is who is signed in.
func (s site) ada(t *testing.T) access.Principal {
	t.Helper()
	who, err := s.Identify(t.Context(), s.signIn(t))
	if err != nil {
		t.Fatal(err)
	}
	return who
}

// with changes an account and saves it.
func (s site) with(t *testing.T, account record.ID, change func(*catalog.Account)) {
	t.Helper()
	snapshot, err := s.desk.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	a := *record.Get(snapshot, record.To[catalog.Account](account))
	change(&a)
	desktest.Save(t, s.desk, &a)
}

func disable(a *catalog.Account) { a.State = "disabled" }

// account adds one without a password.
func (s site) account(t *testing.T, login string, roles ...string) access.Principal {
	t.Helper()
	a := &catalog.Account{Login: login, Roles: roles}
	a.State = "active"
	desktest.Save(t, s.desk, a)
	who, err := s.Principal(a.ID)
	if err != nil {
		t.Fatal(err)
	}
	return who
}

func refused(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	if err == nil || fault.KindOf(err) != kind {
		t.Errorf("%s gives %v, want a fault of kind %d", what, err, kind)
	}
}

func TestFirstRun(t *testing.T) {
	s := empty(t, sqlite(t))
	if first, err := s.FirstRun(); err != nil || !first {
		t.Fatalf("an empty database: %v, %v", first, err)
	}
	if f := fault.FieldsOf(s.CreateFirst(t.Context(), " ", "", "short")); len(f) != 3 {
		t.Errorf("nothing filled in gives %v", f)
	}
	s.first(t)
	if first, _ := s.FirstRun(); first {
		t.Error("there is an account now")
	}
	refused(t, "a second first account", s.CreateFirst(t.Context(), "Eve", "eve@example.org", password), fault.Conflict)
	if who := s.ada(t); who.Name != "Ada" || !who.Has(record.Administrator) || !who.Has(record.Director) || who.Person.IsZero() {
		t.Errorf("the first account is %+v", who)
	}
}

// Of several who try at once, also on several servers, one is first, and
// nothing is left of the others.
func TestFirstRunRace(t *testing.T) {
	race := func(t *testing.T, sites ...site) {
		var trying sync.WaitGroup
		var made atomic.Int64
		for i := range 8 {
			trying.Go(func() {
				err := sites[i%len(sites)].CreateFirst(context.Background(), "Ada", string(rune('a'+i))+"@example.org", password)
				if err == nil {
					made.Add(1)
				} else if fault.KindOf(err) != fault.Conflict {
					t.Error(err)
				}
			})
		}
		trying.Wait()
		if err := sites[0].desk.Refresh(t.Context()); err != nil {
			t.Fatal(err)
		}
		snapshot, err := sites[0].desk.For(access.Program()).Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		people, accounts := snapshot.Len(record.TypeFor[catalog.Person](snapshot)), snapshot.Len(record.TypeFor[catalog.Account](snapshot))
		if made.Load() != 1 || people != 1 || accounts != 1 {
			t.Errorf("%d were told that they are first; there are %d people and %d accounts", made.Load(), people, accounts)
		}
	}
	t.Run("sqlite", func(t *testing.T) { race(t, empty(t, sqlite(t))) })
	t.Run("postgres", func(t *testing.T) {
		dsn := pgtest.Start(t)
		race(t, empty(t, dsn), empty(t, dsn))
	})
}

// An unknown login, a wrong password, an account without a password and one that
// may not come in are answered alike.
func TestSignInRefuses(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	s.account(t, "nopass@example.org", "employee")
	for _, c := range []struct{ name, login, password string }{
		{"wrong", "ada@example.org", "wrong horse battery"},
		{"unknown", "bob@example.org", password},
		{"without one", "nopass@example.org", ""},
		{"empty login", "", ""},
		{"too long", "ada@example.org", strings.Repeat("x", 1<<20)},
		{"not text", "ada@example.org\xff\x00", "\xff\x00"},
	} {
		key, err := s.SignIn(t.Context(), c.login, c.password, "", "10.0.0.1")
		checkAnswer(t, c.name, key, err)
	}
	for name, change := range map[string]func(*catalog.Account){"disabled": disable, "archived": func(a *catalog.Account) { a.State, a.Archived = "active", true }} {
		s.with(t, ada.Account, change)
		key, err := s.SignIn(t.Context(), "ada@example.org", password, "", "10.0.0.3")
		checkAnswer(t, name, key, err)
	}
}

func checkAnswer(t *testing.T, what, key string, err error) {
	t.Helper()
	refused(t, what, err, fault.Unauthenticated)
	if key != "" || err.Error() != "The login or the password is wrong, or the account is disabled." {
		t.Errorf("%s: %q, %v", what, key, err)
	}
}

// Whether a login exists cannot be told from the work that a sign-in takes: each
// hashes once, which shows in the memory that hashing takes.
func TestEverySignInHashesOnce(t *testing.T) {
	s := open(t)
	const memory = 8 << 20
	d := s.doorAt(door.Cost{Memory: memory >> 10, Time: 1, Lanes: 1})
	ada := s.ada(t)
	if err := d.SetPassword(t.Context(), ada, ada.Account, password, password+"!", ""); err != nil {
		t.Fatal(err)
	}
	s.account(t, "nopass@example.org", "employee")
	off := s.account(t, "off@example.org", "employee")
	if err := d.SetPassword(t.Context(), access.Program(), off.Account, "", password, ""); err != nil {
		t.Fatal(err)
	}
	s.with(t, off.Account, disable)
	for _, c := range []struct{ name, login, password string }{
		{"right", "ada@example.org", password + "!"},
		{"wrong", "ada@example.org", "wrong horse battery"},
		{"unknown", "bob@example.org", password},
		{"without a password", "nopass@example.org", password},
		{"disabled", "off@example.org", password},
		{"too long", "ada@example.org", strings.Repeat("x", 1000)},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := d.SignIn(t.Context(), c.login, c.password, "", "10.0.0.1")
		runtime.ReadMemStats(&after)
		if (err == nil) != (c.name == "right") {
			t.Errorf("%s: %v", c.name, err)
		}
		if used := after.TotalAlloc - before.TotalAlloc; used < memory || used > 2*memory {
			t.Errorf("%s: took %d bytes, one hash takes %d", c.name, used, memory)
		}
	}
}

func TestRolesChangeAtOnce(t *testing.T) {
	s := open(t)
	key := s.signIn(t)
	ada := s.ada(t)
	s.with(t, ada.Account, func(a *catalog.Account) { a.Roles = record.Tags{"auditor"} })
	who, err := s.Identify(t.Context(), key)
	if err != nil || who.Has(record.Administrator) || !who.Has(record.Auditor) {
		t.Errorf("after the roles changed: %+v, %v", who, err)
	}
	s.with(t, ada.Account, disable)
	_, err = s.Identify(t.Context(), key)
	refused(t, "the session of a disabled account", err, fault.Unauthenticated)
	s.with(t, ada.Account, func(a *catalog.Account) { a.State = "active" })
	if _, err := s.Identify(t.Context(), key); err != nil {
		t.Errorf("enabled again: %v", err)
	}
}

// No secret is in a log line or an error.
func TestSecretsStayInside(t *testing.T) {
	s := open(t)
	key := s.signIn(t)
	ada := s.ada(t)
	token, err := s.NewToken(t.Context(), ada, "backup", door.ScopeRead, 1)
	if err != nil {
		t.Fatal(err)
	}
	const next = "another secret entirely"
	said := []string{}
	for _, err := range []error{
		s.SetPassword(t.Context(), ada, ada.Account, "wrong old secret", next, key),
		s.SetPassword(t.Context(), ada, ada.Account, password, "short secret", key),
		s.SetPassword(t.Context(), ada, ada.Account, password, "ada "+next, key),
		s.SetPassword(t.Context(), ada, ada.Account, password, next, key),
	} {
		if err != nil {
			said = append(said, err.Error())
		}
	}
	_, err = s.SignIn(t.Context(), "ada@example.org", "wrong secret", "", "")
	said = append(said, err.Error(), s.log.String())
	for _, secret := range []string{password, "secret", key, token} {
		if text := strings.Join(said, "\n"); strings.Contains(text, secret) {
			t.Errorf("%q is in what was said:\n%s", secret, text)
		}
	}
	if !strings.Contains(s.log.String(), "password set") {
		t.Errorf("the new password is not in the log:\n%s", s.log)
	}
}
