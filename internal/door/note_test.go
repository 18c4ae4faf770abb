package door_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/record"
)

// The journal tells who set whose password and on which days an account was
// used, and holds no more of either.
func TestAccountsKeepWhatHappened(t *testing.T) {
	s := open(t)
	key := s.signIn(t)
	admin, err := s.Identify(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	s.clock.pass(10 * time.Hour) // twice on one day, at noon and at ten
	if _, err := s.Identify(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	s.clock.pass(10 * time.Hour) // the morning after
	if _, err := s.Identify(t.Context(), key); err != nil {
		t.Fatal(err)
	}
	if err := s.SetPassword(t.Context(), admin, admin.Account, password, "another long password", key); err != nil {
		t.Fatal(err)
	}
	s.clock.pass(time.Minute)
	if err := s.SetPassword(t.Context(), access.Program(), admin.Account, "", "a third long password", ""); err != nil {
		t.Fatal(err)
	}
	accounts, err := s.desk.Type("account")
	if err != nil {
		t.Fatal(err)
	}
	events, err := s.desk.For(access.Program()).History(t.Context(), accounts, admin.Account.String(), 0)
	if err != nil {
		t.Fatal(err)
	}
	type told struct {
		Note  string
		Own   bool
		Field string
	}
	var got []told
	for _, e := range slices.Backward(events) {
		if e.Op == record.Updated {
			got = append(got, told{e.Note, e.By == admin.Account, e.Changes[0].Field})
		}
	}
	want := []told{
		{"Came in", true, "last_seen"}, {"Came in", true, "last_seen"},
		{"Password set", true, "password_set"}, {"Password set", false, "password_set"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the journal (-want +got):\n%s", diff)
	}
	snapshot, err := s.desk.For(access.Program()).Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	if a := record.Get(snapshot, record.To[catalog.Account](admin.Account)); a.PasswordSet.Time().Sub(a.LastSeen.Time()) != time.Minute {
		t.Errorf("last seen %s, password set %s", a.LastSeen.Text(), a.PasswordSet.Text())
	}
}
