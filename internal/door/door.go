// Package door is who comes in: signing in with a password, sessions, tokens for
// programs, and the first account of an empty database.
//
// Secrets never leave it: of sessions and tokens only the SHA-256 is kept, of
// passwords an Argon2id hash. None of them is in a log, an error or the journal.
//
// What an account may do is never kept with a session: roles, and whether the
// account may come in at all, are read from the desk's records at each request.
package door

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"log/slog"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Settings of the door; the zero value is right for production.
type Settings struct {
	Cost Cost         // of hashing passwords
	Log  *slog.Logger // who set whose password and the like; nil: slog.Default()
}

// Door lets people and programs in. It is safe for concurrent use.
type Door struct {
	desk     *desk.Desk
	store    *store.Store
	now      func() time.Time
	log      *slog.Logger
	hasher   *hasher
	tries    *limiter
	sessions keyring
	tokens   keyring
}

// New opens the door of a desk.
func New(d *desk.Desk, s *store.Store, clock func() time.Time, settings Settings) *Door {
	log := settings.Log
	if log == nil {
		log = slog.Default()
	}
	return &Door{
		desk: d, store: s, now: clock, log: log,
		hasher: newHasher(settings.Cost.orDefault()), tries: newLimiter(clock),
	}
}

// secret makes 256 random bits as text.
func secret() string {
	b := make([]byte, 32)
	if _, err := rand.Read(b); err != nil {
		panic(err) // crypto/rand does not fail on supported systems
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func fingerprint(secret string) [32]byte { return sha256.Sum256([]byte(secret)) }

// errSignIn is the same for an unknown login, a wrong password and a disabled account.
func errSignIn() error {
	return fault.New(fault.Unauthenticated, "The login or the password is wrong, or the account is disabled.")
}

// SignIn opens a session and gives its secret. Whether a login exists cannot be
// told from the answer, nor from how long it takes. After several failures the
// fault is Unavailable for a while; see limiter.
func (d *Door) SignIn(ctx context.Context, login, password, device, address string) (string, error) {
	login = normal(login)
	attempt, wait := d.tries.take(login, address)
	if wait > 0 {
		return "", errTooMany(wait)
	}
	account, known, err := d.account(login)
	if err != nil {
		return "", err
	}
	stored, err := d.store.Password(ctx, account.ID)
	if err != nil {
		return "", err
	}
	right, err := d.hasher.matches(ctx, password, stored)
	if err != nil {
		return "", err
	}
	if !right || !known || !usable(account) {
		return "", errSignIn()
	}
	attempt.succeeded()
	if stored, err = d.rehash(ctx, account.ID, password, stored); err != nil {
		return "", err
	}
	return d.openSession(ctx, account, stored, device, address)
}

func errTooMany(wait time.Duration) error {
	return fault.New(fault.Unavailable, "Too many attempts. Try again in %d seconds.", int(wait.Seconds())+1)
}

// account finds an account by its login. Without one, it is an account that
// nobody has, so that what follows takes as long as for others.
func (d *Door) account(login string) (_ *catalog.Account, known bool, err error) {
	s, err := d.records()
	if err != nil {
		return nil, false, err
	}
	logins := record.Answer(s, "door.logins", struct{}{}, byLogin)
	if a := logins[login]; a != nil {
		return a, true, nil
	}
	nobody := &catalog.Account{}
	nobody.ID = record.ID{15: 1}
	return nobody, false, nil
}

func byLogin(s *record.Snapshot, _ struct{}) map[string]*catalog.Account {
	logins := map[string]*catalog.Account{}
	for a := range record.Each[catalog.Account](s) {
		logins[a.Login] = a
	}
	return logins
}

func usable(a *catalog.Account) bool { return !a.Archived && a.State == "active" }

// records is the view of the program itself.
func (d *Door) records() (*record.Snapshot, error) { return d.desk.For(access.Program()).Snapshot() }

// Principal is who an account stands for, with its roles as they are now. The
// fault is Unauthenticated when the account may not come in, or not any more.
func (d *Door) Principal(account record.ID) (access.Principal, error) {
	s, err := d.records()
	if err != nil {
		return access.Principal{}, err
	}
	a := record.Get(s, record.To[catalog.Account](account))
	if a == nil || !usable(a) {
		return access.Principal{}, fault.New(fault.Unauthenticated, "This account is disabled.")
	}
	p := access.Principal{Account: a.ID, Person: a.Person.ID, Name: a.Login, Roles: a.RoleList()}
	if person := record.Get(s, a.Person); person != nil {
		p.Name = person.Name
	}
	return p, nil
}
