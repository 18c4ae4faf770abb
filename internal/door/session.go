package door

import (
	"context"
	"strings"
	"time"
	"unicode"

	"fairlead/internal/access"
	"fairlead/internal/catalog"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// How long a session lives: without use, and at all.
const (
	IdleTime    = 12 * time.Hour
	SessionTime = 30 * 24 * time.Hour
)

// Session is one place where somebody is signed in.
type Session = store.Session

func (d *Door) openSession(ctx context.Context, a *catalog.Account, password, device, address string) (string, error) {
	now, key := d.now(), secret()
	session := &store.Session{
		ID: record.NewID(now), Hash: fingerprint(key), Account: a.ID, Created: record.At(now), Seen: record.At(now),
		Expires: record.At(now.Add(SessionTime)), Device: printable(device), Address: printable(address),
	}
	added, err := d.store.AddSession(ctx, session, password)
	if err == nil && !added {
		err = errSignIn() // the password was changed in this moment
	}
	if err != nil {
		return "", err
	}
	d.noteSeen(ctx, a.ID)
	return key, nil
}

// maxDescribed is how much of a device or an address is kept, in characters.
const maxDescribed = 200

// printable makes what a stranger sent fit for lists and for both databases.
func printable(text string) string {
	var b strings.Builder
	n := 0
	for _, r := range text {
		if n++; n > maxDescribed {
			break
		}
		if r == unicode.ReplacementChar || !unicode.IsPrint(r) {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func errSession() error { return fault.New(fault.Unauthenticated, "Sign in first.") }

// Identify tells whose session a secret opens. The fault is Unauthenticated when
// it has ended, or when the account may not come in any more.
//
// What ends a session or changes an account by this process counts at once; what
// other servers do to sessions counts within a few seconds.
func (d *Door) Identify(ctx context.Context, key string) (access.Principal, error) {
	hash := fingerprint(key)
	k, err := d.sessions.find(hash, d.now(), func() (*lease, error) {
		s, err := d.store.Session(ctx, hash)
		if err != nil || s == nil {
			return nil, err
		}
		return &lease{id: s.ID, account: s.Account, seen: s.Seen.Time(), expires: s.Expires.Time()}, nil
	})
	if err != nil {
		return access.Principal{}, err
	}
	now := d.now()
	if k == nil || !now.Before(k.expires) || now.Sub(k.seen) >= IdleTime {
		return access.Principal{}, errSession()
	}
	d.noteUse(ctx, &d.sessions, hash, k, d.store.SessionSeen)
	return d.Principal(k.account)
}

// seenEvery bounds how often the use of a session or a token is written down,
// and seenPatience how long a request waits for that.
const (
	seenEvery    = time.Minute
	seenPatience = time.Second
	day          = 24 * time.Hour
)

// noteUse writes down that a session or a token was used. A busy database does
// not keep anybody out: a later request does it.
func (d *Door) noteUse(ctx context.Context, ring *keyring, hash [32]byte, l *lease, write func(context.Context, record.ID, record.Instant) error) {
	now := d.now()
	if !ring.use(hash, now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, seenPatience)
	defer cancel()
	if err := write(ctx, l.id, record.At(now)); err != nil {
		d.log.Warn("the use of a session could not be noted", "error", err)
	}
	d.noteSeen(ctx, l.account)
}

// SignOut ends the session of a secret.
func (d *Door) SignOut(ctx context.Context, key string) error {
	hash := fingerprint(key)
	err := d.store.RemoveSessionByHash(ctx, hash)
	d.sessions.drop(func(h [32]byte, _ *lease) bool { return h == hash })
	return err
}

// Sessions lists where an account is signed in, the newest first. It is for the
// account's owner and for administrators: the caller makes sure of that, here
// and with the others that take an account.
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
	err := d.store.RemoveSession(ctx, account, session)
	d.sessions.dropAccount(account)
	return err
}

// RevokeAll ends all sessions of an account.
func (d *Door) RevokeAll(ctx context.Context, account record.ID) error {
	err := d.store.RemoveSessions(ctx, account)
	d.sessions.dropAccount(account)
	return err
}

// Forget removes sessions and tokens that have expired; it is run now and then.
func (d *Door) Forget(ctx context.Context) error {
	return d.store.RemoveExpired(ctx, d.now(), IdleTime)
}
