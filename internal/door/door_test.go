package door_test

import (
	"context"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/testkit/desktest"
)

// clock is a clock that a test moves.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

const password = "correct horse battery"

// open gives a door with one account, whose passwords are cheap to hash.
func open(t *testing.T) (*door.Door, *desk.Desk, *clock) {
	t.Helper()
	c := &clock{desktest.Noon()}
	d := desktest.OpenAt(t, "sqlite:"+filepath.Join(t.TempDir(), "fairlead.db"), c.now)
	return door.New(d, d.Store(), c.now, door.Settings{Cost: door.Cost{Memory: 64, Time: 1, Lanes: 1}}), d, c
}

func first(t *testing.T, d *door.Door) {
	t.Helper()
	if err := d.CreateFirst(context.Background(), "Ada", "Ada@Example.org", password); err != nil {
		t.Fatal(err)
	}
}

func signIn(t *testing.T, d *door.Door) string {
	t.Helper()
	key, err := d.SignIn(context.Background(), "ada@example.org", password, "Firefox", "127.0.0.1")
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func TestFirstRun(t *testing.T) {
	ctx := context.Background()
	d, _, _ := open(t)
	if empty, err := d.FirstRun(); err != nil || !empty {
		t.Fatalf("an empty database: %v, %v", empty, err)
	}
	err := d.CreateFirst(ctx, " ", "", "short")
	if f := fault.FieldsOf(err); len(f) != 3 {
		t.Errorf("nothing filled in gives %v", err)
	}
	first(t, d)
	if empty, _ := d.FirstRun(); empty {
		t.Error("there is an account now")
	}
	if err := d.CreateFirst(ctx, "Eve", "eve@example.org", password); fault.KindOf(err) != fault.Conflict {
		t.Errorf("a second first account gives %v", err)
	}
	who, err := d.Identify(ctx, signIn(t, d))
	if err != nil || who.Name != "Ada" || !who.Has(record.Administrator) || !who.Has(record.Director) {
		t.Errorf("the first account is %+v, %v", who, err)
	}
}

// Of several who try at once, one is first.
func TestFirstRunRace(t *testing.T) {
	d, _, _ := open(t)
	var wg sync.WaitGroup
	made := make(chan error, 8)
	for i := range 8 {
		wg.Go(func() {
			made <- d.CreateFirst(context.Background(), "Ada", string(rune('a'+i))+"@example.org", password)
		})
	}
	wg.Wait()
	close(made)
	ok := 0
	for err := range made {
		if err == nil {
			ok++
		}
	}
	if ok != 1 {
		t.Errorf("%d first accounts", ok)
	}
}

// An unknown login, a wrong password and a disabled account are answered alike.
func TestSignInRefuses(t *testing.T) {
	ctx := context.Background()
	d, k, _ := open(t)
	first(t, d)
	_, wrong := d.SignIn(ctx, "ada@example.org", "wrong horse battery", "", "10.0.0.1")
	_, unknown := d.SignIn(ctx, "bob@example.org", password, "", "10.0.0.2")
	s, err := k.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	key := signIn(t, d)
	for a := range record.Each[catalog.Account](s) {
		typ, _ := k.Type("account")
		if _, err := k.For(access.Program()).Transition(ctx, typ, typ.Clone(a), "disable", ""); err != nil {
			t.Fatal(err)
		}
	}
	_, disabled := d.SignIn(ctx, "ada@example.org", password, "", "10.0.0.3")
	for _, err := range []error{wrong, unknown, disabled} {
		if fault.KindOf(err) != fault.Unauthenticated || err.Error() != wrong.Error() {
			t.Errorf("answered %v", err)
		}
	}
	if _, err := d.Identify(ctx, key); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("the session of a disabled account gives %v", err)
	}
}

// Guessing is slowed down, for the login and for the address, and only for a while.
func TestSignInIsLimited(t *testing.T) {
	ctx := context.Background()
	d, _, c := open(t)
	first(t, d)
	var err error
	for range 8 {
		_, err = d.SignIn(ctx, "ada@example.org", "guess after guess", "", "10.0.0.1")
	}
	if fault.KindOf(err) != fault.Unavailable {
		t.Fatalf("after 8 failures: %v", err)
	}
	if _, err := d.SignIn(ctx, "ada@example.org", password, "", "10.0.0.9"); fault.KindOf(err) != fault.Unavailable {
		t.Errorf("the right password in between gives %v", err)
	}
	c.at = c.at.Add(time.Hour)
	signIn(t, d)
}

