package door_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/testkit/pgtest"
)

func TestSessions(t *testing.T) {
	s := open(t)
	one, two, three := s.signIn(t), s.signIn(t), s.signIn(t)
	who, err := s.Identify(t.Context(), one)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Sessions(t.Context(), who.Account)
	if err != nil || len(list) != 3 || list[0].Device != "Firefox" || list[0].Address != "127.0.0.1" {
		t.Fatalf("%+v, %v", list, err)
	}
	ended := func(what, key string) {
		t.Helper()
		_, err := s.Identify(t.Context(), key)
		refused(t, what, err, fault.Unauthenticated)
	}
	for _, key := range []string{one, two, three} { // all of them remembered
		if _, err := s.Identify(t.Context(), key); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SignOut(t.Context(), two); err != nil {
		t.Fatal(err)
	}
	ended("a session that was signed out", two)
	list, err = s.Sessions(t.Context(), who.Account)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d sessions, %v", len(list), err)
	}
	other := s.account(t, "other@example.org", "employee")
	if err := s.Revoke(t.Context(), other.Account, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if list, _ := s.Sessions(t.Context(), who.Account); len(list) != 2 {
		t.Error("another account ended a session")
	}
	for _, session := range list {
		if err := s.Revoke(t.Context(), who.Account, session.ID); err != nil {
			t.Fatal(err)
		}
	}
	ended("a revoked session", one)
	ended("a revoked session", three)
	ended("nothing", "")

	four := s.signIn(t)
	if err := s.RevokeAll(t.Context(), who.Account); err != nil {
		t.Fatal(err)
	}
	ended("a session after all were revoked", four)
}

func TestSessionExpires(t *testing.T) {
	s := open(t)
	idle := s.signIn(t)
	var err error
	for range 100 { // used every eight hours, it lives its thirty days and no longer
		s.clock.pass(8 * time.Hour)
		if _, err = s.Identify(t.Context(), idle); err != nil {
			break
		}
	}
	refused(t, "an old session", err, fault.Unauthenticated)
	if age := time.Duration(s.clock.passed.Load()); age != door.SessionTime {
		t.Errorf("it ended after %s", age)
	}
	unused := s.signIn(t)
	s.clock.pass(door.IdleTime - time.Second)
	if _, err := s.Identify(t.Context(), unused); err != nil {
		t.Errorf("a second before it is idle too long: %v", err)
	}
	s.clock.pass(door.IdleTime)
	_, err = s.Identify(t.Context(), unused)
	refused(t, "an idle session", err, fault.Unauthenticated)
	ada := s.ada(t)
	if list, err := s.Sessions(t.Context(), ada.Account); len(list) != 1 || err != nil {
		t.Errorf("%d sessions are listed (%v)", len(list), err)
	}
	if err := s.Forget(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := s.desk.Store().Sessions(t.Context(), ada.Account); len(list) != 1 || err != nil {
		t.Errorf("%d sessions are kept (%v)", len(list), err)
	}
}

// A request within the minute does not write; the next after it does.
func TestUseIsNotedOnceAMinute(t *testing.T) {
	s := open(t)
	key := s.signIn(t)
	for _, c := range []struct{ pass, seen time.Duration }{
		{30 * time.Second, 0},
		{29 * time.Second, 0},
		{time.Second, time.Minute},
		{2 * time.Second, time.Minute},
		{time.Minute, 2*time.Minute + 2*time.Second},
	} {
		s.clock.pass(c.pass)
		who, err := s.Identify(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		list, err := s.Sessions(t.Context(), who.Account)
		if err != nil || list[0].Seen.Time().Sub(list[0].Created.Time()) != c.seen {
			t.Errorf("seen at %s, want %s (%v)", list[0].Seen.Time().Sub(list[0].Created.Time()), c.seen, err)
		}
	}
}

// What another server ends counts here within seconds.
func TestRevokedOnAnotherServer(t *testing.T) {
	dsn := pgtest.Start(t)
	here, there := empty(t, dsn), empty(t, dsn)
	here.first(t)
	if err := there.desk.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	key := here.signIn(t)
	if _, err := there.Identify(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if err := here.SignOut(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	there.clock.pass(5 * time.Second)
	_, err := there.Identify(t.Context(), key)
	refused(t, "a session that ended on another server", err, fault.Unauthenticated)
}

// Ending a session counts however many requests are under way with it.
func TestRevokeWhileRequestsRun(t *testing.T) {
	s := open(t)
	for range 20 {
		key := s.signIn(t)
		var asking sync.WaitGroup
		for range 4 {
			asking.Go(func() { _, _ = s.Identify(context.Background(), key) })
		}
		if err := s.SignOut(t.Context(), key); err != nil {
			t.Fatal(err)
		}
		asking.Wait()
		_, err := s.Identify(t.Context(), key)
		refused(t, "a session that was signed out", err, fault.Unauthenticated)
	}
}

// Nobody gets in with the old password while it is being changed.
func TestSignInWhileThePasswordChanges(t *testing.T) {
	race := func(t *testing.T, s site) {
		s.first(t)
		ada := s.ada(t)
		var keys [8]string
		var signing sync.WaitGroup
		for i := range keys {
			signing.Go(func() {
				keys[i], _ = s.SignIn(context.Background(), "ada@example.org", password, "", "127.0.0.1")
			})
		}
		if err := s.SetPassword(t.Context(), access.Program(), ada.Account, "", "another long password", ""); err != nil {
			t.Fatal(err)
		}
		signing.Wait()
		for _, key := range keys {
			_, err := s.Identify(t.Context(), key)
			refused(t, "a session opened with the old password", err, fault.Unauthenticated)
		}
	}
	t.Run("sqlite", func(t *testing.T) { race(t, empty(t, sqlite(t))) })
	t.Run("postgres", func(t *testing.T) { race(t, empty(t, pgtest.Start(t))) })
}

// What a browser says of itself may be anything.
func TestStrangeDevices(t *testing.T) {
	for name, dsn := range map[string]func() string{"sqlite": func() string { return sqlite(t) }, "postgres": func() string { return pgtest.Start(t) }} {
		t.Run(name, func(t *testing.T) {
			s := empty(t, dsn())
			s.first(t)
			key, err := s.SignIn(t.Context(), "ada@example.org", password, "Fire\x00fox\xff\n"+string(make([]byte, 500)), "\xff\x00")
			if err != nil {
				t.Fatal(err)
			}
			who, err := s.Identify(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			list, err := s.Sessions(t.Context(), who.Account)
			if err != nil || list[0].Device[:10] != "Fire?fox??" || len(list[0].Device) != 200 || list[0].Address != "??" {
				t.Errorf("kept as %+v, %v", list[0], err)
			}
		})
	}
}
