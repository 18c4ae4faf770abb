package door_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func TestSetOwnPassword(t *testing.T) {
	s := open(t)
	here, elsewhere := s.signIn(t), s.signIn(t)
	ada, err := s.Identify(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Identify(t.Context(), elsewhere); err != nil { // remembered now
		t.Fatal(err)
	}
	for _, c := range []struct{ old, field string }{{"not the old one", "old"}, {"", "old"}} {
		err := s.SetPassword(t.Context(), ada, ada.Account, c.old, "another long password", here)
		if f := fault.FieldsOf(err); len(f) != 1 || f[0].Path != c.field {
			t.Errorf("%q gives %v", c.old, err)
		}
	}
	if err := s.SetPassword(t.Context(), ada, ada.Account, password, "another long password", here); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Identify(t.Context(), here); err != nil {
		t.Errorf("the session that changed it ended: %v", err)
	}
	_, err = s.Identify(t.Context(), elsewhere)
	refused(t, "the other session", err, fault.Unauthenticated)
	_, err = s.SignIn(t.Context(), "ada@example.org", password, "", "127.0.0.1")
	refused(t, "the old password", err, fault.Unauthenticated)
	if _, err := s.SignIn(t.Context(), "ada@example.org", "another long password", "", "127.0.0.1"); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

// Whoever sits at an open session cannot guess the password there either.
func TestOldPasswordIsLimited(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	for range 5 {
		err := s.SetPassword(t.Context(), ada, ada.Account, "guess after guess", "another long password", "")
		refused(t, "a guess", err, fault.Invalid)
	}
	err := s.SetPassword(t.Context(), ada, ada.Account, password, "another long password", "")
	refused(t, "the sixth attempt", err, fault.Unavailable)
	s.clock.pass(time.Minute)
	if err := s.SetPassword(t.Context(), ada, ada.Account, password, "another long password", ""); err != nil {
		t.Error(err)
	}
}

func TestWhoSetsPasswords(t *testing.T) {
	s := open(t)
	bob := s.account(t, "bob@example.org", "employee")
	set := func(who access.Principal) error {
		return s.SetPassword(t.Context(), who, bob.Account, "", "another long password", "")
	}
	for _, role := range record.Roles() {
		who := access.Principal{Account: record.NewID(s.clock.now()), Roles: []record.Role{role}}
		if err := set(who); (err == nil) != (role == record.Administrator) {
			t.Errorf("%s: %v", role, err)
		}
	}
	refused(t, "nobody", set(access.Principal{}), fault.Forbidden)
	if err := set(access.Program()); err != nil {
		t.Errorf("the program: %v", err)
	}
	refused(t, "one's own without the old one", set(bob), fault.Invalid)
	ada := s.ada(t)
	refused(t, "an administrator's own without the old one", s.SetPassword(t.Context(), ada, ada.Account, "", "another long password", ""), fault.Invalid)
	refused(t, "an unknown account", s.SetPassword(t.Context(), ada, record.NewID(s.clock.now()), "", "another long password", ""), fault.NotFound)

	s.with(t, bob.Account, disable)
	if err := set(ada); err != nil {
		t.Errorf("of a disabled account: %v", err)
	}
	_, err := s.SignIn(t.Context(), "bob@example.org", "another long password", "", "10.0.0.1")
	refused(t, "signing in to it", err, fault.Unauthenticated)
	s.with(t, bob.Account, func(a *catalog.Account) { a.State = "active" })
	if _, err := s.SignIn(t.Context(), "bob@example.org", "another long password", "", "10.0.0.1"); err != nil {
		t.Errorf("signing in once it is enabled: %v", err)
	}
}

func TestPasswordsThatAreRefused(t *testing.T) {
	s := open(t)
	bob := s.account(t, "rosalind.f@example.org", "employee")
	for _, c := range []struct {
		password string
		good     bool
	}{
		{"short", false},
		{"elevenchars", false},
		{"ékuvaisharp", false}, // eleven characters, more bytes
		{strings.Repeat("long ", 200), false},
		{"not text \xff\xfe\xfd", false},
		{"aaaaaaaaaaaaaaaa", false},
		{"abababababab", false},
		{"123456789012", false},
		{"qwertyuiopas", false},
		{"1q2w3e4r5t6y", false},
		{"Administrator", false},
		{"passwordpassword", false},
		{"Password1234", false},
		{"P@ssw0rd1234", false},
		{"Welcome2026!", false},
		{"Winter-2026-Winter", false},
		{"rosalind.f@example.org", false},
		{"I am Rosalind.F really", false},
		{"correct horse battery", true},
		{"kuvaisharp42", true},
		{"winter is coming soon", true},
		{"näin on näreet", true},
		{"83905721648201", true},
	} {
		err := s.SetPassword(t.Context(), access.Program(), bob.Account, "", c.password, "")
		if f := fault.FieldsOf(err); (err == nil) != c.good || !c.good && (len(f) != 1 || f[0].Path != "new") {
			t.Errorf("%q: %v", c.password, err)
		}
	}
}

// A password is the same however a keyboard composes its letters.
func TestPasswordsInOtherCompositions(t *testing.T) {
	s := open(t)
	bob := s.account(t, "bob@example.org", "employee")
	composed, apart := "caf\u00e9 au lait noir", "cafe\u0301 au lait noir"
	if err := s.SetPassword(t.Context(), access.Program(), bob.Account, "", composed, ""); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SignIn(t.Context(), "bob@example.org", apart, "", ""); err != nil {
		t.Error(err)
	}
}

// Of any password that may be set, that one signs in and no other does.
func TestPasswordProperty(t *testing.T) {
	s := open(t)
	bob := s.account(t, "bob@example.org", "employee")
	rapid.Check(t, func(r *rapid.T) {
		right := rapid.StringN(1, 40, 600).Draw(r, "password")
		if err := s.SetPassword(t.Context(), access.Program(), bob.Account, "", right, ""); err != nil {
			return
		}
		wrong := []rune(right)
		i := rapid.IntRange(0, len(wrong)-1).Draw(r, "place")
		wrong[i]++
		s.clock.pass(time.Minute)
		if _, err := s.SignIn(t.Context(), "bob@example.org", string(wrong), "", "10.0.0.1"); err == nil && string(wrong) != right {
			r.Errorf("%q signs in for %q", string(wrong), right)
		}
		if _, err := s.SignIn(t.Context(), "bob@example.org", right, "", "10.0.0.1"); err != nil {
			r.Errorf("%q: %v", right, err)
		}
	})
}

// A password that was stored at another cost still signs in, and is stored at
// today's from then on.
func TestCostsMayChange(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	costly := s.doorAt(door.Cost{Memory: 128, Time: 2, Lanes: 1})
	for range 2 {
		if _, err := costly.SignIn(t.Context(), "ada@example.org", password, "", "127.0.0.1"); err != nil {
			t.Fatal(err)
		}
	}
	stored, err := s.desk.Store().Password(t.Context(), ada.Account)
	if err != nil || !strings.HasPrefix(stored, "$argon2id$v=19$m=128,t=2,p=1$") {
		t.Errorf("stored as %.30s (%v)", stored, err)
	}
	s.signIn(t)
}
