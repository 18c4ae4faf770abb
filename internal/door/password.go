package door

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"

	"fairlead/internal/access"
	"fairlead/internal/fault"
	"fairlead/internal/record"
	"fairlead/internal/store"
)

// Cost is what hashing one password takes.
type Cost struct {
	Memory uint32 // kibibytes
	Time   uint32 // passes
	Lanes  uint8
}

// orDefault is 46 MiB, one pass, one lane, the first choice of the OWASP
// Password Storage Cheat Sheet for Argon2id (RFC 9106).
func (c Cost) orDefault() Cost {
	if c == (Cost{}) {
		return Cost{Memory: 46 * 1024, Time: 1, Lanes: 1}
	}
	return c
}

const (
	maxHashes   = 4 // at once: each holds Cost.Memory
	saltLength  = 16
	hashLength  = 32
	minPassword = 12
	maxPassword = 512 // bytes; longer ones would only cost time
)

// hash makes the stored form of a password, in the usual notation, which says
// how it was made: $argon2id$v=19$m=47104,t=1,p=1$salt$hash.
func hash(password string, c Cost) string {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		panic(err) // crypto/rand does not fail on supported systems
	}
	key := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Lanes, hashLength)
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, c.Memory, c.Time, c.Lanes, enc.EncodeToString(salt), enc.EncodeToString(key))
}

// verify reports whether a password has a stored hash.
func verify(password, stored string) (bool, error) {
	parts := strings.Split(stored, "$")
	if len(parts) != 6 || parts[1] != "argon2id" {
		return false, fmt.Errorf("a stored password is not of the form $argon2id$…")
	}
	var c Cost
	var version int
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &c.Memory, &c.Time, &c.Lanes); err != nil || version != argon2.Version {
		return false, fmt.Errorf("a stored password has parameters that are not known")
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(parts[4])
	want, errWant := base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errWant != nil || len(want) == 0 {
		return false, fmt.Errorf("a stored password is damaged")
	}
	got := argon2.IDKey([]byte(password), salt, c.Time, c.Memory, c.Lanes, uint32(len(want)))
	return subtle.ConstantTimeCompare(got, want) == 1, nil
}

// matches is verify, taking turns: many at once would use up the memory.
func (d *Door) matches(ctx context.Context, password, stored string) (bool, error) {
	if len(password) > maxPassword {
		password = "" // no password is that long, and none is empty
	}
	select {
	case d.hashes <- struct{}{}:
	case <-ctx.Done():
		return false, ctx.Err()
	}
	defer func() { <-d.hashes }()
	return verify(password, stored)
}

// common are passwords that are tried first, in small letters; see the lists of
// the most used passwords that NIST SP 800-63B, section 5.1.1.2, asks to refuse.
// Only those long enough to pass otherwise need to stand here.
func common() []string {
	return []string{
		"123456789012", "1234567890123", "password1234", "passwordpassword", "qwertyuiop12", "qwertyuiopas",
		"administrator", "changemechangeme", "iloveyou1234", "welcome12345", "letmeinletmein", "1q2w3e4r5t6y",
	}
}

// checkPassword says what is wrong with a new password.
func checkPassword(login, password string) string {
	switch lower := strings.ToLower(password); {
	case utf8.RuneCountInString(password) < minPassword:
		return fmt.Sprintf("Use at least %d characters; a few words do.", minPassword)
	case len(password) > maxPassword:
		return fmt.Sprintf("Use at most %d characters.", maxPassword)
	case login != "" && strings.Contains(lower, login):
		return "Do not use the login in the password."
	case slices.Contains(common(), lower) || strings.Count(lower, lower[:1]) == len(lower):
		return "This password is among the first that are tried; choose another."
	}
	return ""
}

// normal is a login as accounts keep it.
func normal(login string) string { return strings.ToLower(strings.TrimSpace(login)) }

// SetPassword changes a password: one's own with the old one, another's as an
// administrator. All other sessions of the account end; keep is the secret of
// the one that goes on, or empty.
func (d *Door) SetPassword(ctx context.Context, who access.Principal, account record.ID, old, password, keep string) error {
	own := who.Account == account && !who.Program
	if !own && !who.HasAny(record.Administrator) {
		return fault.New(fault.Forbidden, "Only administrators set the passwords of others.")
	}
	target, err := d.Principal(account)
	if err != nil {
		return err
	}
	if own {
		stored, err := d.store.Password(ctx, account)
		if err != nil {
			return err
		}
		right, err := d.matches(ctx, old, orDecoy(stored, d.decoy))
		if err != nil {
			return err
		}
		if !right {
			return fieldError("old", "This is not your current password.")
		}
	}
	if problem := checkPassword(normal(target.Name), password); problem != "" {
		return fieldError("new", problem)
	}
	return d.put(ctx, account, password, keep)
}

func orDecoy(stored, decoy string) string {
	if stored == "" {
		return decoy
	}
	return stored
}

func fieldError(field, problem string) error {
	var list fault.List
	list.Add(field, "%s", problem)
	return list.Err()
}

func (d *Door) put(ctx context.Context, account record.ID, password, keep string) error {
	hashed := hash(password, d.cost)
	var kept [32]byte
	if keep != "" {
		kept = fingerprint(keep)
	}
	return d.store.Write(ctx, func(w *store.Writer) error {
		return w.SetPassword(ctx, account, hashed, record.At(d.now()), kept)
	})
}
