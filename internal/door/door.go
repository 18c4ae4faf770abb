// Package door is who comes in: signing in with a password, sessions, tokens for
// programs, and the first account of an empty database.
//
// Secrets never leave it: of sessions and tokens only the SHA-256 is kept, of
// passwords an Argon2id hash. None of them is in a log, an error or the journal.
package door

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/desk"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// How long a session lives: without use, and at all.
const (
	IdleTime    = 12 * time.Hour
	SessionTime = 30 * 24 * time.Hour
)

// seenEvery bounds how often the use of a session is written down.
const seenEvery = time.Minute

// Settings are the costs of the door; the zero value is right for production.
type Settings struct {
	Cost Cost // of hashing passwords
}

// Door lets people and programs in.
type Door struct {
	desk   *desk.Desk
	store  *store.Store
	now    func() time.Time
	cost   Cost
	hashes chan struct{} // bounds how many passwords are hashed at once
	decoy  string        // a hash that no password has, for logins that do not exist
	tries  *limiter
}

// New opens the door of a desk.
func New(d *desk.Desk, s *store.Store, clock func() time.Time, settings Settings) *Door {
	cost := settings.Cost.orDefault()
	return &Door{
		desk: d, store: s, now: clock, cost: cost,
		hashes: make(chan struct{}, maxHashes), decoy: hash(secret(), cost), tries: newLimiter(clock),
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
// fault is Unavailable for a while.
func (d *Door) SignIn(ctx context.Context, login, password, device, address string) (string, error) {
	login = normal(login)
	if wait := d.tries.blocked(login, address); wait > 0 {
		return "", fault.New(fault.Unavailable, "Too many attempts. Try again in %d seconds.", int(wait.Seconds())+1)
	}
	account := d.account(login)
	stored := d.decoy
	if account != nil {
		known, err := d.store.Password(ctx, account.ID)
		if err != nil {
			return "", err
		}
		if known != "" {
			stored = known
		}
	}
	right, err := d.matches(ctx, password, stored)
	if err != nil {
		return "", err
	}
	if !right || account == nil || !usable(account) {
		d.tries.failed(login, address)
		return "", errSignIn()
	}
	d.tries.succeeded(login, address)
	return d.openSession(ctx, account, stored, device, address)
}

func (d *Door) openSession(ctx context.Context, a *catalog.Account, password, device, address string) (string, error) {
	now, key := d.now(), secret()
	session := &store.Session{
		ID: record.NewID(now), Hash: fingerprint(key), Account: a.ID, Created: record.At(now), Seen: record.At(now),
		Expires: record.At(now.Add(SessionTime)), Device: device, Address: address,
	}
	added, err := d.store.AddSession(ctx, session, password)
	if err == nil && !added {
		err = errSignIn() // the password was changed in this moment
	}
	return key, err
}

// SignOut ends the session of a secret.
func (d *Door) SignOut(ctx context.Context, key string) error {
	return d.store.RemoveSessionByHash(ctx, fingerprint(key))
}

// Identify tells whose session a secret opens. The fault is Unauthenticated when
// it has ended, or when the account may not come in any more.
func (d *Door) Identify(ctx context.Context, key string) (access.Principal, error) {
	session, err := d.store.Session(ctx, fingerprint(key))
	if err != nil {
		return access.Principal{}, err
	}
	now := d.now()
	if session == nil || !now.Before(session.Expires.Time()) || now.Sub(session.Seen.Time()) >= IdleTime {
		return access.Principal{}, fault.New(fault.Unauthenticated, "Sign in first.")
	}
	if now.Sub(session.Seen.Time()) >= seenEvery {
		if err := d.store.SessionSeen(ctx, session.ID, record.At(now)); err != nil {
			return access.Principal{}, err
		}
	}
	return d.Principal(session.Account)
}

// Principal is who an account stands for, with its roles as they are now.
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

// records is the view of the program itself.
func (d *Door) records() (*record.Snapshot, error) { return d.desk.For(access.Program()).Snapshot() }

// account finds an account by its login; nil when there is none.
func (d *Door) account(login string) *catalog.Account {
	s, err := d.records()
	if err != nil {
		return nil
	}
	for a := range record.Each[catalog.Account](s) {
		if a.Login == login {
			return a
		}
	}
	return nil
}

func usable(a *catalog.Account) bool { return !a.Archived && a.State == "active" }

// Session is one place where somebody is signed in.
type Session = store.Session

// Sessions lists where an account is signed in, the newest first.
func (d *Door) Sessions(ctx context.Context, account record.ID) ([]*Session, error) {
	all, err := d.store.Sessions(ctx, account)
	var open []*Session
	for _, s := range all {
		if now := d.now(); now.Before(s.Expires.Time()) && now.Sub(s.Seen.Time()) < IdleTime {
			open = append(open, s)
		}
	}
	return open, err
}

// Revoke ends one session of an account.
func (d *Door) Revoke(ctx context.Context, account, session record.ID) error {
	return d.store.RemoveSession(ctx, account, session)
}

// Forget removes what has expired; it is run now and then.
func (d *Door) Forget(ctx context.Context) error {
	return d.store.RemoveExpired(ctx, d.now(), IdleTime)
}
