package store

import (
	"context"
	"time"

	"fairlead/internal/record"
)

// Session is somebody signed in on one device.
type Session struct {
	ID      record.ID // names it in lists; it opens nothing
	Hash    [32]byte  // SHA-256 of the secret that the device holds
	Account record.ID
	Created record.Instant
	Seen    record.Instant // about the last use
	Expires record.Instant // whatever the use
	Device  string
	Address string
}

var sessionFields = []systemField[Session]{
	idField("id", func(s *Session) *record.ID { return &s.ID }),
	hashField("hash", func(s *Session) *[32]byte { return &s.Hash }),
	idField("account", func(s *Session) *record.ID { return &s.Account }),
	instantField("created", func(s *Session) *record.Instant { return &s.Created }),
	instantField("seen", func(s *Session) *record.Instant { return &s.Seen }),
	instantField("expires", func(s *Session) *record.Instant { return &s.Expires }),
	textField("device", func(s *Session) *string { return &s.Device }),
	textField("address", func(s *Session) *string { return &s.Address }),
}

// Token is what a program signs in with for an account.
type Token struct {
	ID        record.ID // names it in lists; it opens nothing
	Hash      [32]byte  // SHA-256 of the token
	Account   record.ID
	Name      string // by which its owner knows it
	Scopes    string // separated by spaces
	Created   record.Instant
	CreatedBy record.ID
	Seen      record.Instant // about the last use; unknown: never
	Expires   record.Instant
}

var tokenFields = []systemField[Token]{
	idField("id", func(t *Token) *record.ID { return &t.ID }),
	hashField("hash", func(t *Token) *[32]byte { return &t.Hash }),
	idField("account", func(t *Token) *record.ID { return &t.Account }),
	textField("name", func(t *Token) *string { return &t.Name }),
	textField("scopes", func(t *Token) *string { return &t.Scopes }),
	instantField("created", func(t *Token) *record.Instant { return &t.Created }),
	idField("created_by", func(t *Token) *record.ID { return &t.CreatedBy }),
	instantField("seen", func(t *Token) *record.Instant { return &t.Seen }),
	instantField("expires", func(t *Token) *record.Instant { return &t.Expires }),
}

// Password reads the hash of an account's password; empty when it has none.
func (s *Store) Password(ctx context.Context, account record.ID) (hash string, err error) {
	err = s.View(ctx, func(r *Reader) error {
		hash, err = r.password(ctx, account)
		return err
	})
	return hash, err
}

func (r *Reader) password(ctx context.Context, account record.ID) (hash string, err error) {
	q := r.s.statement().add(`SELECT "password" FROM "credential" WHERE "account" = `).arg(record.ClassID, account.String())
	_, err = r.one(ctx, q, &hash)
	return hash, err
}

// SetPassword stores the hash of an account's password and ends all sessions of
// the account but one (the zero hash: all).
func (w *Writer) SetPassword(ctx context.Context, account record.ID, hash string, at record.Instant, keep [32]byte) error {
	q := w.s.statement().add(`INSERT INTO "credential" ("account", "password", "changed") VALUES (`).arg(record.ClassID, account.String())
	q.add(", ").arg(record.ClassText, hash).add(", ").arg(record.ClassInstant, at.Text())
	q.add(`) ON CONFLICT ("account") DO UPDATE SET "password" = excluded."password", "changed" = excluded."changed"`)
	if _, err := w.exec(ctx, q); err != nil {
		return err
	}
	q = w.s.statement().add(`DELETE FROM "session" WHERE "account" = `).arg(record.ClassID, account.String())
	_, err := w.exec(ctx, q.add(` AND "hash" <> `).arg(classBytes, keep[:]))
	return err
}

// RenewPassword stores another hash of the same password.
func (s *Store) RenewPassword(ctx context.Context, account record.ID, from, to string) error {
	return s.transact(ctx, func(w *Writer) error {
		q := s.statement().add(`UPDATE "credential" SET "password" = `).arg(record.ClassText, to)
		q.add(` WHERE "account" = `).arg(record.ClassID, account.String()).add(` AND "password" = `).arg(record.ClassText, from)
		_, err := w.exec(ctx, q)
		return err
	})
}

// AddSession stores a session that somebody opened with the password of a hash.
// It does nothing and gives false when the account's password is another by now.
func (s *Store) AddSession(ctx context.Context, se *Session, password string) (added bool, err error) {
	err = s.Write(ctx, func(w *Writer) error { // takes turns with those who set passwords
		added = false
		now, err := w.password(ctx, se.Account)
		if err != nil || now != password {
			return err
		}
		_, err = w.exec(ctx, insertInto(s, "session", sessionFields, se))
		added = err == nil
		return err
	})
	return added, err
}

