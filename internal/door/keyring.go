package door

import (
	"sync"
	"time"

	"fairlead/internal/record"
)

// lease is what is known of a session or a token.
type lease struct {
	id, account record.ID
	scopes      string // of a token
	seen        time.Time
	expires     time.Time
}

// Sessions and tokens are remembered for a short while, so that the requests of
// one page read the database once.
const (
	rememberFor = 5 * time.Second
	rememberMax = 10_000
)

// keyring remembers sessions or tokens by the hash of their secret. The zero
// value is ready; it is safe for concurrent use.
type keyring struct {
	mu    sync.Mutex
	known map[[32]byte]remembered
	drops int // guards against remembering what was dropped while it was being read
}

type remembered struct {
	lease *lease // never changed once it is here
	until time.Time
}

// find gives what is known of a key, reading it when it is not remembered; nil
// when there is no such key.
func (r *keyring) find(hash [32]byte, now time.Time, read func() (*lease, error)) (*lease, error) {
	r.mu.Lock()
	k, ok := r.known[hash]
	drops := r.drops
	r.mu.Unlock()
	if ok && now.Before(k.until) {
		return k.lease, nil
	}
	l, err := read()
	if err != nil || l == nil {
		return nil, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.drops == drops {
		if r.known == nil || len(r.known) >= rememberMax {
			r.known = map[[32]byte]remembered{}
		}
		r.known[hash] = remembered{l, now.Add(rememberFor)}
	}
	return l, nil
}

// use reports whether the use of a remembered key is to be written down: of
// several requests at once, one gets true.
func (r *keyring) use(hash [32]byte, now time.Time) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	k, ok := r.known[hash]
	if !ok || now.Sub(k.lease.seen) < seenEvery {
		return false
	}
	l := *k.lease
	l.seen = now
	r.known[hash] = remembered{&l, k.until}
	return true
}

// drop forgets keys. It is called after they were removed from the database.
func (r *keyring) drop(which func([32]byte, *lease) bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.drops++
	for hash, k := range r.known {
		if which(hash, k.lease) {
			delete(r.known, hash)
		}
	}
}

func (r *keyring) dropAccount(account record.ID) {
	r.drop(func(_ [32]byte, l *lease) bool { return l.account == account })
}
