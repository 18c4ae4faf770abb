package door

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// Cost is what hashing one password takes.
type Cost struct {
	Memory uint32 // kibibytes
	Time   uint32 // passes
	Lanes  uint8
}

// orDefault is Argon2id (RFC 9106) with 19 MiB, two passes and one lane: of the
// settings that the OWASP Password Storage Cheat Sheet holds to be equally
// strong, one with little memory, as several may run at once.
func (c Cost) orDefault() Cost {
	if c == (Cost{}) {
		return Cost{Memory: 19 * 1024, Time: 2, Lanes: 1}
	}
	return c
}

const (
	maxHashes   = 4 // at once: each holds Cost.Memory
	saltLength  = 16
	hashLength  = 32
	maxPassword = 512 // bytes; longer ones would only cost time
)

// hasher makes and compares the stored form of passwords, a few at a time.
type hasher struct {
	cost  Cost
	turns chan struct{}
	decoy string // what no password has, to be compared with where there is none
}

func newHasher(c Cost) *hasher {
	h := &hasher{cost: c, turns: make(chan struct{}, maxHashes)}
	h.decoy = h.encode(secret())
	return h
}

// turn waits until a password may be hashed.
func (h *hasher) turn(ctx context.Context) (done func(), err error) {
	select {
	case h.turns <- struct{}{}:
		return func() { <-h.turns }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// hash makes the stored form of a password.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	done, err := h.turn(ctx)
	if err != nil {
		return "", err
	}
	defer done()
	return h.encode(password), nil
}

// encode hashes in the usual notation, which says how it was made:
// $argon2id$v=19$m=19456,t=2,p=1$salt$hash.
func (h *hasher) encode(password string) string {
	salt := make([]byte, saltLength)
	if _, err := rand.Read(salt); err != nil {
		panic(err) // crypto/rand does not fail on supported systems
	}
	enc := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.cost.Memory, h.cost.Time, h.cost.Lanes,
		enc.EncodeToString(salt), enc.EncodeToString(derive(password, salt, h.cost, hashLength)))
}

// derive takes a password as people mean it, however their keyboard composes
// accents.
func derive(password string, salt []byte, c Cost, length int) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, c.Time, c.Memory, c.Lanes, uint32(length))
}

// matches reports whether a password has a stored form. It takes as long when
// nothing is stored.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	missing := stored == ""
	if missing {
		stored = h.decoy
	}
	if len(password) > maxPassword {
		password = "" // no password is that long, and none is empty
	}
	s, err := parseStored(stored)
	if err != nil {
		return false, err
	}
	done, err := h.turn(ctx)
	if err != nil {
		return false, err
	}
	defer done()
	same := subtle.ConstantTimeCompare(derive(password, s.salt, s.cost, len(s.hash)), s.hash) == 1
	return same && !missing, nil
}

// outdated reports whether a stored form was made at another cost.
func (h *hasher) outdated(stored string) bool {
	s, err := parseStored(stored)
	return err != nil || s.cost != h.cost
}

// storedPassword is the stored form, taken apart.
type storedPassword struct {
	cost       Cost
	salt, hash []byte
}

// parseStored reads the stored form. The error says nothing of what it holds.
func parseStored(text string) (s storedPassword, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[0] != "" || parts[1] != "argon2id" {
		return s, fmt.Errorf("a stored password is not of the form $argon2id$…")
	}
	var version int
	if _, err := fmt.Sscanf(parts[2]+" "+parts[3], "v=%d m=%d,t=%d,p=%d", &version, &s.cost.Memory, &s.cost.Time, &s.cost.Lanes); err != nil || version != argon2.Version {
		return s, fmt.Errorf("a stored password has parameters that are not known")
	}
	var errSalt, errHash error
	s.salt, errSalt = base64.RawStdEncoding.DecodeString(parts[4])
	s.hash, errHash = base64.RawStdEncoding.DecodeString(parts[5])
	if errSalt != nil || errHash != nil || len(s.hash) == 0 || s.cost.Time == 0 || s.cost.Lanes == 0 {
		return s, fmt.Errorf("a stored password is damaged")
	}
	return s, nil
}
