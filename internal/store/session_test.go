package store_test

import (
	"crypto/sha256"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"fairlead/internal/record"
	"fairlead/internal/store"
)

func setPassword(t *testing.T, s *store.Store, account record.ID, hash string, keep [32]byte) {
	t.Helper()
	write(t, s, func(w *store.Writer) error {
		return w.SetPassword(t.Context(), account, hash, record.At(noon), keep)
	})
}

// session opens one, seen and expiring as given, and gives its hash.
func session(t *testing.T, s *store.Store, account record.ID, password, secret string, seen, expires time.Time) *store.Session {
	t.Helper()
	se := &store.Session{
		ID: record.NewID(noon), Hash: sha256.Sum256([]byte(secret)), Account: account, Device: "Firefox", Address: "192.0.2.1",
		Created: record.At(noon), Seen: record.At(seen), Expires: record.At(expires),
	}
	if added, err := s.AddSession(t.Context(), se, password); err != nil || !added {
		t.Fatalf("added %t (%v)", added, err)
	}
	return se
}

var sameInstant = gocmp.Comparer(func(a, b record.Instant) bool { return a == b })

func TestSession(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		me, other := record.NewID(noon), record.NewID(noon)
		if hash, err := s.Password(t.Context(), me); hash != "" || err != nil {
			t.Errorf("before one was set: %q, %v", hash, err)
		}
		setPassword(t, s, me, "old", [32]byte{})
		setPassword(t, s, other, "other", [32]byte{})
		later := noon.Add(time.Hour)
		mine, away := session(t, s, me, "old", "here", noon, later), session(t, s, me, "old", "away", noon, later)
		theirs := session(t, s, other, "other", "theirs", noon, later)

		got, err := s.Session(t.Context(), mine.Hash)
		if diff := gocmp.Diff(mine, got, sameInstant); diff != "" || err != nil {
			t.Errorf("session (-want +got, %v):\n%s", err, diff)
		}
		if got, err := s.Session(t.Context(), sha256.Sum256([]byte("nobody's"))); got != nil || err != nil {
			t.Errorf("unknown secret: %+v, %v", got, err)
		}
		if err := s.RemoveSession(t.Context(), other, mine.ID); err != nil {
			t.Fatal(err)
		}
		if all, err := s.Sessions(t.Context(), me); len(all) != 2 || err != nil {
			t.Errorf("after another account tried to end one: %d sessions (%v)", len(all), err)
		}

		setPassword(t, s, me, "new", mine.Hash)
		if all, err := s.Sessions(t.Context(), me); len(all) != 1 || all[0].ID != mine.ID || err != nil {
			t.Errorf("after a new password %d sessions (%v)", len(all), err)
		}
		if added, err := s.AddSession(t.Context(), away, "old"); added || err != nil {
			t.Errorf("with the old password: added %t (%v)", added, err)
		}
		if err := s.RenewPassword(t.Context(), me, "old", "wrong"); err != nil {
			t.Fatal(err)
		}
		if hash, err := s.Password(t.Context(), me); hash != "new" || err != nil {
			t.Errorf("renewing a hash that is replaced already gives %q (%v)", hash, err)
		}
		if got, err := s.Session(t.Context(), theirs.Hash); got == nil || err != nil {
			t.Errorf("the other account was signed out (%v)", err)
		}
	})
}

func TestExpiredIsRemoved(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		me := record.NewID(noon)
		setPassword(t, s, me, "x", [32]byte{})
		at := func(hours int) time.Time { return noon.Add(time.Duration(hours) * time.Hour) }
		session(t, s, me, "x", "over", at(9), at(10))
		session(t, s, me, "x", "idle", at(4), at(20))
		fresh := session(t, s, me, "x", "fresh", at(9), at(20))
		var kept record.ID
		for _, expires := range []int{10, 20} {
			kept = record.NewID(noon)
			tok := &store.Token{ID: kept, Hash: [32]byte{byte(expires)}, Account: me, Name: "backup", Scopes: "read", Created: record.At(noon), Expires: record.At(at(expires))}
			if err := s.AddToken(t.Context(), tok); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.RemoveExpired(t.Context(), at(10), 6*time.Hour); err != nil {
			t.Fatal(err)
		}
		sessions, err := s.Sessions(t.Context(), me)
		if err != nil || len(sessions) != 1 || sessions[0].ID != fresh.ID {
			t.Errorf("%d sessions are left (%v)", len(sessions), err)
		}
		tokens, err := s.Tokens(t.Context(), me)
		if err != nil || len(tokens) != 1 || tokens[0].ID != kept {
			t.Errorf("%d tokens are left (%v)", len(tokens), err)
		}
	})
}

func TestToken(t *testing.T) {
	onBoth(t, func(t *testing.T, s *store.Store) {
		me, other := record.NewID(noon), record.NewID(noon)
		want := &store.Token{ID: record.NewID(noon), Hash: [32]byte{1}, Account: me, Name: "backup", Scopes: "read write",
			Created: record.At(noon), CreatedBy: other, Expires: record.At(noon.Add(time.Hour))}
		if err := s.AddToken(t.Context(), want); err != nil {
			t.Fatal(err)
		}
		want.Seen = record.At(noon.Add(time.Minute))
		if err := s.TokenSeen(t.Context(), want.ID, want.Seen); err != nil {
			t.Fatal(err)
		}
		if err := s.RemoveToken(t.Context(), other, want.ID); err != nil {
			t.Fatal(err)
		}
		got, err := s.Token(t.Context(), want.Hash)
		if diff := gocmp.Diff(want, got, sameInstant); diff != "" || err != nil {
			t.Errorf("token (-want +got, %v):\n%s", err, diff)
		}
		if err := s.RemoveToken(t.Context(), me, want.ID); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Token(t.Context(), want.Hash); got != nil || err != nil {
			t.Errorf("after its end: %+v (%v)", got, err)
		}
	})
}
