package door

import (
	"container/list"
	"net/netip"
	"sync"
	"time"
)

// limiter slows down those who guess passwords. Every attempt takes one try of
// the login and one of the address; tries come back with time, and after a
// sign-in. Attempts that run at the same time each take their own.
//
// So that strangers cannot lock somebody out by guessing, an address from which
// a login has signed in before has tries of its own for that login.
type limiter struct {
	now       func() time.Time
	mu        sync.Mutex
	logins    buckets
	addresses buckets
	trusted   buckets // of a login from an address that it has signed in from
}

func newLimiter(clock func() time.Time) *limiter {
	return &limiter{
		now:       clock,
		logins:    newBuckets(5, 30*time.Second),
		addresses: newBuckets(30, 5*time.Second), // an office may have one address
		trusted:   newBuckets(5, 30*time.Second),
	}
}

// attempt is tries taken by one attempt to sign in.
type attempt struct {
	limiter       *limiter
	login, origin string
}

// take takes the tries for an attempt, or tells how long to wait for them.
func (l *limiter) take(login, address string) (attempt, time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	a := attempt{limiter: l, login: bounded(login), origin: network(address)}
	now := l.now()
	own, key := l.bucketOf(a)
	if wait := max(own.wait(key, now), l.addresses.wait(a.origin, now)); wait > 0 {
		return a, wait
	}
	own.take(key, now)
	l.addresses.take(a.origin, now)
	return a, 0
}

// bucketOf gives where the tries of a login are counted, and under which key.
func (l *limiter) bucketOf(a attempt) (*buckets, string) {
	if l.trusted.has(a.pair()) {
		return &l.trusted, a.pair()
	}
	return &l.logins, a.login
}

func (a attempt) pair() string { return a.login + "\x00" + a.origin }

// succeeded gives the tries back and trusts the address with the login.
func (a attempt) succeeded() {
	l := a.limiter
	l.mu.Lock()
	defer l.mu.Unlock()
	l.addresses.giveBack(a.origin)
	own, key := l.bucketOf(a)
	own.remove(key)
	l.trusted.add(a.pair())
}

// longestKey bounds what a stranger can make the limiter keep, in bytes.
const longestKey = 200

func bounded(key string) string { return key[:min(len(key), longestKey)] }

// network is the part of an address that one party controls: of IPv6 the first
// 64 bits (RFC 6177, section 2: the least that a site is given).
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return bounded(address)
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		prefix, _ := ip.Prefix(64) // 64 bits are always in range
		return prefix.String()
	}
	return ip.String()
}

// buckets hold tries by key. When there are too many keys, the one unused for
// longest goes.
type buckets struct {
	most  int           // tries in a full bucket
	every time.Duration // in which one comes back
	by    map[string]*list.Element
	order *list.List // of *bucket, the last used first
}

type bucket struct {
	key  string
	full time.Time // when all tries are back
}

const maxBuckets = 10_000

func newBuckets(most int, every time.Duration) buckets {
	return buckets{most: most, every: every, by: map[string]*list.Element{}, order: list.New()}
}

func (b *buckets) has(key string) bool { return b.by[key] != nil }

// wait is how long it takes until there is a try; zero or less when there is one.
func (b *buckets) wait(key string, now time.Time) time.Duration {
	e := b.by[key]
	if e == nil || e.Value.(*bucket).full.Before(now) {
		return 0
	}
	return e.Value.(*bucket).full.Sub(now) - time.Duration(b.most-1)*b.every
}

func (b *buckets) take(key string, now time.Time) {
	k := b.add(key)
	if k.full.Before(now) {
		k.full = now
	}
	k.full = k.full.Add(b.every)
}

func (b *buckets) giveBack(key string) {
	if e := b.by[key]; e != nil {
		k := e.Value.(*bucket)
		k.full = k.full.Add(-b.every)
	}
}

// add gives the bucket of a key, a full one where there is none yet.
func (b *buckets) add(key string) *bucket {
	e := b.by[key]
	if e == nil {
		if b.order.Len() >= maxBuckets {
			b.remove(b.order.Back().Value.(*bucket).key)
		}
		e = b.order.PushFront(&bucket{key: key})
		b.by[key] = e
	}
	b.order.MoveToFront(e)
	return e.Value.(*bucket)
}

func (b *buckets) remove(key string) {
	if e := b.by[key]; e != nil {
		b.order.Remove(e)
		delete(b.by, key)
	}
}