// Session finds a session by the hash of its secret; nil when there is none.
func (s *Store) Session(ctx context.Context, hash [32]byte) (*Session, error) {
	q := selectFields(s, "session", sessionFields).add(` WHERE "hash" = `).arg(classBytes, hash[:])
	return readOne(ctx, s, sessionFields, q)
}

// Sessions lists the sessions of an account, expired ones included, the newest first.
func (s *Store) Sessions(ctx context.Context, account record.ID) (found []*Session, err error) {
	q := selectFields(s, "session", sessionFields).add(` WHERE "account" = `).arg(record.ClassID, account.String()).add(` ORDER BY "id" DESC`)
	err = s.View(ctx, func(r *Reader) error {
		found, err = readAll(ctx, r, sessionFields, q)
		return err
	})
	return found, err
}

// SessionSeen notes the use of a session.
func (s *Store) SessionSeen(ctx context.Context, id record.ID, at record.Instant) error {
	return s.seen(ctx, "session", id, at)
}

// TokenSeen notes the use of a token.
func (s *Store) TokenSeen(ctx context.Context, id record.ID, at record.Instant) error {
	return s.seen(ctx, "token", id, at)
}

func (s *Store) seen(ctx context.Context, table string, id record.ID, at record.Instant) error {
	q := s.statement().add("UPDATE ", quote(table), ` SET "seen" = `).arg(record.ClassInstant, at.Text())
	return s.alter(ctx, q.add(` WHERE "id" = `).arg(record.ClassID, id.String()))
}

// alter runs one statement in a transaction of its own.
func (s *Store) alter(ctx context.Context, q *statement) error {
	return s.transact(ctx, func(w *Writer) error {
		_, err := w.exec(ctx, q)
		return err
	})
}

// RemoveSession ends the session of an account that has an ID, if there is one.
func (s *Store) RemoveSession(ctx context.Context, account, id record.ID) error {
	return s.removeOwn(ctx, "session", account, id)
}

// RemoveSessionByHash ends the session with a secret, if there is one.
func (s *Store) RemoveSessionByHash(ctx context.Context, hash [32]byte) error {
	return s.alter(ctx, s.statement().add(`DELETE FROM "session" WHERE "hash" = `).arg(classBytes, hash[:]))
}

// RemoveSessions ends all sessions of an account.
func (s *Store) RemoveSessions(ctx context.Context, account record.ID) error {
	return s.alter(ctx, s.statement().add(`DELETE FROM "session" WHERE "account" = `).arg(record.ClassID, account.String()))
}

// AddToken stores a token.
func (s *Store) AddToken(ctx context.Context, t *Token) error {
	return s.alter(ctx, insertInto(s, "token", tokenFields, t))
}

// Token finds a token by its hash; nil when there is none.
func (s *Store) Token(ctx context.Context, hash [32]byte) (*Token, error) {
	q := selectFields(s, "token", tokenFields).add(` WHERE "hash" = `).arg(classBytes, hash[:])
	return readOne(ctx, s, tokenFields, q)
}

// Tokens lists the tokens of an account, expired ones included, the newest first.
func (s *Store) Tokens(ctx context.Context, account record.ID) (found []*Token, err error) {
	q := selectFields(s, "token", tokenFields).add(` WHERE "account" = `).arg(record.ClassID, account.String()).add(` ORDER BY "id" DESC`)
	err = s.View(ctx, func(r *Reader) error {
		found, err = readAll(ctx, r, tokenFields, q)
		return err
	})
	return found, err
}

// RemoveToken ends the token of an account that has an ID, if there is one.
func (s *Store) RemoveToken(ctx context.Context, account, id record.ID) error {
	return s.removeOwn(ctx, "token", account, id)
}

func (s *Store) removeOwn(ctx context.Context, table string, account, id record.ID) error {
	q := s.statement().add("DELETE FROM ", quote(table), ` WHERE "id" = `).arg(record.ClassID, id.String())
	return s.alter(ctx, q.add(` AND "account" = `).arg(record.ClassID, account.String()))
}

// RemoveExpired forgets sessions that have expired or were last seen longer ago
// than idle, and tokens that expired.
func (s *Store) RemoveExpired(ctx context.Context, now time.Time, idle time.Duration) error {
	return s.transact(ctx, func(w *Writer) error {
		q := s.statement().add(`DELETE FROM "session" WHERE "expires" <= `).arg(record.ClassInstant, record.At(now).Text())
		if _, err := w.exec(ctx, q.add(` OR "seen" <= `).arg(record.ClassInstant, record.At(now.Add(-idle)).Text())); err != nil {
			return err
		}
		_, err := w.exec(ctx, s.statement().add(`DELETE FROM "token" WHERE "expires" <= `).arg(record.ClassInstant, record.At(now).Text()))
		return err
	})
}
