package door_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/door"
	"fairlead/internal/fault"
	"fairlead/internal/record"
)

func (s site) token(t *testing.T, who access.Principal, scope string, days int) string {
	t.Helper()
	plain, err := s.NewToken(t.Context(), who, scope, scope, days)
	if err != nil || !strings.HasPrefix(plain, "flt_") {
		t.Fatalf("%.8s…, %v", plain, err)
	}
	return plain
}

func TestTokenScopes(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	reader, writer := s.token(t, ada, door.ScopeRead, 30), s.token(t, ada, door.ScopeWrite, 60)
	for _, c := range []struct {
		token, method string
		want          fault.Kind
		good          bool
	}{
		{reader, http.MethodGet, 0, true},
		{reader, http.MethodHead, 0, true},
		{reader, http.MethodPost, fault.Forbidden, false},
		{reader, http.MethodPatch, fault.Forbidden, false},
		{reader, http.MethodPut, fault.Forbidden, false},
		{reader, http.MethodDelete, fault.Forbidden, false},
		{reader, "", fault.Forbidden, false},
		{writer, http.MethodGet, 0, true},
		{writer, http.MethodPatch, 0, true},
		{"flt_nonsense", http.MethodGet, fault.Unauthenticated, false},
		{strings.TrimPrefix(reader, "flt_"), http.MethodGet, fault.Unauthenticated, false},
		{"", http.MethodGet, fault.Unauthenticated, false},
		{s.signIn(t), http.MethodGet, fault.Unauthenticated, false}, // a session is no token
	} {
		got, err := s.IdentifyToken(t.Context(), c.token, c.method)
		if c.good && (err != nil || got.Account != ada.Account) {
			t.Errorf("%s with %.8s…: %+v, %v", c.method, c.token, got, err)
		}
		if !c.good {
			refused(t, c.method, err, c.want)
		}
	}
	_, err := s.Identify(t.Context(), reader)
	refused(t, "a token as a session", err, fault.Unauthenticated)
}

func TestTokensEnd(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	reader, writer := s.token(t, ada, door.ScopeRead, 30), s.token(t, ada, door.ScopeWrite, 60)
	s.clock.pass(30*24*time.Hour - time.Second)
	if _, err := s.IdentifyToken(t.Context(), reader, http.MethodGet); err != nil {
		t.Errorf("in its last second: %v", err)
	}
	s.clock.pass(time.Second)
	_, err := s.IdentifyToken(t.Context(), reader, http.MethodGet)
	refused(t, "an expired token", err, fault.Unauthenticated)
	list, err := s.Tokens(t.Context(), ada.Account)
	if err != nil || len(list) != 1 || list[0].Name != door.ScopeWrite {
		t.Fatalf("still valid are %+v, %v", list, err)
	}
	if _, err := s.IdentifyToken(t.Context(), writer, http.MethodGet); err != nil { // remembered now
		t.Fatal(err)
	}
	other := s.account(t, "other@example.org", "employee")
	if err := s.RevokeToken(t.Context(), other.Account, list[0].ID); err != nil {
		t.Fatal(err)
	}
	if _, err := s.IdentifyToken(t.Context(), writer, http.MethodGet); err != nil {
		t.Errorf("another account revoked it: %v", err)
	}
	if err := s.RevokeToken(t.Context(), ada.Account, list[0].ID); err != nil {
		t.Fatal(err)
	}
	_, err = s.IdentifyToken(t.Context(), writer, http.MethodGet)
	refused(t, "a revoked token", err, fault.Unauthenticated)
}

// A token may what its account may at the moment, and nothing without it.
func TestTokenFollowsItsAccount(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	token := s.token(t, ada, door.ScopeWrite, 30)
	s.with(t, ada.Account, func(a *catalog.Account) { a.Roles = record.Tags{"employee"} })
	who, err := s.IdentifyToken(t.Context(), token, http.MethodPost)
	if err != nil || who.Has(record.Administrator) {
		t.Errorf("%+v, %v", who, err)
	}
	s.with(t, ada.Account, disable)
	_, err = s.IdentifyToken(t.Context(), token, http.MethodGet)
	refused(t, "the token of a disabled account", err, fault.Unauthenticated)
	_, err = s.NewToken(t.Context(), ada, "x", door.ScopeRead, 1)
	refused(t, "a new token for it", err, fault.Unauthenticated)
}

func TestTokensThatAreRefused(t *testing.T) {
	s := open(t)
	ada := s.ada(t)
	for _, c := range []struct {
		name, scope string
		days        int
		field       string
	}{
		{" ", "read", 1, "name"},
		{"x", "everything", 1, "scope"},
		{"x", "", 1, "scope"},
		{"x", "read", 0, "days"},
		{"x", "read", -1, "days"},
		{"x", "read", 731, "days"},
	} {
		plain, err := s.NewToken(t.Context(), ada, c.name, c.scope, c.days)
		if f := fault.FieldsOf(err); plain != "" || len(f) != 1 || f[0].Path != c.field {
			t.Errorf("%+v gives %v", c, err)
		}
	}
	_, err := s.NewToken(t.Context(), access.Program(), "x", "read", 1)
	refused(t, "a token for the program itself", err, fault.Unauthenticated)
}