func TestSessions(t *testing.T) {
	ctx := context.Background()
	d, _, c := open(t)
	first(t, d)
	one, two := signIn(t, d), signIn(t, d)
	who, err := d.Identify(ctx, one)
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Sessions(ctx, who.Account)
	if err != nil || len(list) != 2 || list[0].Device != "Firefox" {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := d.SignOut(ctx, two); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Identify(ctx, two); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a session that was signed out gives %v", err)
	}
	if err := d.Revoke(ctx, who.Account, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if err := d.Revoke(ctx, who.Account, list[1].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Identify(ctx, one); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a revoked session gives %v", err)
	}
	idle := signIn(t, d)
	for range 100 { // used every eight hours, it lives its thirty days and no longer
		c.at = c.at.Add(8 * time.Hour)
		if _, err = d.Identify(ctx, idle); err != nil {
			break
		}
	}
	if age := c.at.Sub(desktest.Noon()); fault.KindOf(err) != fault.Unauthenticated || age != door.SessionTime {
		t.Errorf("it ended after %s with %v", age, err)
	}
	unused := signIn(t, d)
	c.at = c.at.Add(door.IdleTime)
	if _, err := d.Identify(ctx, unused); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("an idle session gives %v", err)
	}
}

func TestSetPassword(t *testing.T) {
	ctx := context.Background()
	d, _, _ := open(t)
	first(t, d)
	here, elsewhere := signIn(t, d), signIn(t, d)
	who, _ := d.Identify(ctx, here)
	for _, c := range []struct{ old, new, field string }{
		{"not the old one", "another long password", "old"},
		{password, "short", "new"},
		{password, "aaaaaaaaaaaaaaaa", "new"},
		{password, "Administrator", "new"},
	} {
		err := d.SetPassword(ctx, who, who.Account, c.old, c.new, here)
		if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != c.field {
			t.Errorf("%q → %q gives %v", c.old, c.new, err)
		}
		if err != nil && (strings.Contains(err.Error(), c.new) || strings.Contains(err.Error(), password)) {
			t.Errorf("the error names a password: %v", err)
		}
	}
	if err := d.SetPassword(ctx, who, who.Account, password, "another long password", here); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Identify(ctx, here); err != nil {
		t.Errorf("the session that changed it ended: %v", err)
	}
	if _, err := d.Identify(ctx, elsewhere); err == nil {
		t.Error("the other session goes on")
	}
	stranger := access.Principal{Account: record.NewID(desktest.Noon()), Roles: []record.Role{record.Director}}
	if err := d.SetPassword(ctx, stranger, who.Account, "", "yet another password", ""); fault.KindOf(err) != fault.Forbidden {
		t.Errorf("somebody else's password: %v", err)
	}
}

func TestTokens(t *testing.T) {
	ctx := context.Background()
	d, _, c := open(t)
	first(t, d)
	who, _ := d.Identify(ctx, signIn(t, d))
	if _, err := d.NewToken(ctx, who, " ", "everything", 0); len(fault.FieldsOf(err)) != 3 {
		t.Errorf("a token for nothing gives %v", err)
	}
	reader, err := d.NewToken(ctx, who, "dashboard", door.ScopeRead, 30)
	if err != nil {
		t.Fatal(err)
	}
	writer, err := d.NewToken(ctx, who, "import", door.ScopeWrite, 60)
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		token, method string
		want          fault.Kind
		ok            bool
	}{
		{reader, http.MethodGet, 0, true},
		{reader, http.MethodPost, fault.Forbidden, false},
		{writer, http.MethodGet, 0, true},
		{writer, http.MethodPatch, 0, true},
		{"flt_nonsense", http.MethodGet, fault.Unauthenticated, false},
		{"", http.MethodGet, fault.Unauthenticated, false},
	}
	for _, c := range cases {
		got, err := d.IdentifyToken(ctx, c.token, c.method)
		if c.ok && (err != nil || got.Account != who.Account) || !c.ok && fault.KindOf(err) != c.want {
			t.Errorf("%s with %.8s…: %+v, %v", c.method, c.token, got, err)
		}
	}
	c.at = c.at.Add(31 * 24 * time.Hour)
	list, err := d.Tokens(ctx, who.Account)
	if err != nil || len(list) != 1 || list[0].Name != "import" {
		t.Fatalf("still valid are %+v, %v", list, err)
	}
	if _, err := d.IdentifyToken(ctx, reader, http.MethodGet); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("an expired token gives %v", err)
	}
	if err := d.RevokeToken(ctx, who.Account, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.IdentifyToken(ctx, writer, http.MethodGet); fault.KindOf(err) != fault.Unauthenticated {
		t.Errorf("a revoked token gives %v", err)
	}
}
