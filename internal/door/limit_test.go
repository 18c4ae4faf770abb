package door_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"pgregory.net/rapid"

	"fairlead/internal/fault"
)

// Guessing is slowed down, for the login and for the address, and only for a while.
func TestSignInIsLimited(t *testing.T) {
	s := open(t)
	var err error
	for range 6 {
		_, err = s.SignIn(t.Context(), "ada@example.org", "guess after guess", "", "10.0.0.1")
	}
	refused(t, "the sixth guess", err, fault.Unavailable)
	_, err = s.SignIn(t.Context(), "ada@example.org", password, "", "10.0.0.9")
	refused(t, "the right password in between", err, fault.Unavailable)
	if got, want := err.Error(), "Too many attempts. Try again in 31 seconds."; got != want {
		t.Errorf("answered %q, want %q", got, want)
	}
	s.clock.pass(30 * time.Second)
	s.signIn(t)
}

func TestGuessingManyLoginsIsLimited(t *testing.T) {
	s := open(t)
	for i := range 30 {
		_, err := s.SignIn(t.Context(), fmt.Sprint("somebody", i), "guess after guess", "", "2001:db8::1")
		refused(t, "a guess", err, fault.Unauthenticated)
	}
	_, err := s.SignIn(t.Context(), "somebody else", "guess after guess", "", "2001:db8::2")
	refused(t, "a guess from the same network", err, fault.Unavailable)
	_, err = s.SignIn(t.Context(), "somebody else", "guess after guess", "", "2001:db8:0:1::2")
	refused(t, "a guess from another network", err, fault.Unauthenticated)
}

// A guesser cannot win back tries by signing in to an account of their own.
func TestSigningInDoesNotExcuseOtherGuesses(t *testing.T) {
	s := open(t)
	for i := range 30 {
		_, err := s.SignIn(t.Context(), fmt.Sprint("somebody", i), "guess after guess", "", "127.0.0.1")
		refused(t, "a guess", err, fault.Unauthenticated)
		if i%5 == 0 && i < 29 {
			s.signIn(t)
		}
	}
	_, err := s.SignIn(t.Context(), "ada@example.org", password, "", "127.0.0.1")
	refused(t, "an attempt after 30 guesses", err, fault.Unavailable)
}

// Somebody whose login strangers guess at still comes in from where they have
// come in before.
func TestGuessersLockNobodyOut(t *testing.T) {
	s := open(t)
	s.signIn(t)
	for i := range 20 {
		_, _ = s.SignIn(t.Context(), "ada@example.org", "guess after guess", "", fmt.Sprint("10.0.0.", i))
	}
	_, err := s.SignIn(t.Context(), "ada@example.org", password, "", "10.0.0.99")
	refused(t, "from a new address", err, fault.Unavailable)
	s.signIn(t)
}

// Guesses sent all at once are no more than guesses one after the other.
func TestGuessesAtOnce(t *testing.T) {
	s := open(t)
	var tried atomic.Int64
	var guessing sync.WaitGroup
	for range 50 {
		guessing.Go(func() {
			_, err := s.SignIn(t.Context(), "ada@example.org", "guess after guess", "", "10.0.0.1")
			if fault.KindOf(err) == fault.Unauthenticated {
				tried.Add(1)
			}
		})
	}
	guessing.Wait()
	if tried.Load() != 5 {
		t.Errorf("%d guesses were tried", tried.Load())
	}
}

// history is the attempts that were let through for one key.
type history []time.Time

// room reports whether one more is within the limit: in no stretch of time more
// than the burst and what comes back during it.
func (h history) room(now time.Time, burst int, every time.Duration) bool {
	for i, from := range h {
		if len(h)-i+1 > burst+int(now.Sub(from)/every) {
			return false
		}
	}
	return true
}

// An attempt is let through if and only if both its login and its address have
// room by the plain definition of the limits.
func TestLimitAgainstDefinition(t *testing.T) {
	s := empty(t, sqlite(t))
	run := 0
	rapid.Check(t, func(r *rapid.T) {
		run++
		s.clock.pass(24 * time.Hour)
		logins, addresses := map[string]history{}, map[string]history{}
		for range rapid.IntRange(1, 60).Draw(r, "attempts") {
			s.clock.pass(time.Duration(rapid.SampledFrom([]int{0, 0, 0, 1, 4, 5, 29, 30, 61}).Draw(r, "seconds")) * time.Second)
			login := fmt.Sprint("login ", run, rapid.IntRange(0, 9).Draw(r, "login"))
			address := fmt.Sprintf("10.%d.%d.%d", run/256, run%256, rapid.IntRange(0, 1).Draw(r, "address"))
			now := s.clock.now()
			want := logins[login].room(now, 5, 30*time.Second) && addresses[address].room(now, 30, 5*time.Second)
			_, err := s.SignIn(t.Context(), login, "guess after guess", "", address)
			if got := fault.KindOf(err) == fault.Unauthenticated; got != want {
				r.Fatalf("%s from %s after %v, %v: let through %t, want %t", login, address, logins[login], addresses[address], got, want)
			}
			if want {
				logins[login], addresses[address] = append(logins[login], now), append(addresses[address], now)
			}
		}
	})
}
