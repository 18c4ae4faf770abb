package door_test

import (
	"testing"

	"fairlead/internal/door"
	"fairlead/internal/testkit/desktest"
)

func benchSite(b *testing.B, c door.Cost) (*door.Door, string) {
	d := desktest.Open(b)
	s := door.New(d, d.Store(), desktest.Noon, door.Settings{Cost: c})
	if err := s.CreateFirst(b.Context(), "Ada", "ada@example.org", password); err != nil {
		b.Fatal(err)
	}
	key, err := s.SignIn(b.Context(), "ada@example.org", password, "Firefox", "127.0.0.1")
	if err != nil {
		b.Fatal(err)
	}
	return s, key
}

// What every request pays.
func BenchmarkIdentify(b *testing.B) {
	s, key := benchSite(b, cheap())
	for b.Loop() {
		if _, err := s.Identify(b.Context(), key); err != nil {
			b.Fatal(err)
		}
	}
}

// One sign-in at the usual cost.
func BenchmarkSignIn(b *testing.B) {
	s, _ := benchSite(b, door.Cost{})
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.SignIn(b.Context(), "ada@example.org", password, "Firefox", "127.0.0.1"); err != nil {
			b.Fatal(err)
		}
	}
}
